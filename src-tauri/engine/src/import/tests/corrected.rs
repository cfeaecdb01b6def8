//! A file read once more with rows as a person corrected them.

use super::*;
use crate::import::{Correction, header_fingerprint, reread};
use crate::source::Place;

fn correction(row: u32, cells: &[&str]) -> Correction {
    Correction {
        place: Place {
            row,
            ..Place::default()
        },
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    }
}

/// Rows with the fen that they count.
type Counted = Vec<(u32, i64)>;
/// Rows with the code of their problem.
type Problems = Vec<(u32, ProblemCode)>;

/// Row and fen of everything that counts, and row and code of every problem, in the order given.
fn reread_rows(
    format: &Format,
    text: &[u8],
    corrections: &[Correction],
) -> (Counted, Problems, Reading) {
    let (mut counted, mut problems) = (Vec::new(), Vec::new());
    let mut each = |line| {
        match line {
            Line::Record(record) => {
                let fen = record.counted.map_or(0, |counted| counted.amount.fen());
                counted.push((record.place.row, fen));
            }
            Line::Problem { problem, .. } => problems.push((problem.place.row, problem.code)),
            Line::Skipped { .. } | Line::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    };
    let reading = reread(&mut Cursor::new(text), format, None, corrections, &mut each).unwrap();
    (counted, problems, reading)
}

#[test]
fn corrected_rows_come_after_all_others_and_the_rest_stays() {
    let text = b"No,Day,Amount\na,2024-05-01,x\nb,2024-05-02,2.00\nc,2024-05-03,y\n";
    let corrections = [
        correction(4, &["c", "2024-05-03", "3.00"]),
        correction(2, &["a", "2024-05-01", "1.00"]),
    ];
    let (counted, problems, reading) = reread_rows(&signed(), text, &corrections);
    assert_eq!(counted, [(3, 200), (2, 100), (4, 300)]);
    assert_eq!(problems, []);
    assert_eq!((reading.rows.records, reading.rows.problems), (3, 0));
    let wrong = [correction(2, &["a", "yesterday", "1.00"])];
    let (counted, problems, _) = reread_rows(&signed(), text, &wrong);
    assert_eq!(counted, [(3, 200)]);
    let codes = [ProblemCode::UnreadableAmount, ProblemCode::UnreadableTime];
    assert_eq!(problems, [(4, codes[0]), (2, codes[1])]);
}

#[test]
fn a_row_whose_bytes_are_no_text_is_corrected_too() {
    let mut text = b"\xef\xbb\xbfNo,Day,Amount\na,2024-05-01,1.00\nb,2024-05-02,".to_vec();
    text.extend([0xff, 0xff, b'\n']);
    let given = give(&text, &signed()).unwrap();
    assert_eq!(given.codes(), [(3, ProblemCode::UnreadableText)]);
    let corrections = [correction(3, &["b", "2024-05-02", "2.00"])];
    let (counted, problems, _) = reread_rows(&signed(), &text, &corrections);
    assert_eq!((counted, problems), (vec![(2, 100), (3, 200)], vec![]));
}

#[test]
fn a_cell_that_stays_keeps_its_kind_and_a_changed_one_is_text() {
    let day = r#"<c t="inlineStr"><is><t>b</t></is></c><c><v>45413</v></c>"#;
    let bad = format!(r#"<row r="2">{day}<c t="inlineStr"><is><t>x</t></is></c></row>"#);
    let rows = row(1, &["No", "Day", "Amount"]) + &bad;
    let book = workbook("", &[("one", &rows)], &[]);
    let place = Place {
        sheet: Some("one".to_owned()),
        row: 2,
        column: None,
    };
    let cells = ["b", "45413", "5.00"].map(str::to_owned).to_vec();
    let corrections = [Correction { place, cells }];
    let (counted, problems, _) = reread_rows(&signed(), &book, &corrections);
    assert_eq!((counted, problems), (vec![(2, 500)], vec![]));
}

#[test]
fn an_amount_of_a_whole_order_is_not_taken_again() {
    let format = ledger(
        "status_of_all = \"done\"",
        r#"{ header = "Order", field = "order", kind = "id" },
           { header = "Rate", kind = "rate" },
           { header = "Amount", field = "amount", kind = "money", direction = "sign", once_per = "order" },"#,
    );
    let text = b"No,Day,Order,Rate,Amount\na,2024-05-01,1,x,7.00\nb,2024-05-01,1,,7.00\n";
    let corrections = [correction(2, &["a", "2024-05-01", "1", "", "7.00"])];
    let (counted, problems, _) = reread_rows(&format, text, &corrections);
    assert_eq!((counted, problems), (vec![(3, 700), (2, 0)], vec![]));
    // Where the amount is all that a row counts with, the other rows of the order count nothing.
    let mut always = format.clone();
    always.counts[0].when.direction.clear();
    let (counted, problems, _) = reread_rows(&always, text, &corrections);
    assert_eq!((counted, problems), (vec![(3, 700), (2, 0)], vec![]));
}

#[test]
fn a_header_is_known_again_by_its_names_alone() {
    let print = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        header_fingerprint(&names)
    };
    let header = print(&["订单号", "金额（元）", "时间"]);
    assert!(header.is_some());
    assert_eq!(print(&[" 订单号", "金额", "时间\t", "", ""]), header);
    for other in [
        &["订单号", "时间", "金额"][..],
        &["订单号", "金额"],
        &["订单号金额", "时间"],
    ] {
        assert_ne!(print(other), header);
    }
    assert_eq!(print(&["标题", "", ""]), None);
}
