//! Worksheets: computations whose steps are their own explanation.
//!
//! Nothing here knows a tax; every step says what it did, to what, and by which article. It refuses
//! to lose a digit: what does not fit an exact decimal is an error.

mod arithmetic;
mod entry;
mod exact;
mod figure;
mod parameter;
#[cfg(test)]
pub(crate) mod reckon;
mod sheet;
mod terms;

pub use arithmetic::BracketTax;
#[cfg(test)]
pub(crate) use arithmetic::OWN_LABELS;
pub use entry::Cited;
pub use figure::{Figure, WorksheetError};
pub use parameter::{BracketTable, Parameter, RoundingRule};
pub use sheet::Worksheet;
pub use terms::{Bracket, Confidence};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::period::Period;
use crate::record::{Class, Side, codes};

codes! {
    /// What the number of a step is.
    Unit {
        /// Yuan; exact, two decimals once rounded.
        Yuan = "yuan",
        /// A fraction such as 0.03.
        Rate = "rate",
        /// A count of days.
        Days = "days",
        /// A plain count.
        Count = "count",
    }
}

codes! {
    /// How a step got its number.
    Operation {
        /// Taken from records, papers or another figure.
        Input = "input",
        /// Taken from the rules in force on a date.
        Parameter = "parameter",
        /// All operands added.
        Sum = "sum",
        /// The first operand less the others.
        Difference = "difference",
        /// All operands multiplied.
        Product = "product",
        /// The first operand divided by the second.
        Quotient = "quotient",
        /// The first operand × the second ÷ the third.
        Proportion = "proportion",
        /// Progressive tax: first operand × rate − quick deduction.
        Bracket = "bracket",
        /// The larger of two.
        AtLeast = "at_least",
        /// The smaller of two.
        AtMost = "at_most",
        /// Rounded to the fen by a named rule.
        Round = "round",
        /// Days of a span, both ends counted.
        Span = "span",
    }
}

/// The article behind a number, as printed beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Citation {
    /// Id of the rule, such as `iit.comprehensive.brackets`.
    pub rule: String,
    /// Law and article, such as `个人所得税法 art. 3(1)`.
    pub article: String,
    /// In force since.
    pub from: NaiveDate,
    /// How well it was confirmed.
    pub confidence: Confidence,
}

/// Where an input of a worksheet comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Origin {
    /// The sum of these records' counted amounts.
    Records(RecordsOf),
    /// These declared lines, by the numbers of their records.
    Lines {
        /// The records.
        #[ts(type = "number[]")]
        records: Vec<i64>,
    },
    /// A figure on paper, entered with the set-up of the case; its number there from 1.
    Paper {
        /// Which `[[declared]]` entry.
        entry: u32,
    },
    /// Another figure of the same computation, by its code.
    Figure {
        /// The code, such as `B-12`.
        code: String,
    },
    /// Stated by the person who set up the case (deductions, profit rate, classification).
    Stated {
        /// The party it was stated for.
        party: String,
    },
}

/// Which records add up to an input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordsOf {
    /// Handle of the party.
    pub party: String,
    /// Counted in this period.
    pub period: Period,
    /// On this side.
    pub side: Side,
    /// Of these classes.
    pub classes: Vec<Class>,
    /// Which amount of the records.
    pub measure: Measure,
}

codes! {
    /// Which amount of a record an input adds up.
    Measure {
        /// The counted amount.
        Counted = "counted",
        /// The tax declared or withheld.
        DeclaredTax = "declared_tax",
        /// The share the agency kept.
        AgencyShare = "agency_share",
        /// Fees of the platform that had been taken off before the counted amount.
        FeeBeside = "fee_beside",
        /// Fees of the platform that the counted amount still contains.
        FeeWithin = "fee_within",
        /// Subsidies of the platform that the counted amount contains.
        SubsidyWithin = "subsidy_within",
        /// Estimates of orders that were not settled.
        Estimated = "estimated",
        /// What other files show of orders that count already.
        OtherView = "other_view",
    }
}

/// The days that a `span` step counted, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Span {
    /// First day counted.
    pub first: NaiveDate,
    /// Last day counted; before `first` where there is no day to count.
    pub last: NaiveDate,
}

/// One step of a worksheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Step {
    /// Its number in the worksheet, from 1; printed after the figure's code (`T-3.4`).
    pub number: u32,
    /// Text key of what it is, `step.<label>`.
    pub label: String,
    /// How the number came about.
    pub operation: Operation,
    /// Numbers of the steps it was computed from.
    pub operands: Vec<u32>,
    /// The number, exact, as text.
    #[ts(type = "string")]
    pub value: Decimal,
    /// What the number is.
    pub unit: Unit,
    /// The article, for parameters and rounding.
    pub citation: Option<Citation>,
    /// Where it comes from, for inputs.
    pub origin: Option<Origin>,
    /// Text key of the assumption it rests on, `assumption.<key>`.
    pub assumption: Option<String>,
    /// The days it counted, for spans.
    pub span: Option<Span>,
}

#[cfg(test)]
mod tests;
