//! A format: how one kind of export file is laid out, as data; one TOML file each.
//!
//! Nothing here knows a platform, and adding a format needs no Rust. What a file may not say
//! (an unknown key, a layout without a citation, two formats that look alike) is refused.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::assets;
use crate::record::{AmountField, Class, OrderMoney, Perspective, Side, Status, codes};
use crate::text::Lang;
use crate::worksheet::Confidence;

mod check;
mod restate;

pub use check::FormatError;
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
    }
}

codes! {
    /// Which way money moved, normalised from the words of a file.
    Direction {
        /// It came in.
        In = "in",
        /// It went out.
        Out = "out",
        /// Neither, such as a transfer between own accounts.
        Neutral = "neutral",
    }
}

/// Whether two rows of one file may honestly have the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// Equal rows are separate events: two items of one order.
    Honest,
    /// The key is unique at its source: an equal key is the same event, printed again.
    Never,
}

/// The unit in which a file prints money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    /// Yuan with decimals.
    #[default]
    Yuan,
    /// Whole fen.
    Fen,
}

/// What a printed rate of 1 means. Never guessed from its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateScale {
    /// `0.055` is 5.5 %.
    Fraction,
    /// `5.5`, with or without the sign, is 5.5 %.
    #[default]
    Percent,
    /// `55` is 5.5 %.
    PerThousand,
    /// `550` is 5.5 %.
    PerTenThousand,
    /// `55000` is 5.5 %.
    PerMillion,
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

/// How the text of a column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// As it is, without the blanks around it.
    #[default]
    Text,
    /// A number or code that identifies something: every digit matters.
    Id,
    /// A count or measure that is part of a key, so that `1` and `1.0` are the same.
    Number,
    /// Money.
    Money,
    /// A rate; read only to notice rows whose cells have shifted.
    Rate,
    /// A point in time, platform time (Asia/Shanghai).
    Time,
    /// A time of day; completes the day that a column of the same field gives.
    Clock,
    /// A time in whole seconds since 1970 (UTC).
    EpochSeconds,
    /// A time in whole milliseconds since 1970 (UTC).
    EpochMilliseconds,
    /// Amounts by day in one cell, `{20240420:10.00,20240520:-2.50}`: where a row has one, its
    /// entries stand for the single amount of the same field.
    Schedule,
    /// A period of account.
    Period,
    /// The first day of a period of account; a column with the last day follows.
    FirstDay,
    /// The last day of the period whose first day was read before.
    LastDay,
    /// A word of the `status` table.
    Status,
    /// A word of the `direction` table. Several columns may tell it; they must agree.
    Direction,
    /// A currency: a row in any other than renminbi goes to quarantine.
    Currency,
    /// A name, telephone or address of a buyer: never stored, and blanked in the kept document.
    Buyer,
}

/// What a money column says about the direction of its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnDirection {
    /// An amount in it came in.
    In,
    /// An amount in it went out, printed with or without a minus.
    Out,
    /// Plus came in, minus went out.
    Sign,
}

/// One column of a file: its header, and what it means here if it is read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The header as the platform prints it; for JSON the key, with dots for nesting.
    pub header: String,
    /// Other spellings, the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The letter of a column that is found by its place, because its layout has merged headings.
    /// Its header, or an alias, must stand in the headings above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Canonical field, or a name of one's own used by `key`, `account` or a rule. Several columns
    /// may feed one field: the first with a value is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// How its text is read.
    #[serde(default)]
    pub kind: Kind,
    /// Without this column the file is not imported.
    #[serde(default)]
    pub required: bool,
    /// Only some files have this column; its absence is no drift.
    #[serde(default)]
    pub optional: bool,
    /// A row without a value here goes to quarantine.
    #[serde(default)]
    pub filled: bool,
    /// Unit of its money, where it differs from the format's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<MoneyUnit>,
    /// Scale of its rates.
    #[serde(default)]
    pub scale: RateScale,
    /// What it says about direction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<ColumnDirection>,
    /// Its money is printed with the opposite sign: a cost as minus, what comes back as plus.
    #[serde(default)]
    pub negated: bool,
    /// Field whose every value prints this amount once more on each of its rows (an amount of an
    /// order on the rows of its items): the amount is taken on the first of them alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once_per: Option<String>,
}

/// Which fields identify the account, most specific first, and which names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountRule {
    /// Fields whose values identify the account; `account` is what a preamble line captured.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Field of the printed name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Lines after the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    /// Beginnings of the first filled cell of a line with sums of the whole file.
    #[serde(default)]
    pub words: Vec<String>,
    /// Beginnings of the first filled cell of other lines that are no data, such as subtotals.
    #[serde(default)]
    pub others: Vec<String>,
    /// Patterns of lines of one filled cell that are no data, such as `{page}/{pages}`.
    #[serde(default)]
    pub marks: Vec<String>,
    /// Beginnings of the first filled cell after which no data follows.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Amounts whose sums stand in the line with sums; they become control totals.
    #[serde(default)]
    pub totals: Vec<AmountField>,
}

/// Which rows a rule is about; an empty list means any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// With one of these statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<Status>,
    /// Moving in one of these directions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub direction: Vec<Direction>,
    /// Saying all of this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordCondition>,
}

/// What the texts of a row must say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordCondition {
    /// Fields that are searched.
    pub fields: Vec<String>,
    /// One of these stands in one of them; an empty list asks for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// None of these stands in any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

/// A total that the file states about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlRule {
    /// What the file calls it.
    pub label: String,
    /// Line patterns with `{count}` and `{total}`.
    pub lines: Vec<String>,
    /// The amount that `{total}` sums.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountField>,
    /// The rows it covers.
    #[serde(default)]
    pub when: Condition,
}

/// Words that tell the class of a counted row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// The class it leads to; `not_income` is not counted.
    pub class: Class,
    /// Fields that are searched.
    pub fields: Vec<String>,
    /// One of these anywhere in one of them decides.
    pub words: Vec<String>,
}

/// When a row counts in the comparison, with which amount, and on which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Name of this amount where one row counts several times; of one part, the first count whose
    /// condition holds is taken.
    #[serde(default)]
    pub part: String,
    /// The side it speaks for.
    pub side: Side,
    /// The amount.
    pub amount: AmountField,
    /// The amount is taken off.
    #[serde(default)]
    pub negative: bool,
    /// A row without the amount counts nothing; otherwise it goes to quarantine.
    #[serde(default)]
    pub may_be_absent: bool,
    /// Which money of the order it is, where files of another perspective show the same: only
    /// the best view of it counts (creator, agency, platform, merchant).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_money: Option<OrderMoney>,
    /// Field of the day: a time, or a period whose first day it is. `schedule` is the day of each
    /// entry of the schedule of the amount, and such a count is about rows with one.
    pub on: String,
    /// Field of the day where `on` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub else_on: Option<String>,
    /// The rows it is about.
    #[serde(default)]
    pub when: Condition,
    /// Words that tell the class; the first that fits decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<ClassRule>,
    /// The class where no rule fits; without it such a row goes to quarantine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// The class of what is below zero, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_of_negative: Option<Class>,
}

/// Another table of the workbook that holds the same money at another level (invoices beside
/// their lines). Nothing of it is data: its sums and its number of rows are control totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckTable {
    /// Name of its sheet, which is also the label of its totals.
    pub sheet: String,
    /// Amounts that stand there under the same headers as in the data.
    pub amounts: Vec<AmountField>,
    /// Fields that in the data tell one of its rows from another.
    pub rows_of: Vec<String>,
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
    /// The kinds of file it was seen in. JSON never mixes with tables.
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
    /// Paths of the array of rows in JSON, with dots; empty text is the root.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows_at: Vec<String>,
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

    /// Whether its columns are found by their letters.
    pub fn is_lettered(&self) -> bool {
        self.columns.iter().any(|column| column.at.is_some())
    }

    /// Id of the format whose rows its rows are: another's, or its own.
    pub fn rows_of(&self) -> &str {
        self.rows_as.as_deref().unwrap_or(&self.id)
    }

    /// Whether it describes JSON; if not, it describes a table.
    pub fn is_json(&self) -> bool {
        self.containers.contains(&Container::Json)
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
