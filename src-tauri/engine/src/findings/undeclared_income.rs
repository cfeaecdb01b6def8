//! C1: income settled by platforms that was not declared, beyond materiality.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired};
use crate::computation::{BridgeRow, Severity};
use crate::money::Money;
use crate::record::Side;

/// A gap of more than this part of what was settled is looked at first.
const HIGH_FROM: Decimal = Decimal::from_parts(20, 0, 0, false, 2);

pub(super) const CHECK: Check = Check {
    rule: "C1",
    citations: &["税收征收管理法 art. 63", "个人所得税法 art. 10, 11, 12"],
    run,
};

fn run(evidence: &Evidence<'_>) -> Vec<Fired> {
    let mut fired = Vec::new();
    for year in evidence.years.iter().filter(|row| is_short(row)) {
        let quarters: Vec<&BridgeRow> = evidence
            .quarters
            .iter()
            .filter(|row| row.party == year.party && row.income == year.income)
            .filter(|row| row.period.year() == year.period.year())
            .collect();
        let declared: Money = quarters.iter().filter_map(|row| row.declared).sum();
        let short: Vec<&&BridgeRow> = quarters.iter().filter(|row| is_short(row)).collect();
        if short.is_empty() || declared != year.declared.unwrap_or_default() {
            fired.push(gap(evidence, year));
        } else {
            fired.extend(short.into_iter().map(|row| gap(evidence, row)));
        }
    }
    fired
}

fn is_short(row: &BridgeRow) -> bool {
    row.material && row.unexplained.is_some_and(|gap| gap > Money::ZERO)
}

fn gap(evidence: &Evidence<'_>, row: &BridgeRow) -> Fired {
    let amount = row.unexplained.unwrap_or_default();
    let settled = row.settled.unwrap_or_default();
    let high_from = settled
        .yuan()
        .checked_mul(HIGH_FROM)
        .unwrap_or(Decimal::MAX);
    let records = evidence.facts.sums.iter().filter(|sum| {
        sum.party == row.party
            && sum.side == Side::Settled
            && sum.month.within(row.period.grain()) == Some(row.period)
    });
    Fired {
        severity: match amount.yuan() > high_from {
            true => Severity::High,
            false => Severity::Medium,
        },
        party: Some(row.party.clone()),
        subject: None,
        period: Some(row.period),
        amount: Some(amount),
        figure: Some(format!("{}.unexplained", row.figure)),
        evidence: records.map(|sum| sum.records).sum(),
        arguments: vec![
            ("settled", settled.grouped()),
            ("declared", row.declared.unwrap_or_default().grouped()),
            ("amount", amount.grouped()),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::computation::{Facts, PartySum};
    use crate::party::{Materiality, Party, PartyKind};
    use crate::period::Grain;
    use crate::record::Class;

    fn fired(settled: &str, declared: &str) -> Vec<Severity> {
        let sum = |side, class, counted: &str| PartySum {
            party: "lin".to_owned(),
            month: "2024-05".parse().unwrap(),
            side,
            class,
            counted: counted.parse().unwrap(),
            declared_tax: Money::ZERO,
            agency_share: Money::ZERO,
            records: 1,
        };
        let facts = Facts {
            parties: vec![Party {
                id: "lin".to_owned(),
                name: "林晚星".to_owned(),
                kind: PartyKind::NaturalPerson,
                tax_id: None,
                city_class: None,
                deductions: Vec::new(),
                collection: None,
            }],
            sums: vec![
                sum(Side::Settled, Class::Commission, settled),
                sum(Side::Declared, Class::LabourRemuneration, declared),
            ],
            materiality: Materiality::default(),
            ..Facts::default()
        };
        let quarters = crate::bridge::compare(&facts, Grain::Quarter).unwrap().rows;
        let years = crate::bridge::compare(&facts, Grain::Year).unwrap().rows;
        let evidence = Evidence {
            facts: &facts,
            quarters: &quarters,
            years: &years,
            withholding: &[],
        };
        run(&evidence).iter().map(|fired| fired.severity).collect()
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
