//! Withholding recomputed, payer by payer and month by month.
//!
//! A shortfall is shown as a figure; whose duty it was follows from the articles, not from here.

use engine::computation::WithholdingRow;
use engine::money::Money;

use crate::document::{Block, Cell, Column, Row, RowKind, Table, Value, Words};

use super::scope::{Scope, known_sum};
use super::{paragraph, remark};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let withholding = scope.withholding();
    if withholding.is_empty() {
        return vec![remark("report.no_withholding")];
    }
    let mut rows = Vec::new();
    let mut parties: Vec<&str> = withholding.iter().map(|row| row.party.as_str()).collect();
    parties.dedup();
    for party in parties {
        rows.push(Row::group(Cell::words(scope.name(party))));
        let own: Vec<&WithholdingRow> = withholding
            .iter()
            .copied()
            .filter(|row| row.party == party)
            .collect();
        rows.extend(own.iter().map(|row| line(row)));
        rows.push(total(&own));
    }
    let table = Table {
        columns: vec![
            Column::text("report.month", 1),
            Column::text("report.payer", 3),
            Column::text("report.method", 2),
            Column::figure("report.income"),
            Column::figure("report.to_withhold"),
            Column::figure("report.withheld"),
            Column::figure("report.shortfall"),
        ],
        rows,
    };
    vec![
        paragraph("report.withholding_intro"),
        remark("report.withholding_remark"),
        Block::Table(table),
    ]
}

fn line(row: &WithholdingRow) -> Row {
    let payer = match &row.payer {
        Some(payer) => Cell::literal(payer),
        None => Cell::words(Words::text("report.unknown_payer")),
    };
    let method = Words::text(format!("report.method.{}", row.method.code()));
    let money = |amount: Money| Cell::money(Some(amount)).figure(&row.figure);
    Row::body(vec![
        Cell::new(Value::Period(row.period)),
        payer,
        Cell::words(method),
        money(row.income),
        money(row.due),
        money(row.withheld),
        money(row.shortfall),
    ])
}

fn total(rows: &[&WithholdingRow]) -> Row {
    let sum = |of: fn(&WithholdingRow) -> Money| {
        Cell::money(known_sum(rows.iter().map(|row| Some(of(row)))))
    };
    Row::new(
        RowKind::Total,
        vec![
            Cell::words(Words::text("report.in_all")),
            Cell::empty(),
            Cell::empty(),
            sum(|row| row.income),
            sum(|row| row.due),
            sum(|row| row.withheld),
            sum(|row| row.shortfall),
        ],
    )
}
