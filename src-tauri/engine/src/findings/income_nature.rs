//! C7: income of a person's own performance that runs through a shell, so that it is taxed as business
//! income. Three of four signs fire; what the income is in law stays with a person.

use std::collections::BTreeSet;

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight};
use crate::computation::{BridgeRow, Severity};
use crate::money::Money;
use crate::party::{Entity, LinkRole, Party, PartyKind};

pub(super) const CHECK: Check = Check { rule: "C7", run };

const SHELLS: [PartyKind; 3] = [
    PartyKind::IndividualBusiness,
    PartyKind::SoleProprietorship,
    PartyKind::Partnership,
];

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let facts = evidence.facts;
    let mut ran = Ran::default();
    for business in facts
        .parties
        .iter()
        .filter(|party| SHELLS.contains(&party.kind))
    {
        let Some(owner) = owner_of(evidence, business) else {
            continue;
        };
        let Some(entity) = facts.inputs.entity(&business.id) else {
            ran.missing.push(Missing {
                party: Some(business.id.clone()),
                needs: "entity_facts",
            });
            continue;
        };
        let years: BTreeSet<_> = evidence
            .years
            .iter()
            .filter(|row| row.party == business.id)
            .map(|row| row.period)
            .collect();
        let years = years.into_iter().filter(|year| {
            let views = facts.classifications.iter();
            !views
                .clone()
                .any(|view| view.party == business.id && view.year == year.year())
        });
        ran.fired.extend(years.filter_map(|year| {
            let rows = evidence.years.iter();
            let row = rows
                .clone()
                .find(|row| row.party == business.id && row.period == year)?;
            converted(evidence, terms, (business, owner, entity), row)
        }));
    }
    ran
}

/// The natural person who controls a business.
fn owner_of<'f>(evidence: &Evidence<'f>, business: &Party) -> Option<&'f Party> {
    let facts = evidence.facts;
    let mut links = facts.links.iter();
    let link =
        links.find(|link| link.role == LinkRole::ControlledBy && link.from == business.id)?;
    let mut parties = facts.parties.iter();
    parties.find(|party| party.id == link.to && party.kind == PartyKind::NaturalPerson)
}

fn income(row: &BridgeRow) -> Money {
    row.settled.or(row.declared).unwrap_or_default()
}

fn converted(
    evidence: &Evidence<'_>,
    terms: &Terms,
    (business, owner, entity): (&Party, &Party, &Entity),
    row: &BridgeRow,
) -> Option<Fired> {
    let own = income(row);
    let years = evidence.years.iter();
    let others = years.filter(|of| of.party == owner.id && of.period == row.period);
    let all = own + others.map(income).sum();
    let payer = evidence
        .facts
        .records
        .largest_payer(&business.id, row.period.year());
    let signs = [
        entity.staff == Some(0) && entity.premises == Some(false),
        entity.owner_performs == Some(true),
        own > Money::ZERO && terms.exceeds("part_of_income", own, all),
        payer.is_some_and(|(largest, all)| terms.exceeds("one_payer", largest, all)),
    ];
    let count = signs.iter().filter(|sign| **sign).count();
    if u64::try_from(count).ok()? < terms.count("signs") {
        return None;
    }
    Some(Fired {
        severity: Severity::High,
        party: Some(business.id.clone()),
        period: Some(row.period),
        amount: Some(own),
        weight: Weight::Of(own),
        figure: Some(row.figure.clone()),
        evidence: super::records_of(
            evidence,
            &business.id,
            crate::record::Side::Settled,
            row.period,
        ),
        codes: vec![row.figure.clone()],
        arguments: vec![
            ("name", business.name.clone()),
            ("owner", owner.name.clone()),
            ("signs", count.to_string()),
            ("amount", own.grouped()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::{Entity, LinkRole, PartyKind};

    fn studio(entity: Option<Entity>) -> Planted {
        let mut planted = Planted::default()
            .person("lin")
            .party("studio", PartyKind::SoleProprietorship)
            .link("studio", LinkRole::ControlledBy, "lin")
            .settled("studio", "2024-05", "2300000.00")
            .settled("lin", "2024-05", "100000.00");
        planted.0.inputs.entities.extend(entity);
        planted
    }

    #[test]
    fn a_shell_that_sells_its_owners_performance_is_found() {
        let shell = Entity {
            staff: Some(0),
            premises: Some(false),
            owner_performs: Some(true),
            ..Planted::entity("studio")
        };
        assert_eq!(studio(Some(shell)).ids("C7"), ["C7:studio:2024"]);
    }

    #[test]
    fn a_real_studio_is_not() {
        let real = Entity {
            staff: Some(6),
            premises: Some(true),
            owner_performs: Some(true),
            ..Planted::entity("studio")
        };
        assert!(studio(Some(real)).ids("C7").is_empty());
    }

    #[test]
    fn without_facts_of_the_business_it_is_not_run() {
        let needed = (Some("studio".to_owned()), "entity_facts".to_owned());
        assert_eq!(studio(None).not_run("C7"), [needed]);
    }
}
