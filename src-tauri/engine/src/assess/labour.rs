//! 劳务报酬预扣: withholding on labour remuneration, payment by payment.
//!
//! 国家税务总局公告2018年第61号; 个人所得税法实施条例 art. 14(1): continuing income of one item is one
//! payment a month. It is an advance; the year is settled in `comprehensive`.

use super::AssessError;
use super::labels::step;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Worksheet};

/// Withholding on one payment. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct LabourWithholding {
    /// Payment less the fixed deduction or the expenses.
    pub taxable_income: Figure,
    /// Rate of the row.
    pub rate: Figure,
    /// Quick deduction of the row.
    pub quick_deduction: Figure,
    /// To be withheld.
    pub withholding: Figure,
}

/// What is to be withheld on one payment.
pub fn per_time(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    income: Figure,
) -> Result<LabourWithholding, AssessError> {
    let rounding = law.rounding()?;
    let taxable = less_expenses(sheet, law, income)?;
    let table = law.brackets(RuleId::LabourBrackets)?;
    let bracket = sheet.bracket(step::TAX_EXACT, taxable, &table)?;
    Ok(LabourWithholding {
        taxable_income: sheet.round(step::TAXABLE_ROUNDED, taxable, &rounding),
        rate: bracket.rate,
        quick_deduction: bracket.quick_deduction,
        withholding: sheet.round(step::WITHHOLDING, bracket.tax, &rounding),
    })
}

/// The payment less the fixed deduction or the expenses, not below zero.
pub(super) fn less_expenses(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    income: Figure,
) -> Result<Figure, AssessError> {
    let up_to = sheet.parameter(step::SMALL_UP_TO, &law.parameter(RuleId::SmallPaymentUpTo)?);
    let deduction = if income.value() <= up_to.value() {
        let fixed = law.parameter(RuleId::SmallPaymentDeduction)?;
        sheet.parameter(step::SMALL_DEDUCTION, &fixed)
    } else {
        let rate = law.parameter(RuleId::LabourExpenseRate)?;
        let rate = sheet.parameter(step::EXPENSE_RATE, &rate);
        sheet.product(step::EXPENSES, &[income, rate])?
    };
    let rest = sheet.difference(step::TAXABLE_REST, income, &[deduction])?;
    Ok(sheet.not_below_zero(step::TAXABLE, rest))
}
