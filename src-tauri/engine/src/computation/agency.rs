//! What follows for an agency from having withheld too little.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fine;
use crate::money::Money;
use crate::period::Period;

/// Three debts of different people, beside each other and never added: the tax of the streamers, the fine of
/// the agency, and the agency's own taxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgencyDebt {
    /// Handle of the agency.
    pub agency: String,
    /// What it did not withhold, of each streamer and year: their tax, not the agency's.
    pub streamers: Vec<NotWithheld>,
    /// All of that together, which the fine is measured by.
    pub not_withheld: Money,
    /// Its fine, article 69.
    pub fine: Fine,
    /// Code of the sum of its own taxes, `S-2`; absent where none was computed.
    pub own_taxes: Option<String>,
    /// Its code, `D-1`.
    pub figure: String,
}

/// Tax of a streamer and year that was not withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NotWithheld {
    /// Handle of the streamer.
    pub party: String,
    /// Calendar year.
    pub period: Period,
    /// Not withheld in months whose deadline has passed.
    pub amount: Money,
    /// Codes of the months, `W-5`.
    pub months: Vec<String>,
    /// Code of the row in which the streamer settles the year, `T-3`.
    pub settled_in: Option<String>,
}
