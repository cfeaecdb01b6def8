//! What the law hands to a worksheet: numbers, progressive tables and rules of rounding, each with
//! its article. Refuses nothing itself: the rules check what they load.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Bracket, Cited, Unit};

/// A number of the law with the article it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The number.
    pub value: Decimal,
    /// What it is.
    pub unit: Unit,
    /// Where it is written.
    pub citation: Arc<Cited>,
}

/// A progressive table with the article it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketTable {
    /// Rows by rising `over`; the first begins at zero.
    pub rows: Arc<[Bracket]>,
    /// Where it is written.
    pub citation: Arc<Cited>,
}

impl BracketTable {
    /// The row for a taxable amount; zero and less belong to the first.
    pub fn row(&self, taxable: Decimal) -> Bracket {
        let below = self.rows.iter().rev().find(|row| taxable > row.over);
        *below
            .or(self.rows.first())
            .expect("the rules refuse a table without rows")
    }
}

/// A named rule of rounding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundingRule {
    /// How many decimals of a yuan remain; halves go away from zero.
    pub decimals: u32,
    /// Where it is written.
    pub citation: Arc<Cited>,
}
