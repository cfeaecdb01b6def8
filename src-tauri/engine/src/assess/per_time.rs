//! 按次纳税: VAT of a natural person on one payment or day, for whom nobody files by the month.
//!
//! 财税〔2016〕36号 annex 1 art. 50, from 2026 财政部 税务总局公告2026年第10号: who reaches the threshold is
//! taxed on the whole. What is charged on it is left out: the waiver of the education surcharges knows
//! months and quarters only.

use chrono::NaiveDate;

use super::AssessError;
use super::labels::levy::{assumption, step};
use super::vat::{Sales, net_of, vat_on};
use crate::money::Money;
use crate::rules::{RuleId, Rules, RulesError};
use crate::settings::Settings;
use crate::worksheet::{Figure, Worksheet};

/// VAT on one payment. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct PerTime {
    /// What was held against the threshold.
    pub tested: Figure,
    /// Whether nothing is charged.
    pub exempt: bool,
    /// Rate charged; absent where exempt.
    pub rate: Option<Figure>,
    /// VAT.
    pub vat: Figure,
}

/// VAT of an individual on what was paid on a day. `threshold` is what the province chose, where
/// it had a choice; without it the usual one is taken and said to be.
pub fn vat(
    sheet: &mut Worksheet,
    rules: &Rules,
    date: NaiveDate,
    sales: Sales,
    threshold: Option<Money>,
) -> Result<PerTime, AssessError> {
    let law = rules.on(date)?;
    let usual = law.parameter(RuleId::VatPerTimeFrom)?;
    let least = match law.parameter(RuleId::VatPerTimeLeast) {
        Err(RulesError::NotInForce { .. }) => usual.clone(),
        least => least?,
    };
    let edge = match threshold {
        Some(chosen) if least.value <= chosen.yuan() && chosen.yuan() <= usual.value => {
            let figure = sheet.input(step::SALES_THRESHOLD, chosen, None);
            sheet.cite(figure, &usual.citation);
            figure
        }
        Some(chosen) => return Err(AssessError::NoSuchThreshold { chosen, date }),
        None => {
            let figure = sheet.parameter(step::SALES_THRESHOLD, &usual);
            if least.value != usual.value {
                sheet.assume(figure, assumption::PER_TIME_USUAL);
            }
            figure
        }
    };
    let rate = sheet.parameter(step::VAT_RATE, &law.parameter(RuleId::VatRate)?);
    let tested = net_of(sheet, law, &[sales], rate)?;
    let exempt = rate.value().is_zero() || tested.value() < edge.value();
    let vat = match exempt {
        true => sheet.sum(step::NOTHING_LEVIED, &[])?,
        false => vat_on(sheet, law, sales, rate)?,
    };
    Ok(PerTime {
        tested,
        exempt,
        rate: (!exempt).then_some(rate),
        vat,
    })
}

/// Whether the payer is to withhold this VAT: only from 2026, and only where the setting says so,
/// because the rules that would say on which payments were not found.
pub fn payer_withholds(
    rules: &Rules,
    date: NaiveDate,
    settings: Settings,
) -> Result<bool, AssessError> {
    match rules.on(date)?.citation(RuleId::VatPayerWithholds) {
        Ok(_) => Ok(settings.payer_withholds_vat),
        Err(RulesError::NotInForce { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
