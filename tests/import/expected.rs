//! What a person worked out of each sample, and the same of what was read, to be compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use engine::import::ControlResult;
use engine::money::Money;
use engine::period::Period;
use engine::record::Record;
use engine::source::Problem;
use rust_decimal::Decimal;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    file: Vec<Sample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) container: String,
    pub(super) encoding: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) header_row: Option<u32>,
    pub(super) records: u32,
    #[serde(default)]
    pub(super) skipped: BTreeMap<String, u32>,
    #[serde(default)]
    pub(super) problems: Vec<Expectation>,
    pub(super) period: Option<[String; 2]>,
    #[serde(default)]
    pub(super) account_keys: Vec<String>,
    pub(super) account_name: Option<String>,
    pub(super) account: Option<String>,
    pub(super) counted: BTreeMap<String, Sum>,
    /// What counts, by the money of the order it is; not compared where it is left out.
    #[serde(default)]
    pub(super) order_money: BTreeMap<String, Sum>,
    #[serde(default)]
    pub(super) amounts: BTreeMap<String, Money>,
    pub(super) tips_units: Option<Decimal>,
    #[serde(default)]
    pub(super) controls: Vec<Control>,
    pub(super) same_rows_as: Option<String>,
    /// The header is not quite the one the format describes.
    #[serde(default)]
    pub(super) drifted: bool,
    /// What a person says, where the file does not tell its period.
    pub(super) stated_period: Option<Period>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expectation {
    pub(super) row: u32,
    pub(super) code: String,
    pub(super) column: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sum {
    pub(super) rows: u32,
    pub(super) sum: Money,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Control {
    pub(super) label: String,
    pub(super) measure: String,
    pub(super) stated: String,
    pub(super) agrees: bool,
}

/// Every sample: its format, where it lies and what is expected of it.
pub(super) fn samples() -> Vec<(String, PathBuf, Sample)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut found = Vec::new();
    for folder in fs::read_dir(&root).unwrap() {
        let folder = folder.unwrap().path();
        let Ok(text) = fs::read_to_string(folder.join("expected.toml")) else {
            continue;
        };
        let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let expected: Expected =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
        for sample in expected.file {
            found.push((id.clone(), folder.join(&sample.name), sample));
        }
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    assert!(!found.is_empty(), "no samples below {}", root.display());
    found
}

pub(super) fn expectation(problem: &Problem) -> Expectation {
    let code = serde_json::to_value(problem.code).unwrap();
    Expectation {
        row: problem.place.row,
        code: code.as_str().unwrap().to_owned(),
        column: problem.place.column.clone(),
    }
}

pub(super) fn counted(records: &[Record]) -> BTreeMap<String, Sum> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for counted in records.iter().filter_map(|record| record.counted) {
        let key = format!("{}.{}", counted.side.code(), counted.class.code());
        let sum = sums.entry(key).or_default();
        sum.rows += 1;
        sum.sum += counted.amount;
    }
    sums
}

pub(super) fn order_money(records: &[Record]) -> BTreeMap<String, Sum> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for counted in records.iter().filter_map(|record| record.counted) {
        let code = counted.order_money.map_or("none", |money| money.code());
        let sum = sums.entry(code.to_owned()).or_default();
        sum.rows += 1;
        sum.sum += counted.amount;
    }
    sums
}

pub(super) fn tips_units(records: &[Record]) -> Option<Decimal> {
    let units = records
        .iter()
        .filter_map(|record| record.tips_units.as_ref());
    let units: Vec<Decimal> = units.map(|units| units.parse().unwrap()).collect();
    (!units.is_empty()).then(|| units.iter().sum())
}

pub(super) fn amount(records: &[Record], field: &str) -> Money {
    let of_field = |record: &Record| {
        let mut amounts = record.amounts.iter();
        amounts
            .find(|(known, _)| known.code() == field)
            .map(|(_, amount)| amount)
    };
    records.iter().filter_map(of_field).sum()
}

pub(super) fn control(result: &ControlResult) -> Control {
    Control {
        label: result.label.clone(),
        measure: result.measure.code().to_owned(),
        stated: result.stated.clone(),
        agrees: result.agrees,
    }
}
