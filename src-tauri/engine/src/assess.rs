//! Taxes by party, tax and period: what is due, paid, short and late.
//!
//! It judges nobody: where a fact is missing it says so, and a fine is a range.

pub mod business;
pub mod comprehensive;
pub mod deadlines;
pub mod fines;
pub(crate) mod labels;
pub mod labour;
pub mod late_fee;
pub mod platform;
pub mod recharacterise;

use crate::period::Period;
use crate::rules::RulesError;
use crate::worksheet::WorksheetError;

/// Why a tax could not be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssessError {
    /// The law of that date is not known.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The arithmetic has no exact result.
    #[error(transparent)]
    Worksheet(#[from] WorksheetError),
    /// The daily rate of the surcharge changed within the span.
    #[error("the daily rate of the surcharge changed between the deadline and the day of payment")]
    RateChanged,
    /// No deadline is known for this tax and length of period.
    #[error("no deadline is known for {tax} and the period {period}")]
    NoDeadline {
        /// The tax asked for.
        tax: String,
        /// The period asked for.
        period: Period,
    },
}
