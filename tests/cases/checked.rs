//! What checks find in records: planted in exports and read through the whole case, beside look-alikes.

use engine::computation::Finding;
use engine::period::Grain;

use super::files::{ORDER, Order, csv, orders, refund};
use super::{Desk, LI};

const SHOP_COLUMNS: &str = "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,订单应付金额,运费,\
    收件人,收件人手机号,省,市,区,街道,详细地址,订单提交时间,支付完成时间,订单状态,售后状态,达人ID,达人昵称,\
    达人优惠,广告渠道";

/// Orders of one day of a shop: buyer and address of each by number.
fn shop(buyers: impl Iterator<Item = (u32, u32)>) -> Vec<u8> {
    let row = |(number, (buyer, address)): (u64, (u32, u32))| {
        let order = (6_950_000_000_000_000_000 + number).to_string();
        let phone = format!("9000{buyer:07}");
        let street = format!("某路{address}号");
        let at = "2024-06-09 21:25:25";
        [
            order.as_str(),
            order.as_str(),
            "商品甲",
            "红色",
            "1",
            "3810000000000000090",
            "A-1",
            "1000.00",
            "0.00",
            "某某",
            phone.as_str(),
            "某省",
            "某市",
            "某区",
            "某街道",
            street.as_str(),
            at,
            at,
            "待发货",
            "无售后",
            "streamer01",
            "某某直播间",
            "0.00",
            "-",
        ]
        .map(str::to_owned)
        .to_vec()
    };
    csv(SHOP_COLUMNS, (0..).zip(buyers).map(row))
}

fn found(desk: &Desk, rule: &str) -> Vec<Finding> {
    let mut findings = desk.compute(Grain::Year).findings;
    findings.retain(|finding| finding.rule == rule);
    findings
}

fn not_run(desk: &Desk, rule: &str) -> Vec<String> {
    let not_run = desk.compute(Grain::Year).not_run.into_iter();
    let of_rule = not_run.filter(|missing| missing.rule == rule);
    of_rule.map(|missing| missing.needs).collect()
}

#[test]
fn six_accounts_at_one_address_that_place_a_days_orders_are_found() {
    let mut desk = Desk::new(LI);
    assert_eq!(not_run(&desk, "C8"), ["buyers"]);
    desk.import("june.csv", &shop((0..60).map(|order| (order % 6, 1))));
    let few = found(&desk, "C8");
    assert_eq!(few.len(), 1, "{few:?}");
    assert_eq!(
        few[0].amount.unwrap().to_string(),
        "40000.00",
        "the first four of six"
    );
    assert_eq!((few[0].evidence, few[0].evidence_codes.len()), (40, 40));
    let shared = found(&desk, "C9");
    assert_eq!(shared.len(), 1, "{shared:?}");
    assert_eq!(shared[0].evidence, 60);
    assert!(not_run(&desk, "C8").is_empty());
}

#[test]
fn sixty_buyers_at_sixty_addresses_are_a_good_day() {
    let mut desk = Desk::new(LI);
    desk.import("june.csv", &shop((0..60).map(|order| (order, order))));
    assert!(found(&desk, "C8").is_empty());
    assert!(found(&desk, "C9").is_empty());
}

/// An order with a commission beyond materiality, refunded whole.
fn refunded(clawback: &str) -> Desk {
    let mut desk = Desk::new(LI);
    let order = Order {
        income: "20000.00",
        ..ORDER
    };
    desk.import("may.csv", &orders(&[order]));
    desk.import("refunds.csv", &refund(ORDER.number, "2024-06-20", clawback));
    desk
}

#[test]
fn commission_kept_on_a_refunded_order_is_found_and_what_was_reversed_is_not() {
    let kept = found(&refunded("0.00"), "C11");
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0].amount.unwrap().to_string(), "20000.00");
    assert_eq!(kept[0].evidence_codes, ["R-1"]);
    assert!(found(&refunded("20000.00"), "C11").is_empty());
}

#[test]
fn fake_orders_are_told_with_both_totals_and_change_no_figure() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    let before = desk.settled_in_all();
    let said = format!(
        "[[checks.fake_order]]\norder = \"{}\"\nproofs = [\"principal_returned\", \"buyer_fee\", \
         \"empty_parcel\", \"task_list\", \"account_list\"]\n",
        ORDER.number
    );
    desk.set_up(&said).unwrap();
    let fake = found(&desk, "B5.2");
    assert!(
        fake[0]
            .title_en
            .contains("With all of it the year holds 10.00, without what is proven 0.00")
    );
    assert_eq!(desk.settled_in_all(), before);
}
