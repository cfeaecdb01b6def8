//! A row in quarantine that a person corrects is a row of its document like any other; one that is
//! waived stays visible. No row ever leaves the count.

use casefile::{Chain, ErrorKind, QuarantineShown, QuarantineStatus, QuarantinedRow, Retaken};
use engine::format::format;
use engine::record::Status;
use engine::text::Lang;

use super::files::{Live, ORDER, Order, live, orders, orders_as_xlsx};
use super::{Desk, LI, counts};

pub(super) const DAMAGED: Order<'static> = Order {
    number: "7.9E+12",
    ..ORDER
};

const OTHER: Order<'static> = Order {
    number: "7900000000002",
    income: "5.50",
    ..ORDER
};

/// The rows that wait.
pub(super) fn waiting(desk: &Desk) -> Vec<QuarantinedRow> {
    desk.case.quarantine(0, 100).unwrap().rows
}

/// The cells of a row with one text in place of another.
pub(super) fn with(row: &QuarantinedRow, old: &str, new: &str) -> Vec<String> {
    let mut cells = row.raw.clone();
    let at = cells.iter().position(|cell| cell == old).unwrap();
    cells[at] = new.to_owned();
    cells
}

/// Rows, records, duplicates, quarantined of the document of that number.
fn document(desk: &Desk, id: i64) -> [u32; 4] {
    let documents = desk.case.documents(Lang::En).unwrap();
    let found = documents.iter().find(|document| document.id == id).unwrap();
    assert_eq!(
        found.rows,
        found.records + found.duplicates + found.quarantined
    );
    [
        found.rows,
        found.records,
        found.duplicates,
        found.quarantined,
    ]
}

/// Taken, records, duplicates, still refused.
fn told(retaken: &Retaken) -> [usize; 4] {
    [
        retaken.taken.try_into().unwrap(),
        retaken.records.try_into().unwrap(),
        retaken.duplicates.try_into().unwrap(),
        retaken.refused.len(),
    ]
}

#[test]
fn a_corrected_row_is_a_record_at_the_same_place_and_its_text_stays() {
    for (name, file) in [
        ("may.csv", orders(&[ORDER, DAMAGED])),
        ("may.xlsx", orders_as_xlsx(&[ORDER, DAMAGED])),
    ] {
        let mut desk = Desk::new(LI);
        desk.import(name, &file);
        let row = waiting(&desk).remove(0);
        assert_eq!(row.header.len(), row.raw.len(), "{name}");
        let cells = with(&row, "7.9E+12", "7900000000009");
        let retaken = desk.case.correct(row.id, cells, Some("按平台页面更正"));
        assert_eq!(told(&retaken.unwrap()), [1, 1, 0, 0], "{name}");
        assert_eq!(document(&desk, 1), [2, 2, 0, 0], "{name}");
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00", "{name}");
        assert_eq!(desk.case.overview().unwrap().quarantined, 0);
        assert_eq!(waiting(&desk), []);
        let all = desk.case.quarantine_shown(QuarantineShown::All, 0, 10);
        let was = &all.unwrap().rows[0];
        assert_eq!(was.status, QuarantineStatus::Corrected);
        assert_eq!(was.raw, row.raw, "the text of the file is never changed");
        let raw = desk.case.raw_row(2).unwrap();
        assert_eq!(raw.place.row, 3, "{name}");
        let number = raw.cells.iter().find(|cell| cell.column == "订单编号");
        let number = number.unwrap();
        assert_eq!(number.text, "7.9E+12");
        assert_eq!(number.corrected.as_deref(), Some("7900000000009"));
        assert_eq!(raw.corrected_because.as_deref(), Some("按平台页面更正"));
        let others = raw.cells.iter().filter(|cell| cell.corrected.is_some());
        assert_eq!(others.count(), 1);
        assert!(matches!(
            desk.case.check_history().unwrap(),
            Chain::Whole { .. }
        ));
        // Once it is a record there is nothing to correct.
        let again = desk.case.correct(row.id, row.raw.clone(), None);
        assert_eq!(again.unwrap_err().kind(), ErrorKind::NoSuchRow);
    }
}

#[test]
fn a_row_that_still_cannot_be_read_stays_with_what_is_wrong_now() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, DAMAGED]));
    let row = waiting(&desk).remove(0);
    let mut cells = with(&row, "7.9E+12", "7900000000009");
    cells[15] = "十元".to_owned();
    let retaken = desk.case.correct(row.id, cells.clone(), None).unwrap();
    assert_eq!(told(&retaken), [0, 0, 0, 1]);
    let now = waiting(&desk).remove(0);
    assert_eq!(now.problem.code.code(), "unreadable_amount");
    assert_eq!(now.problem.found, "十元");
    assert_eq!(
        now.corrected,
        Some(cells),
        "the attempt is kept to go on from"
    );
    assert_eq!(now.raw, row.raw);
    assert_eq!(document(&desk, 1), [2, 1, 0, 1]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
}

#[test]
fn a_corrected_row_that_the_case_holds_already_is_a_duplicate() {
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &orders(&[ORDER, OTHER]));
    desk.import("two.csv", &orders(&[ORDER, DAMAGED]));
    assert_eq!(document(&desk, 2), [2, 0, 1, 1]);
    let row = waiting(&desk).remove(0);
    let mut cells = with(&row, "7.9E+12", OTHER.number);
    cells[15] = OTHER.income.to_owned();
    let retaken = desk.case.correct(row.id, cells, None).unwrap();
    assert_eq!(told(&retaken), [1, 0, 1, 0]);
    assert_eq!(document(&desk, 2), [2, 0, 2, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "15.50");
}

#[test]
fn a_corrected_row_does_not_repeat_what_another_row_of_its_file_repeated() {
    let mut desk = Desk::new(LI);
    desk.import("one.csv", &orders(&[ORDER]));
    let outcome = desk.import("two.csv", &orders(&[ORDER, DAMAGED, DAMAGED]));
    assert_eq!(counts(&outcome), [0, 0, 1, 2]);
    // Three equal sales: one was known, the two others are not.
    for _ in 0..2 {
        let row = waiting(&desk).remove(0);
        let cells = with(&row, "7.9E+12", ORDER.number);
        let retaken = desk.case.correct(row.id, cells, None).unwrap();
        assert_eq!(told(&retaken), [1, 1, 0, 0]);
    }
    assert_eq!(document(&desk, 2), [3, 2, 1, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "30.00");
}

#[test]
fn a_row_is_waived_for_a_reason_only_and_stays_visible_with_it() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, DAMAGED]));
    let row = waiting(&desk).remove(0);
    let nothing = desk.case.waive(&[row.id], "  ");
    assert_eq!(nothing.unwrap_err().kind(), ErrorKind::ReasonNeeded);
    assert_eq!(waiting(&desk).len(), 1);
    assert_eq!(desk.case.waive(&[row.id], "测试订单").unwrap(), 1);
    assert_eq!(waiting(&desk), []);
    assert_eq!(desk.case.overview().unwrap().quarantined, 0);
    assert_eq!(document(&desk, 1), [2, 1, 0, 1], "it counts as quarantined");
    let left = desk.case.quarantine_shown(QuarantineShown::LeftOut, 0, 10);
    let left = left.unwrap();
    assert_eq!((left.total, left.waiting), (1, 0));
    assert_eq!(left.rows[0].status, QuarantineStatus::Waived);
    assert_eq!(left.rows[0].reason.as_deref(), Some("测试订单"));
    // Whoever changes their mind corrects it after all.
    let cells = with(&row, "7.9E+12", "7900000000009");
    assert_eq!(told(&desk.case.correct(row.id, cells, None).unwrap())[0], 1);
    assert_eq!(document(&desk, 1), [2, 2, 0, 0]);
}

#[test]
fn one_row_that_is_not_there_leaves_all_as_they_were() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, DAMAGED]));
    let id = waiting(&desk)[0].id;
    let before = desk.state();
    let wrong = desk.case.waive(&[id, id + 1], "两行");
    assert_eq!(wrong.unwrap_err().kind(), ErrorKind::NoSuchRow);
    assert_eq!(desk.state(), before);
}

#[test]
fn rows_are_read_again_under_a_mapping_that_knows_their_words() {
    const FROZEN: Order<'static> = Order {
        number: "7900000000002",
        status: "订单冻结",
        ..ORDER
    };
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, FROZEN, DAMAGED]));
    assert_eq!(document(&desk, 1), [3, 1, 0, 2]);
    let mut changed = format("taobao_alliance_orders_xls_2016").unwrap().clone();
    changed.id = "own_taobao".to_owned();
    changed
        .status
        .insert("订单冻结".to_owned(), Status::Settled);
    let retaken = desk.case.reread_quarantine(1, &changed).unwrap();
    assert_eq!(told(&retaken), [1, 1, 0, 1]);
    assert_eq!(document(&desk, 1), [3, 2, 0, 1]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00");
    // The same row in another file is known, for it is a row of the same format.
    let known = Order {
        status: "订单结算",
        ..FROZEN
    };
    let again = desk.import("june.csv", &orders(&[known]));
    assert_eq!(counts(&again), [0, 0, 1, 0]);
    changed.key.pop();
    let refused = desk.case.reread_quarantine(1, &changed);
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::OtherKey);
    let missing = desk.case.reread_quarantine(9, &changed);
    assert_eq!(missing.unwrap_err().kind(), ErrorKind::NoSuchDocument);
}

#[test]
fn an_element_of_json_is_corrected_by_its_keys() {
    let order = |number, status| Live {
        number,
        status,
        settled_on: "2024-05-20",
        commission: 1_234,
        agency_share: 0,
        updated_at: "2024-05-20 03:00:00",
    };
    let mut desk = Desk::new(LI);
    let file = live(&[
        order("4900000000001", "SETTLE"),
        order("4900000000002", "?"),
    ]);
    assert_eq!(counts(&desk.import("orders.json", &file)), [1, 0, 0, 1]);
    let row = waiting(&desk).remove(0);
    assert_eq!(row.header.len(), row.raw.len());
    let cells = with(&row, "?", "SETTLE");
    let retaken = desk.case.correct(row.id, cells, None).unwrap();
    assert_eq!(told(&retaken), [1, 1, 0, 0]);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "24.68");
}
