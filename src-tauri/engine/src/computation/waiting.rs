//! What it costs to settle what is open on a later day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;
use crate::record::codes;

codes! {
    /// How something is settled. The text key is `manner.<code>`.
    Manner {
        /// Of the taxpayer's own accord, before any notice.
        Voluntary = "voluntary",
        /// After a notice of the authority.
        AfterNotice = "after_notice",
    }
}

/// What waiting costs a party: only what is still open, in one manner, day by day. Surcharge on what was paid
/// late has ended and stands in the row of its tax. It foretells no decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WaitingRow {
    /// Handle of the party.
    pub party: String,
    /// How it is settled.
    pub manner: Manner,
    /// Codes of the taxes that are open.
    pub taxes: Vec<String>,
    /// The days, in order.
    pub days: Vec<WaitingDay>,
    /// Its code, `C-1`.
    pub figure: String,
}

/// What settling on a day costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WaitingDay {
    /// The day.
    pub date: NaiveDate,
    /// Taxes and fees that are open.
    pub tax: Money,
    /// Surcharge to the day.
    pub surcharge: Money,
    /// The same, on no tax above itself.
    pub capped_at_tax: Money,
    /// Lower end of the fine.
    pub fine_low: Money,
    /// Upper end of the fine.
    pub fine_high: Money,
    /// Tax, surcharge and lower fine.
    pub total_low: Money,
    /// Tax, surcharge and upper fine.
    pub total_high: Money,
}
