//! Long documents, whose keys are packed into pages, promise what short ones do.

use super::files::{ORDER, Order, VOID, orders};
use super::undo::shown;
use super::{Desk, LI, counts};

/// One order a number, each with what this one has.
fn many(numbers: std::ops::Range<u32>, like: Order<'_>) -> Vec<u8> {
    let numbers: Vec<String> = numbers.map(|number| format!("79{number:011}")).collect();
    let orders_of = |number| Order { number, ..like };
    orders(
        &numbers
            .iter()
            .map(|number| orders_of(number))
            .collect::<Vec<_>>(),
    )
}

/// One fen of commission each.
fn settled(numbers: std::ops::Range<u32>) -> Vec<u8> {
    many(
        numbers,
        Order {
            income: "0.01",
            ..ORDER
        },
    )
}

/// Orders that were cancelled after they had been settled.
fn cancelled(numbers: std::ops::Range<u32>) -> Vec<u8> {
    many(numbers, VOID)
}

/// A case that holds these files and no other.
fn with_only(files: &[&[u8]]) -> Desk {
    let mut desk = Desk::new(LI);
    for file in files {
        desk.import("file", file);
    }
    desk
}

#[test]
fn rows_of_long_documents_are_known_again_replaced_and_freed() {
    let (first, second, third) = (settled(0..5000), settled(4900..10_000), cancelled(0..100));
    let mut desk = Desk::new(LI);
    assert_eq!(counts(&desk.import("one", &first)), [5000, 0, 0, 0]);
    assert_eq!(counts(&desk.import("two", &second)), [5000, 0, 100, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "100.00");
    assert_eq!(counts(&desk.import("three", &third)), [100, 100, 0, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "99.00");
    // Both long ones stay, the later states go.
    desk.case.undo(3).unwrap();
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "100.00");
    // What the second one repeated is its own now.
    desk.case.undo(1).unwrap();
    assert_eq!(shown(&desk).0, shown(&with_only(&[&second])).0);
    assert_eq!(shown(&desk).2, [[5100, 5100, 0, 0]]);
    // Keys of the first are gone, so that it may come again.
    assert_eq!(counts(&desk.import("one", &first)), [4900, 0, 100, 0]);
    assert_eq!(
        counts(&desk.import("four", &settled(0..10_000))),
        [0, 0, 10_000, 0]
    );
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "100.00");
}

#[test]
fn short_documents_know_the_rows_of_long_ones_and_the_other_way_round() {
    let (short, long) = (settled(10..20), settled(0..5000));
    for (first, second, expected) in [
        (&short, &long, [4990, 0, 10, 0]),
        (&long, &short, [0, 0, 10, 0]),
    ] {
        let mut desk = with_only(&[first]);
        assert_eq!(counts(&desk.import("second", second)), expected);
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "50.00");
    }
}
