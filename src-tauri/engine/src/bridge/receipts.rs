//! Settled against received: tax withheld and what the platform takes for itself come off, and each
//! receipt pays the oldest settlement still open, so that a payout in the next month is timing and not a gap.

use std::collections::{BTreeMap, VecDeque};

use super::{RECEIVED, SETTLED};
use crate::computation::PartySum;
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::record::{Class, Side};

/// How many months a payout may come after its settlement and still be timing.
const MONTHS_LATE_MAX: i32 = 3;

/// What one month settled, received and had withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Month {
    settled: Money,
    received: Money,
    withheld: Money,
    /// Fees of the platform that what it settled still contains.
    fee: Money,
}

/// A party's months, for the sides that money flows through.
pub(super) fn months(sums: &[&PartySum]) -> BTreeMap<Period, Month> {
    let mut months: BTreeMap<Period, Month> = BTreeMap::new();
    // What was declared for longer than a month tells no month what was withheld in it.
    let monthly = sums.iter().filter(|sum| sum.month.grain() == Grain::Month);
    for sum in monthly {
        let month = months.entry(sum.month).or_default();
        match sum.side {
            Side::Settled if SETTLED.contains(&sum.class) => {
                month.settled += sum.counted;
                month.fee += sum.fee_within;
            }
            Side::Received if RECEIVED.contains(&sum.class) => month.received += sum.counted,
            Side::Declared if sum.class == Class::LabourRemuneration => {
                month.withheld += sum.declared_tax;
            }
            _ => {}
        }
    }
    months
}

/// Which settlements were paid in another month than their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    withheld: BTreeMap<Period, Money>,
    fees: BTreeMap<Period, Money>,
    /// Settled in the first month, received in the second.
    moved: Vec<(Period, Period, Money)>,
}

/// Pays settlements, less tax withheld and fees, with receipts in the order of time.
pub(super) fn match_oldest_first(months: &BTreeMap<Period, Month>) -> Matched {
    let mut matched = Matched::default();
    let mut open: VecDeque<(Period, Money)> = VecDeque::new();
    for (period, month) in months {
        let withheld = month.withheld.min(month.settled).max(Money::ZERO);
        if withheld != Money::ZERO {
            matched.withheld.insert(*period, withheld);
        }
        let fee = month.fee.min(month.settled - withheld).max(Money::ZERO);
        if fee != Money::ZERO {
            matched.fees.insert(*period, fee);
        }
        let owed = month.settled - withheld - fee;
        open.push_back((*period, owed.max(Money::ZERO)));
        open.retain(|(settled_in, _)| months_between(*settled_in, *period) <= MONTHS_LATE_MAX);
        // A month of more clawbacks than settlements pays older settlements like a receipt.
        let mut receipt = month.received + owed.min(Money::ZERO).absolute();
        while receipt > Money::ZERO
            && let Some((settled_in, due)) = open.pop_front()
        {
            let paid = receipt.min(due);
            receipt = receipt - paid;
            if settled_in != *period && paid != Money::ZERO {
                matched.moved.push((settled_in, *period, paid));
            }
            if paid < due {
                open.push_front((settled_in, due - paid));
                break;
            }
        }
    }
    matched
}

/// Where a named part leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To the tax withheld in the period itself.
    Withheld,
    /// To the fees in it.
    Fees,
    /// To a side of another period, by the name of its figure.
    Side(&'static str),
}

/// A named part of settled − received, with the periods it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Text key `cause.<cause>`.
    pub(super) cause: &'static str,
    /// Where it leads to.
    pub(super) leads: Leads,
    /// The periods it leads to, each with its part.
    pub(super) parts: Vec<(Period, Money)>,
}

impl Matched {
    /// The named parts of settled − received in a period; none is empty.
    pub(super) fn causes(&self, period: Period, grain: Grain) -> Vec<Named> {
        let within = |month: &Period| month.within(grain).unwrap_or(*month);
        let inside = |amounts: &BTreeMap<Period, Money>| {
            let amounts = amounts.iter().filter(|(month, _)| within(month) == period);
            by_period(amounts.map(|(_, amount)| (period, *amount)))
        };
        let moved = self
            .moved
            .iter()
            .map(|(from, to, paid)| (within(from), within(to), *paid));
        let moved: Vec<_> = moved.filter(|(from, to, _)| from != to).collect();
        let later = moved.iter().filter(|(from, _, _)| *from == period);
        let earlier = moved.iter().filter(|(_, to, _)| *to == period);
        let named = [
            ("tax_withheld", Leads::Withheld, inside(&self.withheld)),
            ("platform_fee", Leads::Fees, inside(&self.fees)),
            (
                "received_later",
                Leads::Side("received"),
                by_period(later.map(|(_, to, paid)| (*to, *paid))),
            ),
            (
                "received_from_earlier",
                Leads::Side("settled"),
                by_period(earlier.map(|(from, _, paid)| (*from, paid.negated()))),
            ),
        ];
        named
            .into_iter()
            .filter(|(_, _, parts)| !parts.is_empty())
            .map(|(cause, leads, parts)| Named {
                cause,
                leads,
                parts,
            })
            .collect()
    }
}

fn by_period(amounts: impl Iterator<Item = (Period, Money)>) -> Vec<(Period, Money)> {
    let mut sums: BTreeMap<Period, Money> = BTreeMap::new();
    for (period, amount) in amounts {
        *sums.entry(period).or_default() += amount;
    }
    sums.into_iter().collect()
}

fn months_between(from: Period, to: Period) -> i32 {
    let months = |period: Period| {
        let month = chrono::Datelike::month0(&period.first_day());
        period.year() * 12 + i32::try_from(month).unwrap_or(0)
    };
    months(to) - months(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn yuan(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn flow(months: &[(&str, &str, &str, &str)]) -> Matched {
        let months = months.iter().map(|(period, settled, received, withheld)| {
            let amounts = Month {
                settled: yuan(settled),
                received: yuan(received),
                withheld: yuan(withheld),
                fee: Money::ZERO,
            };
            (month(period), amounts)
        });
        match_oldest_first(&months.collect())
    }

    /// Causes of a month with the only period each leads to.
    fn named(matched: &Matched, period: &str) -> Vec<(&'static str, String, String)> {
        let causes = matched.causes(month(period), Grain::Month);
        let only = |named: &Named| match named.parts.as_slice() {
            [(period, amount)] => (named.cause, period.to_string(), amount.to_string()),
            parts => panic!("{parts:?}"),
        };
        causes.iter().map(only).collect()
    }

    #[test]
    fn a_payout_in_the_next_month_is_timing() {
        let matched = flow(&[
            ("2024-01", "1000.00", "0.00", "0.00"),
            ("2024-02", "500.00", "1000.00", "0.00"),
        ]);
        assert_eq!(
            named(&matched, "2024-01"),
            [("received_later", "2024-02".to_owned(), "1000.00".to_owned())]
        );
        assert_eq!(
            named(&matched, "2024-02"),
            [(
                "received_from_earlier",
                "2024-01".to_owned(),
                "-1000.00".to_owned()
            )]
        );
        assert_eq!(matched.causes(month("2024"), Grain::Year), []);
    }

    #[test]
    fn a_clawback_kept_back_from_a_later_payout_is_timing() {
        let matched = flow(&[
            ("2024-05", "1000.00", "0.00", "0.00"),
            ("2024-06", "-250.00", "0.00", "0.00"),
            ("2024-07", "0.00", "750.00", "0.00"),
        ]);
        let sum = |period: &str| {
            let causes = matched.causes(month(period), Grain::Month);
            causes
                .iter()
                .flat_map(|named| &named.parts)
                .map(|(_, part)| *part)
                .sum::<Money>()
        };
        assert_eq!(sum("2024-05"), yuan("1000.00"));
        assert_eq!(sum("2024-06"), yuan("-250.00"));
        assert_eq!(sum("2024-07"), yuan("-750.00"));
    }

    #[test]
    fn tax_withheld_comes_off_before_a_receipt_is_matched() {
        let matched = flow(&[("2024-01", "1000.00", "840.00", "160.00")]);
        assert_eq!(
            named(&matched, "2024-01"),
            [("tax_withheld", "2024-01".to_owned(), "160.00".to_owned())]
        );
    }

    #[test]
    fn money_that_comes_too_late_is_not_called_timing() {
        let matched = flow(&[
            ("2024-01", "1000.00", "0.00", "0.00"),
            ("2024-06", "0.00", "1000.00", "0.00"),
        ]);
        assert_eq!(matched.causes(month("2024-01"), Grain::Month), []);
        assert_eq!(matched.causes(month("2024-06"), Grain::Month), []);
    }

    /// How much of the first month comes later, by months.
    fn paid_later(months: &[(&str, &str, &str, &str)]) -> Vec<(String, String)> {
        let (first, ..) = months[0];
        let matched = flow(months);
        let causes = matched.causes(month(first), Grain::Month);
        let later = causes
            .iter()
            .filter(|named| named.cause == "received_later");
        later
            .flat_map(|named| &named.parts)
            .map(|(period, amount)| (period.to_string(), amount.to_string()))
            .collect()
    }

    #[test]
    fn three_months_are_timing_and_four_are_not_also_over_new_year() {
        for (settled_in, received_in, timing) in [
            ("2024-01", "2024-04", true),
            ("2024-01", "2024-05", false),
            ("2024-11", "2025-02", true),
            ("2024-11", "2025-03", false),
            ("2024-12", "2025-12", false),
            ("2023-03", "2025-01", false),
        ] {
            let later = paid_later(&[
                (settled_in, "1000.00", "0.00", "0.00"),
                (received_in, "0.00", "1000.00", "0.00"),
            ]);
            assert_eq!(!later.is_empty(), timing, "{settled_in} {received_in}");
        }
    }

    #[test]
    fn a_receipt_pays_the_oldest_first_and_the_next_with_the_rest() {
        let months = [
            ("2024-01", "100.00", "30.00", "0.00"),
            ("2024-02", "50.00", "0.00", "0.00"),
            ("2024-03", "10.00", "90.00", "0.00"),
            ("2024-04", "0.00", "40.00", "0.00"),
        ];
        // March pays the open 70 of January and 20 of February; April the other 30 and all of March.
        assert_eq!(
            paid_later(&months),
            [("2024-03".to_owned(), "70.00".to_owned())]
        );
        let matched = flow(&months);
        let moved: Vec<_> = matched
            .moved
            .iter()
            .map(|(from, to, paid)| format!("{from} {to} {paid}"))
            .collect();
        assert_eq!(
            moved,
            [
                "2024-01 2024-03 70.00",
                "2024-02 2024-03 20.00",
                "2024-02 2024-04 30.00",
                "2024-03 2024-04 10.00",
            ]
        );
    }

    #[test]
    fn no_more_tax_comes_off_than_was_settled() {
        let matched = flow(&[("2024-01", "100.00", "0.00", "160.00")]);
        assert_eq!(matched.withheld[&month("2024-01")], yuan("100.00"));
        for (settled, tax) in [("0.00", "160.00"), ("-5.00", "160.00"), ("100.00", "-1.00")] {
            let matched = flow(&[("2024-01", settled, "0.00", tax)]);
            assert!(matched.withheld.is_empty(), "{settled} {tax}");
        }
    }

    #[test]
    fn a_receipt_beyond_what_was_settled_stays_unexplained() {
        let matched = flow(&[("2024-01", "100.00", "250.00", "0.00")]);
        assert_eq!(matched.causes(month("2024-01"), Grain::Month), []);
    }
}
