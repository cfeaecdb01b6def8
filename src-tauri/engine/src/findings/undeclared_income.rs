//! C1: income settled by platforms that was not declared.

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight, parts_of, records_of};
use crate::computation::{BridgeRow, Severity};
use crate::money::Money;
use crate::record::Side;

pub(super) const CHECK: Check = Check { rule: "C1", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let mut fired = Vec::new();
    for year in evidence.years.iter().filter(|row| is_short(row)) {
        let quarters: Vec<&BridgeRow> = evidence
            .quarters
            .iter()
            .filter(|row| row.party == year.party && row.income == year.income)
            .filter(|row| row.period.year() == year.period.year())
            .collect();
        let declared: Money = quarters.iter().filter_map(|row| row.declared).sum();
        let by_quarter = year.material
            && declared == year.declared.unwrap_or_default()
            && quarters.iter().any(|row| is_short(row) && row.material);
        match by_quarter {
            true => fired.extend(
                quarters
                    .into_iter()
                    .filter(|row| is_short(row))
                    .map(|row| gap(evidence, terms, row)),
            ),
            false => fired.push(gap(evidence, terms, year)),
        }
    }
    Ran {
        fired,
        missing: unsettled(evidence),
    }
}

/// Parties of whom the case holds declarations and nothing that a platform settled: what they declared
/// is compared with nothing.
fn unsettled(evidence: &Evidence<'_>) -> Vec<Missing> {
    let rows = |party: &str, has: fn(&BridgeRow) -> bool| {
        let mut years = evidence.years.iter();
        years.any(|row| row.party == party && has(row))
    };
    let lacks = |party: &str| {
        rows(party, |row| row.declared.is_some()) && !rows(party, |row| row.settled.is_some())
    };
    let parties = evidence.facts.parties.iter();
    parties
        .filter(|party| lacks(&party.id))
        .map(|party| Missing {
            party: Some(party.id.clone()),
            needs: "settlements",
        })
        .collect()
}

fn is_short(row: &BridgeRow) -> bool {
    row.undeclared.is_some_and(|gap| gap > Money::ZERO)
}

fn gap(evidence: &Evidence<'_>, terms: &Terms, row: &BridgeRow) -> Fired {
    let amount = row.undeclared.unwrap_or_default();
    let settled = row.settled.unwrap_or_default();
    let declared = row.declared.unwrap_or_default();
    let mut codes = parts_of(&row.figure, &["settled", "declared"]);
    codes.push(row.undeclared_figure());
    Fired {
        severity: match terms.exceeds("high_part", amount, settled) {
            true => Severity::High,
            false => Severity::Medium,
        },
        party: Some(row.party.clone()),
        subject: Some(row.income.code().to_owned()),
        period: Some(row.period),
        amount: Some(amount),
        weight: Weight::Of(settled.absolute().max(declared.absolute())),
        figure: Some(row.undeclared_figure()),
        evidence: records_of(evidence, &row.party, Side::Settled, row.period),
        codes,
        arguments: vec![
            ("settled", settled.grouped()),
            ("declared", declared.grouped()),
            ("amount", amount.grouped()),
        ],
        ..Fired::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::tests::Planted;

    fn fired(settled: &str, declared: &str) -> Vec<Severity> {
        let planted = Planted::default()
            .person("lin")
            .settled("lin", "2024-05", settled)
            .declared("lin", "2024-05", declared);
        let findings = planted.fired("C1").into_iter();
        let material = findings.filter(|finding| finding.id != "C1:below");
        material.map(|finding| finding.severity).collect()
    }

    #[test]
    fn what_was_declared_beside_no_settlement_is_not_run_and_not_clean() {
        let planted = Planted::default()
            .person("lin")
            .person("an")
            .settled("lin", "2024-05", "90000.00")
            .declared("an", "2024-05", "90000.00");
        assert_eq!(planted.ids("C1"), ["C1:lin:labour_remuneration:2024-Q2"]);
        let missing = (Some("an".to_owned()), "settlements".to_owned());
        assert_eq!(planted.not_run("C1"), [missing]);
    }

    #[test]
    fn a_gap_fires_only_beyond_both_bounds() {
        for (settled, declared, expected) in [
            ("100000.00", "100000.00", vec![]),
            ("100000.00", "90000.00", vec![]),
            ("100000.00", "89999.99", vec![Severity::Medium]),
            ("200000.00", "190000.00", vec![]),
            ("300000.00", "285000.00", vec![]),
            ("300000.00", "284999.99", vec![Severity::Medium]),
            ("100000.00", "80000.00", vec![Severity::Medium]),
            ("100000.00", "79999.99", vec![Severity::High]),
            ("80000.00", "100000.00", vec![]),
        ] {
            assert_eq!(
                fired(settled, declared),
                expected,
                "{settled} against {declared}"
            );
        }
    }
}
