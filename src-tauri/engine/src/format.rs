//! A format: how one kind of export file is laid out, as data; one TOML file each.
//!
//! Nothing here knows a platform, and adding a format needs no Rust. What a file may not say
//! (an unknown key, a layout without a citation, two formats that look alike) is refused.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::assets;
use crate::record::{OrderMoney, Perspective, Status, codes};
use crate::text::Lang;
use crate::worksheet::Confidence;

mod around;
mod check;
mod column;
mod count;
mod draft;
mod restate;

pub use around::{AccountRule, BalanceRule, CheckTable, ControlRule, Footer};
pub use check::FormatError;
pub use column::{Column, ColumnDirection, Direction, Kind, MoneyUnit, RateScale};
pub use count::{ClassRule, Condition, Count, FeePlace, WordCondition};
pub use draft::{
    DirectionWord, DraftColumn, DraftCount, DraftProblem, DraftProblemCode, MappingDraft,
    StatusWord,
};
pub use restate::Restate;

codes! {
    /// The kind of file, told by its first bytes and never by its name.
    Container {
        /// Text with separators.
        Csv = "csv",
        /// Excel since 2007: a zip of XML.
        Xlsx = "xlsx",
        /// Excel 97–2003: BIFF8.
        Xls = "xls",
        /// JSON, as open interfaces answer.
        Json = "json",
        /// A web page with a table, often saved under the name of a workbook.
        Html = "html",
        /// A bank statement as SWIFT message 940.
        Mt940 = "mt940",
        /// XML, as banks give statements.
        Xml = "xml",
    }
}

impl Container {
    /// Whether each row names its own values, instead of a header above them all.
    pub const fn is_keyed(self) -> bool {
        matches!(self, Container::Json | Container::Mt940 | Container::Xml)
    }
}

/// Whether two rows of one file may honestly have the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Repeats {
    /// Equal rows are separate events: two items of one order.
    Honest,
    /// The key is unique at its source: an equal key is the same event, printed again.
    Never,
}

/// The sheets of a workbook that hold the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheets {
    /// Every sheet that carries the header.
    #[default]
    Each,
    /// The first sheet that carries the header, and no other.
    First,
    /// The first sheet with the header, continued on the later ones without one.
    Continued,
}

/// What a sheet of the format looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Columns under a header, one record a row.
    #[default]
    Table,
    /// Labels with their value to the right, as on paper: one record a form.
    Form,
}

/// Who says for which period of account the rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodFrom {
    /// A column, or nobody.
    #[default]
    Rows,
    /// A line above the rows, `{period_start}` and `{period_end}` of the preamble.
    Head,
    /// Nothing in the file: whoever imports it has to say.
    Person,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Note {
    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// How one kind of export file is laid out and what its columns mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Stable name, such as `alipay_personal_app`.
    pub id: String,
    /// Platform, as accounts name it.
    pub platform: String,
    /// Whose file it is.
    pub perspective: Perspective,
    /// Chinese title.
    pub title_zh: String,
    /// English title.
    pub title_en: String,
    /// The kinds of file it was seen in. Tables never mix with files whose rows name their values.
    pub containers: Vec<Container>,
    /// How sure the layout is.
    pub confidence: Confidence,
    /// Where the layout was seen; at least one citation.
    pub seen_in: Vec<String>,
    /// What an equal key means.
    pub repeats: Repeats,
    /// The format whose rows these are, where two exports of one account print the same rows under
    /// the same key: they are one row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_as: Option<String>,
    /// Headers that together tell this format from the others.
    pub signature: Vec<String>,
    /// Words that stand somewhere above the header, such as the title of a form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub head: Vec<String>,
    /// Fields that together identify a row.
    pub key: Vec<String>,
    /// A table or a form.
    #[serde(default)]
    pub shape: Shape,
    /// Rows of headings, for columns found by their letter; the first one has a required heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<u32>,
    /// Headings under which a form has its amounts, from the top one down; each gives a record.
    /// Without any, the value is the cell to the right of its label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts_under: Vec<Vec<String>>,
    /// Who says for which period the rows are.
    #[serde(default)]
    pub period_from: PeriodFrom,
    /// Amounts run from the beginning of the calendar year to the end of the stated period.
    #[serde(default)]
    pub cumulative: bool,
    /// The return of a whole year: what it says stands above the returns for its parts.
    #[serde(default)]
    pub annual: bool,
    /// A table that people make by hand: other labels and another order are no drift.
    #[serde(default)]
    pub hand_made: bool,
    /// The layout is a guess: whoever imports it must confirm it first.
    #[serde(default)]
    pub asks: bool,
    /// Rows may have fewer cells than the header.
    #[serde(default)]
    pub ragged: bool,
    /// The balance after each row follows from the one before; a break is a control total that
    /// does not agree.
    #[serde(default)]
    pub running_balance: bool,
    /// What a person should know about such a file when it has been read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Unit of money.
    #[serde(default)]
    pub money: MoneyUnit,
    /// Sheets that hold the table.
    #[serde(default)]
    pub sheets: Sheets,
    /// Beginnings of the names of the only sheets that are looked at; an empty list means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheet_names: Vec<String>,
    /// Paths of the array of rows in JSON, with dots; empty text is the root. In XML the paths of
    /// the elements that are rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows_at: Vec<String>,
    /// Where XML states balances; they become control totals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balances: Option<BalanceRule>,
    /// Key of an array inside each of those rows whose entries are the rows instead, each beside
    /// the values of the row around it; its keys follow this one and a dot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_within: Option<String>,
    /// How many lines directly under the header may be no data: such a line holds neither an
    /// amount nor a time where the format has one.
    #[serde(default)]
    pub rows_after_header: u32,
    /// Words for "no value" beside the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub null_words: Vec<String>,
    /// Patterns of the lines above the header: `{account}`, `{account_name}`, `{period_start}`,
    /// `{period_end}`, `{period}`, `{fetched}` (when it was copied), `{currency}`, and `{_}` for
    /// what is not kept; `{account:word}` ends at a blank or a bracket.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preamble: Vec<String>,
    /// Status of every row, where no column tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_of_all: Option<Status>,
    /// Who the file speaks of.
    #[serde(default)]
    pub account: AccountRule,
    /// Lines after the data.
    #[serde(default)]
    pub footer: Footer,
    /// Status words; a star at the end stands for any ending.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub status: BTreeMap<String, Status>,
    /// Statuses that the word alone does not tell.
    #[serde(default, rename = "restate", skip_serializing_if = "Vec::is_empty")]
    pub restates: Vec<Restate>,
    /// Direction words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub direction: BTreeMap<String, Direction>,
    /// Its columns, in the order they were seen.
    pub columns: Vec<Column>,
    /// Totals that the file states.
    #[serde(default, rename = "control", skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ControlRule>,
    /// A table of the same workbook that the rows have to agree with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_table: Option<CheckTable>,
    /// What counts in the comparison.
    #[serde(default, rename = "count", skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count>,
}

impl Format {
    /// Reads and checks a format: a built-in one or a user's own mapping.
    pub fn parse(toml: &str) -> Result<Format, FormatError> {
        let format: Format =
            toml::from_str(toml).map_err(|error| FormatError::new(error.to_string()))?;
        check::format(&format)?;
        Ok(format)
    }

    /// The title in a language.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.title_zh,
            Lang::En => &self.title_en,
        }
    }

    /// Whether one row of names, or the names that its rows give their values, tell its columns.
    pub fn has_header(&self) -> bool {
        self.shape == Shape::Table && !self.is_lettered()
    }

    /// Whether its columns are found by their letters.
    pub fn is_lettered(&self) -> bool {
        self.columns.iter().any(|column| column.at.is_some())
    }

    /// Id of the format whose rows its rows are: another's, or its own.
    pub fn rows_of(&self) -> &str {
        self.rows_as.as_deref().unwrap_or(&self.id)
    }

    /// Whether its rows are somebody's own money, so that each belongs to an account even where the
    /// file names none. What goes back of an order, and what only tells of it, belongs to whoever
    /// the order belongs to.
    pub fn owns_its_rows(&self) -> bool {
        let goes_back = Some(OrderMoney::CommissionClawback);
        let mut counts = self.counts.iter();
        counts.any(|count| count.order_money != goes_back)
    }

    /// The kind of file whose rows name their own values; `None` where it describes a table, whose
    /// header names them.
    pub fn keyed(&self) -> Option<Container> {
        let keyed = |container: &&Container| container.is_keyed();
        self.containers.iter().find(keyed).copied()
    }
}

static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let read = |(path, toml)| {
        Format::parse(toml).unwrap_or_else(|error| panic!("assets/{path} is no format: {error}"))
    };
    // Directly in the folder lies what holds for every format and is none itself.
    let is_format = |(path, _): &(&str, &str)| path.matches('/').count() > 1;
    let formats = assets::below("formats/").filter(is_format);
    let formats: Vec<Format> = formats.map(read).collect();
    check::distinct(&formats).unwrap_or_else(|error| panic!("assets/formats: {error}"));
    formats
});

/// Every built-in format, in the order of their files.
pub fn formats() -> &'static [Format] {
    &FORMATS
}

/// The built-in format of an id.
pub fn format(id: &str) -> Option<&'static Format> {
    formats().iter().find(|format| format.id == id)
}
