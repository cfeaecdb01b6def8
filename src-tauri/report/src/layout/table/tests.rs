//! Tables on pages: what repeats, what stays whole, what stands in line.

use engine::money::Money;

use crate::document::{Align, Block, Cell, Column, Languages, Row, RowKind, Table, Words};
use crate::font;
use crate::layout::{Flow, Page, Text};

use super::fraction;

fn column(name: &str, align: Align) -> Column {
    Column {
        header: Words::literal(name),
        align,
        weight: 1,
    }
}

fn table(rows: Vec<Row>) -> Table {
    Table {
        columns: vec![column("HEAD", Align::Text), column("AMOUNT", Align::Figure)],
        rows,
    }
}

fn laid(table: Table) -> Vec<Page> {
    let mut flow = Flow::new(Languages::En);
    flow.block(&Block::Table(table), 0.0);
    flow.pages
}

fn body(name: &str, fen: i64) -> Row {
    Row::body(vec![
        Cell::literal(name),
        Cell::money(Some(Money::from_fen(fen))),
    ])
}

fn texts(page: &Page) -> Vec<&str> {
    page.texts.iter().map(|text| text.text.as_str()).collect()
}

fn right_of_point(text: &Text) -> f32 {
    let whole = text.text.len() - fraction(&text.text).len();
    text.x + font::width(text.set.weight, text.set.size, &text.text[..whole])
}

#[test]
fn the_header_returns_on_every_page_and_no_row_is_lost() {
    let rows = (0..120)
        .map(|row| body(&format!("row-{row}"), row))
        .collect();
    let pages = laid(table(rows));
    assert!(pages.len() > 1);
    let mut seen = 0;
    for page in &pages {
        let texts = texts(page);
        assert_eq!(texts.iter().filter(|text| **text == "HEAD").count(), 1);
        seen += texts.iter().filter(|text| text.starts_with("row-")).count();
    }
    assert_eq!(seen, 120);
}

#[test]
fn a_row_with_many_lines_stays_on_one_page() {
    let long = "词".repeat(220);
    let rows = (0..40)
        .map(|row| body(&format!("{row:02}{long}"), 1))
        .collect();
    for page in laid(table(rows)) {
        // Every row has one amount and the same number of lines.
        let texts = texts(&page);
        let rows = texts.iter().filter(|text| **text == "0.01").count();
        let lines = texts.iter().filter(|text| text.contains('词')).count();
        assert_eq!(lines % rows, 0);
        assert!(lines > rows);
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_and_loses_nothing() {
    let pages = laid(table(vec![body(&"词".repeat(9_000), 1)]));
    let characters = pages.iter().flat_map(|page| &page.texts);
    let characters = characters.flat_map(|text| text.text.chars());
    assert_eq!(characters.filter(|c| *c == '词').count(), 9_000);
    assert!(pages.len() > 1);
}

#[test]
fn amounts_stand_on_their_decimal_points() {
    let rows = vec![body("a", 5), body("b", 123_456_789), body("c", -1_250)];
    let pages = laid(table(rows));
    let amounts = ["0.05", "1,234,567.89", "-12.50"];
    let points: Vec<f32> = pages[0]
        .texts
        .iter()
        .filter(|text| amounts.contains(&text.text.as_str()))
        .map(right_of_point)
        .collect();
    assert_eq!(points.len(), 3);
    assert!(points.iter().all(|point| (point - points[0]).abs() < 0.01));
}

#[test]
fn a_group_keeps_its_first_row_and_a_total_its_last() {
    for filler in 30..60 {
        let mut rows: Vec<Row> = (0..filler).map(|row| body("row", row)).collect();
        rows.push(Row::group(Cell::literal("GROUP")));
        rows.push(body("LAST", 1));
        rows.push(Row::new(RowKind::Total, vec![Cell::literal("SUM")]));
        for page in laid(table(rows)) {
            let texts = texts(&page);
            let has = |word: &str| texts.contains(&word);
            assert_eq!(has("GROUP"), has("LAST"), "{filler}");
            assert_eq!(has("LAST"), has("SUM"), "{filler}");
        }
    }
}

#[test]
fn one_code_for_a_row_is_printed_once_and_several_each_under_its_figure() {
    let amount = |code: &str| Cell::money(Some(Money::from_fen(100))).figure(code);
    let mut wide = table(vec![
        Row::body(vec![Cell::literal("x"), amount("T-3"), amount("T-3")]),
        Row::body(vec![Cell::literal("y"), amount("B-1.2"), amount("B-1.3")]),
    ]);
    wide.columns.push(column("MORE", Align::Figure));
    let pages = laid(wide);
    let count = |code: &str| texts(&pages[0]).iter().filter(|t| **t == code).count();
    assert_eq!((count("T-3"), count("B-1.2"), count("B-1.3")), (1, 1, 1));
}

#[test]
fn the_part_after_the_whole_is_what_is_aligned() {
    for (figure, after) in [
        ("1,234.50", ".50"),
        ("-0.005", ".005"),
        ("3%", "%"),
        ("0.05%", ".05%"),
        ("120", ""),
        ("–", ""),
    ] {
        assert_eq!(fraction(figure), after);
    }
}
