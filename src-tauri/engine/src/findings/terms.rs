//! What a check rests on, as data: articles, bounds with where they come from, and the innocent
//! explanations to rule out first.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Provenance;
use crate::assets;
use crate::computation::Threshold;
use crate::money::Money;

/// Folder of the data below assets/.
const FOLDER: &str = "checks/";

static ALL: LazyLock<BTreeMap<String, Terms>> =
    LazyLock::new(|| read(assets::below(FOLDER)).unwrap_or_else(|fault| panic!("{fault}")));

/// The data of one check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Terms {
    rule: String,
    /// Articles it refers to.
    #[serde(default)]
    pub(super) citations: Vec<String>,
    /// Text keys `innocent.<key>`.
    #[serde(default)]
    pub(super) innocent: Vec<String>,
    #[serde(default)]
    threshold: BTreeMap<String, Bound>,
}

/// One bound as its file states it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    value: Decimal,
    provenance: Provenance,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    check: Vec<Terms>,
}

impl Terms {
    /// The data of a rule; a check without data is a bug.
    pub(super) fn of(rule: &str) -> &'static Terms {
        ALL.get(rule)
            .unwrap_or_else(|| panic!("assets/{FOLDER} says nothing of {rule}"))
    }

    /// A bound; one that the data lacks is a bug.
    pub(super) fn bound(&self, name: &str) -> Decimal {
        let bound = self.threshold.get(name);
        bound
            .unwrap_or_else(|| panic!("assets/{FOLDER}: {} has no bound {name}", self.rule))
            .value
    }

    /// A bound in yuan.
    pub(super) fn money(&self, name: &str) -> Money {
        Money::from_yuan(self.bound(name)).unwrap_or_else(|error| panic!("{}: {error}", self.rule))
    }

    /// A bound that counts days or things.
    pub(super) fn count(&self, name: &str) -> u64 {
        let bound = self.bound(name);
        u64::try_from(bound).unwrap_or_else(|error| panic!("{}: {error}", self.rule))
    }

    /// Whether the part is more than a bound's part of the whole, exactly.
    pub(super) fn exceeds(&self, name: &str, part: Money, whole: Money) -> bool {
        let bound = whole.yuan().checked_mul(self.bound(name));
        part.yuan() > bound.unwrap_or(Decimal::MAX)
    }

    /// Every bound, as a finding shows it.
    pub(super) fn thresholds(&self) -> Vec<Threshold> {
        let bounds = self.threshold.iter().map(|(name, bound)| Threshold {
            name: name.clone(),
            value: bound.value.to_string(),
            provenance: bound.provenance,
            source: bound.source.clone(),
        });
        bounds.collect()
    }
}

fn read<'a>(
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeMap<String, Terms>, String> {
    let mut all = BTreeMap::new();
    for (path, content) in files {
        let file: File =
            toml::from_str(content).map_err(|error| format!("assets/{path}: {error}"))?;
        for terms in file.check {
            let rule = terms.rule.clone();
            if terms
                .threshold
                .values()
                .any(|bound| bound.source.is_empty())
            {
                return Err(format!("assets/{path}: {rule} has a bound without source"));
            }
            if all.insert(rule.clone(), terms).is_some() {
                return Err(format!("assets/{path}: {rule} stands twice"));
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::CHECKS;
    use crate::text::{Lang, lookup};

    #[test]
    fn the_data_has_every_check_and_no_other() {
        let rules: Vec<_> = ALL.keys().map(String::as_str).collect();
        let mut checks: Vec<_> = CHECKS.iter().map(|check| check.rule).collect();
        checks.sort_unstable();
        assert_eq!(rules, checks);
    }

    #[test]
    fn every_word_of_the_data_is_written_in_both_languages() {
        for terms in ALL.values() {
            let rule = &terms.rule;
            let mut keys = vec![format!("check.{rule}"), format!("finding.{rule}")];
            keys.extend(terms.innocent.iter().map(|key| format!("innocent.{key}")));
            keys.extend(terms.threshold.keys().map(|key| format!("threshold.{key}")));
            for key in keys {
                for lang in [Lang::Zh, Lang::En] {
                    assert!(lookup(lang, &key).is_some(), "{key}");
                }
            }
        }
    }

    #[test]
    fn a_faulty_file_is_refused() {
        let good = "[[check]]\nrule = \"X\"\n[check.threshold.part]\nvalue = \"0.1\"\n\
                    provenance = \"case\"\nsource = \"a case\"\n";
        assert!(read([("a", good)].into_iter()).is_ok());
        for faulty in [
            format!("{good}{good}"),
            good.replace("a case", ""),
            good.replace("\"case\"", "\"guess\""),
            good.replace("rule", "ruled"),
            good.replace("\"0.1\"", "\"a tenth\""),
        ] {
            assert!(
                read([("a", faulty.as_str())].into_iter()).is_err(),
                "{faulty}"
            );
        }
    }
}
