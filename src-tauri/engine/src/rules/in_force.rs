//! The law on one date: numbers, tables, ranges and days, each with its article.
//!
//! What was not in force on the date is an error, never the value before or after.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::file::{Value, Version};
use super::{RuleId, Rules, RulesError};
use crate::worksheet::{BracketTable, Citation, Parameter, RoundingRule, Unit};

/// A range of multiples with its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipleRange {
    /// Lowest multiple of the tax.
    pub low: Parameter,
    /// Highest multiple of the tax.
    pub high: Parameter,
}

/// The law on one date.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'r> {
    pub(super) rules: &'r Rules,
    pub(super) date: NaiveDate,
}

impl<'r> InForce<'r> {
    /// An amount or a rate.
    pub fn parameter(self, id: RuleId) -> Result<Parameter, RulesError> {
        let version = self.find(id)?;
        let (value, unit) = match &version.value {
            Value::Amount(amount) => (amount.yuan(), Unit::Yuan),
            Value::Rate(rate) => (*rate, Unit::Rate),
            other => panic!("{} is no number: {other:?}", id.code()),
        };
        Ok(parameter(value, unit, id, version))
    }

    /// A progressive table.
    pub fn brackets(self, id: RuleId) -> Result<BracketTable, RulesError> {
        let version = self.find(id)?;
        let Value::Brackets(rows) = &version.value else {
            panic!("{} is no table", id.code());
        };
        Ok(BracketTable {
            rows: rows.iter().copied().map(Into::into).collect(),
            citation: cited(id, version),
        })
    }

    /// A range of multiples.
    pub fn range(self, id: RuleId) -> Result<MultipleRange, RulesError> {
        let version = self.find(id)?;
        let Value::Range(range) = version.value else {
            panic!("{} is no range", id.code());
        };
        Ok(MultipleRange {
            low: parameter(range.low, Unit::Rate, id, version),
            high: parameter(range.high, Unit::Rate, id, version),
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
        let version = self.find(RuleId::RoundToFen)?;
        let Value::Decimals(decimals) = version.value else {
            panic!("rounding is a number of decimals");
        };
        Ok(RoundingRule {
            decimals,
            citation: cited(RuleId::RoundToFen, version),
        })
    }

    /// The article of a rule.
    pub fn citation(self, id: RuleId) -> Result<Citation, RulesError> {
        Ok(cited(id, self.find(id)?))
    }

    /// The date asked for.
    pub fn date(self) -> NaiveDate {
        self.date
    }

    fn find(self, id: RuleId) -> Result<&'r Version, RulesError> {
        self.version(id).ok_or(RulesError::NotInForce {
            rule: id.code(),
            date: self.date,
        })
    }

    pub(super) fn version(self, id: RuleId) -> Option<&'r Version> {
        let rule = &self.rules.set.rules[&id];
        rule.versions.iter().find(|version| {
            version.from <= self.date && version.to.is_none_or(|to| self.date <= to)
        })
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

fn parameter(value: Decimal, unit: Unit, id: RuleId, version: &Version) -> Parameter {
    Parameter {
        value,
        unit,
        citation: cited(id, version),
    }
}
