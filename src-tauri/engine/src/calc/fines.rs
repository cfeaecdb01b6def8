//! Fines, the ratio that decides between a fine and a crime, and whether a published total can be.

use std::collections::BTreeSet;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::income_tax::{needs, outputs, printed_rate, subject};
use super::keys::Keys;
use super::request::{EvasionRatio, EvasionYear, FineComponent};
use super::{Answer, CalcError, request};
use crate::assess::fines;
use crate::assess::labels::{levy, step};
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Unit, Worksheet};

pub(super) fn fine(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: request::Fine = request.read()?;
    let law = rules.on(rules.checked_on())?;
    let article = request.article.as_deref();
    if let Some((least, most)) = article.and_then(|article| amounts_of(article, request.serious)) {
        return of_amount(&request, sheet, law, least, most);
    }
    let rule = match (article, request.conduct) {
        (Some(article), None) => fines::rule_of(article).ok_or_else(|| {
            needs("an article with a fine: 62, 63, 63.2, 64.1, 64.2, 68, 69 or 63.yangtze.1 to 3")
        })?,
        (None, Some(conduct)) => fines::article_of(conduct).0,
        _ => return Err(needs("article or conduct")),
    };
    if request.serious {
        return Err(needs("serious only for article 62"));
    }
    on_components(&request, sheet, law, rule)
}

/// Fines that are an amount, and no multiple of the tax: the rules of the lower and upper end.
fn amounts_of(article: &str, serious: bool) -> Option<(Option<RuleId>, RuleId)> {
    match (article, serious) {
        ("62", false) => Some((None, RuleId::Fine62)),
        ("62", true) => Some((Some(RuleId::Fine62), RuleId::Fine62Serious)),
        ("64.1", false) => Some((None, RuleId::Fine64Base)),
        _ => None,
    }
}

fn of_amount(
    request: &request::Fine,
    sheet: &mut Worksheet,
    law: InForce<'_>,
    least: Option<RuleId>,
    most: RuleId,
) -> Answer {
    if !request.components.is_empty() || request.conduct.is_some() {
        return Err(needs(
            "no components: this fine is an amount, no multiple of the tax",
        ));
    }
    let low = match least {
        Some(rule) => sheet.parameter(levy::step::FINE_UP_TO, &law.parameter(rule)?),
        None => sheet.sum(step::FINE_LOW, &[])?,
    };
    let high = sheet.parameter(levy::step::FINE_UP_TO, &law.parameter(most)?);
    outputs([
        ("components", json!([])),
        ("low", json!(low.money()?)),
        ("high", json!(high.money()?)),
        ("amount", Value::Null),
    ])
}

fn on_components(
    request: &request::Fine,
    sheet: &mut Worksheet,
    law: InForce<'_>,
    rule: RuleId,
) -> Answer {
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
    let low = sheet.sum(step::TOTAL_FINE_LOW, &lows)?;
    let high = sheet.sum(step::TOTAL_FINE_HIGH, &highs)?;
    outputs([
        ("components", json!(printed)),
        ("low", json!(low.money()?)),
        ("high", json!(high.money()?)),
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
    let mut highest: Option<(Figure, i32)> = None;
    for year in &request.years {
        let part = subject(sheet, step::EVADED, "evaded", year.evaded)?;
        evaded.push(part);
        let ratio = ratio_of(sheet, law, part, year)?;
        if highest.is_none_or(|(top, _)| ratio.value() > top.value()) {
            highest = Some((ratio, year.year));
        }
    }
    let years: BTreeSet<i32> = request.years.iter().map(|year| year.year).collect();
    if years.len() != request.years.len() {
        return Err(needs("each year once"));
    }
    let (ratio, year) = highest.ok_or_else(|| needs("at least one year"))?;
    let amount = sheet.sum(step::TOTAL, &evaded)?;
    let large = (RuleId::CrimeAmount, RuleId::CrimeRatio);
    let huge = (RuleId::CrimeAmountHuge, RuleId::CrimeRatioHuge);
    outputs([
        ("amount", json!(amount.money()?)),
        (
            "highest_ratio",
            json!(printed_rate(rounded(ratio.value(), 4))),
        ),
        ("highest_year", json!(year)),
        (
            "reaches_art_201",
            json!(reaches(sheet, law, amount, ratio, large)?),
        ),
        (
            "reaches_huge",
            json!(reaches(sheet, law, amount, ratio, huge)?),
        ),
        ("release", json!(law.citation(RuleId::CrimeRelease)?)),
    ])
}

/// Evaded ÷ due; a year in which no tax was due has evaded none of it.
fn ratio_of(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    evaded: Figure,
    year: &EvasionYear,
) -> Result<Figure, CalcError> {
    let due = subject(sheet, step::DUE, "due", year.due)?;
    if evaded.value() > due.value() {
        return Err(needs("a due tax of the year that contains the evaded one"));
    }
    let ratio = match due.value().is_zero() {
        true => sheet.input_of(step::EVADED_RATIO, Decimal::ZERO, Unit::Rate, None),
        false => sheet.quotient(step::EVADED_RATIO, evaded, due)?,
    };
    sheet.cite(ratio, &law.citation(RuleId::CrimeRatioRule)?);
    Ok(ratio)
}

/// Whether amount and ratio both reach their line.
fn reaches(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    amount: Figure,
    ratio: Figure,
    (amount_rule, ratio_rule): (RuleId, RuleId),
) -> Result<bool, CalcError> {
    let line = sheet.parameter(levy::step::CRIME_AMOUNT, &law.parameter(amount_rule)?);
    let part = sheet.parameter(levy::step::CRIME_RATIO, &law.parameter(ratio_rule)?);
    Ok(amount.value() >= line.value() && ratio.value() >= part.value())
}

/// A total holds tax, surcharge and fine. Where the fines are not given the answer is a bracket:
/// tax and total alone name no multiple.
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
    let mut answer = outputs([
        (
            "highest_multiple",
            json!(printed_rate(rounded(highest.value(), 4))),
        ),
        ("late_fee", json!(late_fee.money()?)),
        ("average_days", json!(printed_days(days.value()))),
        ("plausible", json!(late_fee.value() >= Decimal::ZERO)),
    ])?;
    if fined.is_empty() {
        answer.extend(bracket(sheet, law, highest)?);
    }
    Ok(answer)
}

/// The multiples of article 63 that fit, if the whole tax was fined alike; never one of them.
fn bracket(sheet: &mut Worksheet, law: InForce<'_>, highest: Figure) -> Answer {
    let lowest = law.range(RuleId::Fine63)?.low;
    let lowest = sheet
        .parameter(levy::step::LOWEST_MULTIPLE, &lowest)
        .value();
    let fits = lowest <= highest.value();
    let lowest = printed_rate(lowest);
    let highest = printed_rate(rounded(highest.value(), 4));
    let refused = match fits {
        true => format!(
            "tax and total alone name no multiple: any from {lowest} to {highest} leaves room for a surcharge"
        ),
        false => format!(
            "tax and total alone name no multiple: the whole tax cannot have been fined at {lowest} or more"
        ),
    };
    outputs([
        ("lowest_multiple", json!(fits.then_some(lowest))),
        ("multiple", Value::Null),
        ("multiple_refused", json!(refused)),
    ])
}

/// A ratio as printed; nothing is computed from it.
fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

/// A count of days with one decimal, `317.0`.
fn printed_days(days: Decimal) -> String {
    let mut days = rounded(days, 1);
    days.rescale(1);
    days.to_string()
}
