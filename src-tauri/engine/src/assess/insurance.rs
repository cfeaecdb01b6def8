//! 保险营销员累计预扣: withholding on the commission of insurance agents and brokers, month by month.
//!
//! 财税〔2018〕164号 art. 3: what counts of the commission is cumulated as wages are. Only they have the
//! business cost of a quarter; streamers do not. It does not know what a gap between months does.

use super::AssessError;
use super::labels::income as label;
use super::wages::{self, WageMonth};
use crate::period::Period;
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

/// Commission of one month and what is taken off it beside the basic deduction.
#[derive(Clone, Debug)]
pub struct CommissionMonth {
    /// The month.
    pub month: Period,
    /// Commission without VAT.
    pub commission: Figure,
    /// Surcharges on its VAT, as far as they were borne.
    pub surcharges: Vec<Figure>,
    /// Other deductions of the month.
    pub deductions: Vec<Figure>,
}

/// What is to be withheld in each month, rounded to the fen; months must rise within a year.
pub fn cumulative(
    sheet: &mut Worksheet,
    rules: &Rules,
    months: &[CommissionMonth],
) -> Result<Vec<Figure>, AssessError> {
    let mut counted = Vec::new();
    for month in months {
        counted.push(WageMonth {
            month: month.month,
            income: counts(sheet, rules.for_period(month.month)?, month)?,
            deductions: month.deductions.clone(),
        });
    }
    wages::cumulative(sheet, rules, &counted)
}

/// The commission less expenses, the business cost of the rest, and surcharges.
fn counts(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    month: &CommissionMonth,
) -> Result<Figure, AssessError> {
    let rate = law.parameter(RuleId::InsuranceExpenseRate)?;
    let rate = sheet.parameter(label::COMMISSION_EXPENSE_RATE, &rate);
    let expenses = sheet.product(label::COMMISSION_EXPENSES, &[month.commission, rate])?;
    let rest = sheet.difference(label::COMMISSION_REST, month.commission, &[expenses])?;
    let rate = law.parameter(RuleId::InsuranceCostRate)?;
    let rate = sheet.parameter(label::COMMISSION_COST_RATE, &rate);
    let cost = sheet.product(label::COMMISSION_COST, &[rest, rate])?;
    let parts: Vec<Figure> = std::iter::once(cost)
        .chain(month.surcharges.iter().copied())
        .collect();
    let counted = sheet.difference(label::COMMISSION_COUNTED, rest, &parts)?;
    sheet.cite(counted, &law.citation(RuleId::InsuranceMethod)?);
    Ok(counted)
}
