//! Which of the rows under one key stands: a pure decision over all of them, so that taking an
//! import back decides again and comes to what would have been without it.
//!
//! Rows that are honestly equal stay as many as they are; a row the case holds already adds
//! nothing; a later state of a known row takes its place, and the old one stays behind it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use engine::format::Repeats;
use engine::record::Status;

/// What must be known of a row to tell a repeat, a later state and a new row apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// Number of the record.
    pub(crate) id: i64,
    /// Number of its document.
    pub(crate) document: i64,
    /// What it says.
    pub(crate) fingerprint: i64,
    /// Its status.
    pub(crate) status: Status,
    /// When it was ordered.
    pub(crate) ordered_at: Option<i64>,
    /// When it was settled.
    pub(crate) settled_at: Option<i64>,
    /// When the platform changed it last.
    pub(crate) modified_at: Option<i64>,
}

/// How a row stands among those of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It counts.
    Current,
    /// The case held it already, as this record.
    Duplicate(i64),
    /// This record is a later state of it.
    Replaced(i64),
}

/// A row and its states, the one that counts among them.
struct Line {
    states: Vec<usize>,
    current: usize,
}

/// How each row stands. The rows come in the order of their documents and of their places there.
pub(crate) fn standings(versions: &[Version], repeats: Repeats) -> Vec<Standing> {
    let mut standings = vec![Standing::Current; versions.len()];
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    for rows in versions.chunk_by(|a, b| a.document == b.document) {
        let indexes = start..start + rows.len();
        start += rows.len();
        match repeats {
            Repeats::Honest => honest(versions, indexes, &mut lines, &mut standings),
            Repeats::Never => never(versions, indexes, &mut lines, &mut standings),
        }
    }
    for line in lines {
        for state in line.states {
            if state != line.current {
                standings[state] = Standing::Replaced(versions[line.current].id);
            }
        }
    }
    standings
}

/// Each known row is repeated at most once by a document, and has at most one later state in it.
/// A document that tells nothing new adds nothing, whatever the states of the rows it repeats.
fn honest(
    versions: &[Version],
    indexes: std::ops::Range<usize>,
    lines: &mut Vec<Line>,
    standings: &mut [Standing],
) {
    if let Some(repeated) = all_repeated(versions, indexes.clone(), lines) {
        for (index, state) in indexes.zip(repeated) {
            standings[index] = Standing::Duplicate(versions[state].id);
        }
        return;
    }
    let known = lines.len();
    let mut by_print: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate().rev() {
        for state in &line.states {
            let print = versions[*state].fingerprint;
            by_print.entry(print).or_default().push((number, *state));
        }
    }
    let mut is_taken = vec![false; known];
    let mut fresh = Vec::new();
    for index in indexes {
        let alike = by_print.entry(versions[index].fingerprint).or_default();
        alike.retain(|(number, _)| !is_taken[*number]);
        match alike.pop() {
            Some((number, state)) => {
                is_taken[number] = true;
                standings[index] = Standing::Duplicate(versions[state].id);
            }
            None => fresh.push(index),
        }
    }
    let mut by_order_time: BTreeMap<Option<i64>, Vec<usize>> = BTreeMap::new();
    for number in (0..known).rev().filter(|number| !is_taken[*number]) {
        let ordered_at = versions[lines[number].current].ordered_at;
        by_order_time.entry(ordered_at).or_default().push(number);
    }
    for index in fresh {
        let row = &versions[index];
        let open = by_order_time.entry(row.ordered_at).or_default();
        let older = |number: &usize| !settled_twice(&versions[lines[*number].current], row);
        match open.iter().rposition(older) {
            Some(at) => add_state(versions, &mut lines[open.remove(at)], index),
            None => lines.push(new_line(index)),
        }
    }
}

/// For each row a state that says the same, each of them once; `None` where a row is new.
fn all_repeated(
    versions: &[Version],
    indexes: std::ops::Range<usize>,
    lines: &[Line],
) -> Option<Vec<usize>> {
    let mut by_print: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for state in lines.iter().rev().flat_map(|line| line.states.iter().rev()) {
        let print = versions[*state].fingerprint;
        by_print.entry(print).or_default().push(*state);
    }
    indexes
        .map(|index| by_print.get_mut(&versions[index].fingerprint)?.pop())
        .collect()
}

/// One event a key: an equal row is the same event printed again, any other a state of it.
fn never(
    versions: &[Version],
    indexes: std::ops::Range<usize>,
    lines: &mut Vec<Line>,
    standings: &mut [Standing],
) {
    for index in indexes {
        let Some(line) = lines.first_mut() else {
            lines.push(new_line(index));
            continue;
        };
        let equal = |state: &&usize| versions[**state].fingerprint == versions[index].fingerprint;
        match line.states.iter().find(equal) {
            Some(state) => standings[index] = Standing::Duplicate(versions[*state].id),
            None => add_state(versions, line, index),
        }
    }
}

fn new_line(index: usize) -> Line {
    Line {
        states: vec![index],
        current: index,
    }
}

fn add_state(versions: &[Version], line: &mut Line, index: usize) {
    line.states.push(index);
    if is_later(&versions[index], &versions[line.current]) {
        line.current = index;
    }
}

/// Settled at two times: two settlements, not two states of one.
fn settled_twice(older: &Version, fresh: &Version) -> bool {
    older.status == Status::Settled
        && fresh.status == Status::Settled
        && older.settled_at != fresh.settled_at
}

/// Whether the first state comes after the second: by the platform's own time of change, else by
/// how far the status has come, else by the time of settlement; of equals the one that tells its
/// time of change, or was read last.
fn is_later(fresh: &Version, older: &Version) -> bool {
    if let (Some(fresh), Some(older)) = (fresh.modified_at, older.modified_at)
        && fresh != older
    {
        return fresh > older;
    }
    let reached = |version: &Version| (progress_of(version.status), version.settled_at);
    let tells = fresh.modified_at.is_some() || older.modified_at.is_none();
    match reached(fresh).cmp(&reached(older)) {
        Ordering::Equal => tells,
        order => order == Ordering::Greater,
    }
}

fn progress_of(status: Status) -> u8 {
    match status {
        Status::Unpaid | Status::Open | Status::Pending | Status::Error => 0,
        Status::Paid => 1,
        Status::Shipped => 2,
        Status::Received => 3,
        Status::Verified => 4,
        Status::Settled | Status::Done => 5,
        Status::Void | Status::Refund | Status::RefundFinal | Status::RefundRejected => 6,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A row of a document: `1 a paid`, all ordered at one time.
    fn rows(texts: &[&str]) -> Vec<Version> {
        let row = |(number, text): (i64, &&str)| {
            let parts: Vec<&str> = text.split(' ').collect();
            Version {
                id: number,
                document: parts[0].parse().unwrap(),
                fingerprint: i64::from(parts[1].as_bytes()[0]),
                status: Status::from_code(parts[2]).unwrap(),
                ordered_at: None,
                settled_at: parts.get(3).map(|day| day.parse().unwrap()),
                modified_at: None,
            }
        };
        (1..).zip(texts).map(row).collect()
    }

    fn check(repeats: Repeats, texts: &[&str], expected: &[Standing]) {
        assert_eq!(standings(&rows(texts), repeats), expected, "{texts:?}");
    }

    #[test]
    fn equal_rows_of_one_document_stay_and_those_of_another_add_nothing() {
        use Standing::{Current, Duplicate};
        let paid = "1 a paid";
        check(Repeats::Honest, &[paid, paid], &[Current, Current]);
        check(
            Repeats::Honest,
            &[paid, paid, "2 a paid", "2 a paid", "2 a paid"],
            &[Current, Current, Duplicate(1), Duplicate(2), Current],
        );
        check(Repeats::Never, &[paid, paid], &[Current, Duplicate(1)]);
    }

    #[test]
    fn a_later_state_takes_the_place_of_an_earlier_one_whichever_was_read_first() {
        use Standing::{Current, Duplicate, Replaced};
        for repeats in [Repeats::Honest, Repeats::Never] {
            check(
                repeats,
                &["1 a paid", "2 b settled"],
                &[Replaced(2), Current],
            );
            check(
                repeats,
                &["1 b settled", "2 a paid"],
                &[Current, Replaced(1)],
            );
            // The first export once more, behind the later one.
            check(
                repeats,
                &["1 a paid", "2 b settled", "3 a paid"],
                &[Replaced(2), Current, Duplicate(1)],
            );
        }
        // Both states once more in one file.
        check(
            Repeats::Honest,
            &["1 a paid", "2 b settled", "3 a paid", "3 b settled"],
            &[Replaced(2), Current, Duplicate(1), Duplicate(2)],
        );
        check(
            Repeats::Honest,
            &["1 a settled 501", "2 b settled 601"],
            &[Current, Current],
        );
    }

    proptest! {
        /// Without one document everything is as if it had never come.
        #[test]
        fn the_rows_of_a_document_that_repeats_all_add_nothing(
            prints in prop::collection::vec(0_i64..4, 1..8),
        ) {
            let row = |id: i64, document: i64, fingerprint: i64| Version {
                id, document, fingerprint, status: Status::Paid,
                ordered_at: None, settled_at: None, modified_at: None,
            };
            let mut all: Vec<Version> = (1..).zip(&prints).map(|(id, p)| row(id, 1, *p)).collect();
            all.extend((100..).zip(&prints).map(|(id, p)| row(id, 2, *p)));
            let found = standings(&all, Repeats::Honest);
            let is_current = |standing: &&Standing| **standing == Standing::Current;
            prop_assert_eq!(found.iter().filter(is_current).count(), prints.len());
        }
    }
}
