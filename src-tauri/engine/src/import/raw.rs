//! The very cells of rows, as they stand in the file: where a figure ends.

use std::collections::BTreeSet;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::{Format, Kind, Shape};
use crate::import::cell;
use crate::import::form::found::Found;
use crate::import::header::{Layout, Names};
use crate::import::letters::{Head, column_letter};
use crate::import::row::{Cell, CellKind, Event, Flow, Row, Source, trimmed};
use crate::import::table::Table;
use crate::import::{ImportError, ImportErrorCode, SaidPeriod, container};
use crate::record::AmountField;
use crate::source::Place;

/// One row as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RawRow {
    /// Where.
    pub place: Place,
    /// Its cells.
    pub cells: Vec<RawCell>,
}

/// One cell as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RawCell {
    /// The header above it; its number from 1 where there is none.
    pub column: String,
    /// Its text, untouched.
    pub text: String,
    /// The field it feeds, if it is read.
    pub field: Option<String>,
}

impl RawRow {
    /// The cell an amount was read from: where two columns feed it, the one that has an amount.
    pub fn amount(&self, field: AmountField) -> Option<&RawCell> {
        let feeds = |cell: &&RawCell| cell.field.as_deref() == Some(field.code());
        let some = |cell: &&RawCell| cell.text.contains(|c| matches!(c, '1'..='9' | '１'..='９'));
        let filled = |cell: &&RawCell| !trimmed(&cell.text).is_empty();
        let cells = || self.cells.iter().filter(feeds);
        let found = cells().find(some).or_else(|| cells().find(filled));
        found.or_else(|| cells().next())
    }
}

/// Finds the rows at some places in one pass; the column of a place is ignored.
///
/// They come in the order of the file; a place that the file does not have is an error.
pub fn raw_rows<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    places: &[Place],
) -> Result<Vec<RawRow>, ImportError> {
    let opened = container::open(source)?;
    if format.shape == Shape::Form {
        return forms(source, opened, format, places);
    }
    let mut wanted: BTreeSet<(Option<String>, u32)> = places
        .iter()
        .map(|place| (place.sheet.clone(), place.row))
        .collect();
    let mut found = Vec::new();
    let mut sheet = None;
    let mut unheard = |_| ControlFlow::Continue(());
    let mut table = Table::new(format, SaidPeriod::default(), &mut unheard);
    opened.each(source, &[format], &mut |event| {
        let row = match &event {
            Event::Sheet(name) => {
                sheet = Some((*name).to_owned());
                None
            }
            Event::Row(row) if wanted.remove(&(sheet.clone(), row.number)) => {
                Some((row.number, row.texts()))
            }
            Event::Unreadable { row, found, .. } if wanted.remove(&(sheet.clone(), *row)) => {
                Some((*row, vec![found.clone()]))
            }
            _ => None,
        };
        table.take(event)?;
        if let Some((row, texts)) = row {
            let place = Place {
                sheet: sheet.clone(),
                row,
                column: None,
            };
            found.push(RawRow {
                place,
                cells: cells(format, table.layout(), texts),
            });
        }
        Ok(if wanted.is_empty() {
            Flow::Stop
        } else {
            Flow::On
        })
    })?;
    match wanted.first() {
        Some((_, row)) => {
            Err(ImportError::new(ImportErrorCode::NoSuchRow).with("row", row.to_string()))
        }
        None => Ok(found),
    }
}

/// The same for forms: the row of a form is the value of every label of its format, in the order in
/// which the row was read; those that are not there are empty.
fn forms(
    source: &mut dyn Source,
    opened: container::Opened,
    format: &Format,
    places: &[Place],
) -> Result<Vec<RawRow>, ImportError> {
    let mut sheets: Vec<(Option<String>, Vec<Row>)> = vec![(None, Vec::new())];
    opened.each(source, &[format], &mut |event| {
        match event {
            Event::Sheet(name) => sheets.push((Some(name.to_owned()), Vec::new())),
            Event::Row(row) => {
                if let Some((_, lines)) = sheets.last_mut() {
                    lines.push(row.clone());
                }
            }
            _ => {}
        }
        Ok(Flow::On)
    })?;
    let names = Names::of(format);
    let mut wanted: BTreeSet<(Option<String>, u32)> = places
        .iter()
        .map(|place| (place.sheet.clone(), place.row))
        .collect();
    let mut found = Vec::new();
    for (sheet, lines) in &sheets {
        for row in lines {
            if wanted.remove(&(sheet.clone(), row.number)) {
                let place = Place {
                    sheet: sheet.clone(),
                    row: row.number,
                    column: None,
                };
                let cells = form_cells(format, &names, lines, row);
                found.push(RawRow { place, cells });
            }
        }
    }
    match wanted.first() {
        Some((_, row)) => {
            Err(ImportError::new(ImportErrorCode::NoSuchRow).with("row", row.to_string()))
        }
        None => Ok(found),
    }
}

/// The values of the form that stands in this row, or the cells of the row where none does.
fn form_cells(format: &Format, names: &Names, lines: &[Row], row: &Row) -> Vec<RawCell> {
    let begins = |line: &Row| Head::of(format).take(&line.texts());
    let mut starts: Vec<usize> = (0..lines.len()).filter(|at| begins(&lines[*at])).collect();
    starts.push(lines.len());
    let forms = starts.windows(2).map(|ends| &lines[ends[0]..ends[1]]);
    let forms = forms.filter(|lines| lines.iter().any(|line| line.number == row.number));
    let rows = forms.flat_map(|lines| Found::of(format, names, lines).rows(format, lines));
    let standing: Vec<RawCell> = rows
        .filter(|form| form.row.number == row.number)
        .flat_map(|form| {
            let texts = form.row.texts();
            cells(format, Some(&form.layout), texts)
        })
        .collect();
    if !standing.is_empty() {
        return standing;
    }
    let plain = |(index, text): (usize, String)| RawCell {
        column: column_letter(index),
        text,
        field: None,
    };
    row.texts().into_iter().enumerate().map(plain).collect()
}

fn cells(format: &Format, layout: Option<&Layout>, texts: Vec<String>) -> Vec<RawCell> {
    let cell = |(index, text): (usize, String)| {
        let header = layout.and_then(|layout| layout.header.get(index));
        let header = header
            .map(|name| trimmed(name))
            .filter(|name| !name.is_empty());
        let column = layout.and_then(|layout| layout.column_at(index));
        RawCell {
            column: header.map_or_else(|| (index + 1).to_string(), str::to_owned),
            text,
            field: column.and_then(|column| format.columns[column].field.clone()),
        }
    };
    let mut cells: Vec<RawCell> = texts.into_iter().enumerate().map(cell).collect();
    if let Some(layout) = layout {
        let schedule = format.columns.iter().zip(&layout.places);
        let schedule = schedule.filter(|(column, _)| column.kind == Kind::Schedule);
        for place in schedule.filter_map(|(_, place)| *place) {
            give_way(format, &mut cells, place);
        }
    }
    cells
}

/// Where a row has a schedule, its amount is read there and from no other cell.
fn give_way(format: &Format, cells: &mut [RawCell], schedule: usize) {
    let Some(own) = cells.get(schedule) else {
        return;
    };
    let entries = cell::value(&own.text, &format.null_words).and_then(|text| {
        let kind = CellKind::Text;
        cell::schedule(Cell { text, kind }, format.money).ok()
    });
    if entries.is_none_or(|entries| entries.is_empty()) {
        return;
    }
    let field = own.field.clone();
    for (place, other) in cells.iter_mut().enumerate() {
        if place != schedule && other.field == field {
            other.field = None;
        }
    }
}
