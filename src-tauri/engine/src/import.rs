//! Reading: bytes and a format in, records and problems out. Knows no platform.
//!
//! A file is recognised by its content, never by its name; each row comes out as a record, as a
//! problem or as a line that is no data; nothing is guessed and nothing is left out.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::{Format, PeriodFrom, Shape};
use crate::period::Period;
use crate::record::{Record, codes};
use crate::source::{Place, Problem};

mod archive;
mod biff;
mod blank;
mod buyers;
mod cell;
mod changes;
mod checks;
mod compound;
mod container;
mod controls;
mod decode;
mod detect;
mod draft;
mod error;
mod fingerprint;
mod form;
pub(crate) mod header;
mod html;
mod json;
mod keyed;
pub(crate) mod letters;
mod limits;
mod lines;
mod meter;
mod mt940;
mod pattern;
pub(crate) mod plan;
mod raw;
mod records;
mod reread;
mod row;
mod rows;
mod sheet;
mod split;
mod strings;
mod table;
#[cfg(test)]
mod tests;
mod utf8;
mod workbook;
mod xls;
mod xml;

pub use archive::{Archive, Entry};
pub use blank::{BlankedColumn, BuyerColumns, blank, buyer_columns};
pub use buyers::comparable;
pub use changes::{Change, ColumnChange, side_by_side};
pub use controls::{ControlMeasure, ControlResult};
pub use detect::{Candidate, Detection, Reason, detect, detect_among, recognise};
pub use draft::draft;
pub use error::{ImportError, ImportErrorCode};
pub use fingerprint::says;
pub use header::{Drift, Renamed};
pub use raw::{RawCell, RawRow, raw_rows};
pub use reread::{Correction, buyers_in_header, reread};
pub use rows::{TableRow, TableRows, header_fingerprint, possible_headers, table_rows};

codes! {
    /// Why a line is no data. The text key is `skip.<code>`.
    Skip {
        /// Nothing in it.
        Blank = "blank",
        /// Above the header.
        Preamble = "preamble",
        /// The header itself, or the header once more.
        Header = "header",
        /// Sums, subtotals and what follows the table.
        Footer = "footer",
        /// A line under the header that the format says is none.
        Junk = "junk",
        /// A line of a form beside the one that its record stands for.
        Form = "form",
        /// On a sheet without such a table.
        OtherTable = "other_table",
    }
}

/// What a file gives, line by line, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row. One that may count with several amounts comes once for each, with the same place.
    Record(Box<Record>),
    /// A row that cannot be taken: it belongs in quarantine.
    Problem {
        /// Where and what.
        problem: Problem,
        /// The texts of its cells.
        raw: Vec<String>,
    },
    /// A line that is no data.
    Skipped {
        /// Where.
        place: Place,
        /// Why.
        why: Skip,
    },
    /// Bytes read of bytes in all (of the unpacked sheet, in a workbook).
    Progress {
        /// So far.
        read: u64,
        /// In all.
        total: u64,
    },
}

/// How many rows of each kind a file has; together they are all its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowCounts {
    /// Taken.
    pub records: u32,
    /// In quarantine.
    pub problems: u32,
    /// Empty.
    pub blank: u32,
    /// Above the header.
    pub preamble: u32,
    /// Headers.
    pub header: u32,
    /// Sums and what follows the table.
    pub footer: u32,
    /// Lines under the header that are no data.
    pub junk: u32,
    /// Lines of forms beside those that their records stand for.
    pub form: u32,
    /// Rows of sheets without such a table.
    pub other_table: u32,
}

impl RowCounts {
    /// All rows.
    pub fn all(&self) -> u32 {
        let RowCounts {
            records,
            problems,
            blank,
            preamble,
            header,
            footer,
            junk,
            form,
            other_table,
        } = self;
        records + problems + blank + preamble + header + footer + junk + form + other_table
    }

    fn count(&mut self, why: Skip) {
        *match why {
            Skip::Blank => &mut self.blank,
            Skip::Preamble => &mut self.preamble,
            Skip::Header => &mut self.header,
            Skip::Footer => &mut self.footer,
            Skip::Junk => &mut self.junk,
            Skip::Form => &mut self.form,
            Skip::OtherTable => &mut self.other_table,
        } += 1;
    }
}

/// A column of the file and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnRead {
    /// Its position from 0.
    pub index: u32,
    /// Its header.
    pub header: String,
    /// The field it feeds, if it is read.
    pub field: Option<String>,
}

/// What was read of a file in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Reading {
    /// To the end; not so when the reader of the lines broke off.
    pub complete: bool,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// The first sheet with the table.
    pub sheet: Option<String>,
    /// Physical row of its header.
    pub header_row: Option<u32>,
    /// The columns.
    pub columns: Vec<ColumnRead>,
    /// The account that the lines above the header state.
    pub account: Option<String>,
    /// The name that they state.
    pub account_name: Option<String>,
    /// First and last day: as stated, else of the records.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// What the file states about itself against what was found.
    pub controls: Vec<ControlResult>,
    /// How many rows of each kind.
    pub rows: RowCounts,
    /// How the header differs from the layout that the format describes.
    pub drift: Drift,
}

/// Reads a file of a known format and gives each line until told to stop.
///
/// Fails where the whole file is unreadable; rows that are go into `Line::Problem`. Lines that
/// were given before a failure are void.
pub fn read<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Reading, ImportError> {
    read_for(source, format, None, each)
}

/// The same for a period that a person has said. It holds where the file tells none.
///
/// Fails where a file has to have a period and neither tells it.
pub fn read_for<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    said: Option<Period>,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Reading, ImportError> {
    if format.period_from == PeriodFrom::Person && said.is_none() {
        return Err(ImportError::new(ImportErrorCode::NeedsPeriod).with("format", &format.id));
    }
    let period = SaidPeriod { said, needed: true };
    read_through(source, format, period, each)
}

/// What a person has said of the period, and whether it can be done without.
#[derive(Clone, Copy, Debug, Default)]
struct SaidPeriod {
    said: Option<Period>,
    needed: bool,
}

fn read_through<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    period: SaidPeriod,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<Reading, ImportError> {
    let opened = container::open_as(source, format)?;
    let formats = &[format];
    let mut reading = match format.shape {
        Shape::Table => {
            let mut table = table::Table::new(format, period, each);
            opened.each(source, formats, &mut |event| table.take(event))?;
            table.finish()?
        }
        Shape::Form => {
            let mut forms = form::Forms::new(format, period, each);
            opened.each(source, formats, &mut |event| forms.take(event))?;
            forms.finish()?
        }
    };
    reading.encoding = opened.encoding();
    Ok(reading)
}
