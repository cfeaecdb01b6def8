//! Matching in rounds: what one round leaves is weighed again without what it matched, and at last with
//! what may differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::book::{Book, Known};
use super::offers::{self, Candidate, Fit};
use super::person::Said;
use super::solve::{Solved, solve};
use super::windows::Windows;
use super::{Difference, Inputs, Match, MatchSide, Matching, Receipt, Rival, Settlement};
use super::{Waiting, WaitingFor};
use crate::money::Money;

const ROUNDS: [Fit; 4] = [Fit::Exact, Fit::Exact, Fit::Exact, Fit::WithinTolerance];
/// Rivals named of what waits.
const RIVALS_MAX: usize = 2;

/// Why something waits, and with which candidates.
type Notes<'a> = BTreeMap<&'a str, (WaitingFor, Vec<Rival>)>;

/// What is left to be matched.
struct Rest<'a> {
    settlements: Vec<&'a Settlement>,
    receipts: Vec<&'a Receipt>,
    matches: Vec<Match>,
    /// By keys of settlements and of receipts.
    notes: (Notes<'a>, Notes<'a>),
}

/// Matches what no person has decided, and lists what waits.
pub(super) fn run(inputs: &Inputs, said: Said<'_>, as_of: NaiveDate) -> Matching {
    let is_money = |one: &&Receipt| one.amount > Money::ZERO;
    let free = |taken: &BTreeSet<&str>, key: &str| !taken.contains(key);
    let settlements = inputs
        .settlements
        .iter()
        .filter(|one| free(&said.settled, &one.key));
    let receipts = inputs
        .receipts
        .iter()
        .filter(|one| free(&said.received, &one.key));
    let known = Known::of(inputs, said.forbidden);
    let mut rest = Rest {
        settlements: settlements.collect(),
        receipts: receipts.filter(is_money).collect(),
        matches: said.matches,
        notes: (Notes::new(), Notes::new()),
    };
    let all = (rest.settlements.clone(), rest.receipts.clone());
    let mut made_before = true;
    for fit in ROUNDS {
        // A round over the same rest would tell the same.
        if made_before || fit == Fit::WithinTolerance {
            made_before = rest.round(&known, fit);
        }
    }
    let waiting = waiting(&rest, all, as_of);
    let mut matches = rest.matches;
    matches.sort_by(|one, other| {
        let place = |of: &Match| (of.received_on, of.settled_on);
        let by = one
            .party
            .cmp(&other.party)
            .then(place(one).cmp(&place(other)));
        by.then_with(|| one.receipts.cmp(&other.receipts))
    });
    Matching {
        matches,
        waiting,
        without_effect: said.without_effect,
    }
}

impl<'a> Rest<'a> {
    /// One round. Whether anything was matched.
    fn round(&mut self, known: &'a Known<'a>, fit: Fit) -> bool {
        let (settlements, receipts) = (
            std::mem::take(&mut self.settlements),
            std::mem::take(&mut self.receipts),
        );
        let book = Book::of(known, settlements, receipts);
        let sizes = (book.settlements.len(), book.receipts.len());
        let solved = solve(offers::all(&book, fit), sizes, Windows::load().least.points);
        let mut gone = (vec![false; sizes.0], vec![false; sizes.1]);
        self.note(&book, &solved);
        for place in &solved.open {
            gone.mark(&solved.candidates[*place]);
        }
        for made in &solved.made {
            gone.mark(&made.candidate);
            let rival = made
                .runner_up
                .map(|place| rival(&book, &solved.candidates[place]));
            self.matches.push(matched(&book, &made.candidate, rival));
        }
        self.settlements = kept(&book.settlements, &gone.0);
        self.receipts = kept(&book.receipts, &gone.1);
        !solved.made.is_empty()
    }

    /// Notes the candidates that were not made, the strongest first.
    fn note(&mut self, book: &Book<'a>, solved: &Solved) {
        let open: BTreeSet<usize> = solved.open.iter().copied().collect();
        let weak = (0..solved.candidates.len()).filter(|place| !open.contains(place));
        let of_open = open
            .iter()
            .copied()
            .map(|place| (place, WaitingFor::Choice));
        for (place, why) in of_open.chain(weak.map(|place| (place, WaitingFor::Evidence))) {
            let candidate = &solved.candidates[place];
            for one in &candidate.settlements {
                let key = book.settlements[*one].key.as_str();
                add(&mut self.notes.0, key, why, || rival(book, candidate));
            }
            for one in &candidate.receipts {
                let key = book.receipts[*one].key.as_str();
                add(&mut self.notes.1, key, why, || rival(book, candidate));
            }
        }
    }
}

fn add<'a>(notes: &mut Notes<'a>, key: &'a str, why: WaitingFor, rival: impl FnOnce() -> Rival) {
    let (_, rivals) = notes.entry(key).or_insert((why, Vec::new()));
    if rivals.len() < RIVALS_MAX {
        let rival = rival();
        if !rivals.contains(&rival) {
            rivals.push(rival);
        }
    }
}

/// Marks what a candidate takes.
trait Mark {
    fn mark(&mut self, candidate: &Candidate);
}

impl Mark for (Vec<bool>, Vec<bool>) {
    fn mark(&mut self, candidate: &Candidate) {
        for place in &candidate.settlements {
            self.0[*place] = true;
        }
        for place in &candidate.receipts {
            self.1[*place] = true;
        }
    }
}

fn kept<T: Copy>(all: &[T], gone: &[bool]) -> Vec<T> {
    let kept = all.iter().zip(gone).filter(|(_, gone)| !**gone);
    kept.map(|(one, _)| *one).collect()
}

fn members<'a>(book: &Book<'a>, candidate: &Candidate) -> (Vec<&'a Settlement>, Vec<&'a Receipt>) {
    let settlements = candidate
        .settlements
        .iter()
        .map(|place| book.settlements[*place]);
    let receipts = candidate.receipts.iter().map(|place| book.receipts[*place]);
    (settlements.collect(), receipts.collect())
}

fn rival(book: &Book<'_>, candidate: &Candidate) -> Rival {
    let (settlements, receipts) = members(book, candidate);
    Rival {
        rule: candidate.rule,
        settlements: settlements.iter().map(|one| one.key.clone()).collect(),
        receipts: receipts.iter().map(|one| one.key.clone()).collect(),
        score: candidate.score,
    }
}

fn matched(book: &Book<'_>, candidate: &Candidate, runner_up: Option<Rival>) -> Match {
    let (settlements, receipts) = members(book, candidate);
    let differences = candidate.differences.iter();
    Match {
        rule: candidate.rule,
        differences: differences
            .map(|(kind, amount)| Difference {
                kind: *kind,
                amount: *amount,
            })
            .collect(),
        score: Some(candidate.score),
        points: candidate.points.clone(),
        runner_up,
        ..Match::of(&settlements, &receipts)
    }
}

/// All that has no match, the oldest first.
fn waiting(
    rest: &Rest<'_>,
    (settlements, receipts): (Vec<&Settlement>, Vec<&Receipt>),
    as_of: NaiveDate,
) -> Vec<Waiting> {
    let matches = || rest.matches.iter();
    let settled: BTreeSet<&str> = matches()
        .flat_map(|one| &one.settlements)
        .map(String::as_str)
        .collect();
    let received: BTreeSet<&str> = matches()
        .flat_map(|one| &one.receipts)
        .map(String::as_str)
        .collect();
    let of = |side, key: &str, party: &str, day: NaiveDate, amount, notes: &Notes<'_>| {
        let noted = notes.get(key).cloned();
        let (what_for, rivals) = noted.unwrap_or((WaitingFor::Counterpart, Vec::new()));
        Waiting {
            side,
            key: key.to_owned(),
            party: party.to_owned(),
            day,
            age_days: (as_of - day).num_days().max(0),
            amount,
            what_for,
            rivals,
        }
    };
    let settlements = settlements
        .iter()
        .filter(|one| !settled.contains(one.key.as_str()));
    let receipts = receipts
        .iter()
        .filter(|one| !received.contains(one.key.as_str()));
    let settlements = settlements.map(|one| {
        of(
            MatchSide::Settlement,
            &one.key,
            &one.party,
            one.day,
            one.gross,
            &rest.notes.0,
        )
    });
    let receipts = receipts.map(|one| {
        of(
            MatchSide::Receipt,
            &one.key,
            &one.party,
            one.day,
            one.amount,
            &rest.notes.1,
        )
    });
    let mut all: Vec<Waiting> = settlements.chain(receipts).collect();
    all.sort_by(|one, other| {
        (one.day, one.side, &one.key).cmp(&(other.day, other.side, &other.key))
    });
    all
}
