//! When money of a platform arrives and what may differ, as data of `assets/matching`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::assets;
use crate::computation::Provenance;
use crate::money::Money;

const FILE: &str = "matching/windows.toml";
/// The platform of the window that holds for all others.
const ANY: &str = "*";
/// Windows are marks in 64 bits.
const WINDOWS_MAX: usize = 64;

static ALL: LazyLock<Windows> =
    LazyLock::new(|| read(assets::below(FILE)).unwrap_or_else(|fault| panic!("{fault}")));

/// Every window and bound.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Windows {
    pub(super) least: Least,
    pub(super) parts: Parts,
    pub(super) batch: Batch,
    window: Vec<Window>,
}

/// Points that a match needs to be made without a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Least {
    pub(super) points: i64,
    #[serde(rename = "provenance")]
    _provenance: Provenance,
    source: String,
}

/// One settlement paid in several receipts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parts {
    pub(super) receipts_max: usize,
    pub(super) days_max: i64,
    #[serde(rename = "provenance")]
    _provenance: Provenance,
    source: String,
}

/// Days of an account that are paid as one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Batch {
    pub(super) days_max: i64,
    #[serde(rename = "provenance")]
    _provenance: Provenance,
    source: String,
}

/// When money of one platform arrives.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Window {
    platform: String,
    names: Vec<String>,
    /// Days after the last settlement at which money may still arrive.
    pub(super) days_max: i64,
    /// The days at which it usually does, both included.
    days_usual: (i64, i64),
    tolerance: Tolerance,
    #[serde(rename = "provenance")]
    _provenance: Provenance,
    source: String,
}

/// What may differ without being explained: the smaller of both.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tolerance {
    absolute: Money,
    part: Decimal,
}

impl Windows {
    pub(super) fn load() -> &'static Windows {
        &ALL
    }

    /// The place of a platform's window.
    pub(super) fn of(&self, platform: &str) -> usize {
        let own = self.window.iter().position(|one| one.platform == platform);
        own.unwrap_or_else(|| self.any())
    }

    /// The place of the window that holds for several platforms.
    pub(super) fn any(&self) -> usize {
        let any = self.window.iter().position(|one| one.platform == ANY);
        any.expect("a window for all was checked on reading")
    }

    pub(super) fn at(&self, place: usize) -> &Window {
        &self.window[place]
    }

    /// A bit for each platform that a text names.
    pub(super) fn named_in(&self, text: &str) -> u64 {
        let named = |window: &Window| window.names.iter().any(|name| text.contains(name.as_str()));
        let places = (0..self.window.len()).filter(|place| named(&self.window[*place]));
        places.fold(0, |marks, place| marks | 1 << place)
    }
}

impl Window {
    /// How far so many days are from those that are usual.
    pub(super) fn days_off(&self, days: i64) -> i64 {
        let (first, last) = self.days_usual;
        (first - days).max(days - last).max(0)
    }

    /// What may differ of an amount, rounded down to whole fen.
    pub(super) fn tolerance(&self, amount: Money) -> Money {
        let part = amount.yuan().checked_mul(self.tolerance.part);
        let part = part.map(|part| part.trunc_with_scale(2));
        let part = part.and_then(|part| Money::from_yuan(part).ok());
        part.unwrap_or(Money::ZERO).min(self.tolerance.absolute)
    }

    fn fault(&self) -> Option<&'static str> {
        let (first, last) = self.days_usual;
        let tolerance = &self.tolerance;
        if first < 0 || last < first || self.days_max < last {
            return Some("days that are in no order");
        }
        if tolerance.absolute < Money::ZERO || tolerance.part.is_sign_negative() {
            return Some("a tolerance below zero");
        }
        self.names
            .iter()
            .any(|name| name.trim().is_empty())
            .then_some("an empty name")
    }
}

fn read<'a>(mut files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Windows, String> {
    let (path, content) = files
        .next()
        .ok_or_else(|| format!("assets/{FILE} is missing"))?;
    let all: Windows =
        toml::from_str(content).map_err(|error| format!("assets/{path}: {error}"))?;
    let platforms: BTreeSet<_> = all.window.iter().map(|window| &window.platform).collect();
    if platforms.len() != all.window.len() || all.window.len() > WINDOWS_MAX {
        return Err(format!(
            "assets/{path}: a platform stands twice, or too many"
        ));
    }
    if !platforms.iter().any(|platform| *platform == ANY) {
        return Err(format!("assets/{path}: no window for every other platform"));
    }
    let sources = [&all.least.source, &all.parts.source, &all.batch.source];
    let of_windows = all.window.iter().map(|window| &window.source);
    let is_silent = sources
        .into_iter()
        .chain(of_windows)
        .any(|source| source.trim().is_empty());
    if is_silent {
        return Err(format!("assets/{path}: a bound without source"));
    }
    match all
        .window
        .iter()
        .find_map(|window| Some((window, window.fault()?)))
    {
        Some((window, fault)) => Err(format!("assets/{path}: {} has {fault}", window.platform)),
        None => Ok(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_file_is_refused() {
        let (path, good) = assets::below(FILE).next().unwrap();
        assert!(read([(path, good)].into_iter()).is_ok());
        for (was, is) in [
            ("platform = \"jd\"", "platform = \"taobao\""),
            ("platform = \"*\"", "platform = \"other\""),
            ("days_usual = [15, 25]", "days_usual = [25, 15]"),
            ("days_max = 62", "days_max = 20"),
            ("absolute = \"1.00\"", "absolute = \"-1.00\""),
            ("provenance = \"assumption\"", "provenance = \"guess\""),
            ("names = [\"京东\"", "names = [\"\""),
            (
                "source = \"Chosen here: more parts",
                "origin = \"Chosen here: more parts",
            ),
            ("[batch]\ndays_max", "[batch]\ndays"),
        ] {
            assert!(good.contains(was), "{was}");
            let faulty = good.replacen(was, is, 1);
            assert!(read([(path, faulty.as_str())].into_iter()).is_err(), "{is}");
        }
    }

    #[test]
    fn what_may_differ_is_the_smaller_of_both_bounds() {
        let windows = Windows::load();
        let window = windows.at(windows.any());
        for (amount, tolerance) in [(99, 0), (100_000, 100), (10_000_000, 100), (12_345, 12)] {
            let found = window.tolerance(Money::from_fen(amount));
            assert_eq!(found, Money::from_fen(tolerance), "{amount}");
        }
    }
}
