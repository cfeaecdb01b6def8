//! B5.2: orders said to be fake. Only those with every proof may be taken out of sales, so that both
//! totals are told; nothing is taken out of any figure here.

use std::collections::BTreeMap;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::bridge::SETTLED;
use crate::computation::{FakeOrderSum, Severity};
use crate::money::Money;
use crate::party::Proof;
use crate::period::Period;
use crate::record::Side;

pub(super) const CHECK: Check = Check { rule: "B5.2", run };

fn run(evidence: &Evidence<'_>, _: &Terms) -> Ran {
    let facts = evidence.facts;
    if facts.inputs.fake_orders.is_empty() {
        return Ran::not_run("fake_orders");
    }
    let mut years: BTreeMap<(&str, i32), Vec<&FakeOrderSum>> = BTreeMap::new();
    for sum in &facts.records.fake_orders {
        years.entry((&sum.party, sum.year)).or_default().push(sum);
    }
    let fired: Vec<_> = years
        .into_iter()
        .map(|((party, year), sums)| both_totals(evidence, party, year, &sums))
        .collect();
    fired.into()
}

fn is_proven(evidence: &Evidence<'_>, order: &str) -> bool {
    let mut listed = evidence.facts.inputs.fake_orders.iter();
    let said = listed.find(|said| said.order == order);
    said.is_some_and(|said| Proof::ALL.iter().all(|proof| said.proofs.contains(proof)))
}

fn both_totals(evidence: &Evidence<'_>, party: &str, year: i32, sums: &[&FakeOrderSum]) -> Fired {
    let said: Money = sums.iter().map(|sum| sum.settled).sum();
    let proven = sums.iter().filter(|sum| is_proven(evidence, &sum.order));
    let proven: Money = proven.map(|sum| sum.settled).sum();
    let settled = evidence.facts.sums.iter().filter(|sum| {
        sum.party == party
            && sum.side == Side::Settled
            && SETTLED.contains(&sum.class)
            && sum.month.year() == year
    });
    let settled: Money = settled.map(|sum| sum.counted).sum();
    Fired {
        severity: match proven < said {
            true => Severity::Medium,
            false => Severity::Low,
        },
        party: Some(party.to_owned()),
        period: Some(Period::year_of(year)),
        amount: Some(said),
        weight: Weight::Always,
        evidence: u64::try_from(sums.len()).unwrap_or(u64::MAX),
        marks: sums.iter().map(|sum| sum.order.clone()).collect(),
        codes: sums.iter().map(|sum| format!("R-{}", sum.record)).collect(),
        arguments: vec![
            ("said", said.grouped()),
            ("proven", proven.grouped()),
            ("with", settled.grouped()),
            ("without", (settled - proven).grouped()),
        ],
        ..Fired::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::computation::{FakeOrderSum, Severity};
    use crate::findings::tests::{Planted, money};
    use crate::party::{FakeOrder, Proof};

    #[test]
    fn only_the_full_set_of_proofs_takes_an_order_out_and_both_totals_are_told() {
        let mut planted = Planted::default()
            .person("shop")
            .settled("shop", "2021-05", "28210.06");
        for (order, proofs, settled) in [
            ("1", Proof::ALL, "20128.11"),
            ("2", &Proof::ALL[..4], "100.00"),
        ] {
            planted.0.inputs.fake_orders.push(FakeOrder {
                order: order.to_owned(),
                proofs: proofs.to_vec(),
            });
            planted.0.records.fake_orders.push(FakeOrderSum {
                order: order.to_owned(),
                party: "shop".to_owned(),
                year: 2021,
                settled: money(settled),
                record: 3,
            });
        }
        let found = planted.fired("B5.2").remove(0);
        assert_eq!(found.severity, Severity::Medium);
        for told in ["20,228.11", "20,128.11", "28,210.06", "8,081.95"] {
            assert!(
                found.title.contains(told) && found.title_en.contains(told),
                "{told}"
            );
        }
        assert_eq!(
            Planted::default().not_run("B5.2"),
            [(None, "fake_orders".to_owned())]
        );
    }
}
