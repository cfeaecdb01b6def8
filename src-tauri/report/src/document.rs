//! What a report says, without language or page. The window previews the same value that the
//! PDF prints.
//!
//! Holds no position, no font and no sentence: sentences are keys into the texts.

mod table;
mod words;

use chrono::NaiveDate;
use engine::money::Money;
use engine::period::Period;
use engine::text::Lang;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use table::{Align, Cell, Column, Row, RowKind, Table, Tone};
pub use words::{Argument, Value, Words};

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
