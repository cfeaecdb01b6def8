//! 文化事业建设费: the levy on advertising receipts of units.
//!
//! 财税〔2025〕7号, from 2025: 3 % of gross receipts less advertising fees passed on, half of it due.
//! Individuals and 个体工商户 do not owe it for advertising. Years before 2025 are not on file and are
//! refused. It is a fee, so it bears no surcharge for late payment.

use super::AssessError;
use super::labels::levy::step;
use crate::party::PartyKind;
use crate::period::{Grain, Period};
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

/// Receipts of a period with VAT, and what was paid on to others for advertising.
#[derive(Clone, Copy, Debug)]
pub struct Advertising {
    /// Gross receipts.
    pub receipts: Figure,
    /// Advertising fees passed on.
    pub passed_on: Figure,
    /// Net sales of the period of a small-scale taxpayer; absent for a general one.
    pub small_scale_sales: Option<Figure>,
}

/// The levy of a period. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct CulturalLevy {
    /// Receipts less fees passed on.
    pub base: Figure,
    /// Whether it is owed at all.
    pub owed: bool,
    /// The levy.
    pub levy: Figure,
}

/// The levy on the advertising of a month or quarter.
pub fn levy(
    sheet: &mut Worksheet,
    rules: &Rules,
    period: Period,
    payer: PartyKind,
    advertising: Advertising,
) -> Result<CulturalLevy, AssessError> {
    let law = rules.for_period(period)?;
    let exempt = match period.grain() {
        Grain::Month => RuleId::CulturalLevyExemptMonth,
        Grain::Quarter => RuleId::CulturalLevyExemptQuarter,
        Grain::Year => return Err(AssessError::NotFiledByYear(period)),
    };
    let rate = law.parameter(RuleId::CulturalLevy)?;
    let rest = sheet.difference(
        step::ADVERTISING_NET,
        advertising.receipts,
        &[advertising.passed_on],
    )?;
    let base = sheet.not_below_zero(step::ADVERTISING_NET, rest);
    let unit = !matches!(
        payer,
        PartyKind::NaturalPerson | PartyKind::IndividualBusiness
    );
    let small = match advertising.small_scale_sales {
        Some(sales) if unit => {
            let up_to = sheet.parameter(step::WAIVED_UP_TO, &law.parameter(exempt)?);
            sales.value() <= up_to.value()
        }
        _ => false,
    };
    let owed = unit && !small;
    let levy = if owed {
        let rate = sheet.parameter(step::CULTURAL_LEVY_RATE, &rate);
        let part = law.parameter(RuleId::CulturalLevyPart)?;
        let part = sheet.parameter(step::PART_DUE, &part);
        let exact = sheet.product(step::LEVY_EXACT, &[base, rate, part])?;
        sheet.round(step::CULTURAL_LEVY, exact, &law.rounding()?)
    } else {
        let none = sheet.sum(step::NOTHING_LEVIED, &[])?;
        sheet.cite(none, &rate.citation);
        none
    };
    Ok(CulturalLevy { base, owed, levy })
}
