//! What is not in the figures: years without rules, accounts of nobody, rows in quarantine.
//!
//! A report that leaves something out says so.

use engine::computation::{UnassignedAccount, UncoveredYear};

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::remark;
use super::scope::Scope;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let year = scope.report.year;
    let uncovered =
        scope.report.computation.uncovered.iter().filter(|row| {
            scope.covers_party(&row.party) && year.is_none_or(|only| only == row.year)
        });
    let uncovered: Vec<Row> = uncovered.map(|row| uncovered_line(scope, row)).collect();
    if !uncovered.is_empty() {
        blocks.push(remark("report.uncovered_remark"));
        blocks.push(Block::Table(Table {
            columns: vec![
                Column::text("report.party_column", 2),
                Column::text("report.period", 1),
                Column::figure("side.settled"),
            ],
            rows: uncovered,
        }));
    }
    let unassigned = &scope.report.computation.unassigned;
    if !unassigned.is_empty() {
        blocks.push(remark("report.unassigned_remark"));
        blocks.push(Block::Table(Table {
            columns: vec![
                Column::text("report.platform", 1),
                Column::text("report.account", 3),
                Column::figure("report.records"),
                Column::figure("side.settled"),
            ],
            rows: unassigned.iter().map(unassigned_line).collect(),
        }));
    }
    let quarantined = scope.report.case.documents.iter();
    let quarantined: u64 = quarantined.map(|document| document.quarantined).sum();
    if quarantined > 0 {
        let rows = Value::Count(quarantined);
        blocks.push(Block::Remark {
            words: Words::with("report.quarantined_remark", [("rows", rows)]),
        });
    }
    if blocks.is_empty() {
        let key = match scope.report.case.documents.is_empty() {
            true => "report.nothing_imported",
            false => "report.nothing_omitted",
        };
        blocks.push(remark(key));
    }
    blocks
}

fn uncovered_line(scope: &Scope<'_>, row: &UncoveredYear) -> Row {
    Row::body(vec![
        Cell::words(scope.name(&row.party)),
        Cell::literal(row.year.to_string()),
        Cell::money(Some(row.settled)),
    ])
}

fn unassigned_line(account: &UnassignedAccount) -> Row {
    let keys = account.keys.join(" / ");
    let name = match &account.name {
        Some(name) => Cell::literal(name).detail(Words::literal(keys)),
        None => Cell::literal(keys),
    };
    Row::body(vec![
        Cell::literal(&account.platform),
        name,
        Cell::new(Value::Count(u64::from(account.records))),
        Cell::money(Some(account.settled)),
    ])
}
