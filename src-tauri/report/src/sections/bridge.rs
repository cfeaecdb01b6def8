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
    for gap in [Gap::Declared, Gap::Received, Gap::Reported] {
        let rows: Vec<&BridgeRow> = rows
            .iter()
            .copied()
            .filter(|row| gap.is_told(row))
            .collect();
        if !rows.is_empty() {
            let words = Words::text(gap.heading());
            blocks.push(Block::Heading {
                words,
                figure: None,
            });
            blocks.push(Block::Table(causes(scope, &rows, gap)));
        }
    }
    blocks
}

/// One of the differences that causes explain.
#[derive(Clone, Copy)]
enum Gap {
    /// Settled less declared.
    Declared,
    /// Settled less received.
    Received,
    /// Settled less what the platform reported, of which no other table tells the rest.
    Reported,
}

impl Gap {
    fn heading(self) -> &'static str {
        match self {
            Gap::Declared => "report.causes_declared",
            Gap::Received => "report.causes_received",
            Gap::Reported => "report.causes_reported",
        }
    }

    /// Whether a row has anything to say of it.
    fn is_told(self, row: &BridgeRow) -> bool {
        let is_apart = row
            .report_unexplained
            .is_some_and(|rest| rest != Money::ZERO);
        !self.causes(row).is_empty() || (matches!(self, Gap::Reported) && is_apart)
    }

    fn causes(self, row: &BridgeRow) -> &[Cause] {
        match self {
            Gap::Declared => &row.causes,
            Gap::Received => &row.receipt_causes,
            Gap::Reported => &row.report_causes,
        }
    }

    /// The other side of the difference, what stays of it, and the name of its figure.
    fn rest(self, row: &BridgeRow) -> (Option<Money>, Option<Money>, &'static str) {
        match self {
            Gap::Declared => (row.declared, row.unexplained, "unexplained"),
            Gap::Received => (row.received, row.receipt_unexplained, "receipt_unexplained"),
            Gap::Reported => (
                row.platform_reported,
                row.report_unexplained,
                "report_unexplained",
            ),
        }
    }
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
        cells.push(coded(side_amount(row, *side), side_code(row, *side)));
    }
    let unexplained = coded(row.unexplained, format!("{}.unexplained", row.figure));
    let (kind, tone) = match row.material {
        true => (RowKind::Marked, Tone::Strong),
        false => (RowKind::Body, Tone::Plain),
    };
    cells.push(unexplained.tone(tone));
    vec![Row::new(kind, cells)]
}

/// An amount with its code; what is not known has none.
fn coded(amount: Option<Money>, code: String) -> Cell {
    let cell = Cell::money(amount);
    match amount {
        Some(_) => cell.figure(code),
        None => cell,
    }
}

/// A line per period and a column per cause: the difference, its parts, what stays.
fn causes(scope: &Scope<'_>, rows: &[&BridgeRow], gap: Gap) -> Table {
    let mut names: Vec<(&str, bool)> = Vec::new();
    for cause in rows.iter().flat_map(|row| gap.causes(row)) {
        let name = (cause.cause.as_str(), cause.is_income);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut columns = vec![
        Column::text("report.period", 1),
        Column::figure("report.difference"),
    ];
    columns.extend(names.iter().map(|name| cause_column(*name)));
    columns.push(Column::figure("report.unexplained"));
    Table {
        columns,
        rows: by_party(scope, rows, |row| vec![cause_line(row, gap, &names)]),
    }
}

/// A cause that is income all the same says so.
fn cause_column((cause, is_income): (&str, bool)) -> Column {
    let column = Column::figure(&format!("cause.{cause}"));
    match is_income {
        false => column,
        true => Column {
            header: Words::with(
                "report.income_all_the_same",
                [("cause", Value::Words(column.header))],
            ),
            ..column
        },
    }
}

fn cause_line(row: &BridgeRow, gap: Gap, names: &[(&str, bool)]) -> Row {
    let (other, rest, name) = gap.rest(row);
    let pair = row.settled.zip(other);
    let difference = pair.map(|(settled, other)| settled - other);
    let mut cells = vec![
        Cell::new(Value::Period(row.period)),
        Cell::money(difference).figure(&row.figure),
    ];
    for name in names {
        let mut causes = gap.causes(row).iter();
        let cause = causes.find(|cause| (cause.cause.as_str(), cause.is_income) == *name);
        cells.push(match cause {
            Some(cause) => Cell::money(Some(cause.amount)).figure(&cause.figure),
            None => Cell::empty(),
        });
    }
    cells.push(coded(rest, format!("{}.{name}", row.figure)));
    Row::body(cells)
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
