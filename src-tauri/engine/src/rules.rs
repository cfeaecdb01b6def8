//! The dated law: `on(date)` is the only place where a date selects a rule.
//!
//! It refuses a date outside its coverage; nothing is carried forward or guessed.

mod check;
mod file;
mod id;
mod in_force;
mod read;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::file::Coverage;
use self::id::ValueKind;
use self::in_force::Ready;
use self::read::{FOLDER, RuleSet};
use crate::assets;
use crate::computation::RulesUsed;
use crate::hex::hex;
use crate::period::Period;
use crate::worksheet::Confidence;

pub use self::file::Source;
pub use self::id::RuleId;
pub use self::in_force::{InForce, MultipleRange};
pub use self::read::Refused;

/// Why a rule cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// The set says nothing about this date.
    #[error("the rules cover {from} to {to}; {date} is outside")]
    NotCovered {
        /// The date asked for.
        date: NaiveDate,
        /// First day covered.
        from: NaiveDate,
        /// Last day covered.
        to: NaiveDate,
    },
    /// The date is covered, but this rule was not in force on it.
    #[error("{rule} was not in force on {date}")]
    NotInForce {
        /// Id of the rule.
        rule: &'static str,
        /// The date asked for.
        date: NaiveDate,
    },
    /// A rule file that cannot be relied on.
    #[error("{0}")]
    Refused(Refused),
}

/// A set of rules, checked.
#[derive(Clone, Debug)]
pub struct Rules {
    set: RuleSet,
    ready: BTreeMap<RuleId, Vec<Ready>>,
    used: RulesUsed,
}

/// One rule as it stood on a date, for `zicha rules`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleListing {
    /// Its id.
    pub id: String,
    /// What it says, in one line.
    pub value: String,
    /// What the value is counted in.
    pub unit: String,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// In force since.
    pub from: NaiveDate,
    /// In force until; open when absent.
    pub to: Option<NaiveDate>,
    /// How well it was confirmed.
    pub confidence: Confidence,
    /// The day it was last checked.
    pub checked: NaiveDate,
    /// What a reader should know beside it.
    pub note: Option<String>,
}

impl Rules {
    /// The rules that are compiled in. A fault in them is a bug and panics.
    pub fn load() -> Rules {
        Rules::read(assets::below(FOLDER)).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads and checks rule files: path and content, in the order of the paths.
    pub fn read<'a>(
        files: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Result<Rules, RulesError> {
        let mut hash = Sha256::new();
        for (path, content) in files.clone() {
            for part in [path, "\0", content, "\0"] {
                hash.update(part.as_bytes());
            }
        }
        let set = read::read(files).map_err(RulesError::Refused)?;
        let used = RulesUsed {
            id: set.coverage.id.clone(),
            version: last_checked(&set).to_string(),
            sha256: hex(&hash.finalize()),
        };
        let ready = set.rules.iter().map(|(id, rule)| {
            let versions = rule.versions.iter();
            (
                *id,
                versions.map(|version| Ready::new(*id, version)).collect(),
            )
        });
        Ok(Rules {
            ready: ready.collect(),
            set,
            used,
        })
    }

    /// The law on a date.
    pub fn on(&self, date: NaiveDate) -> Result<InForce<'_>, RulesError> {
        let Coverage { from, to, .. } = self.set.coverage;
        if date < from || date > to {
            return Err(RulesError::NotCovered { date, from, to });
        }
        Ok(InForce { rules: self, date })
    }

    /// The law for a period: as it stood on its last day, if all of it is covered.
    pub fn for_period(&self, period: Period) -> Result<InForce<'_>, RulesError> {
        self.on(period.first_day())?;
        self.on(period.last_day())
    }

    /// Which rules these are, for the record.
    pub fn used(&self) -> RulesUsed {
        self.used.clone()
    }

    /// The day on which the set was last checked.
    pub fn checked_on(&self) -> NaiveDate {
        last_checked(&self.set)
    }

    /// Every rule in force on a date.
    pub fn in_force(&self, date: NaiveDate) -> Result<Vec<RuleListing>, RulesError> {
        let law = self.on(date)?;
        let listed = self.set.rules.keys().filter_map(|id| {
            let version = law.version(*id)?;
            let sources = version
                .sources
                .iter()
                .map(|key| self.set.sources[key].clone());
            Some(RuleListing {
                id: id.code().to_owned(),
                value: version.value.text(),
                unit: self.set.rules[id].unit.clone().unwrap_or_else(|| unit(*id)),
                article: version.article.clone(),
                sources: sources.collect(),
                from: version.from,
                to: version.to,
                confidence: version.confidence,
                checked: version.checked,
                note: version.note.clone(),
            })
        });
        Ok(listed.collect())
    }
}

/// What a value is counted in where its rule says nothing more precise.
fn unit(id: RuleId) -> String {
    let unit = match id.kind() {
        ValueKind::Amount => "yuan",
        ValueKind::Rate => "part of the whole",
        ValueKind::Range => "multiple of the tax",
        ValueKind::Count => "number",
        ValueKind::Brackets => "yuan: rate − quick deduction",
        ValueKind::MonthDay | ValueKind::Moves => "date",
        ValueKind::Days => "day of the month, January to December",
        ValueKind::Decimals => "decimals of a yuan",
        ValueKind::Statement => "statement",
    };
    unit.to_owned()
}

fn last_checked(set: &RuleSet) -> NaiveDate {
    let versions = set.rules.values().flat_map(|rule| &rule.versions);
    let latest = versions.map(|version| version.checked).max();
    latest.expect("every rule has a value")
}

#[cfg(test)]
mod tests;
