//! Reading a kept file once more with rows as a person corrected them. The rest of the file gives
//! what it gave before; nothing here decides what becomes of a row.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use crate::format::{Format, Shape};
use crate::import::container::Opened;
use crate::import::form::Forms;
use crate::import::header::{Header, Names};
use crate::import::row::{CellKind, Event, Row, Source};
use crate::import::table::Table;
use crate::import::{ImportError, ImportErrorCode, Line, Reading, SaidPeriod, container};
use crate::period::Period;
use crate::source::Place;

/// A row as a person corrected it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands in the file; the column is ignored.
    pub place: Place,
    /// The texts of all its cells, in the order of the header.
    pub cells: Vec<String>,
}

/// The texts of the corrected rows by sheet and physical row.
pub(crate) type Corrected<'c> = BTreeMap<(Option<&'c str>, u32), &'c [String]>;

/// Reads a file as [`read_for`](super::read_for) does, with some of its rows corrected.
///
/// The corrected rows come after all others, in the order of the file (those of a JSON element
/// after the others of that element), so that an amount which a good row has taken for its whole
/// order is not taken again. A cell whose text is unchanged stays the kind of cell that it was.
/// A form is one row, whose cells are the values of its labels; it takes nothing from another and
/// stays where it is.
///
/// Fails where several columns of amounts of a form stand at one place: which of them was
/// corrected cannot be told.
pub fn reread<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    said: Option<Period>,
    corrections: &[Correction],
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Reading, ImportError> {
    let opened = container::open(source)?;
    if !opened.suits(format) {
        return Err(ImportError::new(ImportErrorCode::UnknownFormat)
            .with("seen", opened.container().code().to_owned()));
    }
    if !corrections.is_empty() && !format.amounts_under.is_empty() {
        return Err(ImportError::new(ImportErrorCode::FormOfColumns).with("format", &format.id));
    }
    let corrected: Corrected<'_> = corrections
        .iter()
        .map(|one| {
            let place = (one.place.sheet.as_deref(), one.place.row);
            (place, one.cells.as_slice())
        })
        .collect();
    let period = SaidPeriod { said, needed: true };
    let mut reading = match format.shape {
        Shape::Table => reread_table(source, opened, (format, period), &corrected, each)?,
        Shape::Form => {
            let mut forms = Forms::new(format, period, each).corrected(&corrected);
            opened.each(source, &[format], &mut |event| forms.take(event))?;
            forms.finish()?
        }
    };
    reading.encoding = opened.encoding();
    Ok(reading)
}

fn reread_table(
    source: &mut dyn Source,
    opened: Opened,
    (format, period): (&Format, SaidPeriod),
    corrected: &Corrected<'_>,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Reading, ImportError> {
    let mut sheet: Option<String> = None;
    let mut table = Table::new(format, period, each);
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
            Some(row) if table.is_begun(row.number)? => Ok(table.hold(row)),
            _ => table.take(event),
        }
    })?;
    table.finish()
}

/// The row with other texts.
pub(crate) fn revised(row: &Row, cells: &[String]) -> Row {
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
