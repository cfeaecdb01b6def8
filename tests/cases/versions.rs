//! A row that comes again in a later state: the later one counts, the earlier one stays in sight.

use engine::money::Money;
use engine::period::Grain;

use super::files::{
    Live, ORDER, Order, PAID, SETTLED, SETTLED_AGAIN, VOID, WALLET, live, on_the_phone, orders,
    receipt, refund,
};
use super::{Desk, LI, counts, sample, unnumbered};

#[test]
fn a_later_export_settles_an_order_once_and_keeps_its_earlier_state() {
    let mut desk = Desk::new(LI);
    desk.import("early.csv", &orders(&[PAID]));
    assert_eq!(desk.settled("li", "2024-05"), None);
    let outcome = desk.import("late.csv", &orders(&[ORDER]));
    assert_eq!(counts(&outcome), [1, 1, 0, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
    assert_eq!(desk.case.overview().unwrap().records, 1);
    let earlier = desk.case.raw_row(1).unwrap();
    assert_eq!(earlier.document_name, "early.csv");
    let status = earlier.cells.iter().find(|cell| cell.column == "订单状态");
    assert_eq!(status.unwrap().text, "订单付款");
}

#[test]
fn an_earlier_export_read_later_changes_no_figure() {
    let mut desk = Desk::new(LI);
    desk.import("late.csv", &orders(&[ORDER]));
    let before = desk.compute(Grain::Month);
    let outcome = desk.import("early.csv", &orders(&[PAID]));
    assert_eq!(outcome.updated, 0);
    assert_eq!(desk.compute(Grain::Month), before);
    assert_eq!(desk.case.overview().unwrap().records, 1);
}

#[test]
fn two_settlements_of_one_order_at_different_times_both_count() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    assert_eq!(
        counts(&desk.import("june.csv", &orders(&[SETTLED_AGAIN]))),
        [1, 0, 0, 0]
    );
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
    assert_eq!(desk.settled("li", "2024-06").unwrap(), "4.00");
}

#[test]
fn of_equal_paid_rows_only_one_is_settled_by_one_later_row() {
    let mut desk = Desk::new(LI);
    desk.import("early.csv", &orders(&[PAID, PAID]));
    let outcome = desk.import("late.csv", &orders(&[ORDER, PAID]));
    assert_eq!(counts(&outcome), [1, 1, 1, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
    assert_eq!(desk.case.overview().unwrap().records, 2);
}

#[test]
fn an_order_that_turns_void_is_settled_no_longer() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    assert_eq!(desk.import("june.csv", &orders(&[VOID])).updated, 1);
    assert_eq!(desk.settled("li", "2024-05"), None);
}

#[test]
fn an_estimate_is_never_income() {
    let estimated = Order {
        number: "7900000000002",
        status: "订单付款",
        estimate: "77.00",
        income: "77.00",
        ..ORDER
    };
    let settled_for_less = Order {
        estimate: "88.00",
        ..ORDER
    };
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[estimated, settled_for_less]));
    assert_eq!(desk.settled_in_all(), "10.00");
}

const WAITING: Live<'static> = Live {
    status: "PAY_SUCC",
    settled_on: "",
    commission: 0,
    agency_share: 0,
    updated_at: "2024-05-02 20:15:01",
    ..SETTLED
};

#[test]
fn an_order_at_the_edge_of_two_pages_counts_once() {
    let mut desk = Desk::new(LI);
    let outcome = desk.import("pages.json", &live(&[SETTLED, SETTLED]));
    assert_eq!(counts(&outcome), [1, 0, 1, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "27.04");
}

#[test]
fn the_later_update_holds_whichever_is_read_first() {
    let together: [&[Live<'_>]; 2] = [&[WAITING, SETTLED], &[SETTLED, WAITING]];
    for rows in together {
        let mut desk = Desk::new(LI);
        desk.import("pages.json", &live(rows));
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "27.04");
        assert_eq!(desk.case.overview().unwrap().records, 1);
    }
    for [first, second] in [[WAITING, SETTLED], [SETTLED, WAITING]] {
        let mut desk = Desk::new(LI);
        desk.import("first.json", &live(&[first]));
        desk.import("second.json", &live(&[second]));
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "27.04");
        assert_eq!(desk.case.overview().unwrap().records, 1);
    }
}

/// 10.00 of May goes back by 4.00 in June; in whichever order the files are read.
#[test]
fn a_refund_finds_its_order_whichever_is_read_first() {
    let order = orders(&[ORDER]);
    let refund = refund(ORDER.number, "2024-06-05", "4.00");
    let mut results = Vec::new();
    for files in [[&order, &refund], [&refund, &order]] {
        let mut desk = Desk::new(LI);
        for file in files {
            assert_eq!(counts(&desk.import("file.csv", file)), [1, 0, 0, 0]);
        }
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
        assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
        results.push(unnumbered(desk.compute(Grain::Month)));
    }
    assert_eq!(results[0], results[1]);
}

#[test]
fn the_same_refund_twice_goes_back_once() {
    let mut desk = Desk::new(LI);
    let mut refunds = refund(ORDER.number, "2024-06-05", "4.00");
    desk.import("refunds.csv", &refunds);
    desk.import("may.csv", &orders(&[ORDER]));
    refunds.push(b'\n');
    assert_eq!(counts(&desk.import("again.csv", &refunds)), [0, 0, 1, 0]);
    assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
}

/// Messages of three orders: 27.00 and a bonus of 3.00, one that was refunded, and 13.50.
#[test]
fn of_the_messages_of_an_order_the_last_holds_and_its_bonus_counts_once() {
    let mut desk = Desk::new(LI);
    let name = "douyin_creator_orders_message_api/messages.json";
    desk.import("messages.json", &sample(name));
    assert_eq!(desk.settled("li", "2026-05").unwrap(), "43.50");
    desk.import("again.json", &sample(name));
    assert_eq!(desk.settled("li", "2026-05").unwrap(), "43.50");
}

#[test]
fn a_refund_after_settlement_takes_the_bonus_back_too_whichever_is_read_first() {
    let message = |state: &str, commission: u32, bonus: u32, updated: &str| {
        format!(
            r#"[{{"order_id": "6950000000000000801", "author_short_id": "streamer01",
                "author_buyin_id": "7000000000000000011", "estimated_user_stepped_commission": 0,
                "flow_point": "{state}", "real_commission": {commission},
                "settle_user_stepped_commission": {bonus}, "settle_time": "2026-05-20 03:00:00",
                "pay_success_time": "2026-05-01 20:00:00", "update_time": "{updated}"}}]"#
        )
    };
    let settled = message("SETTLE", 2_700, 300, "2026-05-20 03:00:01");
    let refunded = message("REFUND", 0, 0, "2026-05-28 10:00:00");
    for [first, second] in [[&settled, &refunded], [&refunded, &settled]] {
        let mut desk = Desk::new(LI);
        desk.import("first.json", first.as_bytes());
        desk.import("second.json", second.as_bytes());
        assert_eq!(desk.settled("li", "2026-05"), None);
    }
}

#[test]
fn of_two_settlements_of_a_child_order_the_later_stands() {
    let early = sample("taobao_merchant_settled_orders/settled.csv");
    let late = sample("taobao_merchant_settled_orders/settled_later.xlsx");
    let mut desk = Desk::new(LI);
    desk.import("early.csv", &early);
    assert_eq!(counts(&desk.import("late.xlsx", &late)), [1, 1, 1, 0]);
    let mut desk = Desk::new(LI);
    desk.import("late.xlsx", &late);
    assert_eq!(counts(&desk.import("early.csv", &early)), [2, 0, 1, 0]);
}

#[test]
fn a_row_that_counts_with_several_amounts_is_replaced_whole() {
    let paid = receipt("交易成功", "0.00", "2024-05-26 18:31:00");
    let given_back = receipt("交易成功", "30.00", "2024-05-28 09:00:00");
    let closed = receipt("交易关闭", "100.00", "2024-05-30 09:00:00");
    for (files, received) in [
        ([&paid, &given_back], "70.00"),
        ([&given_back, &paid], "70.00"),
        ([&given_back, &closed], "0.00"),
        ([&closed, &given_back], "0.00"),
    ] {
        assert_eq!(received_of(files), received);
    }
}

#[test]
fn a_receipt_exported_from_the_phone_and_from_the_website_is_one() {
    let (phone, web) = (
        on_the_phone("交易成功"),
        receipt("交易成功", "30.00", "2024-05-28 09:00:00"),
    );
    let closed = on_the_phone("交易关闭");
    for (files, received) in [
        ([&phone, &web], "70.00"),
        ([&web, &phone], "70.00"),
        ([&closed, &web], "0.00"),
        ([&web, &closed], "0.00"),
    ] {
        assert_eq!(received_of(files), received);
    }
}

/// What a wallet received according to its files, in this order.
fn received_of(files: [&Vec<u8>; 2]) -> String {
    let mut desk = Desk::new(&format!("{LI}{WALLET}"));
    for (number, file) in files.into_iter().enumerate() {
        let outcome = desk.import(&format!("{number}.csv"), file);
        assert_eq!(outcome.quarantined, 0, "{outcome:?}");
    }
    let rows = desk.compute(Grain::Year).bridge;
    let sum: Money = rows.iter().filter_map(|row| row.received).sum();
    sum.to_string()
}
