//! 工资薪金累计预扣: withholding on wages, month by month of one employment.
//!
//! 国家税务总局公告2018年第61号 art. 6. Months count from the first with this employer to the current
//! one; a negative result is withheld as zero and given back only at the annual settlement.

use rust_decimal::Decimal;

use super::AssessError;
use super::labels::{income as label, step};
use crate::period::Period;
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Unit, Worksheet};

/// Wages of one month and what is taken off them beside the basic deduction.
#[derive(Clone, Debug)]
pub struct WageMonth {
    /// The month.
    pub month: Period,
    /// Wages.
    pub income: Figure,
    /// Social contributions, special additional and other deductions of the month.
    pub deductions: Vec<Figure>,
}

/// What is to be withheld in each month, rounded to the fen; months must rise within a year.
pub fn cumulative(
    sheet: &mut Worksheet,
    rules: &Rules,
    months: &[WageMonth],
) -> Result<Vec<Figure>, AssessError> {
    let (mut income, mut deducted) = (Vec::new(), Vec::new());
    let mut withheld: Vec<Figure> = Vec::new();
    for (count, month) in (1_u32..).zip(months) {
        let law = rules.for_period(month.month)?;
        income.push(month.income);
        deducted.extend(month.deductions.iter().copied());
        let basic = basic_deduction(sheet, law, count)?;
        let total = sheet.sum(step::CUMULATIVE_INCOME, &income)?;
        let parts: Vec<Figure> = [basic]
            .into_iter()
            .chain(deducted.iter().copied())
            .collect();
        let rest = sheet.difference(step::CUMULATIVE_REST, total, &parts)?;
        let taxable = sheet.not_below_zero(step::TAXABLE, rest);
        withheld.push(less_withheld(sheet, law, taxable, &withheld)?);
    }
    Ok(withheld)
}

fn basic_deduction(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    months: u32,
) -> Result<Figure, AssessError> {
    let each = law.parameter(RuleId::WagesMonthDeduction)?;
    let each = sheet.parameter(step::MONTH_DEDUCTION, &each);
    let count = sheet.input_of(step::MONTHS, Decimal::from(months), Unit::Count, None);
    Ok(sheet.product(label::WAGES_DEDUCTION, &[each, count])?)
}

/// Tax on what has come together less what was withheld before, not below zero.
pub(super) fn less_withheld(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    taxable: Figure,
    before: &[Figure],
) -> Result<Figure, AssessError> {
    let table = law.brackets(RuleId::ComprehensiveBrackets)?;
    let bracket = sheet.bracket(step::TAX_EXACT, taxable, &table)?;
    let tax = sheet.round(step::CUMULATIVE_TAX, bracket.tax, &law.rounding()?);
    let withheld = sheet.sum(step::ALREADY_WITHHELD, before)?;
    let rest = sheet.difference(step::WITHHOLDING_REST, tax, &[withheld])?;
    Ok(sheet.not_below_zero(step::WITHHOLDING, rest))
}
