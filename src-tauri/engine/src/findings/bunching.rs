//! C14: more declared periods just below a threshold than just above it. That is legal where the sales
//! are real, so that it is only raised beside an undeclared gap or split entities.

use super::{Check, Evidence, Fired, Missing, Ran, Terms, split_entities, undeclared_income};
use crate::computation::Severity;
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::record::Side;
use rust_decimal::Decimal;

pub(super) const CHECK: Check = Check { rule: "C14", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let raised: Vec<String> = [undeclared_income::CHECK, split_entities::CHECK]
        .iter()
        .flat_map(|check| (check.run)(evidence, Terms::of(check.rule)).fired)
        .flat_map(|fired| {
            let members = fired.arguments.iter().find(|(name, _)| *name == "members");
            let members = members.map(|(_, members)| members.split(", ").map(str::to_owned));
            let members: Vec<String> = members.into_iter().flatten().collect();
            fired.party.into_iter().chain(members).collect::<Vec<_>>()
        })
        .collect();
    let mut ran = Ran::default();
    for party in &evidence.facts.parties {
        let runs = [(Grain::Month, "month"), (Grain::Quarter, "quarter")];
        let mut enough = false;
        for (grain, threshold) in runs {
            let amounts = declared(evidence, &party.id, grain);
            let periods = u64::try_from(amounts.len()).unwrap_or(u64::MAX);
            enough |= periods >= terms.count("periods");
            if periods >= terms.count("periods") && raised.contains(&party.id) {
                ran.fired
                    .extend(bunched(terms, &party.id, threshold, &amounts));
            }
        }
        if !enough && raised.contains(&party.id) {
            ran.missing.push(Missing {
                party: Some(party.id.clone()),
                needs: "declared_periods",
            });
        }
    }
    ran
}

/// What was declared for periods of this length.
fn declared(evidence: &Evidence<'_>, party: &str, grain: Grain) -> Vec<(Period, Money)> {
    let sums = evidence.facts.sums.iter();
    let mine = sums.filter(|sum| {
        sum.party == party && sum.side == Side::Declared && sum.month.grain() == grain
    });
    let mut periods = std::collections::BTreeMap::<Period, Money>::new();
    for sum in mine {
        let period = periods.entry(sum.month).or_default();
        *period += sum.counted;
    }
    periods.into_iter().collect()
}

fn bunched(
    terms: &Terms,
    party: &str,
    threshold: &str,
    amounts: &[(Period, Money)],
) -> Option<Fired> {
    let at = terms.bound(threshold);
    let part = |rate: i64| {
        at.checked_mul(Decimal::new(rate, 1))
            .unwrap_or(Decimal::MAX)
    };
    let within = |from: Decimal, to: Decimal| {
        let inside = move |amount: &Money| amount.yuan() >= from && amount.yuan() < to;
        amounts.iter().filter(move |(_, amount)| inside(amount))
    };
    let below: Vec<_> = within(part(9), at).collect();
    let above = within(at, part(11)).count().max(1);
    let ratio = Decimal::from(below.len()).checked_div(Decimal::from(above))?;
    if ratio <= terms.bound("ratio") {
        return None;
    }
    let amount: Money = below.iter().map(|(_, amount)| *amount).sum();
    Some(Fired {
        severity: Severity::Low,
        party: Some(party.to_owned()),
        subject: Some(threshold.to_owned()),
        amount: Some(amount),
        evidence: u64::try_from(below.len()).unwrap_or(u64::MAX),
        arguments: vec![
            ("below", below.len().to_string()),
            ("periods", amounts.len().to_string()),
            ("threshold", at.to_string()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;

    fn year(below: usize, above: usize, settled: &str) -> Planted {
        (1..=12).fold(Planted::default().person("lin"), |planted, month| {
            let month_of = format!("2024-{month:02}");
            let amount = if month <= below {
                "99000.00"
            } else if month <= below + above {
                "101000.00"
            } else {
                "40000.00"
            };
            planted
                .settled("lin", &month_of, settled)
                .declared("lin", &month_of, amount)
        })
    }

    #[test]
    fn bunching_is_raised_beside_a_gap_only() {
        assert_eq!(year(8, 2, "150000.00").ids("C14"), ["C14:lin:month"]);
        assert!(
            year(6, 2, "150000.00").ids("C14").is_empty(),
            "three to one is not above three"
        );
        assert!(
            year(8, 2, "30000.00").ids("C14").is_empty(),
            "nothing is undeclared"
        );
    }

    #[test]
    fn a_few_periods_are_not_enough() {
        let planted = Planted::default()
            .person("lin")
            .settled("lin", "2024-01", "500000.00")
            .declared("lin", "2024-01", "99000.00");
        assert_eq!(
            planted.not_run("C14"),
            [(Some("lin".to_owned()), "declared_periods".to_owned())]
        );
    }
}
