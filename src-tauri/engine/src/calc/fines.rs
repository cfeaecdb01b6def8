//! Fines, the ratio that decides between a fine and a crime, and whether a published total can be.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::json;

use super::income_tax::{needs, outputs, printed_rate, subject};
use super::keys::Keys;
use super::request::{EvasionRatio, FineComponent};
use super::{Answer, CalcError, request};
use crate::assess::fines;
use crate::assess::labels::step;
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

pub(super) fn fine(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: request::Fine = request.read()?;
    let rule = fines::rule_of(&request.article)
        .ok_or_else(|| needs("an article with a multiple: 63, 63.2, 64.2, 68 or 69"))?;
    let law = rules.on(rules.checked_on())?;
    let (mut lows, mut highs, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    let mut printed = Vec::new();
    for component in &request.components {
        let FineOn { low, high, amount } = fine_on(sheet, law, rule, component)?;
        lows.push(low);
        highs.push(high);
        amounts.extend(amount);
        let amount = amount.map(Figure::money).transpose()?;
        printed.push(json!({ "low": low.money()?, "high": high.money()?, "amount": amount }));
    }
    if printed.is_empty() {
        return Err(needs("at least one component"));
    }
    let amount = match amounts.len() == printed.len() {
        true => Some(sheet.sum(step::TOTAL, &amounts)?.money()?),
        false => None,
    };
    outputs([
        ("components", json!(printed)),
        (
            "low",
            json!(sheet.sum(step::TOTAL_FINE_LOW, &lows)?.money()?),
        ),
        (
            "high",
            json!(sheet.sum(step::TOTAL_FINE_HIGH, &highs)?.money()?),
        ),
        ("amount", json!(amount)),
    ])
}

/// The fine on one component; `amount` only at a multiple that was given.
struct FineOn {
    low: Figure,
    high: Figure,
    amount: Option<Figure>,
}

fn fine_on(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    rule: RuleId,
    component: &FineComponent,
) -> Result<FineOn, CalcError> {
    let base = subject(sheet, step::FINE_BASE, "base", component.base)?;
    let Some(multiple) = component.multiple else {
        let range = fines::range(sheet, law, base, rule)?;
        return Ok(FineOn {
            low: range.low,
            high: range.high,
            amount: None,
        });
    };
    if !fines::allows(law, rule, multiple.0)? {
        return Err(CalcError::Request(format!(
            "the article does not allow the multiple {}",
            multiple.0
        )));
    }
    let multiple = fines::multiple(sheet, multiple.0, None);
    let fine = fines::at_multiple(sheet, law, base, multiple)?;
    Ok(FineOn {
        low: fine,
        high: fine,
        amount: Some(fine),
    })
}

pub(super) fn evasion_ratio(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: EvasionRatio = request.read()?;
    let law = rules.on(rules.checked_on())?;
    let mut evaded = Vec::new();
    let mut highest: Option<(Decimal, i32)> = None;
    for year in &request.years {
        let part = subject(sheet, step::EVADED, "evaded", year.evaded)?;
        let due = subject(sheet, step::DUE, "due", year.due)?;
        let ratio = sheet.quotient(step::EVADED_RATIO, part, due)?.value();
        evaded.push(part);
        if highest.is_none_or(|(top, _)| ratio > top) {
            highest = Some((ratio, year.year));
        }
    }
    let (ratio, year) = highest.ok_or_else(|| needs("at least one year"))?;
    let amount = sheet.sum(step::TOTAL, &evaded)?;
    let reaches = amount.value() >= law.parameter(RuleId::CrimeAmount)?.value
        && ratio >= law.parameter(RuleId::CrimeRatio)?.value;
    outputs([
        ("amount", json!(amount.money()?)),
        ("highest_ratio", json!(printed_rate(rounded(ratio, 4)))),
        ("highest_year", json!(year)),
        ("reaches_art_201", json!(reaches)),
    ])
}

pub(super) fn total_plausibility(
    request: Keys<'_>,
    sheet: &mut Worksheet,
    rules: &Rules,
) -> Answer {
    let request: request::TotalPlausibility = request.read()?;
    let law = rules.on(rules.checked_on())?;
    let tax = subject(sheet, step::TAX, "tax", request.tax)?;
    let total = subject(sheet, step::TOTAL, "total", request.total)?;
    if total.value() < tax.value() || tax.value().is_zero() {
        return Err(needs("a tax above zero and a total that contains it"));
    }
    let rest = sheet.difference(step::REST, total, &[tax])?;
    let highest = sheet.quotient(step::HIGHEST_MULTIPLE, rest, tax)?;
    let mut fined = Vec::new();
    for part in &request.fines {
        let base = subject(sheet, step::FINE_BASE, "base", part.base)?;
        let multiple = fines::multiple(sheet, part.multiple.0, None);
        fined.push(fines::at_multiple(sheet, law, base, multiple)?);
    }
    let late_fee = sheet.difference(step::LATE_FEE_IMPLIED, rest, &fined)?;
    let rate = sheet.parameter(step::DAILY_RATE, &law.parameter(RuleId::LateFeeRate)?);
    let a_day = sheet.product(step::LATE_FEE_A_DAY, &[tax, rate])?;
    let days = sheet.quotient(step::AVERAGE_DAYS, late_fee, a_day)?;
    outputs([
        (
            "highest_multiple",
            json!(rounded(highest.value(), 4).to_string()),
        ),
        ("late_fee", json!(late_fee.money()?)),
        ("average_days", json!(rounded(days.value(), 1).to_string())),
    ])
}

/// A ratio as printed; nothing is computed from it.
fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}
