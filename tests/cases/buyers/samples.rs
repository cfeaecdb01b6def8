//! The samples of every format that knows buyers: none of their cells is in any byte of a case.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use casefile::{Case, ImportOptions, ImportStatus};
use engine::format::{Format, Kind, formats};
use engine::import::{Line, raw_rows, read};
use engine::source::Place;

use super::import;
use super::search::{inside, on_disk, stands, unzipped};

/// Shorter texts stand in too many places by chance.
const CHARACTERS_MIN: usize = 4;

fn samples(format: &Format) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = fs::read_dir(root.join(&format.id)).unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_none_or(|ending| ending != "toml"))
        .collect()
}

/// Spellings of the columns of buyers that a format has.
fn buyers_columns(format: &Format) -> BTreeSet<&str> {
    let columns = format.columns.iter();
    let columns = columns.filter(|column| column.kind == Kind::Buyer);
    columns
        .flat_map(|column| std::iter::once(&column.header).chain(&column.aliases))
        .map(String::as_str)
        .collect()
}

/// What stands in the cells of buyers of a sample and in no other cell of it.
fn words(bytes: &[u8], format: &Format) -> BTreeSet<String> {
    let columns = buyers_columns(format);
    let mut places: Vec<Place> = Vec::new();
    read(&mut Cursor::new(bytes), format, &mut |line| {
        let place = match line {
            Line::Record(record) => Some(record.place),
            Line::Problem { problem, .. } => Some(problem.place),
            Line::Skipped { .. } | Line::Progress { .. } => None,
        };
        places.extend(place.map(|place| Place {
            column: None,
            ..place
        }));
        ControlFlow::Continue(())
    })
    .unwrap();
    let rows = raw_rows(&mut Cursor::new(bytes), format, &places).unwrap();
    let plain = |text: &str| text.trim_matches(['`', '\t', ' ']).to_owned();
    let cells = rows.iter().flat_map(|row| &row.cells);
    let cells = cells.map(|cell| (plain(&cell.column), plain(&cell.text)));
    let (theirs, others): (Vec<_>, Vec<_>) =
        cells.partition(|(column, _)| columns.contains(column.as_str()));
    let only_theirs = |word: &String| {
        word.chars().count() >= CHARACTERS_MIN
            && !others.iter().any(|(_, other)| other.contains(word))
    };
    let words = theirs.into_iter().map(|(_, word)| word);
    words.filter(only_theirs).collect()
}

#[test]
fn nothing_of_the_buyers_of_any_sample_is_in_any_byte_of_its_case() {
    let with_buyers = |format: &&Format| !buyers_columns(format).is_empty();
    let mut seen = 0;
    for format in formats().iter().filter(with_buyers) {
        let mut searched = 0;
        for path in samples(format) {
            let bytes = fs::read(&path).unwrap();
            let words = words(&bytes, format);
            let options = ImportOptions {
                format: Some(format.id.clone()),
                ..ImportOptions::default()
            };
            let dir = tempfile::tempdir().unwrap();
            let of_case = dir.path().join("case.zicha");
            let mut case = Case::create(&of_case, "试案", None).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let outcome = import(&mut case, name, &bytes, &options);
            assert_eq!(outcome.status, ImportStatus::Imported, "{outcome:?}");
            assert_eq!(outcome.blanked.is_empty(), words.is_empty(), "{outcome:?}");
            let shown = format!("{outcome:?} {:?}", case.quarantine(0, 100).unwrap());
            let mut left = [shown.into_bytes(), on_disk(dir.path())].concat();
            drop(case);
            left.extend(on_disk(dir.path()));
            left.extend(inside(&of_case, None));
            let original = [unzipped(&bytes), bytes].concat();
            for word in &words {
                assert!(stands(&original, word), "{word} in {}", path.display());
                assert!(!stands(&left, word), "{word} of {}", path.display());
            }
            searched += words.len();
        }
        assert!(searched > 0, "{} has a sample with buyers", format.id);
        seen += 1;
    }
    assert!(seen >= 7, "{seen} formats with buyers");
}
