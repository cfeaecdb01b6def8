//! 年度汇算: what is left to pay or comes back when the year is settled, and whether it must be.
//!
//! 个人所得税法 art. 11; 个人所得税法实施条例 art. 25; 国家税务总局公告2019年第44号 and 财政部 税务总局公告
//! 2023年第32号: small incomes and small sums are let go, unless a payer failed to withhold.

use serde::Serialize;

use super::AssessError;
use super::comprehensive::ComprehensiveTax;
use super::labels::{income as label, step};
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Citation, Figure, Worksheet};

/// What the law asks of a person at the annual settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Settle the year and pay.
    Pay,
    /// Tax is short, but the year need not be settled.
    Waived,
    /// Tax would be let go, but a payer failed to withhold: settle and pay.
    Void,
    /// Settle the year although nothing is short.
    File,
    /// Too much was withheld: settle to have it back.
    Refund,
    /// Nothing.
    None,
}

/// What decides beside the tax of the year.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// Gross income of the year, before any part is taken off.
    pub gross: Figure,
    /// Tax withheld and prepaid.
    pub withheld: Figure,
    /// Social contributions, 专项扣除.
    pub special: Option<Figure>,
    /// Wages of two payers, or any labour remuneration, author fee or royalty.
    pub several: bool,
    /// A payer failed to withhold what the law asks.
    pub payer_failed: bool,
}

/// The year settled. Amounts are rounded to the fen.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// Tax less what was withheld, not below zero.
    pub short: Figure,
    /// What was withheld less the tax, not below zero.
    pub refund: Figure,
    /// What must be done.
    pub duty: Duty,
    /// The articles that decide.
    pub citations: Vec<Citation>,
}

/// Settles a year.
pub fn settle(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    tax: &ComprehensiveTax,
    year: &Circumstances,
) -> Result<Settlement, AssessError> {
    let rest = sheet.difference(step::DUE, tax.tax, &[year.withheld])?;
    let short = sheet.not_below_zero(step::SHORT, rest);
    let over = sheet.difference(step::OVERPAID, year.withheld, &[tax.tax])?;
    let refund = sheet.not_below_zero(label::REFUND, over);
    let small = is_small(law, year.gross, short)?;
    let (duty, rules) = match short.value().is_zero() {
        false if small && !year.payer_failed => (Duty::Waived, WAIVED),
        false if small => (Duty::Void, VOID),
        false => (Duty::Pay, OBLIGED),
        true if !refund.value().is_zero() => (Duty::Refund, OBLIGED),
        true if year.several && year.payer_failed && obliged(sheet, law, tax, year)? => {
            (Duty::File, OBLIGED)
        }
        true => (Duty::None, OBLIGED),
    };
    let citations: Result<_, _> = rules.iter().map(|rule| law.citation(*rule)).collect();
    Ok(Settlement {
        short,
        refund,
        duty,
        citations: citations?,
    })
}

const OBLIGED: &[RuleId] = &[RuleId::SettlementDutyOver];
const WAIVED: &[RuleId] = &[RuleId::SettlementIncomeUpTo, RuleId::SettlementShortUpTo];
const VOID: &[RuleId] = &[
    RuleId::SettlementIncomeUpTo,
    RuleId::SettlementShortUpTo,
    RuleId::SettlementVoid,
];

/// Whether income or the sum to pay is so small that the year need not be settled.
pub fn is_small(law: InForce<'_>, gross: Figure, short: Figure) -> Result<bool, AssessError> {
    let income = law.parameter(RuleId::SettlementIncomeUpTo)?;
    let tax = law.parameter(RuleId::SettlementShortUpTo)?;
    Ok(gross.value() <= income.value || short.value() <= tax.value)
}

/// Income amount less social contributions above the limit.
fn obliged(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    tax: &ComprehensiveTax,
    year: &Circumstances,
) -> Result<bool, AssessError> {
    let special: Vec<Figure> = year.special.into_iter().collect();
    let rest = sheet.difference(label::DUTY_REST, tax.income_amount, &special)?;
    let over = sheet.parameter(
        label::DUTY_OVER,
        &law.parameter(RuleId::SettlementDutyOver)?,
    );
    Ok(rest.value() > over.value())
}
