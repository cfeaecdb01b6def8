//! B1.6: a streamer's studio still on assessed profit after March 2022, when such studios were to
//! keep books and be taxed on accounts.

use super::{Check, Evidence, Fired, Ran, Terms, records_of};
use crate::party::{Collection, LinkRole, Party};
use crate::period::Period;
use crate::record::Side;

pub(super) const CHECK: Check = Check { rule: "B1.6", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let facts = evidence.facts;
    let studios = facts.parties.iter().filter(|party| {
        matches!(party.collection, Some(Collection::Assessed { .. }))
            && facts
                .links
                .iter()
                .any(|link| link.role == LinkRole::ControlledBy && link.from == party.id)
    });
    let fired: Vec<_> = studios
        .flat_map(|studio| years(evidence, terms, studio))
        .collect();
    fired.into()
}

fn years(evidence: &Evidence<'_>, terms: &Terms, studio: &Party) -> Vec<Fired> {
    let rows = evidence.years.iter().filter(|row| row.party == studio.id);
    let income = |row: &&crate::computation::BridgeRow| row.settled.or(row.declared);
    let is_late =
        |period: Period| u64::try_from(period.year()).ok() >= Some(terms.count("from_year"));
    rows.filter(|row| is_late(row.period) && income(row).is_some())
        .map(|row| Fired {
            party: Some(studio.id.clone()),
            period: Some(row.period),
            amount: income(&row),
            figure: Some(row.figure.clone()),
            evidence: records_of(evidence, &studio.id, Side::Settled, row.period),
            codes: vec![row.figure.clone()],
            arguments: vec![("name", studio.name.clone())],
            ..Fired::default()
        })
        .collect()
}
