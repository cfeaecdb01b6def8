//! Rows in quarantine go out to a spreadsheet and come back corrected, text for text.

use std::fs::{self, File};
use std::path::PathBuf;

use casefile::{ErrorKind, QuarantineShown};
use engine::import::table_rows;
use engine::text::Lang;
use rust_xlsxwriter::Workbook;

use super::files::{ORDER, Order, orders, orders_as_xlsx};
use super::{Desk, LI};

const DAMAGED: Order<'static> = Order {
    number: "7.9E+12",
    ..ORDER
};

/// A file whose rows would run in a spreadsheet that opens them unguarded.
fn hostile() -> Vec<u8> {
    let row = |product, zone| Order {
        number: "7.9E+12",
        product,
        zone,
        ..ORDER
    };
    orders_as_xlsx(&[
        ORDER,
        row("=HYPERLINK(\"x\")", "'=1"),
        row("+86", "-12.30"),
        row("@SUM(A1), \"quoted\"", "＝1"),
        row("\tx", "line\nbreak"),
    ])
}

pub(super) fn exported(desk: &Desk, name: &str, lang: Lang) -> PathBuf {
    let path = desk.dir.path().join(name);
    let shown = QuarantineShown::Waiting;
    desk.case.export_quarantine(&path, shown, lang).unwrap();
    path
}

/// Every cell of a table.
pub(super) fn cells(path: &PathBuf) -> Vec<Vec<String>> {
    let table = table_rows(&mut File::open(path).unwrap(), &[], u32::MAX).unwrap();
    table.rows.into_iter().map(|row| row.cells).collect()
}

/// Writes a table as a person's spreadsheet would.
pub(super) fn save(table: &[Vec<String>], path: &PathBuf) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (number, row) in (0..).zip(table) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(number, column, cell).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn a_table_that_comes_back_unchanged_changes_nothing() {
    for name in ["rows.csv", "rows.xlsx"] {
        for lang in [Lang::Zh, Lang::En] {
            let mut desk = Desk::new(LI);
            desk.import("may.xlsx", &hostile());
            let path = exported(&desk, name, lang);
            let before = desk.state();
            let retaken = desk.case.replay(&path, lang).unwrap();
            assert_eq!((retaken.taken, retaken.unchanged), (0, 4), "{name}");
            assert_eq!(desk.state(), before);
        }
    }
}

#[test]
fn no_cell_of_the_table_would_run_in_a_spreadsheet() {
    let mut desk = Desk::new(LI);
    desk.import("may.xlsx", &hostile());
    let table = cells(&exported(&desk, "rows.csv", Lang::Zh));
    assert_eq!(table.len(), 5);
    let shown: Vec<&String> = table.iter().flatten().collect();
    for text in ["'=HYPERLINK(\"x\")", "'+86", "''=1", "'＝1", "-12.30"] {
        assert!(shown.iter().any(|cell| *cell == text), "{text}");
    }
    for cell in shown {
        let runs = cell.starts_with(['=', '+', '@', '＝', '＋', '－', '＠', '\t', '\r']);
        assert!(!runs, "{cell}");
    }
}

#[test]
fn corrected_rows_come_back_as_csv_and_as_a_workbook() {
    for (name, back) in [("rows.csv", "rows.csv"), ("rows.xlsx", "back.xlsx")] {
        let mut desk = Desk::new(LI);
        let other = Order {
            income: "十元",
            ..DAMAGED
        };
        desk.import("may.csv", &orders(&[ORDER, DAMAGED, other, DAMAGED]));
        let mut table = cells(&exported(&desk, name, Lang::Zh));
        let number = |row: &mut Vec<String>, new: &str| {
            let cell = row.iter_mut().skip(8).find(|cell| *cell == "7.9E+12");
            *cell.unwrap() = new.to_owned();
        };
        number(&mut table[1], "7900000000008");
        number(&mut table[2], "7900000000009");
        let path = desk.dir.path().join(back);
        match back {
            "rows.csv" => {
                let text = fs::read_to_string(&path).unwrap();
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                for (line, new) in [(1, "7900000000008"), (2, "7900000000009")] {
                    // The last one stands under its column; the first says what was found.
                    let at = lines[line].rfind("7.9E+12").unwrap();
                    lines[line].replace_range(at..at + 7, new);
                }
                fs::write(&path, lines.join("\r\n")).unwrap();
            }
            _ => save(&table, &path),
        }
        let retaken = desk.case.replay(&path, Lang::Zh).unwrap();
        assert_eq!((retaken.taken, retaken.unchanged), (1, 1), "{name}");
        assert_eq!(retaken.refused.len(), 1);
        let refused = &retaken.refused[0];
        assert_eq!(refused.problem.code.code(), "unreadable_amount");
        assert_eq!(refused.problem.place.row, 4);
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00");
        assert_eq!(desk.case.overview().unwrap().quarantined, 2);
    }
}

#[test]
fn another_table_is_refused_and_changes_nothing() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER, DAMAGED]));
    let path = desk.dir.path().join("other.csv");
    fs::write(&path, orders(&[ORDER])).unwrap();
    let before = desk.state();
    let refused = desk.case.replay(&path, Lang::En).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Replay);
    assert_eq!(desk.state(), before);
}
