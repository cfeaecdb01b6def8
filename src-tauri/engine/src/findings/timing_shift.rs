//! C19: income moved across quarters. Either what was declared lags behind what was settled and catches
//! up within the year, or tips are booked when they are withdrawn instead of when they were credited.

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight, parts_of};
use crate::computation::BridgeRow;
use crate::money::Money;
use crate::record::{Class, Side};

pub(super) const CHECK: Check = Check { rule: "C19", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let mut ran = Ran::default();
    for year in evidence.years.iter().filter(|row| row.settled.is_some()) {
        let quarters: Vec<&BridgeRow> = evidence
            .quarters
            .iter()
            .filter(|row| row.party == year.party && row.income == year.income)
            .filter(|row| row.period.year() == year.period.year())
            .collect();
        let by_quarter: Money = quarters.iter().filter_map(|row| row.declared).sum();
        if year.declared.is_some_and(|declared| declared != by_quarter) {
            ran.missing.push(Missing {
                party: Some(year.party.clone()),
                needs: "declared_by_quarter",
            });
            continue;
        }
        ran.fired.extend(lag(terms, year, &quarters));
        let tips = quarters.iter().filter(|row| has_tips(evidence, row));
        ran.fired
            .extend(tips.filter_map(|row| by_withdrawal(terms, row)));
    }
    ran.missing.sort_by(|a, b| a.party.cmp(&b.party));
    ran.missing.dedup_by(|a, b| a.party == b.party);
    ran
}

/// Two quarter ends or more at which the declared sum lagged, and a year that ends even.
fn lag(terms: &Terms, year: &BridgeRow, quarters: &[&BridgeRow]) -> Option<Fired> {
    let (mut settled, mut declared) = (Money::ZERO, Money::ZERO);
    let (mut run, mut longest, mut largest) = (0_u64, 0_u64, Money::ZERO);
    for row in quarters {
        settled += row.settled.unwrap_or_default();
        declared += row.declared.unwrap_or_default();
        let gap = settled - declared;
        run = if terms.exceeds("lag", gap, settled) {
            run + 1
        } else {
            0
        };
        if run > 0 {
            largest = largest.max(gap);
        }
        longest = longest.max(run);
    }
    let is_even = !terms.exceeds("lag", (settled - declared).absolute(), settled);
    (is_even && longest >= terms.count("quarters")).then(|| Fired {
        party: Some(year.party.clone()),
        subject: Some(year.income.code().to_owned()),
        period: Some(year.period),
        amount: Some(largest),
        weight: Weight::Of(settled),
        figure: Some(year.figure.clone()),
        evidence: u64::try_from(quarters.len()).unwrap_or(u64::MAX),
        codes: quarters
            .iter()
            .flat_map(|row| parts_of(&row.figure, &["settled", "declared"]))
            .collect(),
        arguments: vec![
            ("quarters", longest.to_string()),
            ("amount", largest.grouped()),
        ],
        ..Fired::default()
    })
}

fn has_tips(evidence: &Evidence<'_>, row: &BridgeRow) -> bool {
    let mut sums = evidence.facts.sums.iter();
    sums.any(|sum| {
        sum.party == row.party
            && (sum.side, sum.class) == (Side::Settled, Class::Tips)
            && sum.month.within(row.period.grain()) == Some(row.period)
    })
}

/// Declared what arrived, where something else had been credited.
fn by_withdrawal(terms: &Terms, row: &BridgeRow) -> Option<Fired> {
    let (settled, received, declared) = (row.settled?, row.received?, row.declared?);
    let follows = !terms.exceeds("same", (declared - received).absolute(), received);
    let differs = terms.exceeds("lag", (settled - declared).absolute(), settled);
    (follows && differs).then(|| Fired {
        variant: Some("tips"),
        party: Some(row.party.clone()),
        subject: Some("tips".to_owned()),
        period: Some(row.period),
        amount: Some((settled - declared).absolute()),
        weight: Weight::Of(settled),
        figure: Some(row.figure.clone()),
        evidence: 1,
        codes: parts_of(&row.figure, &["settled", "received", "declared"]),
        arguments: vec![("amount", (settled - declared).absolute().grouped())],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::record::{Class, Side};

    fn quarters(settled: [&str; 4], declared: [&str; 4]) -> Planted {
        (0..4).fold(Planted::default().person("lin"), |planted, number| {
            let month = ["2024-02", "2024-05", "2024-08", "2024-11"][number];
            planted
                .settled("lin", month, settled[number])
                .declared("lin", month, declared[number])
        })
    }

    #[test]
    fn a_lag_that_is_made_up_within_the_year_is_found() {
        let lagging = quarters(
            ["100000.00"; 4],
            ["80000.00", "80000.00", "80000.00", "160000.00"],
        );
        assert_eq!(lagging.ids("C19"), ["C19:lin:labour_remuneration:2024"]);
        assert_eq!(
            lagging.fired("C19")[0].amount,
            Some("60000.00".parse().unwrap())
        );
    }

    #[test]
    fn one_late_quarter_and_a_gap_that_stays_are_not() {
        let once = quarters(
            ["100000.00"; 4],
            ["80000.00", "120000.00", "100000.00", "100000.00"],
        );
        assert!(once.ids("C19").is_empty(), "one quarter end");
        let stays = quarters(["100000.00"; 4], ["80000.00"; 4]);
        assert!(stays.ids("C19").is_empty(), "that is C1");
    }

    #[test]
    fn tips_booked_when_withdrawn_are_found() {
        let tips = |received: &str| {
            Planted::default()
                .person("lin")
                .sum("lin", "2024-02", Side::Settled, Class::Tips, "100000.00")
                .sum("lin", "2024-03", Side::Received, Class::Payout, received)
                .declared("lin", "2024-02", "60000.00")
        };
        assert_eq!(tips("60000.00").ids("C19"), ["C19:lin:tips:2024-Q1"]);
        assert!(tips("100000.00").ids("C19").is_empty());
    }
}
