//! Where something was read: document, sheet, physical row, column; and what was wrong there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place inside one document, in the words a person sees when opening the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Place {
    /// Name of the sheet; `None` for text files and JSON.
    pub sheet: Option<String>,
    /// Physical row counted from 1, blank lines included; in JSON the number of the element.
    pub row: u32,
    /// The header text of the column; `None` when the whole row is meant.
    pub column: Option<String>,
}

/// What can be wrong with a row. The screen chooses its sentence by this code, `problem.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProblemCode {
    /// A cell that should hold an amount does not.
    UnreadableAmount,
    /// An amount with a fraction of a fen that is not the noise of a spreadsheet.
    FractionOfFen,
    /// A number that lost digits (scientific notation, or its end turned to zeros).
    DamagedId,
    /// A cell that should hold a date or time does not.
    UnreadableTime,
    /// A period of account that cannot be read.
    UnreadablePeriod,
    /// A status word that the format does not know.
    UnknownStatus,
    /// A direction word (income, expense) that the format does not know.
    UnknownDirection,
    /// A kind of income that the format does not know.
    UnknownIncomeItem,
    /// A rate that cannot be read.
    UnreadableRate,
    /// A cell that must not be empty is.
    MissingValue,
    /// More characters than a cell may have.
    CellTooLong,
    /// Fewer cells than the header has columns.
    RowTooShort,
    /// Cells beyond the columns of the header: a separator inside a text has shifted them.
    RowTooLong,
    /// Bytes that are not text in the encoding of the file.
    UnreadableText,
    /// A JSON element that is not an object of plain values.
    UnreadableElement,
}

/// One row, or one cell, that could not be taken. It goes to quarantine; the other rows go in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Problem {
    /// Sheet, row and column.
    pub place: Place,
    /// What is wrong.
    pub code: ProblemCode,
    /// The text that was found there, at most 1,000 characters.
    pub found: String,
}
