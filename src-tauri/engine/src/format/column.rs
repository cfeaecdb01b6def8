//! A column: its header, how its text is read, and which field it feeds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::codes;

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

/// The unit in which a file prints money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MoneyUnit {
    /// Yuan with decimals.
    #[default]
    Yuan,
    /// Whole fen.
    Fen,
}

/// What a printed rate of 1 means. Never guessed from its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
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

/// How the text of a column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
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
