//! C11: commission kept on orders whose price went back to the buyer, after the time in which it is
//! usually reversed.

use std::collections::BTreeMap;

use chrono::Days;
use rust_decimal::RoundingStrategy;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::bridge::SETTLED;
use crate::computation::{RefundedOrder, Severity};
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::record::Side;

pub(super) const CHECK: Check = Check { rule: "C11", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let records = &evidence.facts.records;
    if !records.tells_refunds {
        return Ran::not_run("refunds");
    }
    let mut years: BTreeMap<(&str, i32), Vec<(&RefundedOrder, Money)>> = BTreeMap::new();
    for order in &records.refunded {
        let kept = kept(order);
        if kept > terms.money("rounding") && is_over(evidence, terms, order) {
            let year = years.entry((&order.party, order.year)).or_default();
            year.push((order, kept));
        }
    }
    let fired: Vec<_> = years
        .into_iter()
        .map(|((party, year), orders)| leak(evidence, terms, (party, year), &orders))
        .collect();
    fired.into()
}

/// Commission that belongs to what was refunded, less what was reversed. Which line was refunded no
/// order tells, so that the refund is laid on the lines with the lowest rates: never too much is found.
fn kept(order: &RefundedOrder) -> Money {
    let mut lines = order.lines.clone();
    let at_rate = |paid: Money, commission: Money| paid.yuan().checked_mul(commission.yuan());
    lines.sort_by(|(paid, earned), (other_paid, other_earned)| {
        at_rate(*other_paid, *earned).cmp(&at_rate(*paid, *other_earned))
    });
    let (mut left, mut due) = (order.refunded, Money::ZERO);
    for (paid, earned) in lines {
        let back = left.min(paid);
        left = left - back;
        due += share(earned, back, paid);
    }
    due - order.reversed
}

/// The commission on a part of a line, rounded to the fen.
fn share(earned: Money, back: Money, paid: Money) -> Money {
    let share = earned.yuan().checked_mul(back.yuan());
    let share = share.and_then(|share| share.checked_div(paid.yuan()));
    let share =
        share.map(|share| share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
    share
        .and_then(|share| Money::from_yuan(share).ok())
        .unwrap_or_default()
}

/// Commission settled on an order.
fn earned(order: &RefundedOrder) -> Money {
    order.lines.iter().map(|(_, earned)| *earned).sum()
}

/// Whether the time for reversing is over. A refund without a day is old once its year is.
fn is_over(evidence: &Evidence<'_>, terms: &Terms, order: &RefundedOrder) -> bool {
    let days = Days::new(terms.count("days"));
    match order.refunded_on.and_then(|day| day.checked_add_days(days)) {
        Some(last) => last < evidence.as_of,
        None => Period::containing(evidence.as_of, Grain::Year).year() > order.year,
    }
}

fn leak(
    evidence: &Evidence<'_>,
    terms: &Terms,
    (party, year): (&str, i32),
    orders: &[(&RefundedOrder, Money)],
) -> Fired {
    let amount: Money = orders.iter().map(|(_, kept)| *kept).sum();
    let commission: Money = orders.iter().map(|(order, _)| earned(order)).sum();
    let sums = evidence.facts.sums.iter().filter(|sum| {
        sum.party == party
            && sum.side == Side::Settled
            && SETTLED.contains(&sum.class)
            && sum.month.year() == year
    });
    let all: Money = sums.map(|sum| sum.counted).sum();
    let codes = orders
        .iter()
        .map(|(order, _)| format!("R-{}", order.record));
    Fired {
        severity: match terms.exceeds("high_part", amount, all) {
            true => Severity::High,
            false => Severity::Medium,
        },
        party: Some(party.to_owned()),
        period: Some(Period::year_of(year)),
        amount: Some(amount),
        weight: Weight::Of(commission),
        evidence: u64::try_from(orders.len()).unwrap_or(u64::MAX),
        codes: codes.collect(),
        marks: orders
            .iter()
            .map(|(order, _)| order.order.clone())
            .collect(),
        arguments: vec![
            ("orders", orders.len().to_string()),
            ("amount", amount.grouped()),
            ("commission", commission.grouped()),
        ],
        ..Fired::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::tests::{Planted, money};

    fn order(refunded: &str, reversed: &str, day: Option<&str>) -> Planted {
        let mut planted = Planted::default()
            .person("lin")
            .settled("lin", "2026-03", "500000.00");
        planted.0.records.tells_refunds = true;
        planted.0.records.refunded.push(RefundedOrder {
            order: "1".to_owned(),
            party: "lin".to_owned(),
            year: 2026,
            record: 41,
            lines: vec![(money("100000.00"), money("20000.00"))],
            reversed: money(reversed),
            refunded: money(refunded),
            refunded_on: day.map(|day| day.parse().unwrap()),
        });
        planted
    }

    #[test]
    fn commission_on_the_refunded_part_is_found_once_its_time_is_over() {
        // The day of the computation is 2026-06-30; 37 days before it is 2026-05-24.
        let found = order("75000.00", "0.00", Some("2026-05-23")).fired("C11");
        assert_eq!(found[0].amount, Some(money("15000.00")));
        assert_eq!(found[0].severity, Severity::High);
        assert_eq!(found[0].evidence_codes, ["R-41"]);
        assert!(
            order("75000.00", "0.00", Some("2026-05-24"))
                .fired("C11")
                .is_empty()
        );
    }

    #[test]
    fn what_was_reversed_in_proportion_is_no_leak() {
        assert!(
            order("75000.00", "15000.00", Some("2026-01-10"))
                .fired("C11")
                .is_empty()
        );
        let rest = order("75000.00", "4000.00", Some("2026-01-10")).fired("C11");
        assert_eq!(rest[0].amount, Some(money("11000.00")));
        assert_eq!(
            kept(&order("999999.00", "0.00", None).0.records.refunded[0]),
            money("20000.00")
        );
    }

    #[test]
    fn a_refund_of_the_line_with_the_lower_rate_is_no_leak() {
        // 1,174.00 at 12 % and 2,662.00 at 30 %; the first is refunded and its commission reversed.
        let order = |reversed: &str, refunded: &str| RefundedOrder {
            order: "1".to_owned(),
            party: "lin".to_owned(),
            year: 2026,
            record: 1,
            lines: vec![
                (money("2662.00"), money("798.60")),
                (money("1174.00"), money("140.88")),
            ],
            reversed: money(reversed),
            refunded: money(refunded),
            refunded_on: None,
        };
        assert_eq!(kept(&order("140.88", "1174.00")), Money::ZERO);
        assert_eq!(kept(&order("140.88", "3836.00")), money("798.60"));
        assert!(
            kept(&order("798.60", "2662.00")) < Money::ZERO,
            "it was the other line"
        );
    }

    #[test]
    fn a_case_that_tells_no_refunds_is_not_run() {
        assert_eq!(
            Planted::default().not_run("C11"),
            [(None, "refunds".to_owned())]
        );
    }
}
