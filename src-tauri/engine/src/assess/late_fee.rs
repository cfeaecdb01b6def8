//! 滞纳金: surcharge for late payment.
//!
//! 税收征收管理法 art. 32; 实施细则 art. 75: 0.05 % a day, simple, from the day after the deadline to
//! the day of payment, both counted. Whether it may pass the tax is not settled, so both figures
//! are given (行政强制法 art. 45). It refuses a span over which the rate changed.

use chrono::NaiveDate;

use super::AssessError;
use super::labels::step;
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

/// Surcharge on one amount of tax.
#[derive(Clone, Copy, Debug)]
pub struct LateFee {
    /// The day after the deadline.
    pub first_day: NaiveDate,
    /// Days counted; none when paid on or before the deadline.
    pub days: Figure,
    /// Rounded to the fen.
    pub amount: Figure,
    /// The same, not above the tax.
    pub capped_at_tax: Figure,
}

impl LateFee {
    /// How many days count.
    pub fn days(&self) -> u32 {
        u32::try_from(self.days.value()).expect("days between two dates fit 32 bits")
    }
}

/// Surcharge on tax paid, or still unpaid, on a day.
pub fn late_fee(
    sheet: &mut Worksheet,
    rules: &Rules,
    tax: Figure,
    deadline: NaiveDate,
    paid_on: NaiveDate,
) -> Result<LateFee, AssessError> {
    let first_day = deadline.succ_opt().unwrap_or(deadline);
    let law = rules.on(paid_on)?;
    let rate = law.parameter(RuleId::LateFeeRate)?;
    if paid_on > deadline && rules.on(first_day)?.parameter(RuleId::LateFeeRate)? != rate {
        return Err(AssessError::RateChanged);
    }
    let days = sheet.span(step::DAYS_LATE, first_day, paid_on);
    sheet.cite(days, &law.citation(RuleId::LateFeeSpan)?);
    let rate = sheet.parameter(step::DAILY_RATE, &rate);
    let exact = sheet.product(step::LATE_FEE_EXACT, &[tax, rate, days])?;
    let amount = sheet.round(step::LATE_FEE, exact, &law.rounding()?);
    let capped_at_tax = sheet.at_most(step::LATE_FEE_CAPPED, amount, tax);
    sheet.cite(capped_at_tax, &law.citation(RuleId::LateFeeCap)?);
    Ok(LateFee {
        first_day,
        days,
        amount,
        capped_at_tax,
    })
}
