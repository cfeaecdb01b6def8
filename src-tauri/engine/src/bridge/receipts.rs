//! Settled against received: tax withheld and what the platform takes for itself come off, and each
//! receipt pays the oldest settlement still open, so that a payout in the next month is timing and not a gap.
//! What arrived although it had been taken back may be kept back from a later payout.

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
    /// Taken back after settlement, as a positive amount.
    clawback: Money,
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
                if sum.class == Class::Clawback {
                    month.clawback += sum.counted.negated();
                }
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
    /// Arrived in the first month although it had been taken back in it, and kept back in the second.
    set_off: Vec<(Period, Period, Money)>,
}

/// Pays settlements, less tax withheld and fees, with receipts in the order of time.
pub(super) fn match_oldest_first(months: &BTreeMap<Period, Month>) -> Matched {
    let mut matched = Matched::default();
    let mut open: VecDeque<(Period, Money)> = VecDeque::new();
    // What no receipt paid in time, and what arrived beyond all settlements in months of clawbacks.
    let mut unpaid: Vec<(Period, Money)> = Vec::new();
    let mut beyond: Vec<(Period, Money)> = Vec::new();
    for (period, month) in months {
        let owed = matched.come_off(*period, month);
        open.push_back((*period, owed.max(Money::ZERO)));
        while let Some((settled_in, _)) = open.front()
            && months_between(*settled_in, *period) > MONTHS_LATE_MAX
        {
            unpaid.extend(open.pop_front());
        }
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
        beyond.push((*period, receipt.min(month.clawback).min(month.received)));
    }
    unpaid.extend(open);
    matched.set_off(beyond, unpaid);
    matched
}

impl Matched {
    /// What comes off a month before it is paid: tax withheld, then fees. Gives what is still owed.
    fn come_off(&mut self, period: Period, month: &Month) -> Money {
        let withheld = month.withheld.min(month.settled).max(Money::ZERO);
        if withheld != Money::ZERO {
            self.withheld.insert(period, withheld);
        }
        let fee = month.fee.min(month.settled - withheld).max(Money::ZERO);
        if fee != Money::ZERO {
            self.fees.insert(period, fee);
        }
        month.settled - withheld - fee
    }

    /// Sets off what arrived in spite of a clawback against what later months lack.
    fn set_off(&mut self, beyond: Vec<(Period, Money)>, mut unpaid: Vec<(Period, Money)>) {
        for (period, mut credit) in beyond {
            let in_time =
                |later: Period| (1..=MONTHS_LATE_MAX).contains(&months_between(period, later));
            for (later, lacks) in unpaid.iter_mut().filter(|(later, _)| in_time(*later)) {
                let kept_back = credit.min(*lacks);
                if kept_back > Money::ZERO {
                    self.set_off.push((period, *later, kept_back));
                    credit = credit - kept_back;
                    *lacks = *lacks - kept_back;
                }
            }
        }
    }

    /// What was settled in one period and received in another.
    pub(super) fn moved_between(&self, grain: Grain) -> Vec<(Period, Period, Money)> {
        between(&self.moved, grain)
    }
}

/// Amounts that go from one period of a length to another.
fn between(months: &[(Period, Period, Money)], grain: Grain) -> Vec<(Period, Period, Money)> {
    let within = |month: &Period| month.within(grain).unwrap_or(*month);
    let moved = months.iter();
    let moved = moved.map(|(from, to, amount)| (within(from), within(to), *amount));
    moved.filter(|(from, to, _)| from != to).collect()
}

/// Where a named part leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To the tax withheld in the period itself.
    Withheld,
    /// To the fees in it.
    Fees,
    /// To what was taken back in it.
    Clawbacks,
    /// To a side of another period, by the name of its figure.
    Side(&'static str),
}

/// A named part of settled − received, with the periods it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Text key `cause.<cause>`.
    pub(super) cause: &'static str,
    /// Where it leads to.
    pub(super) leads: Leads,
    /// The periods it leads to, each with its part.
    pub(super) parts: Vec<(Period, Money)>,
}

impl Matched {
    /// The named parts of settled − received in a period; none is empty.
    pub(super) fn causes(&self, period: Period, grain: Grain) -> Vec<Part> {
        let within = |month: &Period| month.within(grain).unwrap_or(*month);
        let inside = |amounts: &BTreeMap<Period, Money>| {
            let amounts = amounts.iter().filter(|(month, _)| within(month) == period);
            by_period(amounts.map(|(_, amount)| (period, *amount)))
        };
        let moved = self.moved_between(grain);
        let later = moved.iter().filter(|(from, _, _)| *from == period);
        let earlier = moved.iter().filter(|(_, to, _)| *to == period);
        let set_off = between(&self.set_off, grain);
        let credits = set_off.iter().filter(|(from, _, _)| *from == period);
        let kept_back = set_off.iter().filter(|(_, to, _)| *to == period);
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
            (
                "clawback_later",
                Leads::Clawbacks,
                by_period(credits.map(|(from, _, amount)| (*from, amount.negated()))),
            ),
            (
                "clawback_from_earlier",
                Leads::Side("settled"),
                by_period(kept_back.map(|(from, _, amount)| (*from, *amount))),
            ),
        ];
        named
            .into_iter()
            .filter(|(_, _, parts)| !parts.is_empty())
            .map(|(cause, leads, parts)| Part {
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
                ..Month::default()
            };
            (month(period), amounts)
        });
        match_oldest_first(&months.collect())
    }

    /// Causes of a month with the only period each leads to.
    fn named(matched: &Matched, period: &str) -> Vec<(&'static str, String, String)> {
        let causes = matched.causes(month(period), Grain::Month);
        let only = |named: &Part| match named.parts.as_slice() {
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
