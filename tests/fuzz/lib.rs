//! What every reading must keep to, whatever bytes it is given.

use std::io::Cursor;
use std::ops::ControlFlow;

use engine::format::{Format, format};
use engine::import::{Line, detect, raw_rows, read};

/// Formats tried of those that a document may have.
const CANDIDATES: usize = 2;

/// Detects a document, and reads it as what it may be.
pub fn read_as_detected(bytes: &[u8]) {
    let Ok(detection) = detect(&mut Cursor::new(bytes)) else {
        return;
    };
    for candidate in detection.candidates.iter().take(CANDIDATES) {
        read_with(bytes, format(&candidate.format).expect("a built-in format"));
    }
}

/// Reads a document with one format: nothing panics, and what comes out line by line is what the
/// counts say.
pub fn read_with(bytes: &[u8], format: &Format) {
    let (mut records, mut problems, mut skipped) = (0, 0, 0);
    let mut first = None;
    let reading = read(&mut Cursor::new(bytes), format, &mut |line| {
        match line {
            Line::Record(record) if record.is_part => {}
            Line::Record(record) => {
                records += 1;
                first.get_or_insert(record.place);
            }
            Line::Problem { problem, .. } => {
                problems += 1;
                assert!(problem.found.chars().count() <= 1_000);
            }
            Line::Skipped { .. } => skipped += 1,
            Line::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    });
    let Ok(reading) = reading else {
        return;
    };
    let rows = reading.rows;
    assert_eq!(rows.records, records, "records of {}", format.id);
    assert_eq!(rows.problems, problems, "problems of {}", format.id);
    assert_eq!(
        rows.all(),
        records + problems + skipped,
        "lines of {}",
        format.id
    );
    if let Some(place) = first {
        raw_rows(&mut Cursor::new(bytes), format, &[place]).expect("a record leads to its row");
    }
}
