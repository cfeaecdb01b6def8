//! Where something was read: document, sheet, physical row, column; and what was wrong there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::codes;
use crate::text::{Lang, text};

/// A place inside one document, in the words a person sees when opening the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Place {
    /// Name of the sheet; `None` for text files and JSON.
    pub sheet: Option<String>,
    /// Physical row counted from 1, blank lines included; in JSON and XML the number of the element.
    pub row: u32,
    /// The header text of the column; `None` when the whole row is meant.
    pub column: Option<String>,
}

codes! {
    /// What can be wrong with a row. The screen chooses its sentence by this code, `problem.<code>`.
    ProblemCode {
        /// A cell that should hold an amount does not.
        UnreadableAmount = "unreadable_amount",
        /// An amount with a fraction of a fen that is not the noise of a spreadsheet.
        FractionOfFen = "fraction_of_fen",
        /// A number that lost digits (scientific notation, or its end turned to zeros).
        DamagedId = "damaged_id",
        /// A cell that should hold a date or time does not.
        UnreadableTime = "unreadable_time",
        /// A period of account that cannot be read.
        UnreadablePeriod = "unreadable_period",
        /// A status word that the format does not know.
        UnknownStatus = "unknown_status",
        /// A direction word (income, expense) that the format does not know.
        UnknownDirection = "unknown_direction",
        /// An amount in another currency than renminbi.
        ForeignCurrency = "foreign_currency",
        /// A kind of income that the format does not know.
        UnknownIncomeItem = "unknown_income_item",
        /// A rate that cannot be read.
        UnreadableRate = "unreadable_rate",
        /// A cell that must not be empty is.
        MissingValue = "missing_value",
        /// A form with the same line twice.
        RepeatedLabel = "repeated_label",
        /// More characters than a cell may have.
        CellTooLong = "cell_too_long",
        /// Fewer cells than the header has columns.
        RowTooShort = "row_too_short",
        /// Cells beyond the columns of the header: a separator inside a text has shifted them.
        RowTooLong = "row_too_long",
        /// Bytes that are not text in the encoding of the file.
        UnreadableText = "unreadable_text",
        /// An element of JSON, or an entry of a statement, that is not of the form it must have.
        UnreadableElement = "unreadable_element",
    }
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

impl Problem {
    /// One sentence that names sheet, row and column, what was found, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let row = self.place.row.to_string();
        let arguments = [
            ("sheet", self.place.sheet.as_deref().unwrap_or("")),
            ("row", row.as_str()),
            ("column", self.place.column.as_deref().unwrap_or("")),
            ("found", self.found.as_str()),
        ];
        let place = match (&self.place.sheet, &self.place.column) {
            (Some(_), Some(_)) => "place.sheet_row_column",
            (Some(_), None) => "place.sheet_row",
            (None, Some(_)) => "place.row_column",
            (None, None) => "place.row",
        };
        let what = text(lang, &format!("problem.{}", self.code.code()), &arguments);
        let found = match self.found.is_empty() {
            true => String::new(),
            false => text(lang, "place.found", &arguments),
        };
        format!("{}{what}{found}", text(lang, place, &arguments))
    }
}
