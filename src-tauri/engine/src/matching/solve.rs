//! Which of all possible matches are made: the strongest first, and none where another as strong wants
//! the same money. The order in which anything came in has no part in it.

use std::collections::{BTreeMap, BTreeSet};

use super::MatchRule;
use super::offers::Candidate;

/// What was made of the candidates, which are the strongest first.
pub(super) struct Solved {
    pub(super) candidates: Vec<Candidate>,
    pub(super) made: Vec<Made>,
    /// Candidates as strong as another for the same money: places.
    pub(super) open: Vec<usize>,
    /// For each settlement, then each receipt, its candidates, the strongest first.
    by_node: Vec<Vec<usize>>,
    settlements: usize,
}

/// A match that was made, and the best other for any of its money.
pub(super) struct Made {
    pub(super) candidate: Candidate,
    pub(super) runner_up: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    Free,
    Matched,
    Open,
}

/// Makes what has at least so many points.
pub(super) fn solve(
    candidates: Vec<Candidate>,
    (settlements, receipts): (usize, usize),
    least: i64,
) -> Solved {
    let candidates = in_order(candidates);
    let mut solved = Solved {
        by_node: vec![Vec::new(); settlements + receipts],
        made: Vec::new(),
        open: Vec::new(),
        candidates,
        settlements,
    };
    for (place, candidate) in solved.candidates.iter().enumerate() {
        for node in nodes(candidate, settlements) {
            solved.by_node[node].push(place);
        }
    }
    let mut state = vec![Node::Free; settlements + receipts];
    let mut from = 0;
    while let Some(first) = solved.candidates.get(from) {
        let score = first.score;
        if score < least {
            break;
        }
        let level = solved.candidates[from..]
            .iter()
            .take_while(|one| one.score == score);
        let to = from + level.count();
        solved.level(from..to, &mut state);
        from = to;
    }
    solved
}

impl Solved {
    /// Candidates of as many points: those that nobody else wants are made.
    fn level(&mut self, level: std::ops::Range<usize>, state: &mut [Node]) {
        let is_free = |place: &usize| {
            let mut all = nodes(&self.candidates[*place], self.settlements);
            all.all(|node| state[node] == Node::Free)
        };
        let live: Vec<usize> = level.filter(is_free).collect();
        for group in self.groups(&live) {
            let made = match group.as_slice() {
                [one] if !self.candidates[*one].is_one_of_many => {
                    Some(self.candidates[*one].clone())
                }
                several => self.alike(several),
            };
            let then = if made.is_some() {
                Node::Matched
            } else {
                Node::Open
            };
            for place in &group {
                for node in nodes(&self.candidates[*place], self.settlements) {
                    state[node] = then;
                }
            }
            match made {
                Some(candidate) => {
                    let runner_up = self.runner_up(&candidate);
                    self.made.push(Made {
                        candidate,
                        runner_up,
                    });
                }
                None => self.open.extend(group),
            }
        }
    }

    /// Candidates that hang together by what they want, directly or over others.
    fn groups(&self, live: &[usize]) -> Vec<Vec<usize>> {
        let mut head: Vec<usize> = (0..live.len()).collect();
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, place) in live.iter().enumerate() {
            for node in nodes(&self.candidates[*place], self.settlements) {
                let other = *seen.entry(node).or_insert(at);
                let (one, other) = (top(&mut head, at), top(&mut head, other));
                head[one.max(other)] = one.min(other);
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, place) in live.iter().enumerate() {
            groups.entry(top(&mut head, at)).or_default().push(*place);
        }
        groups.into_values().collect()
    }

    /// As many receipts as settlements, each of which fits each: together they are one match.
    fn alike(&self, group: &[usize]) -> Option<Candidate> {
        let all = || group.iter().map(|place| &self.candidates[*place]);
        let is_plain = |one: &Candidate| {
            one.rule == MatchRule::SameAmount && one.differences.is_empty() && !one.is_one_of_many
        };
        if !all().all(is_plain) {
            return None;
        }
        let settlements: BTreeSet<usize> =
            all().flat_map(|one| &one.settlements).copied().collect();
        let receipts: BTreeSet<usize> = all().flat_map(|one| &one.receipts).copied().collect();
        let is_full = settlements.len() == receipts.len()
            && group.len() == settlements.len() * receipts.len();
        is_full.then(|| Candidate {
            settlements: settlements.into_iter().collect(),
            receipts: receipts.into_iter().collect(),
            rule: MatchRule::EqualAmounts,
            ..self.candidates[group[0]].clone()
        })
    }

    /// The strongest candidate for any of the same money that is no part of the match.
    fn runner_up(&self, made: &Candidate) -> Option<usize> {
        let is_part = |place: &usize| {
            let one = &self.candidates[*place];
            let within = |all: &[usize], part: &[usize]| {
                part.iter().all(|member| all.binary_search(member).is_ok())
            };
            if made.rule == MatchRule::EqualAmounts {
                within(&made.settlements, &one.settlements) && within(&made.receipts, &one.receipts)
            } else {
                made.settlements == one.settlements && made.receipts == one.receipts
            }
        };
        let best = nodes(made, self.settlements).filter_map(|node| {
            self.by_node[node]
                .iter()
                .copied()
                .find(|place| !is_part(place))
        });
        best.min()
    }
}

fn top(head: &mut [usize], mut at: usize) -> usize {
    while head[at] != at {
        head[at] = head[head[at]];
        at = head[at];
    }
    at
}

/// Settlements, then receipts.
fn nodes(candidate: &Candidate, settlements: usize) -> impl Iterator<Item = usize> + '_ {
    let receipts = candidate
        .receipts
        .iter()
        .map(move |place| settlements + place);
    candidate.settlements.iter().copied().chain(receipts)
}

/// The strongest first; of several for the very same money only the strongest.
fn in_order(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    for candidate in &mut candidates {
        candidate.settlements.sort_unstable();
        candidate.receipts.sort_unstable();
    }
    candidates.sort_by(|one, other| {
        let money = (&one.settlements, &one.receipts);
        money
            .cmp(&(&other.settlements, &other.receipts))
            .then(other.score.cmp(&one.score))
            .then(one.rule.cmp(&other.rule))
            .then(one.differences.cmp(&other.differences))
    });
    candidates.dedup_by(|later, first| {
        later.settlements == first.settlements && later.receipts == first.receipts
    });
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    candidates
}
