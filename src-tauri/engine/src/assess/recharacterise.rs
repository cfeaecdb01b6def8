//! 收入性质重分类: business income taxed as what it really was, labour remuneration of a person.
//!
//! 个人所得税法 art. 2, 3, 6 on the one income; what was paid on it as business income is credited.

use super::AssessError;
use super::comprehensive::{self, ComprehensiveTax, YearIncome};
use super::labels::step;
use crate::rules::InForce;
use crate::worksheet::{Figure, Worksheet};

/// The same income under both natures. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct Recharacterised {
    /// Tax of the person with the income as labour remuneration.
    pub due: ComprehensiveTax,
    /// Due less what was paid as business income, not below zero.
    pub underpaid: Figure,
}

/// Tax of the person whose labour remuneration the income really was, less what the business paid.
///
/// `other` is the person's other income of the year.
pub fn recharacterise(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    income: Figure,
    paid_as_business: Figure,
    other: &YearIncome,
    deductions: &[Figure],
) -> Result<Recharacterised, AssessError> {
    let labour = labour_with(sheet, other.labour, &[income])?;
    let income = YearIncome {
        labour: Some(labour),
        ..*other
    };
    let due = comprehensive::tax(sheet, law, &income, deductions)?;
    let rest = sheet.difference(step::DUE, due.tax, &[paid_as_business])?;
    let underpaid = sheet.not_below_zero(step::SHORT, rest);
    Ok(Recharacterised { due, underpaid })
}

/// Labour remuneration of a person with the income of businesses that is treated as such.
pub fn labour_with(
    sheet: &mut Worksheet,
    own: Option<Figure>,
    treated: &[Figure],
) -> Result<Figure, AssessError> {
    let parts: Vec<Figure> = own.into_iter().chain(treated.iter().copied()).collect();
    Ok(sheet.sum(step::LABOUR, &parts)?)
}
