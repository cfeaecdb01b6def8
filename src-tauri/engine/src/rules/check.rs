//! What a set of rules must satisfy before a figure may rest on it.
//!
//! It repairs nothing: the first fault refuses the whole set and names file, rule and date.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::file::{Coverage, Rule, Sources, Value};
use super::id::RuleId;
use super::{RulesError, following_day};
use crate::worksheet::Bracket;

/// Checks one rule of a file; gives back which rule it is.
pub(super) fn rule(
    path: &str,
    rule: &Rule,
    sources: &Sources,
    coverage: &Coverage,
) -> Result<RuleId, RulesError> {
    let fault = |reason: String| RulesError::Refused {
        path: path.to_owned(),
        reason: format!("{}: {reason}", rule.id),
    };
    let id = RuleId::from_code(&rule.id)
        .ok_or_else(|| fault("nothing computes with a rule of this id".to_owned()))?;
    dates_rise_and_meet(rule, coverage).map_err(fault)?;
    for version in &rule.versions {
        if version.value.kind() != id.kind() {
            return Err(fault(format!("must have a value of kind {:?}", id.kind())));
        }
        if version.article.trim().is_empty() || version.sources.is_empty() {
            return Err(fault("names no article or no source".to_owned()));
        }
        if let Some(key) = version
            .sources
            .iter()
            .find(|key| !sources.contains_key(*key))
        {
            return Err(fault(format!("source {key:?} is not in sources.toml")));
        }
        value(&version.value, version.from).map_err(fault)?;
    }
    Ok(id)
}

/// Values follow each other without gap or overlap; only the last may be open.
fn dates_rise_and_meet(rule: &Rule, coverage: &Coverage) -> Result<(), String> {
    let Some(first) = rule.versions.first() else {
        return Err("has no value".to_owned());
    };
    if first.from < coverage.from {
        return Err(format!("begins before the coverage, on {}", first.from));
    }
    for version in &rule.versions {
        if version.to.is_some_and(|to| to < version.from) {
            return Err(format!("ends before it begins, from {}", version.from));
        }
    }
    for pair in rule.versions.windows(2) {
        if pair[0].to.map(following_day) != Some(pair[1].from) {
            return Err(format!(
                "the value from {} must begin on the day after the one before ends",
                pair[1].from
            ));
        }
    }
    Ok(())
}

fn value(value: &Value, from: NaiveDate) -> Result<(), String> {
    match value {
        Value::Brackets(rows) => {
            let rows: Vec<Bracket> = rows.iter().copied().map(Bracket::from).collect();
            brackets(&rows)
        }
        Value::Range(range) if range.low > range.high => {
            Err("the lower end is above the upper end".to_owned())
        }
        Value::Days(days) => days_exist(days, from.year()),
        Value::Rate(rate) if *rate > Decimal::ONE => Err(format!("a rate above one: {rate}")),
        Value::Moves(moves) if moves.iter().any(|moved| moved.to <= moved.from) => {
            Err("a day of rest moves a deadline to a later day".to_owned())
        }
        Value::Decimals(decimals) if *decimals > 2 => {
            Err("money has at most two decimals".to_owned())
        }
        _ => Ok(()),
    }
}

/// Begins at zero, rises, and each quick deduction makes the table continuous at its edge.
fn brackets(rows: &[Bracket]) -> Result<(), String> {
    let starts_at_zero = |row: &Bracket| row.over.is_zero() && row.quick_deduction.is_zero();
    if !rows.first().is_some_and(starts_at_zero) {
        return Err("a table begins at zero without quick deduction".to_owned());
    }
    for pair in rows.windows(2) {
        let (row, next) = (pair[0], pair[1]);
        if next.over <= row.over || next.rate <= row.rate {
            return Err(format!("the row over {} does not rise", next.over));
        }
        let quick = row.quick_deduction + next.over * (next.rate - row.rate);
        if next.quick_deduction != quick {
            return Err(format!(
                "the quick deduction over {} must be {quick}",
                next.over
            ));
        }
    }
    Ok(())
}

fn days_exist(days: &[u32; 12], year: i32) -> Result<(), String> {
    for (month, day) in (1..).zip(days) {
        if NaiveDate::from_ymd_opt(year, month, *day).is_none() {
            return Err(format!("there is no {year}-{month:02}-{day:02}"));
        }
    }
    Ok(())
}
