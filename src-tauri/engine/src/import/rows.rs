//! The rows of any table at all, as texts: what a person looks at before there is a format, and
//! how a table that the program itself wrote comes back. Nothing here knows what they mean.

use std::io::{Read, Seek};

use sha2::{Digest, Sha256};

use crate::format::{Container, Format};
use crate::hex::hex;
use crate::import::header::normalise;
use crate::import::limits::HEADER_ROW_MAX;
use crate::import::row::{CellKind, Event, Flow, Row};
use crate::import::{ImportError, container};

/// Where JSON of no known format usually has its rows.
pub(crate) const USUAL_PATHS: [&str; 9] = [
    "",
    "data",
    "data.list",
    "data.items",
    "data.orders",
    "data.records",
    "list",
    "items",
    "rows",
];

/// A row of a table, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// Physical number from 1; the keys of JSON, which stand for a header, have 0.
    pub number: u32,
    /// Its texts.
    pub cells: Vec<String>,
    /// What the cells were.
    pub(crate) kinds: Vec<CellKind>,
}

/// The kind of file and its first rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRows {
    /// The kind of file.
    pub container: Container,
    /// Rows of every sheet, in the order of the file.
    pub rows: Vec<TableRow>,
}

/// At most so many rows of each sheet of a table; `formats` tell where else JSON may have them.
/// Rows that are no text are left out.
pub fn table_rows<S: Read + Seek>(
    source: &mut S,
    formats: &[Format],
    rows_most: u32,
) -> Result<TableRows, ImportError> {
    let opened = container::open(source)?;
    let formats: Vec<&Format> = formats.iter().collect();
    let mut rows: Vec<TableRow> = Vec::new();
    let mut sheet: Option<String> = None;
    opened.each_at(source, &formats, &USUAL_PATHS, &mut |event| {
        match event {
            Event::Sheet(name) => sheet = Some(name.to_owned()),
            Event::Row(row) if row.number > rows_most => return Ok(Flow::NextSheet),
            Event::Row(row) => rows.push(taken(sheet.as_ref(), row)),
            Event::Keys(keys) => {
                rows.retain(|row| row.number > 0);
                rows.insert(0, header_of_keys(keys));
            }
            Event::Balances(_) | Event::Unreadable { .. } | Event::Progress { .. } => {}
        }
        Ok(Flow::On)
    })?;
    Ok(TableRows {
        container: opened.container(),
        rows,
    })
}

fn taken(sheet: Option<&String>, row: &Row) -> TableRow {
    TableRow {
        sheet: sheet.cloned(),
        number: row.number,
        cells: row.texts(),
        kinds: row.cells().map(|cell| cell.kind).collect(),
    }
}

fn header_of_keys(keys: &[String]) -> TableRow {
    TableRow {
        sheet: None,
        number: 0,
        cells: keys.to_vec(),
        kinds: vec![CellKind::Text; keys.len()],
    }
}

/// The rows of a file that may be its header, as texts.
pub fn possible_headers<S: Read + Seek>(
    source: &mut S,
    formats: &[Format],
) -> Result<Vec<Vec<String>>, ImportError> {
    let table = table_rows(source, formats, HEADER_ROW_MAX)?;
    let is_json = table.container == Container::Json;
    let may_head = |row: &TableRow| !is_json || row.number == 0;
    Ok(table
        .rows
        .into_iter()
        .filter(may_head)
        .map(|row| row.cells)
        .collect())
}

/// What stays the same of a header when only blanks, widths and the like differ; nothing for a
/// row with fewer than two names, which is no header.
pub fn header_fingerprint(header: &[String]) -> Option<String> {
    let mut names: Vec<String> = header.iter().map(|name| normalise(name)).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    if names.iter().filter(|name| !name.is_empty()).count() < 2 {
        return None;
    }
    let mut sha = Sha256::new();
    for name in &names {
        sha.update(name);
        sha.update([0]);
    }
    Some(hex(&sha.finalize()))
}
