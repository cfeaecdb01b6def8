//! What was read twice counts once; what is honestly equal counts as often as it stands there.

use casefile::ImportStatus;

use super::files::{ORDER, Order, orders, orders_as_xlsx};
use super::{Desk, LI, counts};

const OTHER: Order<'static> = Order {
    number: "7900000000002",
    income: "5.50",
    ..ORDER
};

#[test]
fn the_same_file_twice_adds_nothing() {
    let mut desk = Desk::new(LI);
    let file = orders(&[ORDER, OTHER]);
    assert_eq!(counts(&desk.import("may.csv", &file)), [2, 0, 0, 0]);
    let before = desk.state();
    let again = desk.import("may (1).csv", &file);
    assert_eq!(again.status, ImportStatus::Known);
    assert_eq!(again.document, Some(1));
    assert_eq!(desk.state(), before);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "15.50");
}

#[test]
fn equal_rows_of_one_file_are_as_many_sales() {
    let mut desk = Desk::new(LI);
    let outcome = desk.import("may.csv", &orders(&[ORDER, ORDER, ORDER]));
    assert_eq!(counts(&outcome), [3, 0, 0, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "30.00");
}

#[test]
fn a_longer_export_adds_only_what_is_new() {
    let mut desk = Desk::new(LI);
    desk.import("first half.csv", &orders(&[ORDER, ORDER]));
    let outcome = desk.import("whole.csv", &orders(&[ORDER, OTHER, ORDER, ORDER]));
    assert_eq!(
        counts(&outcome),
        [2, 0, 2, 0],
        "one equal row more, one other"
    );
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "35.50");
}

#[test]
fn the_same_rows_in_another_kind_of_file_add_nothing() {
    let rows = [ORDER, ORDER, OTHER];
    let kinds = [orders(&rows), orders_as_xlsx(&rows)];
    for (first, second) in [(0, 1), (1, 0)] {
        let mut desk = Desk::new(LI);
        assert_eq!(counts(&desk.import("a", &kinds[first])), [3, 0, 0, 0]);
        assert_eq!(counts(&desk.import("b", &kinds[second])), [0, 0, 3, 0]);
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "25.50");
    }
}

#[test]
fn the_same_order_in_two_zones_is_two_promotions() {
    let mut desk = Desk::new(LI);
    let elsewhere = Order {
        zone: "100000002",
        ..ORDER
    };
    desk.import("one zone.csv", &orders(&[ORDER]));
    assert_eq!(
        counts(&desk.import("other zone.csv", &orders(&[elsewhere]))),
        [1, 0, 0, 0]
    );
}
