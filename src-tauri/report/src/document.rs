//! What a report says, without language or page. The window previews the same value that the
//! PDF prints.
//!
//! Holds no position, no font and no sentence: sentences are keys into the texts.

use chrono::NaiveDate;
use engine::money::Money;
use engine::period::Period;
use engine::text::Lang;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, rename = "ReportKind")]
pub enum Kind {
    /// What to correct, with the steps to take.
    SelfCorrection,
    /// Every figure with every step behind it.
    WorkingPaper,
    /// The working paper with sources, findings, quarantine and history.
    CaseFile,
    /// One line per streamer, and the withholding recomputed.
    AgencySummary,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [
        Kind::SelfCorrection,
        Kind::WorkingPaper,
        Kind::CaseFile,
        Kind::AgencySummary,
    ];

    /// Its name on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::SelfCorrection => "self-correction",
            Kind::WorkingPaper => "working-paper",
            Kind::CaseFile => "case-file",
            Kind::AgencySummary => "agency-summary",
        }
    }

    /// The kind of a name, if there is one.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// In which language or languages a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportLanguages")]
pub enum Languages {
    /// Chinese.
    Zh,
    /// English.
    En,
    /// Chinese, with English beneath.
    Both,
}

impl Languages {
    /// Every choice.
    pub const ALL: [Languages; 3] = [Languages::Zh, Languages::En, Languages::Both];

    /// Its name on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Languages::Zh => "zh",
            Languages::En => "en",
            Languages::Both => "both",
        }
    }

    /// The choice of a name, if there is one.
    pub fn from_code(code: &str) -> Option<Languages> {
        Languages::ALL
            .into_iter()
            .find(|languages| languages.code() == code)
    }

    /// The language that leads.
    pub const fn first(self) -> Lang {
        match self {
            Languages::Zh | Languages::Both => Lang::Zh,
            Languages::En => Lang::En,
        }
    }

    /// The language printed beneath, if any.
    pub const fn second(self) -> Option<Lang> {
        match self {
            Languages::Both => Some(Lang::En),
            Languages::Zh | Languages::En => None,
        }
    }
}

/// A whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportDocument")]
pub struct Document {
    /// Which report.
    pub kind: Kind,
    /// The opening of the first page.
    pub cover: Cover,
    /// Title of the case, at the head of every later page.
    pub case_title: String,
    /// The line at the foot of every page: history, day, rules.
    pub foot: Words,
    /// The day for which the figures stand; also the date of the file.
    pub as_of: NaiveDate,
    /// What follows, in order.
    pub blocks: Vec<Block>,
}

/// The opening of a report: what it is, of what, the figures that matter most, what it is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportCover")]
pub struct Cover {
    /// Title of the report.
    pub title: Words,
    /// Case, parties, day, rules.
    pub facts: Vec<Fact>,
    /// The figures that matter most.
    pub figures: Vec<Fact>,
    /// What the report is not.
    pub cautions: Vec<Words>,
}

/// A label and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportFact")]
pub struct Fact {
    /// The label.
    pub label: Words,
    /// What stands beside it.
    pub cell: Cell,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, rename = "ReportBlock")]
pub enum Block {
    /// Opens a numbered section.
    Section {
        /// Its number, from 1.
        number: u32,
        /// Its name.
        words: Words,
    },
    /// A heading inside a section.
    Heading {
        /// The heading.
        words: Words,
        /// The figure it is about.
        figure: Option<String>,
    },
    /// Running text.
    Paragraph {
        /// The text.
        words: Words,
    },
    /// An explanation in small type.
    Remark {
        /// The text.
        words: Words,
    },
    /// Numbered steps to take.
    Steps {
        /// The steps in order.
        items: Vec<Words>,
    },
    /// Labels with values.
    Facts {
        /// In order.
        facts: Vec<Fact>,
    },
    /// A table.
    Table(Table),
    /// Bars to compare the four sides by year.
    Chart(Chart),
}

/// A table. Every row has as many cells as there are columns, a group row only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportTable")]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows in order.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportColumn")]
pub struct Column {
    /// What stands above it.
    pub header: Words,
    /// How its cells are aligned.
    pub align: Align,
    /// Its share of the width that is left once every figure has its room.
    pub weight: u16,
}

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportAlign")]
pub enum Align {
    /// Text, from the left; it may break into lines.
    Text,
    /// Figures, by their decimal point; they never break.
    Figure,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportRow")]
pub struct Row {
    /// What kind of row.
    pub kind: RowKind,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// What kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportRowKind")]
pub enum RowKind {
    /// An ordinary row.
    Body,
    /// Names the rows below it; its one cell spans the table.
    Group,
    /// The sum of the rows above it.
    Total,
    /// A row that asks to be verified.
    Marked,
}

/// A cell: a value, the code of its figure, and how loud it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportCell")]
pub struct Cell {
    /// The value.
    pub value: Value,
    /// The code of the figure, such as `B-12.3`.
    pub figure: Option<String>,
    /// A second line in small type.
    pub detail: Option<Words>,
    /// How loud.
    pub tone: Tone,
}

/// How loud a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportTone")]
pub enum Tone {
    /// As the rest.
    #[default]
    Plain,
    /// Set off.
    Strong,
    /// An underpaid amount above zero.
    Underpaid,
}

/// A value of a cell or an argument of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
#[ts(export, rename = "ReportValue")]
pub enum Value {
    /// Words.
    Words(Words),
    /// Yuan and fen.
    Money(Money),
    /// Yuan as a worksheet has it, perhaps with more than two decimals.
    Exact(#[ts(type = "string")] Decimal),
    /// A fraction, printed as a percentage.
    Rate(#[ts(type = "string")] Decimal),
    /// A multiple, such as that of a fine.
    Multiple(#[ts(type = "string")] Decimal),
    /// A count of days, records or pages.
    Count(u64),
    /// A day.
    Date(NaiveDate),
    /// A period of account.
    Period(#[ts(type = "string")] Period),
    /// Nothing known. Not the same as zero.
    Absent,
}

/// Something to be said, in whatever language the report is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, rename = "ReportWords")]
pub enum Words {
    /// A text by its key.
    Text {
        /// The key.
        key: String,
        /// What fills its placeholders.
        arguments: Vec<Argument>,
    },
    /// The same in every language: a name, a file, an order number.
    Literal {
        /// The text.
        text: String,
    },
    /// A sentence that exists in both languages.
    Pair {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
    /// Several, one after the other.
    Join {
        /// The parts.
        parts: Vec<Words>,
        /// What stands between them.
        separator: String,
    },
    /// An enumeration, with the comma of the language.
    List {
        /// The parts.
        parts: Vec<Words>,
    },
}

/// What fills a placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportArgument")]
pub struct Argument {
    /// Name of the placeholder.
    pub name: String,
    /// What fills it.
    pub value: Value,
}

/// Bars to compare amounts, group by group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportChart")]
pub struct Chart {
    /// What each bar of a group stands for.
    pub series: Vec<Words>,
    /// The groups, in order.
    pub groups: Vec<ChartGroup>,
}

/// The bars of one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportChartGroup")]
pub struct ChartGroup {
    /// The period.
    #[ts(type = "string")]
    pub period: Period,
    /// One amount for each of the series; absent where nothing is known.
    pub amounts: Vec<Option<Money>>,
    /// Code of each amount.
    pub figures: Vec<Option<String>>,
}

impl Words {
    /// The text of a key without arguments.
    pub fn text(key: impl Into<String>) -> Words {
        Words::with(key, [])
    }

    /// The text of a key with arguments.
    pub fn with<const N: usize>(
        key: impl Into<String>,
        arguments: [(&'static str, Value); N],
    ) -> Words {
        let arguments = arguments.into_iter().map(|(name, value)| Argument {
            name: name.to_owned(),
            value,
        });
        Words::Text {
            key: key.into(),
            arguments: arguments.collect(),
        }
    }

    /// A text that is the same in every language.
    pub fn literal(text: impl Into<String>) -> Words {
        Words::Literal { text: text.into() }
    }

    /// Several, one after the other.
    pub fn join(parts: Vec<Words>, separator: &str) -> Words {
        Words::Join {
            parts,
            separator: separator.to_owned(),
        }
    }
}

impl Cell {
    /// A cell with a value and nothing else.
    pub fn new(value: Value) -> Cell {
        Cell {
            value,
            figure: None,
            detail: None,
            tone: Tone::Plain,
        }
    }

    /// A cell of words.
    pub fn words(words: Words) -> Cell {
        Cell::new(Value::Words(words))
    }

    /// A cell of text that is the same in every language.
    pub fn literal(text: impl Into<String>) -> Cell {
        Cell::words(Words::literal(text))
    }

    /// An amount; absent where nothing is known.
    pub fn money(amount: Option<Money>) -> Cell {
        Cell::new(amount.map_or(Value::Absent, Value::Money))
    }

    /// An underpaid amount: red when there is one.
    pub fn underpaid(amount: Option<Money>) -> Cell {
        let short = amount.is_some_and(|amount| amount > Money::ZERO);
        let tone = if short { Tone::Underpaid } else { Tone::Plain };
        Cell::money(amount).tone(tone)
    }

    /// An empty cell.
    pub fn empty() -> Cell {
        Cell::literal("")
    }

    /// The same with the code of its figure.
    pub fn figure(self, code: impl Into<String>) -> Cell {
        Cell {
            figure: Some(code.into()),
            ..self
        }
    }

    /// The same with a second line in small type.
    pub fn detail(self, words: Words) -> Cell {
        Cell {
            detail: Some(words),
            ..self
        }
    }

    /// The same in another tone.
    pub fn tone(self, tone: Tone) -> Cell {
        Cell { tone, ..self }
    }
}

impl Column {
    /// A column of text with its share of the width.
    pub fn text(key: &str, weight: u16) -> Column {
        Column {
            header: Words::text(key),
            align: Align::Text,
            weight,
        }
    }

    /// A column of figures.
    pub fn figure(key: &str) -> Column {
        Column {
            header: Words::text(key),
            align: Align::Figure,
            weight: 0,
        }
    }
}

impl Row {
    /// A row of a kind.
    pub fn new(kind: RowKind, cells: Vec<Cell>) -> Row {
        Row { kind, cells }
    }

    /// An ordinary row.
    pub fn body(cells: Vec<Cell>) -> Row {
        Row::new(RowKind::Body, cells)
    }

    /// A row that names those below it.
    pub fn group(cell: Cell) -> Row {
        Row::new(RowKind::Group, vec![cell])
    }
}
