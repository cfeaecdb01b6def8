//! Reads a set of rule files and checks it as a whole, when the program is built and when it starts.
//!
//! The first fault refuses the set; it names the file and the line where a person must look.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::check;
use super::file::{Coverage, Rule, RuleFile, Sources};
use super::id::RuleId;

/// Below assets/, where the rules lie.
pub(super) const FOLDER: &str = "rules/cn/";

/// A set that satisfies every check.
#[derive(Clone, Debug)]
pub(super) struct RuleSet {
    pub coverage: Coverage,
    pub sources: Sources,
    pub rules: BTreeMap<RuleId, Rule>,
}

/// Where a set is faulty and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file below assets/, and its line.
    place: String,
    reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "assets/{}: {}", self.place, self.reason)
    }
}

/// What is wrong in a file, and the lines that lead to the place: each is looked for below the one
/// before, by its key and value.
pub(super) struct Fault {
    pub near: Vec<(&'static str, String)>,
    pub reason: String,
}

/// Reads and checks rule files: path and content.
pub(super) fn read<'a>(
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<RuleSet, Refused> {
    let (mut coverage, mut sources) = (None, None);
    let mut rule_files: Vec<(&str, &str, RuleFile)> = Vec::new();
    for (path, content) in files {
        match path.rsplit('/').next() {
            Some("coverage.toml") => coverage = Some(parse::<Coverage>(path, content)?),
            Some("sources.toml") => sources = Some(parse::<Sources>(path, content)?),
            _ => rule_files.push((path, content, parse(path, content)?)),
        }
    }
    let coverage = coverage.ok_or_else(|| incomplete("coverage.toml"))?;
    let sources = sources.ok_or_else(|| incomplete("sources.toml"))?;
    let mut rules = BTreeMap::new();
    for (path, content, file) in rule_files {
        for rule in file.rules {
            let id = check::rule(&rule, &sources, &coverage)
                .map_err(|fault| refused(path, content, fault))?;
            let near = vec![("id", rule.id.clone())];
            if rules.insert(id, rule).is_some() {
                let reason = format!("{} is given twice", id.code());
                return Err(refused(path, content, Fault { near, reason }));
            }
        }
    }
    if let Some(id) = RuleId::ALL.iter().find(|id| !rules.contains_key(*id)) {
        return Err(incomplete(id.code()));
    }
    Ok(RuleSet {
        coverage,
        sources,
        rules,
    })
}

/// The day after, which every value of law has.
pub(super) fn following_day(date: NaiveDate) -> NaiveDate {
    date.succ_opt().expect("rules end before the calendar does")
}

fn parse<T: DeserializeOwned>(path: &str, content: &str) -> Result<T, Refused> {
    toml::from_str(content).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = content.get(..start).unwrap_or_default();
        Refused {
            place: format!("{path}:{}", before.matches('\n').count() + 1),
            reason: error.message().to_owned(),
        }
    })
}

fn incomplete(what: &str) -> Refused {
    Refused {
        place: FOLDER.to_owned(),
        reason: format!("{what} is missing"),
    }
}

fn refused(path: &str, content: &str, fault: Fault) -> Refused {
    let mut lines = (1..).zip(content.lines());
    let mut found = 1;
    for (key, value) in &fault.near {
        let wanted = format!("{key}=\"{value}\"");
        let mut below = lines.clone();
        let says = |(_, line): &(u32, &str)| line.replace(' ', "").contains(&wanted);
        if let Some((number, _)) = below.find(says) {
            (found, lines) = (number, below);
        }
    }
    Refused {
        place: format!("{path}:{found}"),
        reason: fault.reason,
    }
}
