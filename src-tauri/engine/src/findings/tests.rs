//! Small cases with a planted problem or an innocent look-alike, and the frame that all checks share.

use crate::computation::{Computation, Facts, Finding, FindingStatus, PartySum, Severity};
use crate::money::Money;
use crate::party::{Entity, Link, LinkRole, Materiality, Party, PartyKind};
use crate::period::Grain;
use crate::record::{Class, Side};

/// Facts in the making.
#[derive(Default)]
pub(super) struct Planted(pub(super) Facts);

pub(super) fn money(text: &str) -> Money {
    text.parse().unwrap()
}

impl Planted {
    pub(super) fn person(self, id: &str) -> Planted {
        self.party(id, PartyKind::NaturalPerson)
    }

    pub(super) fn party(mut self, id: &str, kind: PartyKind) -> Planted {
        self.0.parties.push(Party::new(id, id, kind));
        self
    }

    pub(super) fn link(mut self, from: &str, role: LinkRole, to: &str) -> Planted {
        self.0.links.push(Link {
            from: from.to_owned(),
            to: to.to_owned(),
            role,
            since: "2020-01-01".parse().unwrap(),
            until: None,
            share: None,
            evidence: None,
        });
        self
    }

    /// A business of which nothing is stated.
    pub(super) fn entity(party: &str) -> Entity {
        Entity {
            party: party.to_owned(),
            registered_on: None,
            address: None,
            staff: None,
            premises: None,
            owner_performs: None,
            general_taxpayer_since: None,
        }
    }

    pub(super) fn sum(
        self,
        party: &str,
        month: &str,
        side: Side,
        class: Class,
        counted: &str,
    ) -> Planted {
        self.sum_of(party, month, side, class, (counted, 1))
    }

    pub(super) fn sum_of(
        mut self,
        party: &str,
        month: &str,
        side: Side,
        class: Class,
        (counted, records): (&str, u64),
    ) -> Planted {
        let month = month.parse().unwrap();
        self.0.sums.push(PartySum {
            records,
            ..PartySum::of_counted(party, month, side, class, money(counted))
        });
        self
    }

    pub(super) fn settled(self, party: &str, month: &str, amount: &str) -> Planted {
        self.sum(party, month, Side::Settled, Class::Commission, amount)
    }

    pub(super) fn declared(self, party: &str, period: &str, amount: &str) -> Planted {
        self.sum(
            party,
            period,
            Side::Declared,
            Class::LabourRemuneration,
            amount,
        )
    }

    pub(super) fn compute(&self) -> Computation {
        crate::compute(&self.0, "2026-06-30".parse().unwrap(), Grain::Year).unwrap()
    }

    /// Findings of one rule, the summed line of small ones included.
    pub(super) fn fired(&self, rule: &str) -> Vec<Finding> {
        let mut findings = self.compute().findings;
        findings.retain(|finding| finding.rule == rule);
        findings
    }

    /// Ids of the findings of one rule, without the summed line.
    pub(super) fn ids(&self, rule: &str) -> Vec<String> {
        let found = self.fired(rule).into_iter();
        found
            .map(|finding| finding.id)
            .filter(|id| !id.ends_with(":below"))
            .collect()
    }

    /// What one rule would need, and whom for.
    pub(super) fn not_run(&self, rule: &str) -> Vec<(Option<String>, String)> {
        let not_run = self.compute().not_run.into_iter();
        let of_rule = not_run.filter(|missing| missing.rule == rule);
        of_rule
            .map(|missing| (missing.party, missing.needs))
            .collect()
    }
}

/// So many persons who declared nothing of this amount in May 2024.
fn short_by(persons: usize, amount: &str) -> Planted {
    (0..persons).fold(Planted::default(), |planted, number| {
        let id = format!("p{number:03}");
        planted
            .person(&id)
            .settled(&id, "2024-05", amount)
            .declared(&id, "2024-05", "0.01")
    })
}

#[test]
fn what_is_below_materiality_is_one_summed_line_with_its_parts() {
    let findings = short_by(3, "9000.01").fired("C1");
    assert_eq!(findings.len(), 1);
    let below = &findings[0];
    assert_eq!(below.id, "C1:below");
    assert_eq!(below.severity, Severity::Low);
    assert_eq!(below.amount, Some(money("27000.00")));
    let parts: Vec<_> = below
        .parts
        .iter()
        .map(|part| part.amount.unwrap())
        .collect();
    assert_eq!(parts, [money("9000.00"); 3]);
}

#[test]
fn the_bounds_of_the_case_hold_for_every_rule() {
    let mut planted = short_by(1, "9000.01");
    planted.0.materiality = Materiality {
        absolute: money("8999.99"),
        relative: "0.05".parse().unwrap(),
    };
    assert_eq!(planted.ids("C1"), ["C1:p000:labour_remuneration:2024-Q2"]);
    planted.0.materiality.absolute = money("9000.00");
    assert!(planted.ids("C1").is_empty());
}

#[test]
fn more_than_two_hundred_of_a_kind_are_one_finding_with_a_list() {
    assert_eq!(short_by(200, "20000.01").fired("C1").len(), 200);
    let many = short_by(201, "20000.01").fired("C1");
    assert_eq!(many.len(), 1);
    assert_eq!(many[0].parts.len(), 201);
    assert_eq!(many[0].amount, Some(money("4020000.00")));
    assert_eq!(many[0].severity, Severity::High);
}

#[test]
fn a_finding_says_on_what_it_rests() {
    let finding = short_by(1, "20000.01").fired("C1").remove(0);
    assert_eq!(finding.status, FindingStatus::Open);
    assert_eq!(
        finding.evidence_codes,
        ["BQ-1.settled", "BQ-1.declared", "BQ-1.unexplained"]
    );
    assert!(finding.innocent.contains(&"settlement_lag".to_owned()));
    assert_eq!(finding.thresholds[0].name, "high_part");
}

#[test]
fn the_evidence_is_another_one_when_the_amount_changes_and_not_when_codes_move() {
    let hash = |planted: Planted| planted.fired("C1").remove(0).evidence_sha256;
    let one = |amount| {
        Planted::default()
            .person("lin")
            .settled("lin", "2024-05", amount)
            .declared("lin", "2024-05", "1.00")
    };
    let before = hash(one("20001.00"));
    assert_eq!(hash(one("20001.00")), before);
    assert_ne!(hash(one("20002.00")), before);
    let mut moved = Planted::default()
        .person("an")
        .settled("an", "2023-01", "5.00");
    moved = moved
        .person("lin")
        .settled("lin", "2024-05", "20001.00")
        .declared("lin", "2024-05", "1.00");
    let findings = moved.fired("C1");
    let of_lin = findings
        .iter()
        .find(|finding| finding.party.as_deref() == Some("lin"))
        .unwrap();
    assert_eq!(of_lin.figure.as_deref(), Some("BQ-2.unexplained"));
    assert_eq!(of_lin.evidence_sha256, before);
}

#[test]
fn ids_are_unique() {
    let planted =
        short_by(2, "20000.01").sum("p000", "2024-05", Side::Settled, Class::Tips, "90000.00");
    let mut ids: Vec<_> = planted
        .compute()
        .findings
        .into_iter()
        .map(|finding| finding.id)
        .collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
