//! What a file is: its kind, the formats whose columns it has, and how sure that is.
//!
//! Names and extensions tell nothing here. Where two formats fit alike it says so and asks.

use std::cmp::Reverse;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::{Container, Format, Shape, format, formats};
use crate::import::buyers::{BuyerColumn, hidden, in_unknown};
use crate::import::form::found::Found;
use crate::import::header::{Header, Layout, Names};
use crate::import::letters::{Head, Headings};
use crate::import::limits::{HEADER_ROW_MAX, SHOWN_CHARACTERS_MAX};
use crate::import::row::{CellKind, Event, Flow, Row, Source};
use crate::import::{
    ColumnChange, ControlResult, Drift, ImportError, ImportErrorCode, SaidPeriod, container,
    read_through, side_by_side,
};
use crate::numbers;
use crate::record::codes;
use crate::worksheet::Confidence;

/// Rows shown from the header on.
const SHOWN_ROWS: usize = 8;
/// The part of a format's columns, in percent, from which on a file is likely a changed one.
const LIKELY_PERCENT: usize = 60;

codes! {
    /// Why a format is proposed. The text key is `import.reason.<code>`.
    Reason {
        /// Every column is there under its name.
        Whole = "whole",
        /// Every column that is needed is there; others are missing or renamed.
        Changed = "changed",
        /// Needed columns are missing: likely a changed layout, which cannot be read as it is.
        Likely = "likely",
    }
}

/// A format that a file may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Candidate {
    /// Id of the format.
    pub format: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Columns of the format that were found.
    pub matched: u32,
    /// Columns the format has.
    pub total: u32,
    /// Why it is proposed.
    pub reason: Reason,
    /// Physical row of the header; JSON has none.
    pub header_row: Option<u32>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The layout is a guess that a person has to confirm.
    pub asks: bool,
    /// How the header differs from the known layout.
    pub drift: Drift,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Detection {
    /// The kind of file.
    pub container: Container,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// The formats that fit, the best first.
    pub candidates: Vec<Candidate>,
    /// The first rows from the header on, or of the file where no format fits; numbers of persons
    /// are masked.
    pub first_rows: Vec<Vec<String>>,
    /// First and last day.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Rows of data, those with problems included.
    pub rows: Option<u32>,
    /// What the file states about itself.
    pub controls: Vec<ControlResult>,
    /// The header beside the layout of the best candidate.
    pub layout: Vec<ColumnChange>,
}

impl Detection {
    /// The one format it has: an error where none fits, two do alike, or one that lacks columns
    /// would explain more of the file than one that does not.
    pub fn format_id(&self) -> Result<&str, ImportError> {
        let known = |candidate: &&Candidate| candidate.reason != Reason::Likely;
        let mut fitting = self.candidates.iter().take_while(known);
        let best = fitting.next().ok_or_else(|| self.unknown())?;
        if let Some(other) = fitting.clone().find(|other| are_two_forms(best, other)) {
            return Err(ImportError::new(ImportErrorCode::SeveralForms)
                .with("first", &best.format)
                .with("second", &other.format));
        }
        match fitting.next() {
            Some(next) if (next.matched, next.total) == (best.matched, best.total) => {
                Err(ImportError::new(ImportErrorCode::TwoFormats)
                    .with("first", &best.format)
                    .with("second", &next.format))
            }
            _ if best.asks => {
                Err(ImportError::new(ImportErrorCode::NeedsConfirmation)
                    .with("format", &best.format))
            }
            _ => Ok(&best.format),
        }
    }

    fn unknown(&self) -> ImportError {
        if let Some(likely) = self.candidates.first() {
            return ImportError::new(ImportErrorCode::MissingColumns)
                .with("format", &likely.format)
                .with("columns", likely.drift.missing.join(", "));
        }
        let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let most = self.first_rows.iter().map(|row| filled(&row)).max();
        // The header, and never a row of data below it: that may be about a person.
        let header = |row: &&Vec<String>| filled(row) * 2 > most.unwrap_or_default();
        let header = self.first_rows.iter().find(header);
        let seen = header.map(|row| row.join(", ")).unwrap_or_default();
        let seen: String = seen.chars().take(SHOWN_CHARACTERS_MAX / 5).collect();
        ImportError::new(ImportErrorCode::UnknownFormat).with("seen", seen)
    }
}

/// Whether two candidates are forms on sheets of their own: to read one would lose the other.
fn are_two_forms(one: &Candidate, other: &Candidate) -> bool {
    let is_form = |candidate: &Candidate| {
        let known = format(&candidate.format);
        known.is_some_and(|format| format.shape == Shape::Form)
    };
    one.sheet != other.sheet && is_form(one) && is_form(other)
}

/// Tells what a file is among the built-in formats, and reads it through once for its period,
/// number of rows and control totals.
pub fn detect<S: Read + Seek>(source: &mut S) -> Result<Detection, ImportError> {
    detect_among(source, formats())
}

/// The same among other formats, such as a user's own.
pub fn detect_among<S: Read + Seek>(
    source: &mut S,
    formats: &[Format],
) -> Result<Detection, ImportError> {
    let mut detection = recognise(source, formats)?;
    let known = match detection.format_id() {
        Ok(id) => Some(id.to_owned()),
        // A guess is shown with everything that it would read.
        Err(error) if error.code() == ImportErrorCode::NeedsConfirmation => {
            detection.candidates.first().map(|best| best.format.clone())
        }
        Err(_) => None,
    };
    let format = known.and_then(|id| formats.iter().find(|format| format.id == id));
    if let Some(format) = format {
        let period = SaidPeriod::default();
        let reading = read_through(source, format, period, &mut |_| ControlFlow::Continue(()))?;
        detection.period = reading.period;
        detection.rows = Some(reading.rows.records + reading.rows.problems);
        detection.controls = reading.controls;
    }
    Ok(detection)
}

/// Tells what a file is from its first rows alone.
pub fn recognise<S: Read + Seek>(
    source: &mut S,
    formats: &[Format],
) -> Result<Detection, ImportError> {
    let opened = container::open(source)?;
    let suited: Vec<&Format> = formats
        .iter()
        .filter(|format| opened.suits(format))
        .collect();
    let head = head(source, opened, &suited)?;
    if head.iter().all(|row| row.texts.is_empty()) {
        return Err(ImportError::new(ImportErrorCode::EmptyFile));
    }
    let mut found: Vec<(Candidate, Layout)> = suited
        .iter()
        .filter_map(|format| candidate(format, &head))
        .collect();
    found.sort_by_key(|(candidate, layout)| {
        (
            lacks_title(candidate, layout, &suited),
            Reverse(candidate.matched),
            Reverse(layout.fits()),
            candidate.total,
        )
    });
    // A file that lacks a column of a large format is none of a small one whose columns it has; a
    // format that lacks columns and explains no more is no candidate beside one that fits.
    let mut fitting = false;
    found.retain(|(_, layout)| {
        fitting |= layout.fits();
        layout.fits() || !fitting
    });
    let layout = found.first().map(|(best, layout)| {
        let format = suited.iter().find(|format| format.id == best.format);
        format.map(|format| side_by_side(format, None, &layout.header))
    });
    Ok(Detection {
        layout: layout.flatten().unwrap_or_default(),
        container: opened.container(),
        encoding: opened.encoding(),
        first_rows: shown(&head, found.first()),
        candidates: found.into_iter().map(|(candidate, _)| candidate).collect(),
        period: None,
        rows: None,
        controls: Vec::new(),
    })
}

/// Whether the words that stand above such a table or form are missing: then it is another one,
/// however many of the labels are the same.
fn lacks_title(candidate: &Candidate, layout: &Layout, formats: &[&Format]) -> bool {
    let format = formats.iter().find(|format| format.id == candidate.format);
    format.is_some_and(|format| format.head.iter().any(|word| layout.lacking.contains(word)))
}

/// A row of the beginning of a file or sheet.
struct HeadRow {
    sheet: Option<String>,
    number: u32,
    texts: Vec<String>,
    /// It may be a header.
    header: Option<Header>,
}

fn head(
    source: &mut dyn Source,
    opened: container::Opened,
    suited: &[&Format],
) -> Result<Vec<HeadRow>, ImportError> {
    let is_keyed = opened.container().is_keyed();
    let mut rows: Vec<HeadRow> = Vec::new();
    let mut sheet: Option<String> = None;
    let last_row = HEADER_ROW_MAX + u32::try_from(SHOWN_ROWS).unwrap_or_default();
    opened.each(source, suited, &mut |event| {
        match event {
            Event::Sheet(name) => sheet = Some(name.to_owned()),
            Event::Row(row) if row.number > last_row => return Ok(Flow::NextSheet),
            Event::Row(row) => {
                let texts = row.texts();
                let may_head = !is_keyed && row.number <= HEADER_ROW_MAX;
                rows.push(HeadRow {
                    sheet: sheet.clone(),
                    number: row.number,
                    header: may_head.then(|| Header::of(texts.clone())),
                    texts,
                });
            }
            Event::Keys(keys) => {
                // The latest keys are the most complete header; they stand before their rows.
                rows.retain(|row| row.header.is_none());
                rows.insert(
                    0,
                    HeadRow {
                        sheet: None,
                        number: 0,
                        texts: keys.to_vec(),
                        header: Some(Header::of(keys.to_vec())),
                    },
                );
            }
            Event::Balances(_) | Event::Unreadable { .. } | Event::Progress { .. } => {}
        }
        Ok(Flow::On)
    })?;
    Ok(rows)
}

/// The row of the head that is most like the header of a format, if it is like it at all.
fn candidate(format: &Format, head: &[HeadRow]) -> Option<(Candidate, Layout)> {
    let names = Names::of(format);
    let (row, layout) = match (format.shape, format.is_lettered()) {
        (Shape::Form, _) => likest_form(format, &names, head),
        (Shape::Table, true) => likest_headings(format, &names, head),
        (Shape::Table, false) => likest_row(format, &names, head),
    }?;
    let likely = layout.is_signed || layout.matched * 100 >= layout.total * LIKELY_PERCENT;
    let changed = !layout.drift.missing.is_empty() || !layout.drift.renamed.is_empty();
    let (reason, confidence) = match (layout.fits(), changed) {
        (true, false) if format.confidence == Confidence::Low => {
            (Reason::Whole, Confidence::Medium)
        }
        (true, false) => (Reason::Whole, Confidence::High),
        (true, true) => (Reason::Changed, Confidence::Medium),
        (false, _) if likely => (Reason::Likely, Confidence::Low),
        (false, _) => return None,
    };
    let count = |columns: usize| u32::try_from(columns).unwrap_or(u32::MAX);
    let candidate = Candidate {
        format: format.id.clone(),
        confidence,
        matched: count(layout.matched),
        total: count(layout.total),
        reason,
        header_row: (row.number > 0).then_some(row.number),
        sheet: row.sheet.clone(),
        asks: format.asks,
        drift: layout.drift.clone(),
    };
    Some((candidate, layout))
}

/// Among layouts the one that fits, else the one that comes nearest.
fn likest<'h>(found: impl Iterator<Item = (&'h HeadRow, Layout)>) -> Option<(&'h HeadRow, Layout)> {
    let mut best: Option<(&HeadRow, Layout)> = None;
    for (row, layout) in found {
        let better = best.as_ref().is_none_or(|(_, known)| {
            (layout.fits(), layout.matched) > (known.fits(), known.matched)
        });
        if better {
            best = Some((row, layout));
        }
    }
    best
}

fn likest_row<'h>(
    format: &Format,
    names: &Names,
    head: &'h [HeadRow],
) -> Option<(&'h HeadRow, Layout)> {
    let mut seen = Head::of(format);
    let mut sheet = None;
    let layouts = head.iter().filter_map(|row| {
        if sheet != Some(&row.sheet) {
            (sheet, seen) = (Some(&row.sheet), Head::of(format));
        }
        let mut layout = names.compare(format, row.header.as_ref()?);
        if !seen.is_whole() {
            layout.lacking.extend(format.head.iter().cloned());
        }
        seen.take(&row.texts);
        Some((row, layout))
    });
    likest(layouts)
}

/// The rows of each sheet.
fn sheets(head: &[HeadRow]) -> impl Iterator<Item = &[HeadRow]> {
    head.chunk_by(|one, next| one.sheet == next.sheet)
}

fn likest_headings<'h>(
    format: &Format,
    names: &Names,
    head: &'h [HeadRow],
) -> Option<(&'h HeadRow, Layout)> {
    let layouts = sheets(head).filter_map(|rows| {
        let mut seen = Head::of(format);
        let mut headings = Headings::default();
        let mut first = None;
        for row in rows.iter().filter(|row| row.header.is_some()) {
            if headings.take(format, names, row.number, &row.texts) {
                first = first.or(Some(row));
            } else if first.is_none() {
                seen.take(&row.texts);
            }
        }
        let mut layout = headings.layout(format, names);
        if !seen.is_whole() {
            layout.lacking.extend(format.head.iter().cloned());
        }
        Some((first?, layout))
    });
    likest(layouts)
}

/// A form is known by its title and the labels of its signature; its end may lie further down.
fn likest_form<'h>(
    format: &Format,
    names: &Names,
    head: &'h [HeadRow],
) -> Option<(&'h HeadRow, Layout)> {
    let layouts = sheets(head).filter_map(|rows| {
        let mut title = Head::of(format);
        let mut first = None;
        for row in rows {
            if title.take(&row.texts) {
                first = first.or(Some(row));
            }
        }
        let lines: Vec<Row> = rows.iter().map(as_row).collect();
        let found = Found::of(format, names, &lines);
        let mut layout = found.rows(format, &lines).pop()?.layout;
        layout.is_signed = title.is_whole() && found.is_signed(format);
        layout.lacking = match layout.is_signed {
            true => Vec::new(),
            false => [found.lacking(format), format.head.clone()].concat(),
        };
        Some((first.or(rows.first())?, layout))
    });
    likest(layouts)
}

fn as_row(head: &HeadRow) -> Row {
    let mut row = Row::default();
    row.clear(head.number);
    for text in &head.texts {
        row.push(text, CellKind::Text);
    }
    row
}

/// The first rows, without the buyers among them and with numbers of persons masked.
fn shown(head: &[HeadRow], best: Option<&(Candidate, Layout)>) -> Vec<Vec<String>> {
    let from = |row: &&HeadRow| match best {
        Some((best, _)) => {
            row.sheet == best.sheet && row.number >= best.header_row.unwrap_or_default()
        }
        None => true,
    };
    let mut buyers: Vec<BuyerColumn> = Vec::new();
    let mut rows = Vec::new();
    for row in head.iter().filter(from).take(SHOWN_ROWS) {
        let cut = |text: String| {
            let text = numbers::hidden(&text);
            text.chars().take(SHOWN_CHARACTERS_MAX).collect()
        };
        let texts = hidden(&buyers, row.texts.clone());
        rows.push(texts.into_iter().map(cut).collect());
        let is_header = best.is_some_and(|(best, layout)| {
            layout.fits() && row.number == best.header_row.unwrap_or_default()
        });
        match best {
            Some((_, layout)) if is_header => buyers = layout.buyers.clone(),
            _ if buyers.is_empty() => buyers = in_unknown(&row.texts),
            _ => {}
        }
    }
    rows
}
