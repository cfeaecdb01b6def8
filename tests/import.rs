//! Sample files of every format, read from disk and compared with what a person worked out.
//!
//! A sample is a file below tests/samples/<format>/ and its entry in expected.toml there; adding
//! one needs no Rust. What may be left out of an entry is not there in the file either.

mod expected;
mod given;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use engine::format::format;
use engine::import::{Detection, ImportErrorCode, detect, raw_rows};
use engine::money::Money;
use engine::record::AmountField;

use self::expected::{
    Control, Expectation, amount, control, counted, expectation, order_money, samples, tips_units,
};
use self::given::{Given, as_workbook, give, give_from, said};

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
        assert_eq!(name.as_deref(), sample.account_name.as_deref(), "{seen}");
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
fn a_workbook_that_is_locked_or_would_fill_the_memory_is_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/refused");
    for (name, code) in [
        ("locked.xlsx", ImportErrorCode::Encrypted),
        ("sparse.xls", ImportErrorCode::Limit),
    ] {
        let error = detect(&mut File::open(folder.join(name)).unwrap()).unwrap_err();
        assert_eq!(error.code(), code, "{name}: {error}");
    }
}

/// Bytes that are no row are changed, and one digit of a time.
#[test]
fn an_old_workbook_that_is_damaged_beside_its_rows_loses_none() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/damaged/beside_its_rows.xls");
    let given = give("pdd_ddk_web_2019", &path);
    assert_eq!(given.records.len(), 5);
    let [problem] = given.problems.as_slice() else {
        panic!("{:?}", given.problems);
    };
    assert_eq!(problem.place.row, 7);
    assert_eq!(problem.found, "*019-03-06 10:00:00");
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
