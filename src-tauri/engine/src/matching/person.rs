//! What a person decided goes first: matches that were said hold, and pairs that were forbidden never do.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decided, Difference, DifferenceKind, Inputs, Match, MatchDecision, MatchRule};
use super::{Receipt, Settlement};
use crate::money::Money;

/// What holds of the decisions.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub(super) matches: Vec<Match>,
    /// Keys that are matched.
    pub(super) settled: BTreeSet<&'a str>,
    pub(super) received: BTreeSet<&'a str>,
    /// Settlement and receipt that are never together.
    pub(super) forbidden: BTreeSet<(&'a str, &'a str)>,
    pub(super) without_effect: Vec<i64>,
}

/// Decisions in the order of their numbers.
pub(super) fn apply(inputs: &Inputs) -> Said<'_> {
    let mut said = Said::default();
    if inputs.decisions.is_empty() {
        return said;
    }
    let settlements: BTreeMap<&str, &Settlement> = inputs
        .settlements
        .iter()
        .map(|one| (one.key.as_str(), one))
        .collect();
    let receipts: BTreeMap<&str, &Receipt> = inputs
        .receipts
        .iter()
        .map(|one| (one.key.as_str(), one))
        .collect();
    let mut decisions: Vec<&Decided> = inputs.decisions.iter().collect();
    decisions.sort_by_key(|decided| decided.number);
    for decided in decisions {
        match &decided.decision {
            MatchDecision::Forbid {
                settlements,
                receipts,
            } => {
                let pairs = settlements
                    .iter()
                    .flat_map(|one| receipts.iter().map(|other| (one.as_str(), other.as_str())));
                said.forbidden.extend(pairs);
            }
            MatchDecision::Match {
                settlements: these,
                receipts: those,
            } => {
                let these = found(&settlements, these, &said.settled);
                let those = found(&receipts, those, &said.received);
                match these.zip(those) {
                    Some((these, those)) => said.keep(decided.number, &these, &those),
                    None => said.without_effect.push(decided.number),
                }
            }
        }
    }
    said
}

/// All that is named, where all of it is there once and is not matched yet.
fn found<'a, T>(
    all: &BTreeMap<&'a str, &'a T>,
    keys: &[String],
    taken: &BTreeSet<&str>,
) -> Option<Vec<&'a T>> {
    let distinct: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
    let free = |key: &&str| !taken.contains(*key);
    let named: Option<Vec<&T>> = distinct
        .iter()
        .filter(|key| free(key))
        .map(|key| all.get(*key).copied())
        .collect();
    named.filter(|named| !named.is_empty() && named.len() == keys.len())
}

impl<'a> Said<'a> {
    fn keep(&mut self, number: i64, settlements: &[&'a Settlement], receipts: &[&'a Receipt]) {
        self.settled
            .extend(settlements.iter().map(|one| one.key.as_str()));
        self.received
            .extend(receipts.iter().map(|one| one.key.as_str()));
        let made = Match {
            rule: MatchRule::Person,
            decision: Some(number),
            differences: differences(settlements, receipts),
            ..Match::of(settlements, receipts)
        };
        self.matches.push(made);
    }
}

impl Match {
    /// Settlements and receipts without any evidence yet; neither may be empty.
    pub(super) fn of(settlements: &[&Settlement], receipts: &[&Receipt]) -> Match {
        let settled_days = settlements.iter().map(|one| one.day);
        let received_days = receipts.iter().map(|one| one.day);
        let span = |days: &mut dyn Iterator<Item = chrono::NaiveDate>| {
            let first = days.next().expect("a match has both sides");
            days.fold((first, first), |(from, to), day| {
                (from.min(day), to.max(day))
            })
        };
        Match {
            party: settlements[0].party.clone(),
            rule: MatchRule::SameAmount,
            settlements: settlements.iter().map(|one| one.key.clone()).collect(),
            receipts: receipts.iter().map(|one| one.key.clone()).collect(),
            settled_on: span(&mut settled_days.into_iter()),
            received_on: span(&mut received_days.into_iter()),
            settled: settlements.iter().map(|one| one.gross).sum(),
            received: receipts.iter().map(|one| one.amount).sum(),
            differences: Vec::new(),
            score: None,
            points: Vec::new(),
            runner_up: None,
            decision: None,
        }
    }
}

/// The stated deductions where they explain what lies between; otherwise all of it is left open.
fn differences(settlements: &[&Settlement], receipts: &[&Receipt]) -> Vec<Difference> {
    let settled: Money = settlements.iter().map(|one| one.gross).sum();
    let received: Money = receipts.iter().map(|one| one.amount).sum();
    let fee = (
        DifferenceKind::ServiceFee,
        settlements.iter().map(|one| one.fee).sum(),
    );
    let tax = (
        DifferenceKind::TaxWithheld,
        settlements.iter().map(|one| one.withheld).sum(),
    );
    let between = settled - received;
    let stated: [&[(DifferenceKind, Money)]; 4] = [&[], &[fee], &[tax], &[fee, tax]];
    let explained = stated.into_iter().find(|parts| {
        let all: Money = parts.iter().map(|(_, amount)| *amount).sum();
        all == between
    });
    let parts = match explained {
        Some(parts) => parts.to_vec(),
        None => vec![(DifferenceKind::LeftOpen, between)],
    };
    let parts = parts
        .into_iter()
        .filter(|(_, amount)| *amount != Money::ZERO);
    parts
        .map(|(kind, amount)| Difference { kind, amount })
        .collect()
}
