//! A preview says what the import then does, for every sample file there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use casefile::{ImportOptions, ImportStatus};
use engine::format::PeriodFrom;
use engine::text::Lang;

use super::Desk;

/// Every sample file with the format it is a sample of.
fn samples() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut found = Vec::new();
    for folder in fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if !folder.join("expected.toml").exists() {
            continue;
        }
        let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let files = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let files = files.filter(|file| !file.ends_with("expected.toml"));
        found.extend(files.map(|file| (id.clone(), file)));
    }
    found.sort();
    assert!(found.len() > 10);
    found
}

#[test]
fn the_preview_of_every_sample_is_what_its_import_then_does() {
    for (id, path) in samples() {
        let mut desk = Desk::new("");
        let format = engine::format::format(&id).unwrap();
        let is_asked = format.period_from == PeriodFrom::Person;
        let options = ImportOptions {
            format: Some(id.clone()),
            period: is_asked.then(|| "2024-05".parse().unwrap()),
            accept_bad_rows: true,
            accept_drift: true,
            ..ImportOptions::default()
        };
        let before = desk.state();
        let seen = path.display();
        let preview = desk.case.preview(&path, &options, 5, Lang::En).unwrap();
        assert_eq!(desk.state(), before, "{seen}: a preview stores nothing");
        let name = path.to_str().unwrap();
        let done = desk.import_with(name, &fs::read(&path).unwrap(), &options);
        assert_eq!(preview.outcome, done, "{seen}");
        assert_eq!(done.status, ImportStatus::Imported, "{seen}: {done:?}");
        let rows = usize::try_from(done.records).unwrap();
        // A row that counts with several amounts is shown with each of them.
        let records = preview.records.iter();
        let places = records.map(|record| (record.place.sheet.clone(), record.place.row));
        let places: BTreeSet<_> = places.collect();
        // Several columns of a form stand at one place.
        if format.amounts_under.is_empty() {
            assert_eq!(places.len(), rows.min(5), "{seen}");
        }
        assert_eq!(
            preview.detection.unwrap().candidates[0].format,
            id,
            "{seen}"
        );
        // A form and columns with letters have no header to set beside another.
        let is_compared = !preview.layout.is_empty();
        assert_eq!(is_compared, format.has_header(), "{seen}");
        let changed = preview
            .layout
            .iter()
            .filter(|line| done.drift.contains(line));
        assert_eq!(changed.count(), done.drift.len(), "{seen}");
    }
}

#[test]
fn the_preview_of_a_file_that_is_refused_says_why_and_shows_its_rows() {
    let mut desk = Desk::new("");
    let path = desk.dir.path().join("notes.csv");
    fs::write(&path, "day,amount\nMonday,1\n").unwrap();
    let options = ImportOptions::default();
    let preview = desk.case.preview(&path, &options, 5, Lang::En).unwrap();
    assert_eq!(preview.outcome.code.as_deref(), Some("unknown_format"));
    assert_eq!(preview.records, []);
    assert_eq!(preview.detection.unwrap().first_rows[1], ["Monday", "1"]);
}
