//! 经营所得: tax on the business income of a calendar year.
//!
//! 个人所得税法 art. 3(2); the half relief of 财政部 税务总局公告2023年第12号 (before: 2021年第12号) by the
//! formula of 国家税务总局公告2023年第12号. Only individual businesses have the relief; sole
//! proprietorships and partnerships do not. Under assessed collection nothing else is deducted.

use rust_decimal::Decimal;

use super::AssessError;
use super::labels::{income as label, step};
use crate::party::PartyKind;
use crate::rules::{InForce, RuleId, RulesError};
use crate::worksheet::{Figure, RoundingRule, Worksheet};

/// Tax of a year. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct BusinessTax {
    /// 应纳税所得额.
    pub taxable_income: Figure,
    /// By the table.
    pub tax_before_relief: Figure,
    /// 减半征收: what is relieved; absent where there is no such relief.
    pub relief: Option<Figure>,
    /// 应纳税额.
    pub tax: Figure,
}

/// Taxable income under assessed collection: income × profit rate.
pub fn assessed(
    sheet: &mut Worksheet,
    income: Figure,
    profit_rate: Figure,
) -> Result<Figure, AssessError> {
    Ok(sheet.product(step::BUSINESS_TAXABLE, &[income, profit_rate])?)
}

/// What the owner's deductions leave of a profit on accounts, where the owner has no comprehensive
/// income that takes them: the basic one and the given ones.
pub fn less_owner_deductions(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    profit: Figure,
    deductions: &[Figure],
) -> Result<Figure, AssessError> {
    let basic = law.parameter(RuleId::OwnerDeduction)?;
    let basic = sheet.parameter(label::OWNER_DEDUCTION, &basic);
    let parts: Vec<Figure> = [basic]
        .into_iter()
        .chain(deductions.iter().copied())
        .collect();
    let rest = sheet.difference(label::OWNER_REST, profit, &parts)?;
    Ok(sheet.not_below_zero(step::BUSINESS_TAXABLE, rest))
}

/// Tax on a year's taxable income, not below zero.
pub fn tax(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    taxable: Figure,
    entity: Option<PartyKind>,
    other_relief: Option<Figure>,
) -> Result<BusinessTax, AssessError> {
    let rounding = law.rounding()?;
    let taxable = sheet.not_below_zero(step::TAXABLE, taxable);
    let table = law.brackets(RuleId::BusinessBrackets)?;
    let exact = sheet.bracket(step::TAX_EXACT, taxable, &table)?.tax;
    let before = sheet.round(step::TAX_BEFORE_RELIEF, exact, &rounding);
    let relieved = entity == Some(PartyKind::IndividualBusiness) && taxable.value() > Decimal::ZERO;
    let relief = if relieved {
        half_relief(sheet, law, taxable, other_relief, &rounding)?
    } else {
        None
    };
    let reliefs: Vec<Figure> = other_relief.into_iter().chain(relief).collect();
    let rest = sheet.difference(step::TAX_AFTER_RELIEF, before, &reliefs)?;
    Ok(BusinessTax {
        taxable_income: sheet.round(step::TAXABLE_ROUNDED, taxable, &rounding),
        tax_before_relief: before,
        relief,
        tax: sheet.not_below_zero(step::TAX, rest),
    })
}

/// (tax on the part within the cap − other relief × that part ÷ whole) × share; none before 2021.
fn half_relief(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    taxable: Figure,
    other_relief: Option<Figure>,
    rounding: &RoundingRule,
) -> Result<Option<Figure>, AssessError> {
    let cap = match law.parameter(RuleId::HalfReliefCap) {
        Err(RulesError::NotInForce { .. }) => return Ok(None),
        cap => cap?,
    };
    let cap = sheet.parameter(step::CAP, &cap);
    let part = sheet.at_most(step::CAPPED_PART, taxable, cap);
    let table = law.brackets(RuleId::BusinessBrackets)?;
    let exact = sheet.bracket(step::TAX_EXACT, part, &table)?.tax;
    let tax_of_part = sheet.round(step::TAX_OF_PART, exact, rounding);
    let base = match other_relief {
        Some(other) => {
            let share = sheet.proportion(step::RELIEF_OF_PART, other, part, taxable)?;
            let rest = sheet.difference(step::RELIEF_BASE, tax_of_part, &[share])?;
            sheet.not_below_zero(step::RELIEF_BASE, rest)
        }
        None => tax_of_part,
    };
    let share = sheet.parameter(step::RELIEF_SHARE, &law.parameter(RuleId::HalfReliefShare)?);
    let relief = sheet.product(step::RELIEF_EXACT, &[base, share])?;
    Ok(Some(sheet.round(step::RELIEF, relief, rounding)))
}
