//! Reading a kept file once more with rows as a person corrected them. The rest of the file gives
//! what it gave before; nothing here decides what becomes of a row.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use crate::format::Format;
use crate::import::header::{Header, Names};
use crate::import::row::{CellKind, Event, Row};
use crate::import::table::Table;
use crate::import::{ImportError, ImportErrorCode, Line, Reading, container};
use crate::source::Place;

/// A row as a person corrected it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands in the file; the column is ignored.
    pub place: Place,
    /// The texts of all its cells, in the order of the header.
    pub cells: Vec<String>,
}

/// Reads a file as [`read`](super::read) does, with some of its rows corrected.
///
/// The corrected rows come after all others, in the order of the file (those of a JSON element
/// after the others of that element), so that an amount which a good row has taken for its whole
/// order is not taken again. A cell whose text is unchanged stays
/// the kind of cell that it was.
pub fn reread<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    corrections: &[Correction],
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Reading, ImportError> {
    let opened = container::open(source)?;
    if !opened.suits(format) {
        return Err(ImportError::new(ImportErrorCode::UnknownFormat)
            .with("seen", opened.container().code().to_owned()));
    }
    let corrected: BTreeMap<(Option<&str>, u32), &[String]> = corrections
        .iter()
        .map(|one| {
            let place = (one.place.sheet.as_deref(), one.place.row);
            (place, one.cells.as_slice())
        })
        .collect();
    let mut sheet: Option<String> = None;
    let mut table = Table::new(format, each);
    opened.each(source, &[format], &mut |event| {
        if let Event::Sheet(name) = &event {
            sheet = Some((*name).to_owned());
        }
        let cells_of = |row: u32| corrected.get(&(sheet.as_deref(), row)).copied();
        let held = match &event {
            Event::Row(row) => cells_of(row.number).map(|cells| revised(row, cells)),
            Event::Unreadable {
                row,
                element,
                group,
                ..
            } => cells_of(*row).map(|cells| revised(&unread(*row, *element, *group), cells)),
            _ => None,
        };
        match held {
            Some(row) if table.layout().is_some() => Ok(table.hold(row)),
            _ => table.take(event),
        }
    })?;
    let mut reading = table.finish()?;
    reading.encoding = opened.encoding();
    Ok(reading)
}

/// The row with other texts.
fn revised(row: &Row, cells: &[String]) -> Row {
    let mut fresh = Row::like(row);
    for (column, text) in cells.iter().enumerate() {
        let old = row.cell(column);
        let kind = match old.text == text {
            true => old.kind,
            false => CellKind::Text,
        };
        fresh.push(text, kind);
    }
    fresh
}

/// A row of which nothing could be read.
fn unread(number: u32, element: bool, group: u32) -> Row {
    let mut row = match element {
        true => Row::default(),
        false => Row::of_text(),
    };
    row.clear(number);
    row.group = group;
    row
}

/// Where a header has columns that tell who bought, which are never stored.
pub fn buyers_in_header(format: &Format, header: &[String]) -> Vec<usize> {
    let layout = Names::of(format).compare(format, &Header::of(header.to_vec()));
    layout.buyers.iter().map(|column| column.index).collect()
}
