//! The rows of an Excel 97–2003 workbook. Its numbers are binary; they become text at once, and
//! one that its binary form cannot hold exactly is marked.

use std::collections::BTreeSet;
use std::io::{Cursor, SeekFrom};

use calamine::{Data, Reader, Xls, XlsError};

use crate::import::limits::{COLUMNS_MAX, FILE_BYTES_MAX, SHEET_CELLS_MAX, SHEET_ROWS_MAX};
use crate::import::row::{CellKind, Each, Event, Flow, Row, Source};
use crate::import::{ImportError, ImportErrorCode, compound};

/// The first whole number whose neighbour a binary spreadsheet number cannot hold: 2^53.
const FIRST_INEXACT: &str = "9007199254740992";

/// Reads every row of every sheet.
pub(crate) fn each(source: &mut dyn Source, each: &mut Each<'_>) -> Result<(), ImportError> {
    let bytes = source.seek(SeekFrom::End(0))?;
    if bytes > FILE_BYTES_MAX {
        return Err(ImportError::limit("limit.file_bytes", FILE_BYTES_MAX));
    }
    let file = compound::workbook(source)?;
    let mut book = guarded(|| Xls::new(Cursor::new(file)))?.map_err(refused)?;
    let mut row = Row::of_workbook(book.has_1904_epoch());
    let names = book.sheet_names();
    // The library knows sheets by their names and would give one of two alike twice.
    if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
        return Err(ImportError::broken_workbook(names.join(", ")));
    }
    let (mut rows, mut cells) = (0, 0);
    for (index, name) in names.iter().enumerate() {
        if each(Event::Sheet(name))? == Flow::Stop {
            return Ok(());
        }
        let range = match guarded(|| book.worksheet_range_at(index))? {
            Some(range) => range.map_err(refused)?,
            None => continue,
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        let first_column = usize::try_from(first_column).unwrap_or(COLUMNS_MAX);
        for (number, values) in (first_row + 1..).zip(range.rows()) {
            row.clear(number);
            rows += 1;
            for (column, value) in values.iter().enumerate() {
                if *value != Data::Empty {
                    cells += 1;
                    put(&mut row, first_column + column, value);
                }
            }
            within(rows, cells)?;
            match each(Event::Row(&row))? {
                Flow::On => {}
                Flow::NextSheet => break,
                Flow::Stop => return Ok(()),
            }
        }
    }
    Ok(())
}

/// The reader of these workbooks panics on some damaged ones; they are refused like the others.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, ImportError> {
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    read.map_err(|_| ImportError::broken_workbook("BIFF8"))
}

fn within(rows: u64, cells: u64) -> Result<(), ImportError> {
    if rows > SHEET_ROWS_MAX {
        return Err(ImportError::limit("limit.rows", SHEET_ROWS_MAX));
    }
    if cells > SHEET_CELLS_MAX {
        return Err(ImportError::limit("limit.cells", SHEET_CELLS_MAX));
    }
    Ok(())
}

fn put(row: &mut Row, column: usize, value: &Data) {
    let (text, kind) = match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            return row.put(column, text, CellKind::Text);
        }
        Data::DateTime(serial) => (serial.as_f64().to_string(), CellKind::Number),
        Data::Float(number) => {
            let text = number.to_string();
            let kind = if is_inexact(&text) {
                CellKind::Inexact
            } else {
                CellKind::Number
            };
            (text, kind)
        }
        Data::Int(number) => (number.to_string(), CellKind::Number),
        other => (other.to_string(), CellKind::Text),
    };
    row.put(column, &text, kind);
}

fn is_inexact(text: &str) -> bool {
    let whole = text
        .trim_start_matches('-')
        .split('.')
        .next()
        .unwrap_or_default();
    (whole.len(), whole) >= (FIRST_INEXACT.len(), FIRST_INEXACT)
}

fn refused(error: XlsError) -> ImportError {
    match error {
        XlsError::Password => ImportError::new(ImportErrorCode::Encrypted),
        error => ImportError::broken_workbook(error),
    }
}
