//! B1.6: a streamer's studio still on assessed profit after March 2022, when such studios were to
//! keep books and be taxed on accounts.

use super::{Check, Evidence, Fired};
use crate::computation::Severity;
use crate::money::Money;
use crate::party::{Collection, LinkRole, Party};
use crate::period::Period;
use crate::record::Side;

/// First whole year under the joint opinions of March 2022.
const FROM_YEAR: i32 = 2022;

pub(super) const CHECK: Check = Check {
    rule: "B1.6",
    citations: &["三部门意见 2022-03-30 (STA Income Tax 2022 No. 25)"],
    run,
};

fn run(evidence: &Evidence<'_>) -> Vec<Fired> {
    let facts = evidence.facts;
    let studios = facts.parties.iter().filter(|party| {
        matches!(party.collection, Some(Collection::Assessed { .. }))
            && facts
                .links
                .iter()
                .any(|link| link.role == LinkRole::ControlledBy && link.from == party.id)
    });
    studios.flat_map(|studio| years(evidence, studio)).collect()
}

fn years(evidence: &Evidence<'_>, studio: &Party) -> Vec<Fired> {
    let rows = evidence.years.iter().filter(|row| row.party == studio.id);
    let income = |row: &&crate::computation::BridgeRow| row.settled.or(row.declared);
    rows.filter(|row| row.period.year() >= FROM_YEAR && income(row).is_some())
        .map(|row| Fired {
            severity: Severity::Medium,
            party: Some(studio.id.clone()),
            subject: None,
            period: Some(row.period),
            amount: income(&row),
            figure: Some(row.figure.clone()),
            evidence: settled_records(evidence, &studio.id, row.period),
            arguments: vec![("name", studio.name.clone())],
        })
        .collect()
}

fn settled_records(evidence: &Evidence<'_>, party: &str, period: Period) -> u64 {
    let sums = evidence.facts.sums.iter().filter(|sum| {
        sum.party == party
            && sum.side == Side::Settled
            && sum.counted != Money::ZERO
            && sum.month.within(period.grain()) == Some(period)
    });
    sums.map(|sum| sum.records).sum()
}
