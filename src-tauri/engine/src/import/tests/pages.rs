//! Tables of web pages: the same rows as in any other kind of table, whatever the page is like.

use super::*;
use crate::import::{ImportErrorCode, detect};

/// What counts in the rows of a page.
fn check(page: &str, expected: &[(u32, &str, i64)]) {
    let given = give(page.as_bytes(), &signed()).unwrap_or_else(|error| panic!("{error}: {page}"));
    assert_eq!(given.counted(), expected, "{page}");
}

const HEADER: &str = "<tr><th>No</th><th>Day</th><th>Amount</th></tr>";

#[test]
fn rows_are_read_however_the_page_is_written() {
    let row = "<tr><td>a</td><td>2024-05-01</td><td>1,234.50</td></tr>";
    let expected = [(2, "a", 123_450)];
    for page in [
        format!("<html><body><table>{HEADER}{row}</table></body></html>"),
        format!("<table border=1><thead>{HEADER}</thead><tbody>{row}</tbody></table>"),
        format!("\u{feff}<!DOCTYPE HTML>\n<html><style>td {{}}</style><table>{HEADER}{row}"),
        format!(
            "<?xml version=\"1.0\"?><html xmlns:x=\"urn:x\"><table>{HEADER}{row}</table></html>"
        ),
        format!("<!-- a > b --><table>{HEADER}{row}</table>"),
        format!(
            "<TABLE>{}</TABLE>",
            (HEADER.to_owned() + row)
                .to_uppercase()
                .replace(">A<", ">a<")
        ),
        // No end of a cell or a row is written.
        "<table><tr><td>No<td>Day<td>Amount<tr><td>a<td>2024-05-01<td>1234.5</table>".to_owned(),
        format!(
            "<table>{HEADER}<tr>\n  <td><font color=red>a</font></td>\n  <td>\n2024-05-01\n</td><td style='mso-number-format:\"\\@\"'>&yen;1,234<b>.50</b></td></tr></table>"
        ),
        // What is shown was rounded; the number behind it was not.
        format!(
            "<table>{HEADER}<tr><td>a</td><td x:num=\"45413\">May 1</td><td x:num=\"1234.5\">1235</td></tr></table>"
        ),
    ] {
        let page = page.replace(">NO<", ">No<");
        check(&page, &expected);
    }
}

#[test]
fn spans_leave_the_columns_where_they_are() {
    let title = "<tr><td colspan=3>Ledger of May</td></tr>";
    check(
        &format!(
            "<table>{title}{HEADER}<tr><td rowspan=2>a</td><td>2024-05-01</td><td>1</td></tr><tr><td>2024-05-02</td><td>2</td></tr><tr><td>b</td><td>2024-05-03</td><td>3</td></tr></table>"
        ),
        &[(3, "a", 100), (5, "b", 300)],
    );
    let wide = "<tr><th>No</th><th colspan='2'>Day</th><th>Amount</th></tr>";
    check(
        &format!(
            "<table>{wide}<tr><td>a</td><td>2024-05-01</td><td>12:00</td><td>1</td></tr></table>"
        ),
        &[(2, "a", 100)],
    );
}

#[test]
fn tables_beside_and_inside_each_other_are_as_sheets() {
    let page = format!(
        "<table><tr><td>Bank of nowhere</td></tr><tr><td><table>{HEADER}<tr><td>a</td><td>2024-05-01</td><td>1</td></tr></table></td></tr></table>\
         <table><tr><td>Page 1 of 1</td></tr></table>"
    );
    let given = give(page.as_bytes(), &signed()).unwrap();
    assert_eq!(given.counted(), [(2, "a", 100)]);
    assert_eq!(given.reading.sheet.as_deref(), Some("2"));
    let other = given
        .skipped
        .iter()
        .filter(|(_, why)| *why == Skip::OtherTable);
    assert_eq!(other.count(), 2);
}

#[test]
fn every_encoding_of_a_page_is_found() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta http-equiv=Content-Type content=\"text/html; charset={charset}\"></head><table>{HEADER}<tr><td>甲</td><td>2024-05-01</td><td>1</td></tr></table></html>"
        )
    };
    let wide = |text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>()
    };
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let big5 = |text: &str| encoding_rs::BIG5.encode(text).0.into_owned();
    for (bytes, name) in [
        (page("utf-8").into_bytes(), "UTF-8"),
        // A page that names the wrong one, and one that names what would take any bytes.
        (page("gb2312").into_bytes(), "UTF-8"),
        (gb18030(&page("gb2312")), "GB18030"),
        (gb18030(&page("utf-8")), "GB18030"),
        (gb18030(&page("iso-8859-1")), "GB18030"),
        (big5(&page("big5")), "BIG5"),
        (wide(&page("unicode")), "UTF-16LE"),
    ] {
        let given = give(&bytes, &signed()).unwrap();
        assert_eq!(given.reading.encoding.as_deref(), Some(name));
        assert_eq!(given.counted(), [(2, "甲", 100)], "{name}");
    }
}

#[test]
fn bytes_that_are_no_text_cost_their_row() {
    let mut page =
        format!("<table>{HEADER}<tr><td>甲</td><td>2024-05-01</td><td>1</td></tr><tr><td>")
            .into_bytes();
    page.extend_from_slice(b"\xe7\x94</td><td>2024-05-01</td><td>1</td></tr></table>");
    let given = give(&page, &signed()).unwrap();
    assert_eq!(given.codes(), [(3, ProblemCode::UnreadableText)]);
    assert_eq!(given.counted(), [(2, "甲", 100)]);
}

#[test]
fn a_number_that_lost_digits_is_noticed() {
    let format = ledger(
        "status_of_all = \"done\"",
        r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
    );
    let page = format!(
        "<table>{HEADER}<tr><td x:num=\"6.919E+18\">6919000000000000001</td><td>2024-05-01</td><td>1</td></tr></table>"
    );
    let given = give(page.as_bytes(), &format).unwrap();
    assert_eq!(given.codes(), [(2, ProblemCode::DamagedId)]);
}

#[test]
fn a_page_that_would_fill_the_memory_is_refused() {
    let columns = format!("<table><tr>{}</tr></table>", "<td>a".repeat(257));
    let cell = format!("<table><tr><td>{}", "a".repeat(17 << 20));
    let comment = format!("<table><tr><td>a<!--{}", "a".repeat(17 << 20));
    for page in [columns, cell, comment] {
        let error = detect(&mut Cursor::new(page.into_bytes())).unwrap_err();
        assert_eq!(error.code(), ImportErrorCode::Limit, "{error}");
    }
    let spans = "<tr><td colspan=99999 rowspan=99999>a</td></tr>";
    let error = detect(&mut Cursor::new(format!("<table>{spans}{spans}"))).unwrap_err();
    assert_eq!(error.code(), ImportErrorCode::Limit, "{error}");
    let wide = "<tr><td colspan=99999>a</td></tr>".repeat(1_000);
    assert!(detect(&mut Cursor::new(format!("<table>{wide}"))).is_ok());
}
