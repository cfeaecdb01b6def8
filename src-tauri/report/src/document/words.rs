//! What a report says, before a language is chosen: keys of texts, names, values.

use chrono::NaiveDate;
use engine::money::Money;
use engine::period::Period;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
