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
use crate::import::header::Layout;
use crate::import::limits::SHOWN_CHARACTERS_MAX;
use crate::import::{
    ColumnChange, ControlResult, Drift, ImportError, ImportErrorCode, SaidPeriod, container,
    read_through, side_by_side,
};
use crate::record::codes;
use crate::worksheet::Confidence;

mod head;
mod likest;

use head::{head, shown};
use likest::candidate;

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
