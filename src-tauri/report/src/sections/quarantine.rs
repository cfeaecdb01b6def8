//! Rows that could not be taken: where they stand, what was found there, and why.

use crate::case::QuarantinedRow;
use crate::document::{Align, Block, Cell, Column, Row, Table, Value, Words};

use super::scope::Scope;
use super::{paragraph, remark};

/// So much of what was found is enough to recognise it.
const FOUND_LENGTH: usize = 120;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let rows = &scope.report.case.quarantine;
    if rows.is_empty() {
        return vec![remark("report.no_quarantine")];
    }
    let table = Table {
        columns: vec![
            Column::text("report.file", 3),
            Column {
                align: Align::Figure,
                ..Column::text("report.row", 0)
            },
            Column::text("report.column", 1),
            Column::text("report.found", 2),
            Column::text("report.reason", 3),
        ],
        rows: rows.iter().map(line).collect(),
    };
    vec![paragraph("report.quarantine_intro"), Block::Table(table)]
}

fn line(row: &QuarantinedRow) -> Row {
    let mut file = Cell::literal(&row.document);
    if let Some(sheet) = &row.place.sheet {
        file = file.detail(Words::literal(sheet));
    }
    let column = match &row.place.column {
        Some(column) => Cell::literal(column),
        None => Cell::new(Value::Absent),
    };
    let mut reason = Cell::words(Words::text(format!("problem.{}", row.problem.code())));
    if let Some(waived) = &row.waived {
        reason = reason.detail(Words::with(
            "report.waived",
            [("reason", Value::Words(Words::literal(waived)))],
        ));
    }
    Row::body(vec![
        file,
        Cell::literal(row.place.row.to_string()),
        column,
        Cell::literal(shortened(&row.found)),
        reason,
    ])
}

fn shortened(found: &str) -> String {
    match found.char_indices().nth(FOUND_LENGTH) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found.to_owned(),
    }
}
