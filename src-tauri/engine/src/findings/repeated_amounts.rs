//! C20: more receipts of whole thousands, or of one exact amount, than in the other years of the same
//! party. Never asked of order prices.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight};
use crate::computation::{ReceiptAmounts, Severity};
use crate::money::Money;
use crate::period::Period;

pub(super) const CHECK: Check = Check { rule: "C20", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let all = &evidence.facts.records.receipts;
    if all.is_empty() {
        return Ran::not_run("receipts");
    }
    let mut ran = Ran::default();
    for year in all {
        let mine = all
            .iter()
            .filter(|of| of.party == year.party && of.year != year.year);
        let others: Vec<&ReceiptAmounts> = mine.collect();
        let count: u64 = others.iter().map(|of| of.count).sum();
        if year.count < terms.count("receipts") || count < terms.count("receipts") {
            ran.missing.push(Missing {
                party: Some(year.party.clone()),
                needs: "receipts_of_years",
            });
            continue;
        }
        let round: u64 = others.iter().map(|of| of.round).sum();
        let repeated: u64 = others.iter().map(|of| of.repeated).sum();
        ran.fired.extend(
            [
                ("round", year.round, round),
                ("repeated", year.repeated, repeated),
            ]
            .into_iter()
            .filter(|(_, now, before)| stands_out(terms, (*now, year.count), (*before, count)))
            .map(|(what, now, _)| finding(year, what, now)),
        );
    }
    ran.missing.sort_by(|a, b| a.party.cmp(&b.party));
    ran.missing.dedup_by(|a, b| a.party == b.party);
    ran
}

/// Whether a share is above another by more than so many standard deviations, all in exact numbers:
/// z² = (p − q)² ÷ (m (1 − m) (1/n + 1/k)), m being the share of both together.
fn stands_out(terms: &Terms, (now, n): (u64, u64), (before, k): (u64, u64)) -> bool {
    let z2 = || {
        let [now, n, before, k] = [now, n, before, k].map(Decimal::from);
        let (p, q) = (now.checked_div(n)?, before.checked_div(k)?);
        let m = (now + before).checked_div(n + k)?;
        let spread = m
            .checked_mul(Decimal::ONE - m)?
            .checked_mul(Decimal::ONE.checked_div(n)? + Decimal::ONE.checked_div(k)?)?;
        let apart = (p - q).checked_mul(p - q)?;
        (p > q).then(|| apart.checked_div(spread)).flatten()
    };
    let least = terms.bound("deviations");
    z2().is_some_and(|z2| z2 > least * least)
}

fn finding(year: &ReceiptAmounts, what: &'static str, now: u64) -> Fired {
    let amount = match what {
        "round" => Some(year.round_sum),
        _ => times(year.amount, now),
    };
    Fired {
        severity: Severity::Low,
        variant: Some(what),
        party: Some(year.party.clone()),
        subject: Some(what.to_owned()),
        period: Some(Period::year_of(year.year)),
        amount,
        weight: Weight::Of(amount.unwrap_or_default()),
        evidence: now,
        arguments: vec![
            ("now", now.to_string()),
            ("count", year.count.to_string()),
            ("amount", year.amount.grouped()),
        ],
        ..Fired::default()
    }
}

/// What so many receipts of one amount come to.
fn times(amount: Money, count: u64) -> Option<Money> {
    let sum = amount.yuan().checked_mul(Decimal::from(count))?;
    Money::from_yuan(sum).ok()
}

#[cfg(test)]
mod tests {
    use crate::computation::ReceiptAmounts;
    use crate::findings::tests::{Planted, money};

    fn years(round: [u64; 2], counts: [u64; 2]) -> Planted {
        let mut planted = Planted::default().person("lin");
        for (index, year) in [2024, 2025].into_iter().enumerate() {
            planted.0.records.receipts.push(ReceiptAmounts {
                party: "lin".to_owned(),
                year,
                count: counts[index],
                round: round[index],
                repeated: 1,
                amount: money("1000.00"),
                round_sum: money("300000.00"),
            });
        }
        planted
    }

    #[test]
    fn a_year_that_stands_out_from_the_others_is_found() {
        assert_eq!(
            years([2, 40], [100, 100]).ids("C20"),
            ["C20:lin:round:2025"]
        );
        assert!(
            years([38, 40], [100, 100]).ids("C20").is_empty(),
            "round fees every year"
        );
    }

    #[test]
    fn one_amount_that_repeats_is_weighed_by_all_its_receipts() {
        let repeated = |amount: &str| {
            let mut planted = years([0, 0], [100, 100]);
            planted.0.records.receipts[1].repeated = 40;
            planted.0.records.receipts[1].amount = money(amount);
            planted.fired("C20").remove(0)
        };
        let found = repeated("250.01");
        assert_eq!(found.id, "C20:lin:repeated:2025");
        assert_eq!(found.amount, Some(money("10000.40")));
        let small = repeated("250.00");
        assert_eq!(small.id, "C20:below", "10,000.00 is not above what counts");
        assert_eq!(small.parts[0].amount, Some(money("10000.00")));
    }

    #[test]
    fn few_receipts_are_not_enough() {
        let needed = (Some("lin".to_owned()), "receipts_of_years".to_owned());
        assert_eq!(years([0, 20], [100, 29]).not_run("C20"), [needed]);
    }
}
