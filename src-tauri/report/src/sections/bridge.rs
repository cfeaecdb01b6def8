//! The comparison line by line, and the named causes of its gaps.

use engine::computation::{BridgeRow, Cause};
use engine::money::Money;
use engine::record::Side;

use crate::document::{Block, Cell, Column, Row, RowKind, Table, Tone, Value, Words};

use super::scope::Scope;
use super::{paragraph, remark};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let rows = scope.bridge();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        paragraph("report.bridge_intro"),
        remark("report.bridge_remark"),
        Block::Table(table(scope, &rows)),
    ];
    let causes = causes(scope, &rows);
    if !causes.rows.is_empty() {
        let words = Words::text("report.causes");
        blocks.push(Block::Heading {
            words,
            figure: None,
        });
        blocks.push(Block::Table(causes));
    }
    blocks
}

/// The amount of one side of a row.
pub(super) fn side_amount(row: &BridgeRow, side: Side) -> Option<Money> {
    match side {
        Side::Settled => row.settled,
        Side::Received => row.received,
        Side::PlatformReported => row.platform_reported,
        Side::Declared => row.declared,
    }
}

/// The code of one side of a row.
pub(super) fn side_code(row: &BridgeRow, side: Side) -> String {
    format!("{}.{}", row.figure, side.code())
}

/// The four sides and what stays unexplained, grouped by party.
pub(super) fn table(scope: &Scope<'_>, rows: &[&BridgeRow]) -> Table {
    let mut columns = vec![Column::text("report.period", 1)];
    for side in Side::ALL {
        columns.push(Column::figure(&format!("side.{}", side.code())));
    }
    columns.push(Column::figure("report.unexplained"));
    Table {
        columns,
        rows: by_party(scope, rows, line),
    }
}

fn line(row: &BridgeRow) -> Vec<Row> {
    let period = Cell::new(Value::Period(row.period))
        .detail(Words::text(format!("income.{}", row.income.code())));
    let mut cells = vec![period];
    for side in Side::ALL {
        let amount = side_amount(row, *side);
        let cell = Cell::money(amount);
        cells.push(match amount {
            Some(_) => cell.figure(side_code(row, *side)),
            None => cell,
        });
    }
    let unexplained = Cell::money(row.unexplained).figure(format!("{}.unexplained", row.figure));
    let (kind, tone) = match row.material {
        true => (RowKind::Marked, Tone::Strong),
        false => (RowKind::Body, Tone::Plain),
    };
    cells.push(unexplained.tone(tone));
    vec![Row::new(kind, cells)]
}

fn causes(scope: &Scope<'_>, rows: &[&BridgeRow]) -> Table {
    Table {
        columns: vec![
            Column::text("report.period", 1),
            Column::text("report.difference", 2),
            Column::text("report.cause", 3),
            Column::figure("report.amount"),
        ],
        rows: by_party(scope, rows, cause_lines),
    }
}

fn cause_lines(row: &BridgeRow) -> Vec<Row> {
    let declared = row.causes.iter().map(|cause| ("report.to_declared", cause));
    let received = row
        .receipt_causes
        .iter()
        .map(|cause| ("report.to_received", cause));
    let line = |(difference, cause): (&str, &Cause)| {
        Row::body(vec![
            Cell::new(Value::Period(row.period)),
            Cell::words(Words::text(difference)),
            Cell::words(Words::text(format!("cause.{}", cause.cause))),
            Cell::money(Some(cause.amount)).figure(&cause.figure),
        ])
    };
    declared.chain(received).map(line).collect()
}

/// Rows under the name of their party, in the order in which parties first appear.
fn by_party(
    scope: &Scope<'_>,
    rows: &[&BridgeRow],
    lines: impl Fn(&BridgeRow) -> Vec<Row>,
) -> Vec<Row> {
    let mut all = Vec::new();
    let mut current = None;
    for row in rows {
        let lines = lines(row);
        if current != Some(&row.party) && !lines.is_empty() {
            current = Some(&row.party);
            all.push(Row::group(Cell::words(scope.name(&row.party))));
        }
        all.extend(lines);
    }
    all
}
