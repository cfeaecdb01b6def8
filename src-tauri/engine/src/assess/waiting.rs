//! 等待的代价: tax, surcharge and range of the fine if everything is settled on a day, day by day.
//!
//! 税收征收管理法 art. 32, 63; 税总函〔2013〕196号. Two manners: of the taxpayer's own accord, and after a
//! notice. It foretells no decision: a fine is a range, and fees bear neither surcharge nor fine.

use chrono::{Days, NaiveDate};

use super::AssessError;
use super::fines::{self, FineRange};
use super::labels::levy::step;
use super::labels::step::{LATE_FEE_CAPPED, TOTAL_HIGH, TOTAL_LATE_FEE, TOTAL_LOW};
use super::late_fee::late_fee;
use crate::computation::Manner;
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

/// Days of a series are no more than this, so that it can be printed.
const DAYS_MOST: usize = 4000;

/// One unpaid amount.
#[derive(Clone, Copy, Debug)]
pub struct Owed {
    /// Its amount.
    pub amount: Figure,
    /// Last day for payment.
    pub deadline: NaiveDate,
    /// What follows from paying it late.
    pub bears: Bears,
}

/// What follows from paying late under the Collection Law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bears {
    /// Of a fee: it is no tax.
    Nothing,
    /// Of tax that nobody withheld, where the setting has no surcharge on it.
    Fine,
    /// Of any other tax.
    SurchargeAndFine,
}

impl Manner {
    fn rule(self) -> RuleId {
        match self {
            Manner::Voluntary => RuleId::FineVoluntary,
            Manner::AfterNotice => RuleId::Fine63,
        }
    }
}

/// What settling on a day costs. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct DayCost {
    /// The day.
    pub date: NaiveDate,
    /// Tax and fees.
    pub tax: Figure,
    /// Surcharge to the day.
    pub surcharge: Figure,
    /// The same, on no tax above itself.
    pub capped_at_tax: Figure,
    /// Range of the fine on tax that is late.
    pub fine: FineRange,
    /// Tax, surcharge and lower fine.
    pub total_low: Figure,
    /// Tax, surcharge and upper fine.
    pub total_high: Figure,
}

/// The days of a series, both ends included; the last day is always among them.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Every so many days.
    pub every: u32,
}

impl Span {
    fn days(self) -> Result<Vec<NaiveDate>, AssessError> {
        let mut days = Vec::new();
        let mut next = Some(self.from);
        while let Some(day) = next.filter(|day| *day < self.to) {
            if days.len() >= DAYS_MOST {
                return Err(AssessError::TooManyDays(DAYS_MOST));
            }
            days.push(day);
            next = day.checked_add_days(Days::new(u64::from(self.every.max(1))));
        }
        if self.from <= self.to {
            days.push(self.to);
        }
        Ok(days)
    }
}

/// The cost on each day of a span.
pub fn series(
    sheet: &mut Worksheet,
    rules: &Rules,
    owed: &[Owed],
    manner: Manner,
    span: Span,
) -> Result<Vec<DayCost>, AssessError> {
    let amounts: Vec<Figure> = owed.iter().map(|owed| owed.amount).collect();
    let tax = sheet.sum(step::WAITING_TAX, &amounts)?;
    let days = span.days()?;
    let days = days.into_iter();
    days.map(|day| on(sheet, rules, owed, tax, manner, day))
        .collect()
}

fn on(
    sheet: &mut Worksheet,
    rules: &Rules,
    owed: &[Owed],
    tax: Figure,
    manner: Manner,
    day: NaiveDate,
) -> Result<DayCost, AssessError> {
    let law = rules.on(day)?;
    let (mut fees, mut capped, mut late) = (Vec::new(), Vec::new(), Vec::new());
    for owed in owed.iter().filter(|owed| owed.bears != Bears::Nothing) {
        if owed.bears == Bears::SurchargeAndFine {
            let fee = late_fee(sheet, rules, owed.amount, owed.deadline, day)?;
            fees.push(fee.amount);
            capped.push(fee.capped_at_tax);
        }
        if day > owed.deadline {
            late.push(owed.amount);
        }
    }
    let surcharge = sheet.sum(TOTAL_LATE_FEE, &fees)?;
    let capped_at_tax = sheet.sum(LATE_FEE_CAPPED, &capped)?;
    let fine = fine(sheet, law, manner, &late)?;
    Ok(DayCost {
        date: day,
        tax,
        surcharge,
        capped_at_tax,
        fine,
        total_low: sheet.sum(TOTAL_LOW, &[tax, surcharge, fine.low])?,
        total_high: sheet.sum(TOTAL_HIGH, &[tax, surcharge, fine.high])?,
    })
}

fn fine(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    manner: Manner,
    late: &[Figure],
) -> Result<FineRange, AssessError> {
    let base = sheet.sum(step::WAITING_TAX_FINED, late)?;
    fines::range(sheet, law, base, manner.rule())
}
