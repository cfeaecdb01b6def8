//! Sample files of every format, read from disk and compared with what a person worked out.
//!
//! A sample is a file below tests/samples/<format>/ and its entry in expected.toml there; adding
//! one needs no Rust. What may be left out of an entry is not there in the file either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::format::format;
use engine::import::{
    ControlResult, Detection, ImportError, ImportErrorCode, Line, Reading, detect, raw_rows,
    read_for, says,
};
use engine::money::Money;
use engine::period::Period;
use engine::record::{AmountField, Record};
use engine::source::{Place, Problem};
use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    file: Vec<Sample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    name: String,
    container: String,
    encoding: Option<String>,
    sheet: Option<String>,
    header_row: Option<u32>,
    records: u32,
    #[serde(default)]
    skipped: BTreeMap<String, u32>,
    #[serde(default)]
    problems: Vec<Expectation>,
    period: Option<[String; 2]>,
    #[serde(default)]
    account_keys: Vec<String>,
    account_name: Option<String>,
    account: Option<String>,
    counted: BTreeMap<String, Sum>,
    /// What counts, by the money of the order it is; not compared where it is left out.
    #[serde(default)]
    order_money: BTreeMap<String, Sum>,
    #[serde(default)]
    amounts: BTreeMap<String, Money>,
    tips_units: Option<Decimal>,
    #[serde(default)]
    controls: Vec<Control>,
    same_rows_as: Option<String>,
    /// The header is not quite the one the format describes.
    #[serde(default)]
    drifted: bool,
    /// What a person says, where the file does not tell its period.
    stated_period: Option<Period>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    row: u32,
    code: String,
    column: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sum {
    rows: u32,
    sum: Money,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Control {
    label: String,
    measure: String,
    stated: String,
    agrees: bool,
}

/// Everything a file gave.
struct Given {
    reading: Reading,
    records: Vec<Record>,
    problems: Vec<Problem>,
    skipped: BTreeMap<String, u32>,
}

fn samples() -> Vec<(String, PathBuf, Sample)> {
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

fn give(id: &str, path: &Path) -> Given {
    let entry = samples().into_iter().find(|(_, known, _)| known == path);
    let said = entry.and_then(|(_, _, sample)| sample.stated_period);
    give_from(id, &mut File::open(path).unwrap(), said)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn give_from<S: Read + Seek>(
    id: &str,
    source: &mut S,
    said: Option<Period>,
) -> Result<Given, ImportError> {
    let mut given = (Vec::new(), Vec::new(), BTreeMap::<String, u32>::new());
    let reading = read_for(source, format(id).unwrap(), said, &mut |line| {
        match line {
            Line::Record(record) => given.0.push(record),
            Line::Problem { problem, .. } => given.1.push(problem),
            Line::Skipped { why, .. } => *given.2.entry(why.code().to_owned()).or_default() += 1,
            Line::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    });
    let (records, problems, skipped) = given;
    Ok(Given {
        reading: reading?,
        records,
        problems,
        skipped,
    })
}

/// The same cells as a workbook, amounts and counts as numbers, the way a person would save it.
fn as_workbook(id: &str, path: &Path) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 1.. {
        let place = Place {
            row,
            ..Place::default()
        };
        let mut file = File::open(path).unwrap();
        let Ok(raw) = raw_rows(&mut file, format(id).unwrap(), &[place]) else {
            break;
        };
        for (column, cell) in raw[0].cells.iter().enumerate() {
            let column = u16::try_from(column).unwrap();
            let field = cell.field.as_deref().unwrap_or_default();
            let is_number = field == "quantity" || AmountField::from_code(field).is_some();
            match cell.text.trim().parse::<Decimal>() {
                Ok(number) if is_number => sheet.write(row - 1, column, number).unwrap(),
                _ if cell.text.is_empty() => continue,
                _ => sheet.write_string(row - 1, column, &cell.text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn every_sample_file_has_its_entry() {
    let listed: BTreeSet<PathBuf> = samples().into_iter().map(|(_, path, _)| path).collect();
    let folders: BTreeSet<&Path> = listed.iter().filter_map(|path| path.parent()).collect();
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    for file in files.map(|file| file.unwrap().path()) {
        let known = file.ends_with("expected.toml") || listed.contains(&file);
        assert!(known, "{} has no entry in expected.toml", file.display());
    }
}

#[test]
fn every_sample_is_recognised_by_its_content() {
    for (id, path, sample) in samples() {
        let found = detect(&mut File::open(&path).unwrap()).unwrap();
        let seen = path.display();
        assert_recognised(&found, &id, &seen.to_string());
        assert_eq!(found.container.code(), sample.container, "{seen}");
        assert_eq!(found.encoding, sample.encoding, "{seen}");
        let rows = sample.records + u32::try_from(sample.problems.len()).unwrap();
        assert_eq!(found.rows, Some(rows), "{seen}");
        let best = &found.candidates[0];
        assert_eq!(
            (best.header_row, &best.sheet),
            (sample.header_row, &sample.sheet),
            "{seen}"
        );
    }
}

#[test]
fn every_sample_gives_the_records_that_a_person_worked_out() {
    for (id, path, sample) in samples() {
        let given = give(&id, &path);
        let seen = path.display();
        let problems: Vec<Expectation> = given.problems.iter().map(expectation).collect();
        assert_eq!(problems, sample.problems, "{seen}");
        assert_eq!(given.reading.rows.records, sample.records, "{seen}");
        assert_eq!(given.skipped, sample.skipped, "{seen}");
        assert_eq!(given.reading.account, sample.account, "{seen}");
        let first = given.records.first();
        let keys = first.map(|record| record.account_keys.clone());
        assert_eq!(keys.unwrap_or_default(), sample.account_keys, "{seen}");
        let name = first.and_then(|record| record.account_name.clone());
        assert_eq!(name, sample.account_name, "{seen}");
        let period = given.reading.period;
        let period = period.map(|(first, last)| [first.to_string(), last.to_string()]);
        assert_eq!(period, sample.period, "{seen}");
        assert_eq!(counted(&given.records), sample.counted, "{seen}");
        if !sample.order_money.is_empty() {
            assert_eq!(order_money(&given.records), sample.order_money, "{seen}");
        }
        assert_eq!(tips_units(&given.records), sample.tips_units, "{seen}");
        for (field, sum) in &sample.amounts {
            assert_eq!(amount(&given.records, field), *sum, "{field} in {seen}");
        }
        let controls: Vec<Control> = given.reading.controls.iter().map(control).collect();
        assert_eq!(controls, sample.controls, "{seen}");
        let drift = &given.reading.drift;
        let drifted = !drift.missing.is_empty() || !drift.renamed.is_empty();
        assert_eq!(drifted, sample.drifted, "{drift:?} in {seen}");
    }
}

#[test]
fn no_row_of_a_sample_is_left_out() {
    for (id, path, sample) in samples() {
        let given = give(&id, &path);
        let rows = given.reading.rows;
        let all = rows.records + rows.problems + given.skipped.values().sum::<u32>();
        let seen = path.display();
        assert_eq!(
            usize::try_from(rows.problems).unwrap(),
            given.problems.len(),
            "{seen}"
        );
        // Text: every physical line is one row, for no cell of the samples spans two.
        if sample.container == "csv" {
            let lines = fs::read(&path)
                .unwrap()
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            assert_eq!(usize::try_from(all).unwrap(), lines, "{seen}");
        }
    }
}

#[test]
fn the_same_rows_in_another_kind_of_file_say_the_same() {
    for (id, path, sample) in samples() {
        let Some(other) = &sample.same_rows_as else {
            continue;
        };
        let prints = |path: &Path| give(&id, path).records.iter().map(said).collect::<Vec<_>>();
        assert_eq!(
            prints(&path),
            prints(&path.with_file_name(other)),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_sample_saved_as_xlsx_gives_the_same_records() {
    for (id, path, sample) in samples() {
        // A row that is damaged as text is another row in a workbook.
        if sample.container != "csv" || !sample.problems.is_empty() {
            continue;
        }
        let mut book = Cursor::new(as_workbook(&id, &path));
        let found = detect(&mut book).unwrap();
        let seen = path.display();
        assert_recognised(&found, &id, &seen.to_string());
        assert_eq!(found.container.code(), "xlsx", "{seen}");
        let text = give(&id, &path);
        let given = give_from(&id, &mut book, sample.stated_period).unwrap();
        let prints = |given: &Given| given.records.iter().map(said).collect::<Vec<_>>();
        assert_eq!(prints(&given), prints(&text), "{seen}");
        assert_eq!(counted(&given.records), counted(&text.records), "{seen}");
        assert_eq!(given.reading.controls, text.reading.controls, "{seen}");
        assert_eq!(given.reading.account, text.reading.account, "{seen}");
    }
}

#[test]
fn a_changed_amount_or_status_says_something_else() {
    let id = "alipay_personal_app";
    let mut samples = samples().into_iter();
    let (_, path, _) = samples.find(|(format, ..)| format == id).unwrap();
    let record = give(id, &path).records.remove(0);
    let mut changed = vec![record.clone(); 4];
    changed[0].status = engine::record::Status::Void;
    changed[1]
        .amounts
        .set(AmountField::Moved, Some(Money::from_fen(1)));
    changed[2]
        .amounts
        .set(AmountField::Refund, Some(Money::ZERO));
    changed[3].ordered_at = None;
    for other in &changed {
        assert_ne!(said(other), said(&record));
    }
    let mut same = record.clone();
    same.place.row += 1;
    same.account_name = None;
    same.description = Some("another title".into());
    assert_eq!(said(&same), said(&record));
}

#[test]
fn a_workbook_that_is_locked_damaged_or_would_fill_the_memory_is_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/refused");
    for (name, code) in [
        ("locked.xlsx", ImportErrorCode::Encrypted),
        ("damaged.xls", ImportErrorCode::BrokenWorkbook),
        ("sparse.xls", ImportErrorCode::Limit),
    ] {
        let error = detect(&mut File::open(folder.join(name)).unwrap()).unwrap_err();
        assert_eq!(error.code(), code, "{name}: {error}");
    }
}

#[test]
fn every_counted_amount_leads_to_the_cell_it_was_read_from() {
    for (id, path, _) in samples() {
        let given = give(&id, &path);
        for record in &given.records {
            let Some(counted) = record.counted else {
                continue;
            };
            let mut file = File::open(&path).unwrap();
            let places = [record.place.clone()];
            let raw = raw_rows(&mut file, format(&id).unwrap(), &places).unwrap();
            let raw = &raw[0];
            let cell = raw.amount(counted.field).unwrap();
            let feeds = given.reading.columns.iter().any(|column| {
                // In a form the cell has its own name before that of the label.
                let of_form = cell.column.ends_with(&format!(" {}", column.header));
                (column.header == cell.column || of_form)
                    && column.field.as_deref() == Some(counted.field.code())
            });
            assert!(
                feeds,
                "{} in {} row {}",
                cell.column,
                path.display(),
                record.place.row
            );
            let digits = |text: &str| {
                text.chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
            };
            let amount = digits(&counted.amount.to_string());
            // A schedule holds several amounts, each behind its day.
            let amounts: Vec<&str> = match cell.text.starts_with('{') {
                true => cell.text.split([':', ',']).skip(1).step_by(2).collect(),
                false => vec![&cell.text],
            };
            let is_shown = |shown: &&str| {
                let shown = digits(shown);
                let amount = amount.trim_start_matches('0');
                amount.starts_with(shown.trim_start_matches('0'))
            };
            assert!(
                amounts.iter().any(is_shown),
                "{amount} is not {} in {}",
                cell.text,
                path.display()
            );
        }
    }
}

/// What a record says.
fn said(record: &Record) -> Vec<u8> {
    let mut said = Vec::new();
    says(record, &mut said);
    said
}

/// It is the best candidate, alone at that; a guess asks first, and nothing else does.
fn assert_recognised(found: &Detection, id: &str, seen: &str) {
    assert_eq!(found.candidates[0].format, id, "{seen}");
    match found.format_id() {
        Ok(found) => assert_eq!(found, id, "{seen}"),
        Err(error) => assert_eq!(error.code(), ImportErrorCode::NeedsConfirmation, "{seen}"),
    }
    let asks = format(id).unwrap().asks;
    assert_eq!(found.format_id().is_err(), asks, "{seen}");
}

fn expectation(problem: &Problem) -> Expectation {
    let code = serde_json::to_value(problem.code).unwrap();
    Expectation {
        row: problem.place.row,
        code: code.as_str().unwrap().to_owned(),
        column: problem.place.column.clone(),
    }
}

fn counted(records: &[Record]) -> BTreeMap<String, Sum> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for counted in records.iter().filter_map(|record| record.counted) {
        let key = format!("{}.{}", counted.side.code(), counted.class.code());
        let sum = sums.entry(key).or_default();
        sum.rows += 1;
        sum.sum += counted.amount;
    }
    sums
}

fn order_money(records: &[Record]) -> BTreeMap<String, Sum> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for counted in records.iter().filter_map(|record| record.counted) {
        let code = counted.order_money.map_or("none", |money| money.code());
        let sum = sums.entry(code.to_owned()).or_default();
        sum.rows += 1;
        sum.sum += counted.amount;
    }
    sums
}

fn tips_units(records: &[Record]) -> Option<Decimal> {
    let units = records
        .iter()
        .filter_map(|record| record.tips_units.as_ref());
    let units: Vec<Decimal> = units.map(|units| units.parse().unwrap()).collect();
    (!units.is_empty()).then(|| units.iter().sum())
}

fn amount(records: &[Record], field: &str) -> Money {
    let of_field = |record: &Record| {
        let mut amounts = record.amounts.iter();
        amounts
            .find(|(known, _)| known.code() == field)
            .map(|(_, amount)| amount)
    };
    records.iter().filter_map(of_field).sum()
}

fn control(result: &ControlResult) -> Control {
    Control {
        label: result.label.clone(),
        measure: result.measure.code().to_owned(),
        stated: result.stated.clone(),
        agrees: result.agrees,
    }
}
