//! Who belongs together: one person with the firms she controls, and who stands near them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::party::{Link, LinkRole, Party, PartyKind};

/// Parties that one person stands behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Group {
    /// Handle of the one who stands behind them: the natural person that controls most of them.
    pub head: String,
    /// All of them in the order of the set-up, the head among them.
    pub members: Vec<String>,
    /// How they stand to each other.
    pub within: Vec<Member>,
    /// Relatives and agencies: near, but their income is their own.
    pub near: Vec<Member>,
}

/// A dated relation with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Member {
    /// Handle of the first party.
    pub party: String,
    /// How it stands to the other.
    pub role: LinkRole,
    /// Handle of the other.
    pub to: String,
    /// First day.
    pub since: NaiveDate,
    /// Last day.
    #[ts(type = "string | null")]
    pub until: Option<NaiveDate>,
    /// Share of control, as stated.
    #[ts(type = "string | null")]
    pub share: Option<Decimal>,
    /// What shows it.
    pub evidence: Option<String>,
}

impl Member {
    fn of(link: &Link) -> Member {
        Member {
            party: link.from.clone(),
            role: link.role,
            to: link.to.clone(),
            since: link.since,
            until: link.until,
            share: link.share,
            evidence: link.evidence.clone(),
        }
    }
}

/// Every party in exactly one group, in the order of the set-up.
pub fn groups(parties: &[Party], links: &[Link]) -> Vec<Group> {
    let mut joined: BTreeMap<&str, &str> = BTreeMap::new();
    for link in links.iter().filter(|link| joins(link.role)) {
        let (one, other) = (root(&joined, &link.from), root(&joined, &link.to));
        if one != other {
            joined.insert(one, other);
        }
    }
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut groups = Vec::new();
    for party in parties {
        let mine = root(&joined, &party.id);
        if !done.insert(mine) {
            continue;
        }
        let members: Vec<&Party> = parties
            .iter()
            .filter(|other| root(&joined, &other.id) == mine)
            .collect();
        groups.push(group(&members, links));
    }
    groups
}

/// Whether two parties in this relation are one in economic terms.
fn joins(role: LinkRole) -> bool {
    matches!(role, LinkRole::ControlledBy | LinkRole::SamePerson)
}

fn root<'l>(joined: &BTreeMap<&'l str, &'l str>, party: &'l str) -> &'l str {
    let mut root = party;
    while let Some(next) = joined.get(root) {
        root = next;
    }
    root
}

fn group(members: &[&Party], links: &[Link]) -> Group {
    let is_member = |id: &str| members.iter().any(|party| party.id == id);
    let touching = links
        .iter()
        .filter(|link| is_member(&link.from) || is_member(&link.to));
    let (within, near): (Vec<&Link>, Vec<&Link>) = touching.partition(|link| joins(link.role));
    let controlled = |party: &Party| {
        let by = within
            .iter()
            .filter(|link| link.role == LinkRole::ControlledBy && link.to == party.id);
        by.count()
    };
    let is_person = |party: &Party| party.kind == PartyKind::NaturalPerson;
    let head = members
        .iter()
        .rev()
        .max_by_key(|party| (is_person(party), controlled(party)));
    Group {
        head: head.map_or_else(String::new, |party| party.id.clone()),
        members: members.iter().map(|party| party.id.clone()).collect(),
        within: within.into_iter().map(Member::of).collect(),
        near: near.into_iter().map(Member::of).collect(),
    }
}
