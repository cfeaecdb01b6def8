//! What platforms take for themselves, from the export to the taxed income and back to its cells.

use casefile::ImportOptions;
use engine::period::Grain;
use engine::record::{Class, Side};
use engine::worksheet::{Measure, RecordsOf};

use super::files::{WALLET, receipt};
use super::{Desk, LI};

const ORDERS: &[u8] = include_bytes!("../samples/douyin_creator_orders_export/orders.csv");
const AFTER: &str = "[settings]\nincome_before_platform_fees = false\n";

fn desk(settings: &str) -> Desk {
    let mut desk = Desk::new(&format!("{settings}{LI}{WALLET}"));
    let options = ImportOptions {
        format: Some("douyin_creator_orders_export".to_owned()),
        ..ImportOptions::default()
    };
    let outcome = desk.import_with("orders.csv", ORDERS, &options);
    assert_eq!(outcome.records, 5);
    desk
}

/// Two settled rows of 14.40 and 7.20, after 2.00 and 1.00 of technical service fees.
#[test]
fn income_is_the_commission_before_the_fee_unless_the_case_says_otherwise() {
    for (settings, income) in [("", "24.60"), (AFTER, "21.60")] {
        let computation = desk(settings).compute(Grain::Year);
        let tax = &computation.taxes[0];
        assert_eq!(tax.income.unwrap().to_string(), income, "{settings}");
        // What the platform settled stays what it settled.
        let settled = computation.bridge[0].settled.unwrap();
        assert_eq!(settled.to_string(), "21.60");
    }
}

#[test]
fn a_fee_leads_to_its_rows_and_to_no_other_layout() {
    let desk = desk("");
    let of = |measure| RecordsOf {
        party: "li".to_owned(),
        period: "2026".parse().unwrap(),
        side: Side::Settled,
        classes: vec![Class::Commission],
        measure,
    };
    let page = |measure| desk.case.records_of(&of(measure), 0, 10).unwrap();
    let beside = page(Measure::FeeBeside);
    assert_eq!((beside.total, beside.sum.to_string().as_str()), (2, "3.00"));
    assert_eq!(page(Measure::FeeWithin).total, 0);
}

/// What had been taken off before a settlement is not taken off its payout again.
#[test]
fn a_payout_is_held_against_what_was_settled_without_a_fee_beside_it() {
    for (paid, is_matched) in [("21.60", true), ("18.60", false)] {
        let mut desk = desk("");
        let bill = receipt("交易成功", "0.00", "2026-05-26 18:31:00");
        let bill = String::from_utf8(bill).unwrap();
        let bill = bill
            .replace("100.00", paid)
            .replace("2024-05-26", "2026-05-26");
        let bill = bill
            .replace("某某商行", "抖音电商")
            .replace("货款", "佣金结算");
        desk.import("bill.csv", bill.as_bytes());
        let matching = desk
            .case
            .matches("2026-06-01".parse().unwrap())
            .unwrap()
            .matching;
        assert_eq!(
            matching.matches.len(),
            usize::from(is_matched),
            "{paid}: {matching:?}"
        );
        assert!(
            matching
                .matches
                .iter()
                .all(|one| one.differences.is_empty())
        );
    }
}
