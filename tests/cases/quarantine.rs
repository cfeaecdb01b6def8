//! Rows that cannot be read wait with their place and reason; the others go in, unless too many.

use std::ops::ControlFlow;

use casefile::{ErrorKind, ImportOptions, ImportProgress, ImportStatus};
use engine::text::Lang;

use super::files::{ORDER, Order, orders, orders_as_xlsx};
use super::{Desk, LI, counts};

/// An order number as a spreadsheet leaves it.
const DAMAGED: Order<'static> = Order {
    number: "7.9E+12",
    ..ORDER
};

const NO_AMOUNT: Order<'static> = Order {
    income: "十元",
    ..ORDER
};

#[test]
fn a_damaged_row_waits_with_its_place_and_the_others_go_in() {
    for (row, column, code, found) in [
        (DAMAGED, "订单编号", "damaged_id", "7.9E+12"),
        (NO_AMOUNT, "预估收入", "unreadable_amount", "十元"),
    ] {
        let rows = [ORDER, row];
        for (name, file, sheet) in [
            ("may.csv", orders(&rows), None),
            ("may.xlsx", orders_as_xlsx(&rows), Some("Sheet1")),
        ] {
            let mut desk = Desk::new(LI);
            assert_eq!(counts(&desk.import(name, &file)), [1, 0, 0, 1]);
            assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
            let page = desk.case.quarantine(0, 10).unwrap();
            assert_eq!(page.total, 1);
            let waiting = &page.rows[0];
            let place = &waiting.problem.place;
            assert_eq!(waiting.name, name);
            assert_eq!(place.sheet.as_deref(), sheet, "{name}");
            assert_eq!((place.row, place.column.as_deref()), (3, Some(column)));
            assert_eq!(waiting.problem.code.code(), code);
            assert_eq!(waiting.problem.found, found);
            assert!(waiting.raw.contains(&found.to_owned()), "{:?}", waiting.raw);
            for lang in [Lang::Zh, Lang::En] {
                let sentence = waiting.problem.sentence(lang);
                for part in ["3", column, found] {
                    assert!(sentence.contains(part), "{part} in {sentence}");
                }
            }
        }
    }
}

fn with_bad_rows(good: usize, bad: usize) -> Vec<u8> {
    let rows = [vec![ORDER; good], vec![NO_AMOUNT; bad]].concat();
    orders(&rows)
}

/// A fifth of fifty is ten.
#[test]
fn more_than_a_fifth_of_at_least_fifty_rows_stops_the_import() {
    for (good, bad, refused) in [(40, 10, false), (39, 11, true), (38, 11, false)] {
        let mut desk = Desk::new(LI);
        let before = desk.state();
        let outcome = desk.import("may.csv", &with_bad_rows(good, bad));
        assert_eq!(
            outcome.status == ImportStatus::Refused,
            refused,
            "{bad} of {}",
            good + bad
        );
        if !refused {
            continue;
        }
        assert_eq!(outcome.code.as_deref(), Some("mostly_bad"));
        let message = outcome.message.unwrap();
        assert!(
            message.contains("11") && message.contains("50"),
            "{message}"
        );
        assert!(outcome.hint.unwrap().contains("--accept-bad-rows"));
        assert_eq!(desk.state(), before);
        assert_eq!(desk.case.quarantine(0, 10).unwrap().total, 0);
    }
}

#[test]
fn whoever_accepts_the_bad_rows_has_the_good_ones() {
    let mut desk = Desk::new(LI);
    let options = ImportOptions {
        accept_bad_rows: true,
        ..ImportOptions::default()
    };
    let outcome = desk.import_with("may.csv", &with_bad_rows(39, 11), &options);
    assert_eq!(counts(&outcome), [39, 0, 0, 11]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "390.00");
    assert_eq!(desk.case.quarantine(0, 100).unwrap().rows.len(), 11);
}

#[test]
fn a_trial_run_says_the_same_and_stores_nothing() {
    let file = orders(&[ORDER, ORDER, DAMAGED]);
    let mut desk = Desk::new(LI);
    let before = desk.state();
    let options = ImportOptions {
        dry_run: true,
        ..ImportOptions::default()
    };
    let tried = desk.import_with("may.csv", &file, &options);
    assert_eq!(desk.state(), before);
    let done = desk.import("may.csv", &file);
    assert_eq!(counts(&tried), counts(&done));
    assert_eq!(tried.problems, done.problems);
}

#[test]
fn an_import_that_fails_or_is_cancelled_leaves_nothing() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    let before = desk.state();
    let refused = desk.import("notes.csv", "day,amount\nMonday,1\n".as_bytes());
    assert_eq!(refused.status, ImportStatus::Refused);
    assert_eq!(desk.state(), before);

    let many = orders(&vec![ORDER; 5_000]);
    let mut told = 0;
    let mut stop = |at: &ImportProgress| {
        told = at.rows;
        match at.rows > 0 {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let options = ImportOptions::default();
    let stopped = desk
        .case
        .import("many.csv", &&many[..], &options, Lang::En, &mut stop);
    assert_eq!(stopped.unwrap_err().kind(), ErrorKind::Cancelled);
    assert!(told > 0, "it was stopped in the middle");
    assert_eq!(desk.state(), before);
    assert_eq!(counts(&desk.import("many.csv", &many)), [4_999, 0, 1, 0]);
}
