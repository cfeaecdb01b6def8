//! The imported source files, known by their SHA-256, and what became of their rows.

use crate::case::DocumentSummary;
use crate::document::{Block, Cell, Column, Row, RowKind, Table, Value, Words};

use super::paragraph;
use super::scope::Scope;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let documents = &scope.report.case.documents;
    if documents.is_empty() {
        return Vec::new();
    }
    let mut rows: Vec<Row> = documents.iter().map(line).collect();
    let sum =
        |of: fn(&DocumentSummary) -> u64| Cell::new(Value::Count(documents.iter().map(of).sum()));
    rows.push(Row::new(
        RowKind::Total,
        vec![
            Cell::words(Words::text("report.in_all")),
            Cell::empty(),
            sum(|document| document.rows),
            sum(|document| document.duplicates),
            sum(|document| document.quarantined),
        ],
    ));
    let table = Table {
        columns: vec![
            Column::text("report.file_and_hash", 7),
            Column::text("report.format", 2),
            Column::figure("report.rows"),
            Column::figure("report.duplicates"),
            Column::figure("report.quarantined"),
        ],
        rows,
    };
    vec![paragraph("report.sources_intro"), Block::Table(table)]
}

fn line(document: &DocumentSummary) -> Row {
    let days = match (document.first_day, document.last_day) {
        (Some(first), Some(last)) => Words::literal(format!("{first} – {last}")),
        _ => Words::text("report.no_days"),
    };
    let hash = Words::literal(&document.sha256);
    Row::body(vec![
        Cell::literal(&document.name).detail(hash),
        Cell::literal(&document.format).detail(days),
        Cell::new(Value::Count(document.rows)),
        Cell::new(Value::Count(document.duplicates)),
        Cell::new(Value::Count(document.quarantined)),
    ])
}
