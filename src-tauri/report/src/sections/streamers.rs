//! One line per streamer: the four sides over all years covered, and what is short.

use engine::money::Money;
use engine::party::PartyKind;
use engine::record::Side;

use crate::case::PartySummary;
use crate::document::{Block, Cell, Column, Row, RowKind, Table, Words};

use super::bridge::{side_amount, side_code};
use super::remark;
use super::scope::{Scope, added, known_sum};

/// What is printed of one streamer.
struct Line {
    sides: Vec<(Option<Money>, String)>,
    underpaid: Option<Money>,
    surcharge: Option<Money>,
    high: Option<Money>,
    figure: String,
}

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let streamers = scope
        .parties()
        .filter(|party| party.kind != PartyKind::Agency);
    let lines: Vec<(&PartySummary, Line)> = streamers
        .map(|party| (party, line(scope, &party.id)))
        .collect();
    if lines.is_empty() {
        return vec![remark("report.nothing_computed")];
    }
    let mut rows: Vec<Row> = lines
        .iter()
        .map(|(party, line)| {
            let kind = Words::text(format!("party_kind.{}", party.kind.code()));
            Row::body(cells(Cell::literal(&party.name).detail(kind), line))
        })
        .collect();
    rows.push(total(&lines));
    let mut columns = vec![Column::text("report.streamer", 1)];
    for side in Side::ALL {
        columns.push(Column::figure(&format!("side.{}", side.code())));
    }
    columns.push(Column::figure("report.underpaid"));
    columns.push(Column::figure("report.surcharge"));
    columns.push(Column::figure("report.total_high"));
    vec![
        remark("report.streamers_remark"),
        Block::Table(Table { columns, rows }),
    ]
}

fn line(scope: &Scope<'_>, party: &str) -> Line {
    let rows = scope.by_year();
    let own = || rows.iter().filter(|row| row.party == party);
    let side = |side: Side| {
        let codes: Vec<String> = own()
            .filter(|row| side_amount(row, side).is_some())
            .map(|row| side_code(row, side))
            .collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let amount = known_sum(own().map(|row| side_amount(row, side)));
        (amount, added(&codes))
    };
    let totals = scope.totals();
    let total = totals.iter().find(|total| total.party == party);
    Line {
        sides: Side::ALL.iter().map(|each| side(*each)).collect(),
        underpaid: total.map(|total| total.amounts.underpaid),
        surcharge: total.map(|total| total.amounts.surcharge),
        high: total.map(|total| total.amounts.high()),
        figure: total.map_or_else(String::new, |total| total.figure.clone()),
    }
}

fn cells(name: Cell, line: &Line) -> Vec<Cell> {
    let coded = |cell: Cell, code: &str| match code {
        "" => cell,
        code => cell.figure(code),
    };
    let mut cells = vec![name];
    for (amount, code) in &line.sides {
        cells.push(coded(Cell::money(*amount), code));
    }
    cells.push(coded(Cell::underpaid(line.underpaid), &line.figure));
    cells.push(coded(Cell::money(line.surcharge), &line.figure));
    cells.push(coded(Cell::money(line.high), &line.figure));
    cells
}

fn total(lines: &[(&PartySummary, Line)]) -> Row {
    let sum = |of: &dyn Fn(&Line) -> Option<Money>| known_sum(lines.iter().map(|(_, l)| of(l)));
    let sides = 0..Side::ALL.len();
    let all = Line {
        sides: sides
            .map(|index| (sum(&|line| line.sides[index].0), String::new()))
            .collect(),
        underpaid: sum(&|line| line.underpaid),
        surcharge: sum(&|line| line.surcharge),
        high: sum(&|line| line.high),
        figure: String::new(),
    };
    let name = Cell::words(Words::text("report.in_all"));
    Row::new(RowKind::Total, cells(name, &all))
}
