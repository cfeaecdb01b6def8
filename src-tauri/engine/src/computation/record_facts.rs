//! What checks are told of single records, added up where they lie: no record itself comes here.

use crate::money::Money;

/// Everything that checks are told of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFacts {
    /// Who paid a party in a year: the one who paid most, and all together.
    pub payers: Vec<Payer>,
}

/// The largest payer of a party in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// Handle of the party.
    pub party: String,
    /// Calendar year.
    pub year: i32,
    /// What the one who paid most paid.
    pub largest: Money,
    /// What all paid.
    pub all: Money,
}

impl RecordFacts {
    /// What the largest payer of a party paid in a year, and what all paid.
    pub fn largest_payer(&self, party: &str, year: i32) -> Option<(Money, Money)> {
        let mut payers = self.payers.iter();
        let payer = payers.find(|payer| payer.party == party && payer.year == year)?;
        Some((payer.largest, payer.all))
    }
}
