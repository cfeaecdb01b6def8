//! 全年一次性奖金: the bonus of an employed streamer, taxed alone or with the year.
//!
//! 财税〔2018〕164号 art. 1, continued to 2027. A twelfth of the bonus picks the row of the monthly
//! table; the tax is on the whole bonus. Nothing here decides: both ways are computed.

use rust_decimal::Decimal;

use super::AssessError;
use super::comprehensive::{self, YearIncome};
use super::labels::{income as label, step};
use crate::rules::{InForce, RuleId};
use crate::worksheet::{BracketTax, Figure, Unit, Worksheet};

/// Both ways of taxing a bonus. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct BonusOptions {
    /// Tax on the bonus alone.
    pub bonus_tax: Figure,
    /// Tax on the other income and on the bonus alone.
    pub apart: Figure,
    /// Tax on the year with the bonus among the wages.
    pub together: Figure,
}

/// Tax on a bonus that is taxed alone.
pub fn alone(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    bonus: Figure,
) -> Result<Figure, AssessError> {
    let table = law.brackets(RuleId::BonusBrackets)?;
    let months = sheet.input_of(label::MONTHS_OF_YEAR, Decimal::from(12), Unit::Count, None);
    let month = sheet.quotient(label::BONUS_MONTH, bonus, months)?;
    let BracketTax { tax, .. } =
        sheet.bracket_by(label::BONUS_EXACT, bonus, month.value(), &table)?;
    let tax = sheet.not_below_zero(label::BONUS_EXACT, tax);
    Ok(sheet.round(label::BONUS_TAX, tax, &law.rounding()?))
}

/// The year with the bonus taxed alone, and with the bonus as part of the wages.
pub fn options(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    bonus: Figure,
    income: &YearIncome,
    deductions: &[Figure],
) -> Result<BonusOptions, AssessError> {
    let bonus_tax = alone(sheet, law, bonus)?;
    let rest = comprehensive::tax(sheet, law, income, deductions)?.tax;
    let apart = sheet.sum(label::BONUS_APART, &[rest, bonus_tax])?;
    let wages: Vec<Figure> = income.wages.into_iter().chain([bonus]).collect();
    let with_bonus = YearIncome {
        wages: Some(sheet.sum(step::WAGES, &wages)?),
        ..*income
    };
    Ok(BonusOptions {
        bonus_tax,
        apart,
        together: comprehensive::tax(sheet, law, &with_bonus, deductions)?.tax,
    })
}
