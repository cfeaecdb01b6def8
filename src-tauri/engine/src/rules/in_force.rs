//! The law on one date: numbers, tables, ranges and days, each with its article.
//!
//! What was not in force on the date is an error, never the value before or after.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::file::{Value, Version};
use super::{RuleId, Rules, RulesError};
use crate::worksheet::{Bracket, BracketTable, Citation, Cited, Parameter, RoundingRule, Unit};

/// A range of multiples with its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipleRange {
    /// Lowest multiple of the tax.
    pub low: Parameter,
    /// Highest multiple of the tax.
    pub high: Parameter,
}

/// What a worksheet takes of a version, made once.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    citation: Arc<Cited>,
    rows: Arc<[Bracket]>,
}

impl Ready {
    pub fn new(id: RuleId, version: &Version) -> Ready {
        let rows = match &version.value {
            Value::Brackets(rows) => rows.iter().copied().map(Into::into).collect(),
            _ => Arc::from([]),
        };
        Ready {
            citation: Cited::new(cited(id, version)),
            rows,
        }
    }
}

/// The law on one date.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'r> {
    pub(super) rules: &'r Rules,
    pub(super) date: NaiveDate,
}

impl<'r> InForce<'r> {
    /// An amount, a rate or a count.
    pub fn parameter(self, id: RuleId) -> Result<Parameter, RulesError> {
        let (version, ready) = self.found(id)?;
        let (value, unit) = match &version.value {
            Value::Amount(amount) => (amount.yuan(), Unit::Yuan),
            Value::Rate(rate) => (*rate, Unit::Rate),
            Value::Count(count) => (Decimal::from(*count), Unit::Count),
            other => panic!("{} is no number: {other:?}", id.code()),
        };
        Ok(parameter(value, unit, ready))
    }

    /// A progressive table.
    pub fn brackets(self, id: RuleId) -> Result<BracketTable, RulesError> {
        let (version, ready) = self.found(id)?;
        let Value::Brackets(_) = &version.value else {
            panic!("{} is no table", id.code());
        };
        Ok(BracketTable {
            rows: Arc::clone(&ready.rows),
            citation: Arc::clone(&ready.citation),
        })
    }

    /// A range of multiples.
    pub fn range(self, id: RuleId) -> Result<MultipleRange, RulesError> {
        let (version, ready) = self.found(id)?;
        let Value::Range(range) = version.value else {
            panic!("{} is no range", id.code());
        };
        Ok(MultipleRange {
            low: parameter(range.low, Unit::Rate, ready),
            high: parameter(range.high, Unit::Rate, ready),
        })
    }

    /// A day of the following year, with its article.
    pub fn day_of_next_year(
        self,
        id: RuleId,
        year: i32,
    ) -> Result<(NaiveDate, Citation), RulesError> {
        let version = self.find(id)?;
        let Value::MonthDay(day) = version.value else {
            panic!("{} is no day of a year", id.code());
        };
        let date = NaiveDate::from_ymd_opt(year + 1, day.month, day.day);
        Ok((
            date.expect("days of a year are checked"),
            cited(id, version),
        ))
    }

    /// The day to which a last day moved because it was a day of rest, with its article.
    pub fn moved(self, date: NaiveDate) -> Option<(NaiveDate, Citation)> {
        let version = self.version(RuleId::RestDays)?;
        let Value::Moves(moves) = &version.value else {
            panic!("rest days are moves");
        };
        let moved = moves.iter().find(|moved| moved.from == date)?;
        Some((moved.to, cited(RuleId::RestDays, version)))
    }

    /// The day of this month on which returns of the month or quarter before fall due.
    pub fn monthly_deadline(self) -> Result<(NaiveDate, Citation), RulesError> {
        let version = self.find(RuleId::MonthlyDeadline)?;
        let Value::Days(days) = version.value else {
            panic!("monthly deadlines are days");
        };
        let month0 = usize::try_from(self.date.month0()).expect("there are twelve months");
        let date = self.date.with_day(days[month0]);
        Ok((
            date.expect("days are checked"),
            cited(RuleId::MonthlyDeadline, version),
        ))
    }

    /// To what taxes are rounded.
    pub fn rounding(self) -> Result<RoundingRule, RulesError> {
        let (version, ready) = self.found(RuleId::RoundToFen)?;
        let Value::Decimals(decimals) = version.value else {
            panic!("rounding is a number of decimals");
        };
        Ok(RoundingRule {
            decimals,
            citation: Arc::clone(&ready.citation),
        })
    }

    /// The article of a rule.
    pub fn citation(self, id: RuleId) -> Result<Citation, RulesError> {
        Ok(cited(id, self.find(id)?))
    }

    fn find(self, id: RuleId) -> Result<&'r Version, RulesError> {
        Ok(self.found(id)?.0)
    }

    fn found(self, id: RuleId) -> Result<(&'r Version, &'r Ready), RulesError> {
        let place = self.place(id).ok_or(RulesError::NotInForce {
            rule: id.code(),
            date: self.date,
        })?;
        let version = &self.rules.set.rules[&id].versions[place];
        Ok((version, &self.rules.ready[&id][place]))
    }

    fn place(self, id: RuleId) -> Option<usize> {
        let rule = &self.rules.set.rules[&id];
        rule.versions.iter().position(|version| {
            version.from <= self.date && version.to.is_none_or(|to| self.date <= to)
        })
    }

    pub(super) fn version(self, id: RuleId) -> Option<&'r Version> {
        let place = self.place(id)?;
        self.rules.set.rules[&id].versions.get(place)
    }
}

fn cited(id: RuleId, version: &Version) -> Citation {
    Citation {
        rule: id.code().to_owned(),
        article: version.article.clone(),
        from: version.from,
        confidence: version.confidence,
    }
}

fn parameter(value: Decimal, unit: Unit, ready: &Ready) -> Parameter {
    Parameter {
        value,
        unit,
        citation: Arc::clone(&ready.citation),
    }
}
