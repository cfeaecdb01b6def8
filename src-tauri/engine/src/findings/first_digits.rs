//! C21: first digits of daily settled sums against Benford's law, only where the population fits it: many
//! days over several orders of magnitude. An aid for ranking, never more.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired, Missing, Ran, Terms};
use crate::computation::Severity;
use crate::money::Money;

pub(super) const CHECK: Check = Check { rule: "C21", run };

/// log10(1 + 1/d) in hundred-thousandths.
const EXPECTED: [i64; 9] = [30103, 17609, 12494, 9691, 7918, 6695, 5799, 5115, 4576];

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let facts = evidence.facts;
    if facts.records.days.is_empty() {
        return Ran::not_run("fitting_population");
    }
    let mut ran = Ran::default();
    for party in &facts.parties {
        let days = facts.records.days.iter();
        let days = days.filter(|day| day.party == party.id && day.amount > Money::ZERO);
        let amounts: Vec<Money> = days.map(|day| day.amount).collect();
        match (amounts.is_empty(), fits(terms, &amounts)) {
            (true, _) => {}
            (_, false) => ran.missing.push(Missing {
                party: Some(party.id.clone()),
                needs: "fitting_population",
            }),
            (_, true) => ran.fired.extend(nonconforming(terms, &party.id, &amounts)),
        }
    }
    ran
}

/// Whether there are enough of them, and they span enough.
fn fits(terms: &Terms, amounts: &[Money]) -> bool {
    let (least, most) = (amounts.iter().min(), amounts.iter().max());
    let span = least
        .zip(most)
        .and_then(|(least, most)| most.yuan().checked_div(least.yuan()));
    u64::try_from(amounts.len()).is_ok_and(|count| count >= terms.count("days"))
        && span.is_some_and(|span| span >= terms.bound("span"))
}

fn nonconforming(terms: &Terms, party: &str, amounts: &[Money]) -> Option<Fired> {
    let mut digits = [0_i64; 9];
    for amount in amounts {
        let text = amount.fen().to_string();
        let digit = text.chars().next().and_then(|first| first.to_digit(10))?;
        let place = usize::try_from(digit).ok()?.checked_sub(1)?;
        *digits.get_mut(place)? += 1;
    }
    let count = Decimal::from(amounts.len());
    let apart: Option<Vec<Decimal>> = digits
        .iter()
        .zip(EXPECTED)
        .map(|(found, expected)| {
            let share = Decimal::from(*found).checked_div(count)?;
            Some((share - Decimal::new(expected, 5)).abs())
        })
        .collect();
    let mad = apart?
        .into_iter()
        .sum::<Decimal>()
        .checked_div(Decimal::from(9))?;
    (mad > terms.bound("deviation")).then(|| Fired {
        severity: Severity::Low,
        party: Some(party.to_owned()),
        evidence: u64::try_from(amounts.len()).unwrap_or(u64::MAX),
        arguments: vec![
            ("days", amounts.len().to_string()),
            ("deviation", mad.round_dp(4).to_string()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::computation::DayTotal;
    use crate::findings::tests::Planted;
    use crate::money::Money;
    use crate::record::Side;

    fn days(fen: impl Iterator<Item = i64>) -> Planted {
        let mut planted = Planted::default().person("lin");
        let first: chrono::NaiveDate = "2023-01-01".parse().unwrap();
        planted.0.records.days = first
            .iter_days()
            .zip(fen)
            .map(|(day, fen)| DayTotal {
                party: "lin".to_owned(),
                side: Side::Settled,
                day,
                amount: Money::from_fen(fen),
            })
            .collect();
        planted
    }

    /// Powers of 1.02 follow the law; they span six orders of magnitude over 700 days.
    fn growing() -> impl Iterator<Item = i64> {
        let mut fen = 100_000_000_i64;
        std::iter::repeat_with(move || {
            fen += fen / 50;
            fen / 1_000
        })
    }

    #[test]
    fn growth_conforms_and_invented_amounts_do_not() {
        assert!(days(growing().take(700)).fired("C21").is_empty());
        assert!(days(growing().take(700)).not_run("C21").is_empty());
        // Every digit alike often, from 1.00 to 9,000.00: people invent such numbers.
        let scales = [100, 1_000, 10_000, 100_000].into_iter().cycle();
        let even = scales.zip(0..700).map(|(scale, day)| (day % 9 + 1) * scale);
        assert_eq!(days(even).ids("C21"), ["C21:lin"]);
    }

    #[test]
    fn a_population_that_does_not_fit_is_not_run() {
        let needed = [(Some("lin".to_owned()), "fitting_population".to_owned())];
        assert_eq!(days(growing().take(499)).not_run("C21"), needed);
        assert_eq!(
            days((0..700).map(|day| 50_000 + day)).not_run("C21"),
            needed
        );
    }
}
