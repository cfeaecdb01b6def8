//! A column that figures rest on and that has changed holds a file until a person accepts it.

use casefile::{ImportOptions, ImportStatus};
use engine::import::Change;

use super::files::{ORDER, Order, orders, refund};
use super::{Desk, LI};

const OTHER: Order<'static> = Order {
    number: "7900000000002",
    ..ORDER
};

/// The same file with one header in place of another.
fn with_header(file: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    assert!(header.contains(old), "{old} in {header}");
    format!("{}\n{rows}", header.replacen(old, new, 1)).into_bytes()
}

fn accepted() -> ImportOptions {
    ImportOptions {
        accept_drift: true,
        ..ImportOptions::default()
    }
}

#[test]
fn a_required_column_with_another_name_holds_the_file_until_it_is_accepted() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, OTHER]));
    desk.import("one.csv", &refund(ORDER.number, "2024-06-01", "1.00"));
    let renamed = |order: &str, day: &str| {
        let file = refund(order, day, "2.00");
        with_header(&file, "淘宝父订单编号", "淘宝订单编号")
    };
    let before = desk.state();
    let file = renamed(OTHER.number, "2024-06-02");
    let held = desk.import("two.csv", &file);
    assert_eq!(held.status, ImportStatus::Refused);
    assert_eq!(held.code.as_deref(), Some("drift"));
    let message = held.message.unwrap();
    for name in ["淘宝父订单编号", "淘宝订单编号"] {
        assert!(message.contains(name), "{message}");
    }
    assert!(held.hint.unwrap().contains("--accept-drift"));
    let line = &held.drift[0];
    assert_eq!((line.change, line.holds), (Change::Renamed, true));
    assert_eq!(desk.state(), before, "nothing was written");

    let taken = desk.import_with("two.csv", &file, &accepted());
    assert_eq!(taken.status, ImportStatus::Imported);
    assert_eq!(taken.drift.len(), 1, "it is still shown");
    // What was accepted once is known, and so is what was there before.
    for (name, file) in [
        ("three.csv", renamed(ORDER.number, "2024-06-03")),
        ("four.csv", refund(ORDER.number, "2024-06-04", "1.00")),
    ] {
        assert_eq!(desk.import(name, &file).status, ImportStatus::Imported);
    }
}

#[test]
fn a_spelling_that_the_format_lists_is_no_news_in_the_first_file() {
    let mut desk = Desk::new(LI);
    let file = refund(ORDER.number, "2024-06-01", "1.00");
    let outcome = desk.import(
        "one.csv",
        &with_header(&file, "淘宝父订单编号", "淘宝订单编号"),
    );
    assert_eq!(outcome.status, ImportStatus::Imported);
    assert_eq!(outcome.drift[0].change, Change::Renamed);
    assert!(!outcome.drift[0].holds);
}

#[test]
fn columns_that_are_added_or_moved_are_told_and_hold_nothing() {
    let mut desk = Desk::new(LI);
    assert_eq!(desk.import("may.csv", &orders(&[ORDER])).drift, []);
    let text = String::from_utf8(orders(&[OTHER])).unwrap();
    let lines: Vec<String> = text.lines().map(|line| format!("x,{line}")).collect();
    let outcome = desk.import("june.csv", lines.join("\n").as_bytes());
    assert_eq!(outcome.status, ImportStatus::Imported, "{outcome:?}");
    let told: Vec<_> = outcome
        .drift
        .iter()
        .map(|line| (line.found.as_deref(), line.change, line.holds))
        .collect();
    assert_eq!(told, [(Some("x"), Change::Added, false)]);
    assert!(!outcome.needs_a_look());
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00");
}

#[test]
fn a_file_without_a_needed_column_says_so_whatever_is_accepted() {
    let mut desk = Desk::new(LI);
    let file = with_header(&orders(&[ORDER]), "预估收入", "收入");
    for options in [ImportOptions::default(), accepted()] {
        let said = ImportOptions {
            format: Some("taobao_alliance_orders_xls_2016".to_owned()),
            ..options
        };
        let outcome = desk.import_with("may.csv", &file, &said);
        assert_eq!(outcome.code.as_deref(), Some("missing_columns"));
    }
}
