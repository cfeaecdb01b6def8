//! A total that a person reads on the platform's page against what was read, and where it differs.

use casefile::{ErrorKind, StatedTotal, TotalOf};
use engine::record::AmountField;

use super::files::{ORDER, Order, orders};
use super::{Desk, LI};

const JUNE: Order<'static> = Order {
    number: "7900000000002",
    settled_at: "2024-06-02 08:00:00",
    income: "5.50",
    ..ORDER
};

const DAMAGED: Order<'static> = Order {
    number: "7.9E+12",
    ..ORDER
};

fn total(of: TotalOf, days: Option<(&str, &str)>, value: &str) -> StatedTotal {
    let day = |text: &str| text.parse().unwrap();
    StatedTotal {
        label: None,
        of,
        from: days.map(|(from, _)| day(from)),
        until: days.map(|(_, until)| day(until)),
        value: value.to_owned(),
    }
}

const INCOME: TotalOf = TotalOf::Amount(AmountField::Commission);

#[test]
fn a_total_that_differs_is_shown_day_by_day_and_agrees_once_the_row_is_corrected() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, JUNE, DAMAGED]));
    for stated in [
        total(INCOME, None, "¥25.50元"),
        total(TotalOf::Rows, None, "3"),
        total(INCOME, Some(("2024-06-01", "2024-06-30")), "5.50"),
        total(TotalOf::Counted, Some(("2024-05-01", "2024-05-31")), "20"),
    ] {
        desk.case.state_total(1, &stated).unwrap();
    }
    let check = desk.case.check_totals(1).unwrap();
    assert!(!check.agrees);
    assert_eq!(check.quarantined, 1);
    let told: Vec<_> = check
        .stated
        .iter()
        .map(|one| (&*one.stated, &*one.found, &*one.difference, one.agrees))
        .collect();
    assert_eq!(
        told,
        [
            ("25.50", "15.50", "10.00", false),
            ("3", "2", "1", false),
            ("5.50", "5.50", "0.00", true),
            ("20.00", "10.00", "10.00", false),
        ]
    );
    let days: Vec<_> = check.stated[0]
        .days
        .iter()
        .map(|day| (day.day.unwrap().to_string(), day.rows, &*day.found))
        .collect();
    assert_eq!(
        days,
        [
            ("2024-05-20".to_owned(), 1, "10.00"),
            ("2024-06-02".to_owned(), 1, "5.50"),
        ]
    );
    let row = desk.case.quarantine(0, 1).unwrap().rows.remove(0);
    let cells = row.raw.iter().map(|cell| match cell.as_str() {
        "7.9E+12" => "7900000000003".to_owned(),
        cell => cell.to_owned(),
    });
    desk.case.correct(row.id, cells.collect(), None).unwrap();
    assert!(desk.case.check_totals(1).unwrap().agrees);
}

/// The rows of a file that the case knew already are among what was read of it.
#[test]
fn known_rows_are_part_of_what_a_file_adds_up_to() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    desk.import("all.csv", &orders(&[ORDER, JUNE]));
    desk.case
        .state_total(2, &total(INCOME, None, "15.50"))
        .unwrap();
    assert!(desk.case.check_totals(2).unwrap().agrees);
}

#[test]
fn a_total_typed_again_replaces_the_one_before_and_can_be_taken_back() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    for value in ["9.00", "1,000.00"] {
        desk.case
            .state_total(1, &total(INCOME, None, value))
            .unwrap();
    }
    let check = desk.case.check_totals(1).unwrap();
    assert_eq!(check.stated.len(), 1);
    assert_eq!(check.stated[0].difference, "990.00");
    desk.case.remove_total(check.stated[0].id).unwrap();
    assert!(desk.case.check_totals(1).unwrap().agrees);
}

#[test]
fn what_is_no_total_is_refused() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    for (of, value) in [
        (INCOME, "ten"),
        (INCOME, "1.005"),
        (INCOME, "1,5"),
        (TotalOf::Rows, "-1"),
        (TotalOf::Rows, "1.5"),
    ] {
        let refused = desk.case.state_total(1, &total(of, None, value));
        assert_eq!(
            refused.unwrap_err().kind(),
            ErrorKind::StatedTotal,
            "{value}"
        );
    }
    let missing = desk.case.state_total(7, &total(INCOME, None, "1.00"));
    assert_eq!(missing.unwrap_err().kind(), ErrorKind::NoSuchDocument);
}
