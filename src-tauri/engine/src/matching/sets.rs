//! Receipts that may have paid something together, to be found by their sum and day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::book::{Book, OfParty};
use crate::money::Money;

/// One receipt, or a few that came one after the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    pub(super) sum: Money,
    pub(super) last: NaiveDate,
    pub(super) first: NaiveDate,
    pub(super) members: Vec<usize>,
}

/// The sets of one party, by sum and last day.
pub(super) struct Sets(Vec<Set>);

impl Sets {
    /// Single receipts, and runs of them where `in_parts`.
    pub(super) fn of(book: &Book<'_>, party: &OfParty<'_>, in_parts: bool) -> Sets {
        let all: Vec<usize> = party.receipts.clone().collect();
        let mut sets: Vec<Set> = all.iter().map(|one| Set::of(book, &[*one])).collect();
        if in_parts {
            runs(book, &all, &mut sets);
            let mut payers: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
            for one in &all {
                let payer = book.receipts[*one].counterparty.as_deref();
                payers.entry(payer).or_default().push(*one);
            }
            for of_payer in payers.values() {
                runs(book, of_payer, &mut sets);
            }
        }
        sets.sort_unstable();
        sets.dedup();
        Sets(sets)
    }

    /// Sets of a sum that may differ by so much, the last of whose receipts came at that day or later.
    /// Of exactly that sum they are in the order of days.
    pub(super) fn near(
        &self,
        sum: Money,
        by: Money,
        from: NaiveDate,
    ) -> impl Iterator<Item = &Set> {
        let (least, most) = (sum - by, sum + by);
        let start = self
            .0
            .partition_point(|set| (set.sum, set.last) < (least, from));
        let near = self.0[start..].iter();
        near.take_while(move |set| set.sum <= most)
            .filter(move |set| set.last >= from)
    }
}

/// Runs of two and more receipts that lie close together in time.
fn runs(book: &Book<'_>, receipts: &[usize], sets: &mut Vec<Set>) {
    let parts = &book.windows.parts;
    for (at, first) in receipts.iter().enumerate() {
        let day = book.receipts[*first].day;
        for count in 2..=parts.receipts_max {
            let Some(members) = receipts.get(at..at + count) else {
                break;
            };
            let last = book.receipts[members[count - 1]].day;
            if (last - day).num_days() > parts.days_max {
                break;
            }
            sets.push(Set::of(book, members));
        }
    }
}

impl Set {
    pub(super) fn of(book: &Book<'_>, members: &[usize]) -> Set {
        let receipts = members.iter().map(|one| book.receipts[*one]);
        Set {
            sum: receipts.clone().map(|one| one.amount).sum(),
            first: book.receipts[members[0]].day,
            last: receipts
                .map(|one| one.day)
                .fold(book.receipts[members[0]].day, NaiveDate::max),
            members: members.to_vec(),
        }
    }
}
