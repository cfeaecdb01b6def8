//! What a set of rules must satisfy before a figure may rest on it.
//!
//! It repairs nothing: the first fault refuses the whole set and names rule, date and row.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::file::{Coverage, Rule, Sources, Value, Version};
use super::id::RuleId;
use super::read::{Fault, following_day};
use crate::worksheet::Bracket;

/// A fault of a value: the row of its table, where it has one, and what is wrong.
type Wrong = (Option<Decimal>, String);

/// Checks one rule of a file; gives back which rule it is.
pub(super) fn rule(rule: &Rule, sources: &Sources, coverage: &Coverage) -> Result<RuleId, Fault> {
    let id = RuleId::from_code(&rule.id).ok_or_else(|| {
        let reason = "nothing computes with a rule of this id".to_owned();
        at(rule, None, (None, reason))
    })?;
    dates_rise_and_meet(rule, coverage)?;
    for version in &rule.versions {
        let wrong = |wrong| at(rule, Some(version), wrong);
        let plainly = |reason: String| wrong((None, reason));
        if version.value.kind() != id.kind() {
            return Err(plainly(format!(
                "must have a value of kind {:?}",
                id.kind()
            )));
        }
        if version.article.trim().is_empty() || version.sources.is_empty() {
            return Err(plainly("names no article or no source".to_owned()));
        }
        let unknown = version
            .sources
            .iter()
            .find(|key| !sources.contains_key(*key));
        if let Some(key) = unknown {
            return Err(plainly(format!("source {key:?} is not in sources.toml")));
        }
        value(&version.value, version.from).map_err(wrong)?;
    }
    Ok(id)
}

/// The fault with the way to its line: rule, version, row.
fn at(rule: &Rule, version: Option<&Version>, (row, reason): Wrong) -> Fault {
    let mut near = vec![("id", rule.id.clone())];
    near.extend(version.map(|version| ("from", version.from.to_string())));
    near.extend(row.map(|over| ("over", over.to_string())));
    Fault {
        near,
        reason: format!("{}: {reason}", rule.id),
    }
}

/// Values follow each other without gap or overlap; only the last may be open.
fn dates_rise_and_meet(rule: &Rule, coverage: &Coverage) -> Result<(), Fault> {
    let Some(first) = rule.versions.first() else {
        return Err(at(rule, None, (None, "has no value".to_owned())));
    };
    if first.from < coverage.from {
        let reason = format!("begins before the coverage, on {}", first.from);
        return Err(at(rule, Some(first), (None, reason)));
    }
    for version in &rule.versions {
        if version.to.is_some_and(|to| to < version.from) {
            let reason = format!("ends before it begins, from {}", version.from);
            return Err(at(rule, Some(version), (None, reason)));
        }
    }
    for pair in rule.versions.windows(2) {
        if pair[0].to.map(following_day) != Some(pair[1].from) {
            let reason = format!(
                "the value from {} must begin on the day after the one before ends",
                pair[1].from
            );
            return Err(at(rule, Some(&pair[1]), (None, reason)));
        }
    }
    Ok(())
}

fn value(value: &Value, from: NaiveDate) -> Result<(), Wrong> {
    let plainly = |reason: &str| Err((None, reason.to_owned()));
    match value {
        Value::Amount(amount) if amount.fen() < 0 => plainly("an amount below zero"),
        Value::Brackets(rows) => {
            let rows: Vec<Bracket> = rows.iter().copied().map(Bracket::from).collect();
            brackets(&rows)
        }
        Value::Range(range) if range.low > range.high => {
            plainly("the lower end is above the upper end")
        }
        Value::Days(days) => days_exist(days, from.year()),
        Value::Rate(rate) if *rate > Decimal::ONE => plainly(&format!("a rate above one: {rate}")),
        Value::Moves(moves) if moves.iter().any(|moved| moved.to <= moved.from) => {
            plainly("a day of rest moves a deadline to a later day")
        }
        Value::Decimals(decimals) if *decimals > 2 => plainly("money has at most two decimals"),
        _ => Ok(()),
    }
}

/// Begins at zero, rises, and each quick deduction makes the table continuous at its edge.
fn brackets(rows: &[Bracket]) -> Result<(), Wrong> {
    let starts_at_zero = |row: &Bracket| row.over.is_zero() && row.quick_deduction.is_zero();
    if !rows.first().is_some_and(starts_at_zero) {
        let reason = "a table begins at zero without quick deduction".to_owned();
        return Err((None, reason));
    }
    for pair in rows.windows(2) {
        let (row, next) = (pair[0], pair[1]);
        let over = Some(next.over);
        if next.over <= row.over || next.rate <= row.rate {
            return Err((over, format!("the row over {} does not rise", next.over)));
        }
        let quick = row.quick_deduction + next.over * (next.rate - row.rate);
        if next.quick_deduction != quick {
            let quick = quick.normalize();
            let reason = format!("the quick deduction over {} must be {quick}", next.over);
            return Err((over, reason));
        }
    }
    Ok(())
}

fn days_exist(days: &[u32; 12], year: i32) -> Result<(), Wrong> {
    for (month, day) in (1..).zip(days) {
        if NaiveDate::from_ymd_opt(year, month, *day).is_none() {
            return Err((None, format!("there is no {year}-{month:02}-{day:02}")));
        }
    }
    Ok(())
}
