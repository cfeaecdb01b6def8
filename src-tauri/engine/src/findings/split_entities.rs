//! C13: one business cut into several, so that each stays small: businesses of one controller or of
//! relatives that together pass five million in twelve months, or that were registered together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight, months};
use crate::computation::{Facts, Severity};
use crate::money::Money;
use crate::party::{Entity, LinkRole, PartyKind};
use crate::period::{Grain, Period};

pub(super) const CHECK: Check = Check { rule: "C13", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let facts = evidence.facts;
    let businesses = facts
        .parties
        .iter()
        .filter(|party| is_business(party.kind))
        .count();
    let clusters = clusters(facts);
    if businesses > 1 && clusters.is_empty() {
        return Ran::not_run("control_links");
    }
    let mut ran = Ran::default();
    for (head, members) in clusters.iter().filter(|(_, members)| members.len() > 1) {
        ran.fired.extend(together(evidence, terms, head, members));
        let entities: Vec<&Entity> = members
            .iter()
            .filter_map(|member| facts.inputs.entity(member))
            .collect();
        if entities.is_empty() {
            ran.missing.push(Missing {
                party: Some((*head).to_owned()),
                needs: "registrations",
            });
        }
        ran.fired
            .extend(registered(evidence, terms, head, &entities));
    }
    ran
}

fn is_business(kind: PartyKind) -> bool {
    !matches!(kind, PartyKind::NaturalPerson | PartyKind::Agency)
}

/// Businesses by the first of the persons behind them; relatives and one person's other handles are
/// one.
fn clusters(facts: &Facts) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut clusters: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for link in facts
        .links
        .iter()
        .filter(|link| link.role == LinkRole::ControlledBy)
    {
        let controlled = facts.parties.iter().find(|party| party.id == link.from);
        if controlled.is_some_and(|party| is_business(party.kind)) {
            let head = head(facts, &link.to);
            clusters.entry(head).or_default().insert(&link.from);
        }
    }
    clusters
}

/// The first by handle of all who are the same person or relatives.
fn head<'f>(facts: &'f Facts, person: &'f str) -> &'f str {
    let mut circle = BTreeSet::from([person]);
    loop {
        let before = circle.len();
        for link in &facts.links {
            if matches!(link.role, LinkRole::SamePerson | LinkRole::RelativeOf)
                && (circle.contains(link.from.as_str()) || circle.contains(link.to.as_str()))
            {
                circle.extend([link.from.as_str(), link.to.as_str()]);
            }
        }
        if circle.len() == before {
            return circle.first().copied().unwrap_or(person);
        }
    }
}

/// Together above the limit, each alone within it.
fn together(
    evidence: &Evidence<'_>,
    terms: &Terms,
    head: &str,
    members: &BTreeSet<&str>,
) -> Option<Fired> {
    let limit = terms.money("twelve_months");
    let highest = |parties: &[&str]| {
        let rolling = months::rolling(&months::settled(evidence, parties));
        rolling
            .into_iter()
            .max_by_key(|(month, sum)| (*sum, std::cmp::Reverse(*month)))
    };
    let all: Vec<&str> = members.iter().copied().collect();
    let (month, sum) = highest(&all).filter(|(_, sum)| *sum > limit)?;
    let alone = all.iter().filter_map(|member| highest(&[member]));
    let alone: Vec<Money> = alone.map(|(_, sum)| sum).collect();
    if alone.len() < 2 || alone.iter().any(|sum| *sum > limit) {
        return None;
    }
    Some(Fired {
        severity: Severity::High,
        party: Some(head.to_owned()),
        subject: Some("together".to_owned()),
        period: Some(month),
        amount: Some(sum),
        weight: Weight::Of(sum),
        evidence: u64::try_from(alone.len()).unwrap_or(u64::MAX),
        codes: codes(evidence, &all, month),
        arguments: vec![
            ("members", all.join(", ")),
            ("month", month.to_string()),
            ("amount", sum.grouped()),
            ("limit", limit.grouped()),
        ],
        ..Fired::default()
    })
}

fn codes(evidence: &Evidence<'_>, members: &[&str], month: Period) -> Vec<String> {
    let year = month.within(Grain::Year);
    let rows = evidence.years.iter();
    rows.filter(|row| members.contains(&row.party.as_str()) && Some(row.period) == year)
        .map(|row| format!("{}.settled", row.figure))
        .collect()
}

/// Registered at one address within a short time.
fn registered(
    evidence: &Evidence<'_>,
    terms: &Terms,
    head: &str,
    entities: &[&Entity],
) -> Vec<Fired> {
    let days = i64::try_from(terms.count("registered_within_days")).unwrap_or(i64::MAX);
    let members = usize::try_from(terms.count("registered_members")).unwrap_or(usize::MAX);
    let mut by_address: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    for entity in entities {
        if let (Some(address), Some(_)) = (entity.address.as_deref(), entity.registered_on) {
            by_address.entry(address.trim()).or_default().push(entity);
        }
    }
    let mut fired = Vec::new();
    for mut group in by_address.into_values() {
        group.sort_by_key(|entity| entity.registered_on);
        let near = group.windows(members).find(|window| {
            let days_of = |entity: &Entity| entity.registered_on;
            let (first, last) = (window.first(), window.last());
            let first = first.and_then(|entity| days_of(entity));
            let last = last.and_then(|entity| days_of(entity));
            first
                .zip(last)
                .is_some_and(|(first, last)| (last - first).num_days() <= days)
        });
        if let Some(first) = near.and_then(|window| window.first()) {
            let parties: Vec<&str> = group.iter().map(|entity| entity.party.as_str()).collect();
            let settled: Money = months::settled(evidence, &parties).into_values().sum();
            fired.push(Fired {
                severity: Severity::High,
                variant: Some("registered"),
                party: Some(head.to_owned()),
                subject: Some(format!("registered {}", first.party)),
                amount: Some(settled),
                evidence: u64::try_from(parties.len()).unwrap_or(u64::MAX),
                arguments: vec![
                    ("members", parties.join(", ")),
                    (
                        "day",
                        first
                            .registered_on
                            .map_or_else(String::new, |day| day.to_string()),
                    ),
                    ("amount", settled.grouped()),
                ],
                ..Fired::default()
            });
        }
    }
    fired
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::{Entity, LinkRole, PartyKind};

    fn shops(count: usize, each: &str) -> Planted {
        (0..count).fold(Planted::default().person("owner"), |planted, number| {
            let id = format!("shop{number}");
            planted
                .party(&id, PartyKind::IndividualBusiness)
                .link(&id, LinkRole::ControlledBy, "owner")
                .settled(&id, "2024-06", each)
        })
    }

    #[test]
    fn shops_of_one_owner_that_pass_the_limit_only_together_are_found() {
        assert_eq!(
            shops(3, "2000000.00").ids("C13"),
            ["C13:owner:together:2024-06"]
        );
        assert!(
            shops(2, "2500000.00").ids("C13").is_empty(),
            "exactly the limit"
        );
        assert!(
            shops(2, "5000000.01").ids("C13").is_empty(),
            "each is above it alone"
        );
    }

    #[test]
    fn shops_of_relatives_are_one_and_those_of_strangers_are_not() {
        let two = |role| {
            Planted::default()
                .person("an")
                .person("bo")
                .link("an", role, "bo")
                .party("a", PartyKind::SoleProprietorship)
                .party("b", PartyKind::SoleProprietorship)
                .link("a", LinkRole::ControlledBy, "an")
                .link("b", LinkRole::ControlledBy, "bo")
                .settled("a", "2024-06", "3000000.00")
                .settled("b", "2024-07", "3000000.00")
        };
        assert_eq!(
            two(LinkRole::RelativeOf).ids("C13"),
            ["C13:an:together:2024-07"]
        );
        assert!(two(LinkRole::SignedWith).ids("C13").is_empty());
    }

    #[test]
    fn businesses_without_owners_are_not_run() {
        let planted = Planted::default()
            .party("a", PartyKind::Company)
            .party("b", PartyKind::Company);
        assert_eq!(planted.not_run("C13"), [(None, "control_links".to_owned())]);
    }

    #[test]
    fn three_registered_together_at_one_address_are_found() {
        let with = |days: [&str; 3], addresses: [&str; 3]| {
            let mut planted = shops(3, "100.00");
            for number in 0..3 {
                planted.0.inputs.entities.push(Entity {
                    registered_on: Some(days[number].parse().unwrap()),
                    address: Some(addresses[number].to_owned()),
                    ..Planted::entity(&format!("shop{number}"))
                });
            }
            planted.ids("C13")
        };
        let near = ["2024-01-01", "2024-01-20", "2024-03-01"];
        let far = ["2024-01-01", "2024-01-20", "2024-03-02"];
        assert_eq!(with(near, ["甲路1号"; 3]), ["C13:owner:registered shop0"]);
        assert!(with(far, ["甲路1号"; 3]).is_empty(), "61 days apart");
        assert!(with(near, ["甲路1号", "甲路1号", "乙路2号"]).is_empty());
    }
}
