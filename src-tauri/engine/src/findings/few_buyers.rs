//! C8: few buyers behind many orders of a day.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::computation::{BuyerDay, Severity};
use crate::period::{Grain, Period};

pub(super) const CHECK: Check = Check { rule: "C8", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let records = &evidence.facts.records;
    if !records.tells_buyers {
        return Ran::not_run("buyers");
    }
    let fired: Vec<_> = records
        .buyer_days
        .iter()
        .filter_map(|day| concentrated(terms, day))
        .collect();
    fired.into()
}

fn concentrated(terms: &Terms, day: &BuyerDay) -> Option<Fired> {
    let share = Decimal::from(day.of_four).checked_div(Decimal::from(day.orders))?;
    let each = Decimal::from(day.orders).checked_div(Decimal::from(day.buyers))?;
    let fires = share > terms.bound("four_share") || each >= terms.bound("orders_of_buyer");
    if day.orders < terms.count("orders") || !fires {
        return None;
    }
    Some(Fired {
        severity: match share > terms.bound("high_share") {
            true => Severity::High,
            false => Severity::Medium,
        },
        party: day.party.clone(),
        subject: Some(format!("{}/{}", day.account, day.day)),
        period: Some(Period::containing(day.day, Grain::Month)),
        amount: Some(day.amount),
        weight: Weight::Of(day.whole),
        evidence: day.of_four,
        codes: day
            .records
            .iter()
            .map(|record| format!("R-{record}"))
            .collect(),
        arguments: vec![
            ("day", day.day.to_string()),
            ("account", day.account.clone()),
            ("orders", day.orders.to_string()),
            ("buyers", day.buyers.to_string()),
            ("of_four", day.of_four.to_string()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::computation::BuyerDay;
    use crate::findings::tests::{Planted, money};

    fn day(orders: u64, buyers: u64, of_four: u64) -> Planted {
        let mut planted = Planted::default().person("lin");
        planted.0.records.tells_buyers = true;
        planted.0.records.buyer_days.push(BuyerDay {
            party: Some("lin".to_owned()),
            account: "douyin/1".to_owned(),
            day: "2024-06-01".parse().unwrap(),
            orders,
            buyers,
            of_four,
            amount: money("20000.00"),
            whole: money("30000.00"),
            records: vec![7, 8],
        });
        planted
    }

    #[test]
    fn four_buyers_with_more_than_a_fifth_of_the_orders_are_found() {
        let found = day(100, 60, 21).fired("C8");
        assert_eq!(found[0].id, "C8:lin:douyin/1/2024-06-01:2024-06");
        assert_eq!(found[0].evidence_codes, ["R-7", "R-8"]);
        assert!(day(100, 80, 20).ids("C8").is_empty(), "a fifth is not more");
        assert!(
            day(49, 10, 40).ids("C8").is_empty(),
            "too few orders tell nothing"
        );
        assert_eq!(day(600, 200, 60).ids("C8").len(), 1, "three orders a buyer");
    }

    #[test]
    fn without_buyers_it_is_not_run() {
        let planted = Planted::default().person("lin");
        assert_eq!(planted.not_run("C8"), [(None, "buyers".to_owned())]);
    }
}
