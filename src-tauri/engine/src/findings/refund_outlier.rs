//! C10: a month with far more cancelled or refunded orders than the others of the same party. A rate alone
//! is never evidence: it is only raised beside few buyers or shared addresses in the same month.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired, Ran, Terms, Weight, few_buyers, shared_address};
use crate::computation::{RefundRate, Severity};
use crate::period::Period;

pub(super) const CHECK: Check = Check { rule: "C10", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let rates = &evidence.facts.records.refund_rates;
    if rates.is_empty() {
        return Ran::not_run("buyers");
    }
    let beside: Vec<(Option<String>, Option<Period>)> = [few_buyers::CHECK, shared_address::CHECK]
        .iter()
        .flat_map(|check| (check.run)(evidence, Terms::of(check.rule)).fired)
        .map(|fired| (fired.party, fired.period))
        .collect();
    let raised = rates.iter().filter(|rate| {
        rate.orders >= terms.count("orders")
            && beside.contains(&(Some(rate.party.clone()), Some(rate.month)))
    });
    let fired: Vec<_> = raised
        .filter(|rate| is_high(terms, rate) || stands_out(terms, rate, rates))
        .map(finding)
        .collect();
    fired.into()
}

fn share(rate: &RefundRate) -> Decimal {
    let share = Decimal::from(rate.void).checked_div(Decimal::from(rate.orders));
    share.unwrap_or_default()
}

fn is_high(terms: &Terms, rate: &RefundRate) -> bool {
    share(rate) > terms.bound("void_share")
}

/// Whether the rate is further from the median of the months than so many scaled deviations.
fn stands_out(terms: &Terms, rate: &RefundRate, all: &[RefundRate]) -> bool {
    let mine = all.iter().filter(|of| of.party == rate.party);
    let shares: Vec<Decimal> = mine.map(share).collect();
    if u64::try_from(shares.len()).is_ok_and(|months| months < terms.count("months")) {
        return false;
    }
    let middle = median(shares.clone());
    let spread = median(shares.iter().map(|share| (*share - middle).abs()).collect());
    let scaled = spread
        .checked_mul(terms.bound("scale"))
        .and_then(|spread| spread.checked_mul(terms.bound("deviations")));
    spread > Decimal::ZERO && scaled.is_some_and(|scaled| share(rate) - middle > scaled)
}

fn median(mut values: Vec<Decimal>) -> Decimal {
    values.sort_unstable();
    let (low, high) = (values.len().saturating_sub(1) / 2, values.len() / 2);
    let of = |place: usize| values.get(place).copied().unwrap_or_default();
    (of(low) + of(high)) / Decimal::TWO
}

fn finding(rate: &RefundRate) -> Fired {
    Fired {
        severity: Severity::Medium,
        party: Some(rate.party.clone()),
        period: Some(rate.month),
        amount: Some(rate.amount),
        weight: Weight::Of(rate.amount),
        evidence: rate.void,
        arguments: vec![
            ("orders", rate.orders.to_string()),
            ("void", rate.void.to_string()),
            ("amount", rate.amount.grouped()),
        ],
        ..Fired::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::computation::{BuyerDay, RefundRate};
    use crate::findings::tests::{Planted, money};

    /// Seven months with these many of a hundred orders cancelled; few buyers in the last one.
    fn months(void: [u64; 7], few: bool) -> Vec<String> {
        let mut planted = Planted::default().person("lin");
        planted.0.records.tells_buyers = true;
        for (month, void) in (1..).zip(void) {
            planted.0.records.refund_rates.push(RefundRate {
                party: "lin".to_owned(),
                month: crate::period::Period::month(2024, month).unwrap(),
                orders: 100,
                void,
                amount: money("50000.00"),
            });
        }
        planted.0.records.buyer_days.extend(few.then(|| BuyerDay {
            party: Some("lin".to_owned()),
            account: "douyin/1".to_owned(),
            day: "2024-07-01".parse().unwrap(),
            orders: 100,
            buyers: 10,
            of_four: 90,
            amount: money("20000.00"),
            whole: money("30000.00"),
            records: Vec::new(),
        }));
        planted.ids("C10")
    }

    #[test]
    fn a_rate_stands_out_only_beside_few_buyers() {
        // Median 12, deviations 2 1 0 1 2 3 17: their median is 2, and 12 + 3.5 × 1.4826 × 2 is 22.4.
        let unusual = [10, 11, 12, 13, 14, 9, 29];
        assert_eq!(months(unusual, true), ["C10:lin:2024-07"]);
        assert!(months(unusual, false).is_empty());
        assert!(months([10, 11, 12, 13, 14, 9, 22], true).is_empty());
    }

    #[test]
    fn a_third_of_all_orders_cancelled_is_enough_beside_few_buyers() {
        assert_eq!(months([60, 61, 62, 63, 64, 59, 31], true).len(), 1);
        assert!(months([60, 61, 62, 63, 64, 59, 30], true).is_empty());
    }
}
