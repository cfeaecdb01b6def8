//! Records behind a finding or a figure, by the place they were read from.

use crate::case::{Evidence, EvidenceRow};
use crate::document::{Align, Block, Cell, Column, Row, Table, Value, Words};

use super::scope::Scope;

/// The evidence given for a finding or a figure, if there is any.
pub(super) fn of<'a>(scope: &Scope<'a>, of: &str) -> Option<&'a Evidence> {
    let mut all = scope.report.case.evidence.iter();
    all.find(|evidence| evidence.of == of)
}

/// The records, and how many more there are.
pub(super) fn blocks(evidence: &Evidence) -> Vec<Block> {
    let count = |column: &str| Column {
        align: Align::Figure,
        ..Column::text(column, 0)
    };
    let table = Table {
        columns: vec![
            Column::text("report.file", 4),
            Column::text("report.sheet", 1),
            count("report.row"),
            Column::text("report.day", 1),
            Column::text("report.order", 3),
            Column::figure("report.amount"),
        ],
        rows: evidence.rows.iter().map(line).collect(),
    };
    let mut blocks = vec![Block::Table(table)];
    let shown = u64::try_from(evidence.rows.len()).expect("a count of rows fits");
    if evidence.total > shown {
        let words = Words::with(
            "report.more_records",
            [
                ("shown", Value::Count(shown)),
                ("total", Value::Count(evidence.total)),
            ],
        );
        blocks.push(Block::Remark { words });
    }
    blocks
}

fn line(row: &EvidenceRow) -> Row {
    let text = |text: &Option<String>| match text {
        Some(text) => Cell::literal(text),
        None => Cell::new(Value::Absent),
    };
    Row::body(vec![
        Cell::literal(&row.document),
        text(&row.place.sheet),
        Cell::literal(row.place.row.to_string()),
        Cell::new(row.on.map_or(Value::Absent, Value::Date)),
        text(&row.order_id),
        Cell::money(row.amount),
    ])
}
