//! The terms in which the law is written down: a row of a table, and how well a fact was confirmed.
//! They stand apart because the build reads the rules with them too; nothing is computed here.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::codes::codes;

codes! {
    /// How well a fact of law was confirmed.
    Confidence {
        /// Statute read, or two independent sources.
        High = "high",
        /// One source.
        Medium = "medium",
        /// General knowledge or derived.
        Low = "low",
    }
}

/// One row of a progressive table: holds above `over`, up to the next row's `over` inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Lower bound in yuan, exclusive.
    pub over: Decimal,
    /// Rate.
    pub rate: Decimal,
    /// What makes rate × whole − this equal to the sum over the slices.
    pub quick_deduction: Decimal,
}
