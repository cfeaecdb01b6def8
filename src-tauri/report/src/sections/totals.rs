//! What is owed in all, by party: tax short, surcharge, and the range of fines.

use engine::money::Money;

use crate::document::{Block, Cell, Column, Row, RowKind, Table};

use super::remark;
use super::scope::{Amounts, Scope};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let totals = scope.totals();
    if totals.is_empty() {
        return vec![remark("report.nothing_computed")];
    }
    let mut rows: Vec<Row> = totals
        .iter()
        .map(|total| {
            let name = Cell::words(scope.name(total.party));
            Row::body(cells(name, total.amounts, &total.figure))
        })
        .collect();
    if totals.len() > 1 {
        let (amounts, code) = scope.grand_total();
        let name = Cell::words(crate::document::Words::text("report.in_all"));
        rows.push(Row::new(RowKind::Total, cells(name, amounts, &code)));
    }
    let table = Table {
        columns: vec![
            Column::text("report.party_column", 1),
            Column::figure("report.underpaid"),
            Column::figure("report.surcharge"),
            Column::figure("report.fine_low"),
            Column::figure("report.fine_high"),
            Column::figure("report.total_low"),
            Column::figure("report.total_high"),
        ],
        rows,
    };
    vec![remark("report.totals_remark"), Block::Table(table)]
}

fn cells(name: Cell, amounts: Amounts, code: &str) -> Vec<Cell> {
    let money = |amount: Money| Cell::money(Some(amount)).figure(code);
    vec![
        name,
        Cell::underpaid(Some(amounts.underpaid)).figure(code),
        money(amounts.surcharge),
        money(amounts.fine_low),
        money(amounts.fine_high),
        money(amounts.low()),
        money(amounts.high()),
    ]
}
