//! The dated law: `on(date)` is the only place where a date selects a rule.
//!
//! It refuses a date outside its coverage; nothing is carried forward or guessed.

mod check;
mod file;
mod id;
mod in_force;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::file::{Coverage, Rule, RuleFile, Sources};
use crate::assets;
use crate::computation::RulesUsed;
use crate::hex::hex;
use crate::period::Period;
use crate::worksheet::Confidence;

pub use self::file::Source;
pub use self::id::RuleId;
pub use self::in_force::{InForce, MultipleRange};

const FOLDER: &str = "rules/cn/";

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
    #[error("{path}: {reason}")]
    Refused {
        /// The file, below assets/.
        path: String,
        /// What is wrong.
        reason: String,
    },
}

/// A set of rules, checked.
#[derive(Clone, Debug)]
pub struct Rules {
    coverage: Coverage,
    sources: Sources,
    rules: BTreeMap<RuleId, Rule>,
    used: RulesUsed,
}

/// One rule as it stood on a date, for `zicha rules`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleListing {
    /// Its id.
    pub id: String,
    /// What it says, in one line.
    pub value: String,
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
    pub fn read<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Rules, RulesError> {
        let (mut coverage, mut sources) = (None, None);
        let mut rule_files: Vec<(&str, RuleFile)> = Vec::new();
        let mut hash = Sha256::new();
        for (path, content) in files {
            for part in [path, "\0", content, "\0"] {
                hash.update(part.as_bytes());
            }
            match path.rsplit('/').next() {
                Some("coverage.toml") => coverage = Some(parse::<Coverage>(path, content)?),
                Some("sources.toml") => sources = Some(parse::<Sources>(path, content)?),
                _ => rule_files.push((path, parse(path, content)?)),
            }
        }
        let coverage = coverage.ok_or_else(|| refused(FOLDER, "coverage.toml is missing"))?;
        let sources = sources.ok_or_else(|| refused(FOLDER, "sources.toml is missing"))?;
        let rules = checked(rule_files, &sources, &coverage)?;
        let used = RulesUsed {
            id: coverage.id.clone(),
            version: last_checked(&rules).to_string(),
            sha256: hex(&hash.finalize()),
        };
        Ok(Rules {
            coverage,
            sources,
            rules,
            used,
        })
    }

    /// The law on a date.
    pub fn on(&self, date: NaiveDate) -> Result<InForce<'_>, RulesError> {
        let Coverage { from, to, .. } = self.coverage;
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
        last_checked(&self.rules)
    }

    /// Every rule in force on a date.
    pub fn in_force(&self, date: NaiveDate) -> Result<Vec<RuleListing>, RulesError> {
        let law = self.on(date)?;
        let listed = self.rules.keys().filter_map(|id| {
            let version = law.version(*id)?;
            let sources = version.sources.iter().map(|key| self.sources[key].clone());
            Some(RuleListing {
                id: id.code().to_owned(),
                value: version.value.text(),
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

fn last_checked(rules: &BTreeMap<RuleId, Rule>) -> NaiveDate {
    let versions = rules.values().flat_map(|rule| &rule.versions);
    let latest = versions.map(|version| version.checked).max();
    latest.expect("every rule has a value")
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, content: &str) -> Result<T, RulesError> {
    toml::from_str(content).map_err(|error| refused(path, &error.to_string()))
}

fn checked(
    files: Vec<(&str, RuleFile)>,
    sources: &Sources,
    coverage: &Coverage,
) -> Result<BTreeMap<RuleId, Rule>, RulesError> {
    let mut rules = BTreeMap::new();
    for (path, file) in files {
        for rule in file.rules {
            let id = check::rule(path, &rule, sources, coverage)?;
            if rules.insert(id, rule).is_some() {
                return Err(refused(path, &format!("{} is given twice", id.code())));
            }
        }
    }
    let missing = RuleId::ALL.iter().find(|id| !rules.contains_key(*id));
    match missing {
        Some(id) => Err(refused(FOLDER, &format!("{} is missing", id.code()))),
        None => Ok(rules),
    }
}

fn refused(path: &str, reason: &str) -> RulesError {
    RulesError::Refused {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}

fn following_day(date: NaiveDate) -> NaiveDate {
    date.succ_opt().expect("rules end before the calendar does")
}

#[cfg(test)]
mod tests;
