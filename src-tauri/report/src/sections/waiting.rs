//! What waiting costs: tax, surcharge and the range of the fine if everything open is settled on a later day.

use engine::computation::{WaitingDay, WaitingRow};

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::remark;
use super::scope::Scope;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let rows = scope.report.computation.waiting.iter();
    let rows: Vec<&WaitingRow> = rows.filter(|row| scope.covers_party(&row.party)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let table = Table {
        columns: vec![
            Column::text("report.party_column", 2),
            Column::text("report.settled_on", 2),
            Column::figure("report.open_tax"),
            Column::figure("report.surcharge"),
            Column::figure("report.fine_low"),
            Column::figure("report.fine_high"),
            Column::figure("report.total_low"),
            Column::figure("report.total_high"),
        ],
        rows: rows
            .iter()
            .flat_map(|row| row.days.iter().map(|day| line(scope, row, day)))
            .collect(),
    };
    vec![remark("report.waiting_remark"), Block::Table(table)]
}

fn line(scope: &Scope<'_>, row: &WaitingRow, day: &WaitingDay) -> Row {
    let manner = Words::text(format!("manner.{}", row.manner.code()));
    let money = |amount| Cell::money(Some(amount)).figure(&row.figure);
    Row::body(vec![
        Cell::words(scope.name(&row.party)).detail(manner),
        Cell::new(Value::Date(day.date)),
        money(day.tax),
        money(day.surcharge),
        money(day.fine_low),
        money(day.fine_high),
        money(day.total_low),
        money(day.total_high),
    ])
}
