//! One order in two layouts of one perspective: its money counts once, and its lines in one file
//! add up all the same.

use engine::period::Grain;

use super::files::{Live, ORDER, Order, live, orders};
use super::older::{older, ruyitou};
use super::{Desk, LI, sample};

const LINE: Order<'static> = Order {
    product: "5390000000002",
    income: "4.00",
    estimate: "4.00",
    ..ORDER
};

/// The account of the older files.
fn desk() -> Desk {
    let mut set_up = LI.to_owned();
    for format in ["taobao_alliance_orders_xls_2014", "taobao_alliance_ruyitou"] {
        for number in 1..6 {
            let account = format!("platform = \"taobao\"\nid = \"{format}#{number}\"");
            set_up += &format!("\n[[account]]\n{account}\nparty = \"li\"\n");
        }
    }
    Desk::new(&set_up)
}

/// What is settled by two files, in whichever order they come, and by each where the other was
/// taken back.
fn check(files: [&[u8]; 2], both: &str, alone: [&str; 2]) {
    for order in [[0, 1], [1, 0]] {
        for goes in [0, 1] {
            let mut desk = desk();
            for file in order {
                let outcome = desk.import("file", files[file]);
                assert_eq!(outcome.quarantined, 0, "{outcome:?}");
            }
            assert_eq!(desk.settled_in_all(), both, "{order:?}");
            assert_eq!(desk.compute(Grain::Month).unassigned, []);
            let number = order.iter().position(|file| *file == goes).unwrap();
            desk.case.undo(i64::try_from(number).unwrap() + 1).unwrap();
            assert_eq!(desk.settled_in_all(), alone[1 - goes], "{order:?}");
            desk.import("again", files[goes]);
            assert_eq!(desk.settled_in_all(), both, "{order:?}");
        }
    }
}

#[test]
fn the_lines_of_an_order_and_the_order_whole_are_the_same_money() {
    let two = Order {
        income: "6.00",
        estimate: "6.00",
        ..ORDER
    };
    let whole = ruyitou(&[ORDER]);
    for lines in [orders(&[two, LINE]), older(&[two, LINE])] {
        check([&lines, &whole], "10.00", ["10.00", "10.00"]);
    }
    // Of two figures for one order the better layout is believed: the one that tells the account.
    let less = ruyitou(&[Order {
        income: "9.00",
        ..ORDER
    }]);
    check([&orders(&[two, LINE]), &less], "10.00", ["10.00", "9.00"]);
}

#[test]
fn lines_that_are_honestly_equal_add_up_in_one_file_and_not_with_another() {
    let twice = orders(&[ORDER, ORDER]);
    check(
        [&twice, &older(&[ORDER, ORDER])],
        "20.00",
        ["20.00", "20.00"],
    );
    check([&twice, &older(&[ORDER])], "20.00", ["20.00", "10.00"]);
}

#[test]
fn a_line_that_only_the_lesser_layout_has_counts_beside_those_found_again() {
    let newer = orders(&[ORDER]);
    let both = older(&[ORDER, LINE]);
    check([&newer, &both], "14.00", ["10.00", "14.00"]);
}

#[test]
fn a_file_that_repeats_what_is_known_hides_nothing() {
    let other = Order {
        number: "7900000000002",
        income: "1.00",
        ..ORDER
    };
    let mut desk = desk();
    desk.import("newer.csv", &orders(&[ORDER]));
    desk.import("older.csv", &older(&[ORDER, LINE]));
    assert_eq!(desk.settled_in_all(), "14.00");
    assert_eq!(
        desk.import("again.csv", &orders(&[ORDER, other]))
            .duplicates,
        1
    );
    assert_eq!(desk.settled_in_all(), "15.00");
    desk.case.undo(1).unwrap();
    assert_eq!(desk.settled_in_all(), "15.00");
}

/// The creator's messages and the agency's order list of one interface; 27.00, a bonus of 3.00
/// and 13.50 by the messages.
#[test]
fn two_answers_of_one_interface_show_one_commission() {
    let messages = sample("douyin_creator_orders_message_api/messages.json");
    let order = Live {
        number: "6950000000000000801",
        status: "SETTLE",
        settled_on: "2026-05-20",
        commission: 2_699,
        agency_share: 676,
        updated_at: "2026-05-20 03:00:01",
    };
    let list = live(&[order]);
    check([&messages, &list], "43.50", ["43.50", "26.99"]);
    let beside = Live {
        number: "6950000000000000899",
        commission: 1_000,
        ..order
    };
    let list = live(&[order, beside]);
    check([&messages, &list], "53.50", ["43.50", "36.99"]);
}

/// The samples themselves: no order of one is in the other, so that each counts what it counts
/// alone.
#[test]
fn layouts_of_different_orders_take_nothing_from_each_other() {
    let old = sample("taobao_alliance_orders_xls_2014/orders.csv");
    let same = sample("taobao_alliance_orders_xls_2014/orders.xls");
    let ruyitou = sample("taobao_alliance_ruyitou/orders.csv");
    let mut desk = desk();
    // 3.30 + 1.10 + 0.44.
    desk.import("old.csv", &old);
    assert_eq!(desk.settled_in_all(), "4.84");
    assert_eq!(desk.import("old.xls", &same).records, 0);
    assert_eq!(desk.settled_in_all(), "4.84");
    // 1.25 + 0.50 + 0.50.
    desk.import("ruyitou.csv", &ruyitou);
    assert_eq!(desk.settled_in_all(), "7.09");
}
