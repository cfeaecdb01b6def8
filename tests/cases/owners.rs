//! Whose an order is where its file does not say: another file tells, or a person, or it is an
//! account of its own until somebody does.

use casefile::{ImportOptions, ImportOutcome};
use engine::period::Grain;

use super::files::{ORDER, Order, orders, refund};
use super::older::{older, ruyitou};
use super::{Desk, LI, counts};

const OTHER: Order<'static> = Order {
    number: "7900000000002",
    income: "5.50",
    ..ORDER
};

/// Accounts of nobody yet: key and settled sum.
fn unassigned(desk: &Desk) -> Vec<(String, String)> {
    let accounts = desk.compute(Grain::Month).unassigned.into_iter();
    accounts
        .map(|account| (account.keys.join("/"), account.settled.to_string()))
        .collect()
}

fn of(accounts: &[(&str, &str)]) -> Vec<(String, String)> {
    let text = |(key, sum): &(&str, &str)| ((*key).to_owned(), (*sum).to_owned());
    accounts.iter().map(text).collect()
}

fn import_for(desk: &mut Desk, account: &str, file: &[u8]) -> ImportOutcome {
    let options = ImportOptions {
        account: Some(account.to_owned()),
        ..ImportOptions::default()
    };
    desk.import_with("file.csv", file, &options)
}

fn is_of_li(account: &str) -> String {
    format!("[[account]]\nplatform = \"taobao\"\nid = \"{account}\"\nparty = \"li\"\n")
}

#[test]
fn a_file_without_an_account_is_one_of_its_own_until_somebody_says_whose_it_is() {
    for (file, account) in [
        (older(&[ORDER, OTHER]), "taobao_alliance_orders_xls_2014#1"),
        (ruyitou(&[ORDER, OTHER]), "taobao_alliance_ruyitou#1"),
    ] {
        let mut desk = Desk::new(LI);
        assert_eq!(counts(&desk.import("file.csv", &file)), [2, 0, 0, 0]);
        assert_eq!(unassigned(&desk), of(&[(account, "15.50")]));
        assert_eq!(desk.settled("li", "2024-05"), None);
        desk.set_up(&is_of_li(account)).unwrap();
        assert_eq!(unassigned(&desk), []);
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "15.50");
    }
}

#[test]
fn what_a_person_says_of_a_file_holds_for_all_its_orders() {
    for file in [older(&[ORDER, OTHER]), ruyitou(&[ORDER, OTHER])] {
        let mut desk = Desk::new(LI);
        import_for(&mut desk, "100000001", &file);
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "15.50");
        assert_eq!(unassigned(&desk), []);
    }
}

/// The same file twice, whose it is said of one of them only: the order is that one's.
#[test]
fn what_a_person_says_of_one_file_holds_for_the_same_order_in_another() {
    let (one, two) = (older(&[ORDER]), older(&[ORDER, OTHER]));
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &one);
    let outcome = import_for(&mut desk, "100000001", &two);
    assert_eq!(counts(&outcome), [1, 0, 1, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "15.50");
    assert_eq!(unassigned(&desk), []);
    desk.case.undo(2).unwrap();
    let account = "taobao_alliance_orders_xls_2014#1";
    assert_eq!(unassigned(&desk), of(&[(account, "10.00")]));
}

/// The newer detail names the zone of one order; the older one has a second order beside it.
#[test]
fn another_file_tells_whose_an_order_is_and_the_order_counts_once() {
    let (newer, old) = (orders(&[ORDER]), older(&[ORDER, OTHER]));
    for (files, number) in [([&newer, &old], 2), ([&old, &newer], 1)] {
        let mut desk = Desk::new(LI);
        for file in files {
            assert_eq!(desk.import("file.csv", file).duplicates, 0);
        }
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
        let account = format!("taobao_alliance_orders_xls_2014#{number}");
        assert_eq!(unassigned(&desk), of(&[(&account, "5.50")]));
        let taken_back = i64::from(number == 2) + i64::from(number == 1) * 2;
        desk.case.undo(taken_back).unwrap();
        assert_eq!(desk.settled("li", "2024-05"), None);
        assert_eq!(unassigned(&desk), of(&[(&account, "15.50")]));
    }
}

#[test]
fn one_order_in_three_layouts_of_one_account_counts_once_in_whatever_order_they_come() {
    let files = [
        orders(&[ORDER, ORDER]),
        older(&[ORDER, ORDER]),
        ruyitou(&[ORDER, ORDER]),
    ];
    let orders_of_import = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    for order in orders_of_import {
        let mut desk = Desk::new(LI);
        for file in order {
            desk.import("file.csv", &files[file]);
        }
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00", "{order:?}");
        assert_eq!(unassigned(&desk), [], "{order:?}");
    }
}

#[test]
fn a_refund_follows_the_order_of_a_file_that_names_no_account() {
    let old = older(&[ORDER]);
    let back = refund(ORDER.number, "2024-06-05", "4.00");
    for (files, number) in [([&old, &back], 1), ([&back, &old], 2)] {
        let mut desk = Desk::new(LI);
        for file in files {
            desk.import("file.csv", file);
        }
        let account = format!("taobao_alliance_orders_xls_2014#{number}");
        assert_eq!(unassigned(&desk), of(&[(&account, "6.00")]));
        desk.set_up(&is_of_li(&account)).unwrap();
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
        assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
        // A file that names the zone tells of all of them.
        desk.import("newer.csv", &orders(&[ORDER]));
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
        assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
    }
}

#[test]
fn a_refund_without_its_order_waits_for_any_later_file_that_has_it() {
    let mut desk = Desk::new(LI);
    desk.import("back.csv", &refund(ORDER.number, "2024-06-05", "4.00"));
    desk.import("other.csv", &orders(&[OTHER]));
    assert_eq!(desk.settled("li", "2024-06"), None);
    assert_eq!(unassigned(&desk), of(&[("", "-4.00")]));
    import_for(&mut desk, "100000001", &older(&[ORDER]));
    assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
}
