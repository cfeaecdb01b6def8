//! Rows in quarantine as a table to correct in a spreadsheet, and the same table read back.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use engine::import::{self, TableRow};
use engine::text::{Lang, text};
use rust_xlsxwriter::{Format as CellFormat, Workbook};

use super::QuarantinedRow;
use super::guard::{guarded, unguarded};
use crate::error::{Error, ErrorKind};
use crate::mappings::unreadable;

/// Columns that say which row it is; the raw cells follow.
const KNOWN: [&str; 8] = [
    "id", "document", "file", "sheet", "row", "column", "reason", "found",
];

/// The whole table, header first.
pub(super) fn table(rows: &[QuarantinedRow], lang: Lang) -> Vec<Vec<String>> {
    let label = |name: &&str| text(lang, &format!("quarantine.column.{name}"), &[]);
    let mut header: Vec<String> = KNOWN.iter().map(label).collect();
    let columns = columns(rows);
    header.extend(columns.iter().map(|column| guarded(column)));
    let mut table = vec![header];
    for row in rows {
        let mut line = known_cells(row, lang);
        let place_of = places(row);
        let cells = row.corrected.as_ref().unwrap_or(&row.raw);
        for column in &columns {
            let cell = place_of.get(column).and_then(|index| cells.get(*index));
            line.push(cell.map_or_else(String::new, |cell| guarded(cell)));
        }
        table.push(line);
    }
    table
}

fn known_cells(row: &QuarantinedRow, lang: Lang) -> Vec<String> {
    let place = &row.problem.place;
    let what = text(lang, &format!("problem.{}", row.problem.code.code()), &[]);
    let mut reason = what;
    if let Some(why) = &row.reason {
        let status = format!("quarantine.status.{}", row.status.code());
        reason = format!("{reason} [{}: {why}]", text(lang, &status, &[]));
    }
    let texts = [
        row.id.to_string(),
        row.document.to_string(),
        row.name.clone(),
        place.sheet.clone().unwrap_or_default(),
        place.row.to_string(),
        place.column.clone().unwrap_or_default(),
        reason,
        row.problem.found.clone(),
    ];
    texts.iter().map(|text| guarded(text)).collect()
}

/// The names over the raw cells of all rows, each once.
fn columns(rows: &[QuarantinedRow]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    for row in rows {
        for name in names(row) {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    columns
}

/// A name for each cell of a row: its header, told apart where two are equal; cells without one
/// by their number.
fn names(row: &QuarantinedRow) -> Vec<String> {
    let cells = row.corrected.as_ref().map_or(0, Vec::len);
    let count = row.header.len().max(row.raw.len()).max(cells);
    let mut names: Vec<String> = Vec::with_capacity(count);
    for index in 0..count {
        let header = row.header.get(index).map(|name| name.trim());
        let name = match header.filter(|name| !name.is_empty()) {
            Some(name) if !names.iter().any(|known| known == name) => name.to_owned(),
            Some(name) => format!("{name} #{}", index + 1),
            None => format!("#{}", index + 1),
        };
        names.push(name);
    }
    names
}

fn places(row: &QuarantinedRow) -> BTreeMap<String, usize> {
    (names(row).into_iter()).zip(0..).collect()
}

/// The bytes of the table: a workbook where the name ends so, else csv that a spreadsheet opens
/// as UTF-8.
pub(super) fn bytes(table: &[Vec<String>], path: &Path) -> Result<Vec<u8>, Error> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("xlsx") => workbook(table).map_err(|error| {
            Error::new(ErrorKind::Disk)
                .with("path", path.display())
                .with("reason", error)
        }),
        _ => Ok(csv(table)),
    }
}

fn csv(table: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    for row in table {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r', '\t']) || cell != cell.trim() {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// Every cell is a text, so that no digit of a number is lost.
fn workbook(table: &[Vec<String>]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let as_text = CellFormat::new().set_num_format("@");
    let sheet = book.add_worksheet();
    for (number, row) in (0..).zip(table) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string_with_format(number, column, cell, &as_text)?;
        }
    }
    book.save_to_buffer()
}

/// A row that came back: its number, and a text for each name over its cells.
pub(super) struct Returned {
    pub(super) id: i64,
    cells: BTreeMap<String, String>,
}

impl Returned {
    /// The cells in the order of the file. A name that is no longer there keeps the cell it had.
    pub(super) fn cells(&self, row: &QuarantinedRow) -> Vec<String> {
        let before = row.corrected.as_ref().unwrap_or(&row.raw);
        let cell = |(index, name): (usize, String)| {
            let old = before.get(index).cloned().unwrap_or_default();
            self.cells.get(&name).cloned().unwrap_or(old)
        };
        let mut cells: Vec<String> = names(row).into_iter().enumerate().map(cell).collect();
        while cells.len() > before.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    }
}

/// Reads such a table back.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<Returned>, Error> {
    let mut file = File::open(path).map_err(|error| Error::disk(path, &error))?;
    let table = import::table_rows(&mut file, &[], u32::MAX);
    let table = table.map_err(|error| unreadable(path, &error, lang))?;
    let foreign = || Error::new(ErrorKind::Replay).with("path", path.display());
    let mut rows = table.rows.iter();
    let header = rows.next().ok_or_else(foreign)?;
    let known = header.cells.get(..KNOWN.len()).ok_or_else(foreign)?;
    if !known
        .iter()
        .zip(KNOWN)
        .all(|(cell, name)| is_label(cell, name))
    {
        return Err(foreign());
    }
    let filled = rows.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    filled
        .map(|row| returned(header, row).ok_or_else(foreign))
        .collect()
}

fn is_label(cell: &str, name: &str) -> bool {
    let key = format!("quarantine.column.{name}");
    [Lang::Zh, Lang::En]
        .iter()
        .any(|lang| text(*lang, &key, &[]) == cell.trim())
}

fn returned(header: &TableRow, row: &TableRow) -> Option<Returned> {
    let id = row.cells.first()?.trim().parse().ok()?;
    let names = header.cells.iter().skip(KNOWN.len());
    let texts = (KNOWN.len()..).map(|index| row.cells.get(index).map_or("", String::as_str));
    let cells = names.zip(texts).map(|(name, text)| {
        (
            unguarded(name).trim().to_owned(),
            unguarded(text).to_owned(),
        )
    });
    Some(Returned {
        id,
        cells: cells.collect(),
    })
}
