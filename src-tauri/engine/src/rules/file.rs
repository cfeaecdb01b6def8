//! What a rule file may say: ids, dated values, articles, sources. Unknown keys, bare numbers for
//! amounts and rates, and unreadable dates are refused here; what it all means is checked later.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};

use super::id::ValueKind;
use crate::money::Money;
use crate::worksheet::{Bracket, Confidence};

/// `coverage.toml`: for which dates the set speaks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coverage {
    pub id: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// `sources.toml`: where the law was read, by key.
pub(super) type Sources = BTreeMap<String, Source>;

/// One source of the law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Where it was read.
    pub url: Option<String>,
    /// When it was issued or written.
    pub dated: Option<String>,
    /// Law text, official text, reprint, commentary, ….
    pub kind: String,
}

/// Any other file: a list of rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// A rule and its values over time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub id: String,
    /// What the value is counted in, where its kind does not say enough.
    pub unit: Option<String>,
    #[serde(rename = "version")]
    pub versions: Vec<Version>,
}

/// A value of a rule, from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub value: Value,
    pub article: String,
    pub sources: Vec<String>,
    pub confidence: Confidence,
    pub checked: NaiveDate,
    pub note: Option<String>,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Value {
    Amount(Money),
    #[serde(deserialize_with = "exact")]
    Rate(Decimal),
    Range(Range),
    Brackets(Vec<BracketRow>),
    MonthDay(MonthDay),
    Days([u32; 12]),
    Moves(Vec<Move>),
    Decimals(u32),
    Count(u32),
    Statement(String),
}

/// Lowest and highest multiple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    #[serde(deserialize_with = "exact")]
    pub low: Decimal,
    #[serde(deserialize_with = "exact")]
    pub high: Decimal,
}

/// A row of a progressive table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BracketRow {
    #[serde(deserialize_with = "exact")]
    over: Decimal,
    #[serde(deserialize_with = "exact")]
    rate: Decimal,
    #[serde(deserialize_with = "exact")]
    quick_deduction: Decimal,
}

impl From<BracketRow> for Bracket {
    fn from(row: BracketRow) -> Bracket {
        Bracket {
            over: row.over,
            rate: row.rate,
            quick_deduction: row.quick_deduction,
        }
    }
}

/// A day of a year, `06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct MonthDay {
    pub month: u32,
    pub day: u32,
}

impl TryFrom<String> for MonthDay {
    type Error = String;

    fn try_from(text: String) -> Result<MonthDay, String> {
        let read = || {
            let (month, day) = text.split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            NaiveDate::from_ymd_opt(2019, month, day).map(|_| MonthDay { month, day })
        };
        read().ok_or_else(|| format!("not a day of a year (expected MM-DD): {text:?}"))
    }
}

/// A last day that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Value {
    pub fn kind(&self) -> ValueKind {
        match self {
            Value::Amount(_) => ValueKind::Amount,
            Value::Rate(_) => ValueKind::Rate,
            Value::Range(_) => ValueKind::Range,
            Value::Brackets(_) => ValueKind::Brackets,
            Value::MonthDay(_) => ValueKind::MonthDay,
            Value::Days(_) => ValueKind::Days,
            Value::Moves(_) => ValueKind::Moves,
            Value::Decimals(_) => ValueKind::Decimals,
            Value::Count(_) => ValueKind::Count,
            Value::Statement(_) => ValueKind::Statement,
        }
    }

    /// The value in one line, as `zicha rules` prints it.
    pub fn text(&self) -> String {
        let list = |parts: Vec<String>| parts.join("; ");
        match self {
            Value::Amount(amount) => amount.to_string(),
            Value::Rate(rate) => rate.to_string(),
            Value::Range(range) => format!("{}–{}", range.low, range.high),
            Value::Brackets(rows) => list(
                rows.iter()
                    .map(|row| format!(">{}: {} − {}", row.over, row.rate, row.quick_deduction))
                    .collect(),
            ),
            Value::MonthDay(day) => format!("{:02}-{:02}", day.month, day.day),
            Value::Days(days) => days.map(|day| day.to_string()).join(" "),
            Value::Moves(moves) => list(
                moves
                    .iter()
                    .map(|moved| format!("{} → {}", moved.from, moved.to))
                    .collect(),
            ),
            Value::Decimals(decimals) => decimals.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Statement(text) => text.clone(),
        }
    }
}

/// Reads a number that must be written as a string, digits and a point only.
fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    struct Text;
    impl serde::de::Visitor<'_> for Text {
        type Value = Decimal;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a number as a string, such as \"0.05\"")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Decimal, E> {
            let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
            Decimal::from_str_exact(text)
                .ok()
                .filter(|_| plain)
                .ok_or_else(|| E::custom(format!("not a plain number: {text:?}")))
        }
    }
    deserializer.deserialize_str(Text)
}
