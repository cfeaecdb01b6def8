//! Taking rows in quarantine again: read once more by the same code in the same file, and taken by
//! the same ledger as rows of their document at the same place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use engine::format::Format;
use engine::import::{self, Correction, Line, Reading};
use engine::record::Record;
use engine::source::{Place, Problem};
use engine::text::Lang;
use rusqlite::Connection;

use super::choice::{account_said, period_said};
use super::ledger::Ledger;
use crate::archive::KeptDocument;
use crate::error::{Error, ErrorKind};
use crate::quarantine::QuarantineStatus;
use crate::tables;
use crate::tables::documents::DocumentRow;
use crate::tables::quarantine::QuarantineRow;

/// A row that is to be taken again.
pub(crate) struct Asked {
    pub(crate) row: QuarantineRow,
    /// The texts by which it is read.
    pub(crate) cells: Vec<String>,
}

/// What became of rows that were taken again.
#[derive(Default)]
pub(crate) struct Kept {
    /// Numbers of the rows that were taken.
    pub(crate) taken: Vec<i64>,
    /// Rows that still cannot be read, and why now.
    pub(crate) refused: Vec<(i64, Problem)>,
    pub(crate) records: u32,
    pub(crate) duplicates: u32,
    pub(crate) updated: u32,
}

/// Takes rows of one document again, inside the caller's transaction. What was taken counts as a
/// record or a known duplicate from now on; nothing is said yet of the rows in quarantine.
pub(crate) fn retake(
    connection: &Connection,
    document: &DocumentRow,
    format: &Format,
    asked: &[Asked],
) -> Result<Kept, Error> {
    let said = account_said(connection, document.id)?;
    let mut ledger = Ledger::new(connection, document.id, format, said.as_deref())?.later();
    let mut lines = lines(connection, document, format, asked)?;
    let mut kept = Kept::default();
    for one in asked {
        match lines.remove(&place_of(&one.row.problem.place)) {
            None => kept.refused.push((one.row.id, one.row.problem.clone())),
            Some(Read::Refused(problem)) => kept.refused.push((one.row.id, problem)),
            Some(Read::Taken(records)) => {
                for record in records {
                    ledger.take(record)?;
                }
                kept.taken.push(one.row.id);
            }
        }
    }
    let tally = ledger.finish()?;
    [kept.records, kept.duplicates, kept.updated] = tally.counts();
    let days = with_days(document, tally.days());
    tables::documents::take_waiting(connection, document.id, tally.counts(), days)?;
    Ok(kept)
}

/// First and last day of a document and of further rows of it.
fn with_days(
    document: &DocumentRow,
    more: Option<(NaiveDate, NaiveDate)>,
) -> (Option<String>, Option<String>) {
    let (first, last) = more
        .map(|(first, last)| (first.to_string(), last.to_string()))
        .unzip();
    // Written with four digits a year, days are in the order of their texts.
    let first = document.first_day.iter().cloned().chain(first).min();
    let last = document.last_day.iter().cloned().chain(last).max();
    (first, last)
}

/// What was read at a place that was asked for.
enum Read {
    /// One record, or several where a row counts with several amounts.
    Taken(Vec<Record>),
    Refused(Problem),
}

type PlaceKey = (Option<String>, u32);

fn place_of(place: &Place) -> PlaceKey {
    (place.sheet.clone(), place.row)
}

/// Reads the document with every correction in it.
fn lines(
    connection: &Connection,
    document: &DocumentRow,
    format: &Format,
    asked: &[Asked],
) -> Result<BTreeMap<PlaceKey, Read>, Error> {
    let fresh: Vec<Correction> = asked.iter().map(correction).collect();
    let wanted: BTreeSet<PlaceKey> = fresh.iter().map(|one| place_of(&one.place)).collect();
    let mut lines: BTreeMap<PlaceKey, Read> = BTreeMap::new();
    read_corrected(connection, document, format, fresh, &mut |line| {
        match line {
            Line::Record(record) if wanted.contains(&place_of(&record.place)) => {
                let read = lines.entry(place_of(&record.place));
                match read.or_insert_with(|| Read::Taken(Vec::new())) {
                    Read::Taken(records) => records.push(*record),
                    Read::Refused(_) => {}
                }
            }
            Line::Problem { problem, .. } if wanted.contains(&place_of(&problem.place)) => {
                lines.insert(place_of(&problem.place), Read::Refused(problem));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(lines)
}

fn correction(asked: &Asked) -> Correction {
    Correction {
        place: asked.row.problem.place.clone(),
        cells: asked.cells.clone(),
    }
}

/// Reads a kept document with the corrections that stand and fresh ones.
pub(crate) fn read_corrected(
    connection: &Connection,
    document: &DocumentRow,
    format: &Format,
    fresh: Vec<Correction>,
    each: &mut dyn FnMut(Line) -> Result<(), Error>,
) -> Result<Reading, Error> {
    let mut corrections = fresh;
    for row in tables::quarantine::of_document(connection, document.id)? {
        let place = &row.problem.place;
        let sheet = place.sheet.as_deref();
        if row.status != QuarantineStatus::Corrected {
            continue;
        }
        let taken = tables::corrections::taken_at(connection, document.id, sheet, place.row)?;
        corrections.extend(taken.map(|taken| Correction {
            place: place.clone(),
            cells: taken.corrected,
        }));
    }
    let mut source = KeptDocument::new(connection, document.id, document.kept_bytes);
    let mut failed = None;
    let reading = import::reread(
        &mut source,
        format,
        period_said(connection, document.id)?,
        &corrections,
        &mut |line| match each(line) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    match failed {
        Some(error) => Err(error),
        None => reading.map_err(|error| {
            Error::new(ErrorKind::Document)
                .with("path", &document.name)
                .with("reason", error.message(Lang::En))
                .with("hint", error.hint(Lang::En))
        }),
    }
}
