//! An import that is taken back leaves no trace in any figure: the case counts as if the file had
//! never come, and the file may come again.

mod overlapping;

use casefile::{CaseOverview, Chain, ErrorKind, ImportOptions, ImportStatus};
use engine::computation::Computation;
use engine::period::Grain;
use engine::text::Lang;

use super::corrections::{DAMAGED, waiting, with};
use super::files::{
    Live, ORDER, Order, PAID, SETTLED, VOID, WALLET, live, on_the_phone, orders, receipt, refund,
};
use super::{Desk, LI, counts, unnumbered};

const OTHER: Order<'static> = Order {
    number: "7900000000002",
    income: "5.50",
    ..ORDER
};

/// All that a case shows but its history, and the counts of every import that stands.
pub(super) type Shown = (Computation, CaseOverview, Vec<[u32; 4]>);

pub(super) fn shown(desk: &Desk) -> Shown {
    let overview = CaseOverview {
        path: String::new(),
        history_head: String::new(),
        ..desk.case.overview().unwrap()
    };
    let documents = desk.case.documents(Lang::En).unwrap();
    let standing = documents.iter().filter(|one| one.undone_at.is_none());
    let counts = standing.map(|one| {
        assert_eq!(one.rows, one.records + one.duplicates + one.quarantined);
        [one.rows, one.records, one.duplicates, one.quarantined]
    });
    let counts = counts.collect();
    (unnumbered(desk.compute(Grain::Month)), overview, counts)
}

/// Takes the latest import back and imports its file again.
fn goes_and_comes_back(desk: &mut Desk, import: i64, content: &[u8]) {
    let before = shown(desk);
    desk.case.undo(import).unwrap();
    assert_ne!(shown(desk), before);
    let again = desk.import("again", content);
    assert_eq!(again.status, ImportStatus::Imported, "{again:?}");
    assert_eq!(shown(desk), before);
}

#[test]
fn an_import_taken_back_and_imported_again_gives_the_same_figures() {
    let in_part = receipt("交易成功", "30.00", "2024-05-28 09:00:00");
    for files in [
        vec![orders(&[ORDER, ORDER, OTHER])],
        vec![orders(&[PAID, OTHER]), orders(&[ORDER])],
        vec![orders(&[ORDER]), orders(&[ORDER, ORDER, DAMAGED])],
        vec![live(&[SETTLED])],
        vec![orders(&[ORDER]), refund(ORDER.number, "2024-06-05", "4.00")],
        vec![in_part.clone()],
        vec![on_the_phone("交易成功"), in_part],
    ] {
        let mut desk = Desk::new(&format!("{LI}{WALLET}"));
        for file in &files {
            desk.import("file", file);
        }
        let last = i64::try_from(files.len()).unwrap();
        goes_and_comes_back(&mut desk, last, files.last().unwrap());
    }
}

#[test]
fn what_a_second_file_also_held_stays_when_the_first_is_taken_back() {
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &orders(&[ORDER, OTHER]));
    let second = desk.import("two.csv", &orders(&[ORDER, ORDER]));
    assert_eq!(counts(&second), [1, 0, 1, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "25.50");
    desk.case.undo(1).unwrap();
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00");
    assert_eq!(desk.case.overview().unwrap().records, 2);
    // What it held already is its own now.
    assert_eq!(shown(&desk).2, [[2, 2, 0, 0]]);
}

#[test]
fn a_later_state_taken_back_brings_the_earlier_one_back() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    let before = shown(&desk);
    desk.import("june.csv", &orders(&[VOID]));
    assert_eq!(desk.settled("li", "2024-05"), None);
    desk.case.undo(2).unwrap();
    assert_eq!(shown(&desk), before);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
}

#[test]
fn a_row_that_was_known_is_no_earlier_state_of_its_neighbour_when_another_file_goes() {
    let corrected = Order {
        income: "6.00",
        ..ORDER
    };
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &orders(&[ORDER]));
    // One is known, the other is a second sale under the same key.
    desk.import("two.csv", &orders(&[ORDER, corrected]));
    let before = shown(&desk);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "16.00");
    desk.import("three.csv", &orders(&[VOID]));
    desk.case.undo(3).unwrap();
    assert_eq!(shown(&desk), before);
}

/// One order: 14.40 in the creator's own file, 14.39 in the answer of the platform.
#[test]
fn without_the_creators_own_file_the_view_of_the_platform_counts_again() {
    let number = "6950000000000000701";
    let creator = format!(
        "订单ID,商品ID,商品名称,店铺名称,达人昵称,抖音号,订单状态,支付金额,佣金率,总佣金,技术服务费,\
         预估佣金收入,机构分成,结算金额,实际佣金收入,付款时间,收货时间,结算时间,订单来源\n\
         {number},3810000000000000091,商品甲,某某旗舰店,某某直播间,streamer01,已结算,100.00,20.00%,\
         20.00,2.00,14.40,3.60,100.00,14.40,2024-05-01 20:00:00,,2024-05-20 03:00:00,直播\n"
    );
    let platform = live(&[Live {
        number,
        status: "SETTLE",
        settled_on: "2024-05-20",
        commission: 1_439,
        agency_share: 360,
        updated_at: "2024-05-20 03:00:01",
    }]);
    let options = ImportOptions {
        format: Some("douyin_creator_orders_export".to_owned()),
        ..ImportOptions::default()
    };
    let mut desk = Desk::new(LI);
    desk.import("platform.json", &platform);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "14.39");
    let before = shown(&desk);
    let outcome = desk.import_with("creator.csv", creator.as_bytes(), &options);
    assert_eq!(counts(&outcome), [1, 0, 0, 0], "{outcome:?}");
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "14.40");
    desk.case.undo(2).unwrap();
    assert_eq!(shown(&desk), before);
    // And the other way round: the better view goes on counting.
    desk.import_with("again.csv", creator.as_bytes(), &options);
    desk.case.undo(1).unwrap();
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "14.40");
}

#[test]
fn a_refund_loses_the_account_of_an_order_that_goes_and_finds_it_again() {
    let mut desk = Desk::new(LI);
    let file = orders(&[ORDER]);
    desk.import("may.csv", &file);
    desk.import("refunds.csv", &refund(ORDER.number, "2024-06-05", "4.00"));
    assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
    let before = shown(&desk);
    desk.case.undo(1).unwrap();
    assert_eq!(desk.settled("li", "2024-06"), None);
    assert_eq!(desk.case.overview().unwrap().records, 1);
    desk.import("may again.csv", &file);
    assert_eq!(desk.settled("li", "2024-06").unwrap(), "-4.00");
    let mut after = shown(&desk);
    after.2.reverse();
    assert_eq!(after, before);
}

#[test]
fn everything_taken_back_leaves_an_empty_ledger_and_a_full_history() {
    let mut desk = Desk::new(LI);
    let empty = shown(&desk);
    desk.import("one.csv", &orders(&[ORDER, OTHER, DAMAGED]));
    desk.import("two.csv", &orders(&[ORDER, PAID]));
    desk.import("refunds.csv", &refund(ORDER.number, "2024-06-05", "4.00"));
    let row = waiting(&desk).remove(0);
    let cells = with(&row, "7.9E+12", "7900000000009");
    desk.case.correct(row.id, cells, None).unwrap();
    for import in [2, 1, 3] {
        desk.case.undo(import).unwrap();
    }
    assert_eq!(shown(&desk), empty);
    let documents = desk.case.documents(Lang::En).unwrap();
    assert_eq!(documents.len(), 3);
    assert!(documents.iter().all(|one| one.undone_at.is_some()));
    let chain = desk.case.check_history().unwrap();
    // Made, set up, three imports, a correction, three times taken back.
    assert!(
        matches!(chain, Chain::Whole { entries: 9, .. }),
        "{chain:?}"
    );
    for import in [1, 4] {
        let again = desk.case.undo(import);
        assert_eq!(again.unwrap_err().kind(), ErrorKind::NoSuchImport);
    }
}

#[test]
fn the_number_of_a_record_is_never_given_twice() {
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &orders(&[ORDER, DAMAGED]));
    let row = waiting(&desk).remove(0);
    let cells = with(&row, "7.9E+12", "7900000000009");
    desk.case.correct(row.id, cells, None).unwrap();
    assert_eq!(desk.case.raw_row(2).unwrap().document, 1);
    desk.case.undo(1).unwrap();
    desk.import("two.csv", &orders(&[OTHER]));
    assert!(desk.case.raw_row(2).is_err());
    assert_eq!(desk.case.raw_row(3).unwrap().document, 2);
}

/// What hangs on a document goes with it: rows that wait, totals that were typed in.
#[test]
fn nothing_can_be_decided_about_an_import_that_was_taken_back() {
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &orders(&[ORDER, DAMAGED]));
    let row = waiting(&desk).remove(0);
    desk.case.undo(1).unwrap();
    assert_eq!(waiting(&desk), []);
    let corrected = desk.case.correct(row.id, row.raw.clone(), None);
    assert_eq!(corrected.unwrap_err().kind(), ErrorKind::NoSuchRow);
    let totals = desk.case.check_totals(1);
    assert_eq!(totals.unwrap_err().kind(), ErrorKind::NoSuchDocument);
    let format = engine::format::format("taobao_alliance_orders_xls_2016").unwrap();
    let read = desk.case.reread_quarantine(1, format);
    assert_eq!(read.unwrap_err().kind(), ErrorKind::NoSuchDocument);
}
