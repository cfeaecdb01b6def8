//! What is still to be matched, in one order whatever order it came in, with running sums over it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::windows::Windows;
use super::{Inputs, Receipt, Settlement};
use crate::money::Money;
use crate::period::{Grain, Period};

/// Settlements by party, account and day; receipts by party and day.
pub(super) struct Book<'a> {
    pub(super) windows: &'static Windows,
    pub(super) settlements: Vec<&'a Settlement>,
    pub(super) receipts: Vec<&'a Receipt>,
    /// Where each settlement's window is.
    pub(super) window_of: Vec<usize>,
    pub(super) signs: Vec<Signs>,
    /// Sums of all settlements before each, and after the last.
    before: Vec<Totals>,
    declared_tax: &'a BTreeMap<(&'a str, Period), Money>,
    forbidden: BTreeSet<(usize, usize)>,
}

/// What is the same for every round.
pub(super) struct Known<'a> {
    declared_tax: BTreeMap<(&'a str, Period), Money>,
    payers: BTreeMap<&'a str, Vec<&'a str>>,
    pub(super) forbidden: BTreeSet<(&'a str, &'a str)>,
}

/// What the words of a receipt say: a bit for each platform they name.
#[derive(Clone, Copy, Default)]
pub(super) struct Signs {
    pub(super) counterparty: u64,
    pub(super) memo: u64,
    pub(super) is_known_payer: bool,
}

/// Sums over settlements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) gross: Money,
    pub(super) fee: Money,
    pub(super) withheld: Money,
}

/// What belongs to one party.
pub(super) struct OfParty<'a> {
    pub(super) party: &'a str,
    pub(super) settlements: Range<usize>,
    pub(super) receipts: Range<usize>,
}

impl<'a> Known<'a> {
    pub(super) fn of(inputs: &'a Inputs, forbidden: BTreeSet<(&'a str, &'a str)>) -> Known<'a> {
        let mut payers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for payer in inputs
            .payers
            .iter()
            .filter(|payer| !payer.name.trim().is_empty())
        {
            payers
                .entry(&payer.party)
                .or_default()
                .push(payer.name.trim());
        }
        let declared = inputs.declared_tax.iter();
        Known {
            declared_tax: declared
                .map(|tax| ((tax.party.as_str(), tax.month), tax.amount))
                .collect(),
            payers,
            forbidden,
        }
    }

    fn signs(&self, windows: &Windows, receipt: &Receipt) -> Signs {
        let counterparty = receipt.counterparty.as_deref().unwrap_or_default();
        let memo = receipt.memo.as_deref().unwrap_or_default();
        let payers = self.payers.get(receipt.party.as_str());
        let pays = |name: &&str| counterparty.contains(*name);
        Signs {
            counterparty: windows.named_in(counterparty),
            memo: windows.named_in(memo),
            is_known_payer: payers.is_some_and(|names| names.iter().any(pays)),
        }
    }
}

impl<'a> Book<'a> {
    pub(super) fn of(
        known: &'a Known<'a>,
        mut settlements: Vec<&'a Settlement>,
        mut receipts: Vec<&'a Receipt>,
    ) -> Book<'a> {
        let windows = Windows::load();
        settlements.sort_unstable();
        receipts.sort_unstable();
        let mut running = Totals::default();
        let mut before = vec![running];
        for one in &settlements {
            running = running.plus(one);
            before.push(running);
        }
        Book {
            windows,
            window_of: settlements
                .iter()
                .map(|one| windows.of(&one.platform))
                .collect(),
            signs: receipts
                .iter()
                .map(|one| known.signs(windows, one))
                .collect(),
            before,
            declared_tax: &known.declared_tax,
            forbidden: forbidden(known, &settlements, &receipts),
            settlements,
            receipts,
        }
    }

    /// Every party that has both.
    pub(super) fn parties(&self) -> Vec<OfParty<'a>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(first) = self.settlements.get(from) {
            let party = first.party.as_str();
            let to = self
                .settlements
                .partition_point(|one| one.party.as_str() <= party);
            let receipts = self
                .receipts
                .partition_point(|one| one.party.as_str() < party)
                ..self
                    .receipts
                    .partition_point(|one| one.party.as_str() <= party);
            if !receipts.is_empty() {
                found.push(OfParty {
                    party,
                    settlements: from..to,
                    receipts,
                });
            }
            from = to;
        }
        found
    }

    /// The settlements of a range in runs of which each is alike in something.
    pub(super) fn runs<'b, K: PartialEq>(
        &'b self,
        range: Range<usize>,
        alike: impl Fn(&'a Settlement) -> K + 'b,
    ) -> impl Iterator<Item = Range<usize>> + 'b {
        let mut from = range.start;
        std::iter::from_fn(move || {
            let first = (from < range.end).then(|| alike(self.settlements[from]))?;
            let start = from;
            while from < range.end && alike(self.settlements[from]) == first {
                from += 1;
            }
            Some(start..from)
        })
    }

    /// The sums of a range.
    pub(super) fn totals(&self, range: &Range<usize>) -> Totals {
        let (from, to) = (self.before[range.start], self.before[range.end]);
        Totals {
            gross: to.gross - from.gross,
            fee: to.fee - from.fee,
            withheld: to.withheld - from.withheld,
        }
    }

    /// Tax declared as withheld for a month.
    pub(super) fn declared_tax(&self, party: &'a str, month: Period) -> Money {
        self.declared_tax
            .get(&(party, month))
            .copied()
            .unwrap_or(Money::ZERO)
    }

    /// Whether a person said that any of these do not belong together.
    pub(super) fn forbids(&self, settlements: &[Range<usize>], receipts: &[usize]) -> bool {
        let within = |(one, other): &(usize, usize)| {
            receipts.contains(other) && settlements.iter().any(|range| range.contains(one))
        };
        self.forbidden.iter().any(within)
    }
}

/// The month of a day.
pub(super) fn month(day: NaiveDate) -> Period {
    Period::containing(day, Grain::Month)
}

fn forbidden(
    known: &Known<'_>,
    settlements: &[&Settlement],
    receipts: &[&Receipt],
) -> BTreeSet<(usize, usize)> {
    if known.forbidden.is_empty() {
        return BTreeSet::new();
    }
    let places = |keys: &mut dyn Iterator<Item = &'_ str>| -> BTreeMap<String, usize> {
        keys.enumerate()
            .map(|(place, key)| (key.to_owned(), place))
            .collect()
    };
    let settled = places(&mut settlements.iter().map(|one| one.key.as_str()));
    let received = places(&mut receipts.iter().map(|one| one.key.as_str()));
    let pairs = known.forbidden.iter();
    pairs
        .filter_map(|(one, other)| Some((*settled.get(*one)?, *received.get(*other)?)))
        .collect()
}

impl Totals {
    fn plus(self, one: &Settlement) -> Totals {
        Totals {
            gross: self.gross + one.gross,
            fee: self.fee + one.fee,
            withheld: self.withheld + one.withheld,
        }
    }

    /// With another's added.
    pub(super) fn and(self, other: Totals) -> Totals {
        Totals {
            gross: self.gross + other.gross,
            fee: self.fee + other.fee,
            withheld: self.withheld + other.withheld,
        }
    }
}
