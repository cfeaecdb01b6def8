//! Settled income by month, and over twelve months in a row.

use std::collections::BTreeMap;

use chrono::Months;

use super::Evidence;
use crate::bridge::SETTLED;
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::record::Side;

/// What platforms settled for these parties, by month.
pub(super) fn settled(evidence: &Evidence<'_>, parties: &[&str]) -> BTreeMap<Period, Money> {
    let sums = evidence.facts.sums.iter().filter(|sum| {
        sum.side == Side::Settled
            && SETTLED.contains(&sum.class)
            && parties.contains(&sum.party.as_str())
            && sum.month.grain() == Grain::Month
    });
    let mut months: BTreeMap<Period, Money> = BTreeMap::new();
    for sum in sums {
        let month = months.entry(sum.month).or_default();
        *month += sum.counted;
    }
    months
}

/// For each month what it and the eleven before it come to.
pub(super) fn rolling(months: &BTreeMap<Period, Money>) -> Vec<(Period, Money)> {
    let sum = |last: &Period| {
        let start = last.first_day().checked_sub_months(Months::new(11));
        let within = |month: &Period| {
            *month <= *last && start.is_none_or(|start| month.first_day() >= start)
        };
        let inside = months.iter().filter(|(month, _)| within(month));
        inside.map(|(_, amount)| *amount).sum()
    };
    months.keys().map(|month| (*month, sum(month))).collect()
}
