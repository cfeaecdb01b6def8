//! 综合所得: tax on the comprehensive income of a calendar year.
//!
//! 个人所得税法 art. 2, 3(1), 6(1)(1), 6(2), 11. Labour remuneration always counts at 80 % here:
//! the 800 yuan deduction of small payments exists only in withholding.

use super::AssessError;
use super::labels::step;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Worksheet};

/// Income of a year by kind, before the parts that do not count; a kind without income is absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct YearIncome {
    /// 工资薪金.
    pub wages: Option<Figure>,
    /// 劳务报酬.
    pub labour: Option<Figure>,
    /// 稿酬.
    pub author: Option<Figure>,
    /// 特许权使用费.
    pub royalty: Option<Figure>,
}

/// Tax of a year and how it came about. All amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct ComprehensiveTax {
    /// 收入额: what counts of the income.
    pub income_amount: Figure,
    /// 应纳税所得额.
    pub taxable_income: Figure,
    /// Rate of the row.
    pub rate: Figure,
    /// Quick deduction of the row.
    pub quick_deduction: Figure,
    /// 应纳税额.
    pub tax: Figure,
}

/// Tax on a year's income after the basic deduction and the given ones.
///
/// The tax is computed from the exact taxable income; only the tax itself is rounded.
pub fn tax(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    income: &YearIncome,
    deductions: &[Figure],
) -> Result<ComprehensiveTax, AssessError> {
    let rounding = law.rounding()?;
    let parts = counted_parts(sheet, law, income)?;
    let income_amount = sheet.sum(step::INCOME_AMOUNT, &parts)?;
    let basic = sheet.parameter(
        step::BASIC_DEDUCTION,
        &law.parameter(RuleId::BasicDeduction)?,
    );
    let deducted: Vec<Figure> = std::iter::once(basic)
        .chain(deductions.iter().copied())
        .collect();
    let rest = sheet.difference(step::TAXABLE_REST, income_amount, &deducted)?;
    let taxable = sheet.not_below_zero(step::TAXABLE, rest);
    let table = law.brackets(RuleId::ComprehensiveBrackets)?;
    let bracket = sheet.bracket(step::TAX_EXACT, taxable, &table)?;
    Ok(ComprehensiveTax {
        income_amount: sheet.round(step::INCOME_AMOUNT_ROUNDED, income_amount, &rounding),
        taxable_income: sheet.round(step::TAXABLE_ROUNDED, taxable, &rounding),
        rate: bracket.rate,
        quick_deduction: bracket.quick_deduction,
        tax: sheet.round(step::TAX, bracket.tax, &rounding),
    })
}

fn counted_parts(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    income: &YearIncome,
) -> Result<Vec<Figure>, AssessError> {
    let kinds = [
        (
            income.wages,
            RuleId::WagesFactor,
            step::WAGES_FACTOR,
            step::WAGES_PART,
        ),
        (
            income.labour,
            RuleId::LabourFactor,
            step::LABOUR_FACTOR,
            step::LABOUR_PART,
        ),
        (
            income.author,
            RuleId::AuthorFactor,
            step::AUTHOR_FACTOR,
            step::AUTHOR_PART,
        ),
        (
            income.royalty,
            RuleId::RoyaltyFactor,
            step::ROYALTY_FACTOR,
            step::ROYALTY_PART,
        ),
    ];
    let mut parts = Vec::new();
    for (amount, rule, factor_label, part_label) in kinds {
        let Some(amount) = amount else { continue };
        let factor = sheet.parameter(factor_label, &law.parameter(rule)?);
        parts.push(sheet.product(part_label, &[amount, factor])?);
    }
    Ok(parts)
}
