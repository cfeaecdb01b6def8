//! Withholding recomputed: a line per streamer, year and payer, then the months that differ.
//!
//! A shortfall is shown as a figure; whose duty it was follows from the articles, not from here.

use engine::computation::WithholdingRow;
use engine::money::Money;

use crate::document::{Block, Cell, Column, Row, RowKind, Table, Value, Words};

use super::scope::{Scope, added, known_sum};
use super::{paragraph, remark};

/// Months of one party, year, payer and method.
type Months<'a> = Vec<&'a WithholdingRow>;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let withholding = scope.withholding();
    if withholding.is_empty() {
        return vec![remark("report.no_withholding")];
    }
    let mut years: Vec<Months<'_>> = Vec::new();
    for row in &withholding {
        let year = years.iter_mut().find(|year| same_year(year[0], row));
        match year {
            Some(year) => year.push(row),
            None => years.push(vec![row]),
        }
    }
    years.sort_by_key(|year| {
        let party = &year[0].party;
        withholding.iter().position(|row| row.party == *party)
    });
    let mut rows = by_party(scope, &years, |year| &year[0].party, |year| sums(year));
    rows.push(total(&withholding));
    let mut blocks = vec![
        paragraph("report.withholding_intro"),
        remark("report.withholding_remark"),
        table("report.period", "report.months", rows),
    ];
    blocks.extend(differing(scope, &withholding));
    blocks
}

fn same_year(one: &WithholdingRow, other: &WithholdingRow) -> bool {
    one.party == other.party
        && one.period.year() == other.period.year()
        && one.payer == other.payer
        && one.method == other.method
}

/// The months in which the tax withheld is not the tax to withhold.
fn differing(scope: &Scope<'_>, rows: &[&WithholdingRow]) -> Vec<Block> {
    let differing = rows.iter().copied().filter(|row| row.due != row.withheld);
    let differing: Months<'_> = differing.collect();
    let count = |rows: usize| u64::try_from(rows).expect("a count of months fits");
    let agreeing = Value::Count(count(rows.len() - differing.len()));
    let mut blocks = Vec::new();
    if !differing.is_empty() {
        let words = Words::text("report.months_differing");
        blocks.push(Block::Heading {
            words,
            figure: None,
        });
        let rows = by_party(scope, &differing, |row| &row.party, |row| month(row));
        blocks.push(table("report.month", "report.method", rows));
    }
    let key = match differing.is_empty() {
        true => "report.months_all_agree",
        false => "report.months_agreeing",
    };
    blocks.push(Block::Remark {
        words: Words::with(key, [("count", agreeing)]),
    });
    blocks
}

fn table(period: &str, third: &str, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        columns: vec![
            Column::text(period, 1),
            Column::text("report.payer", 3),
            Column::text(third, 2),
            Column::figure("report.income"),
            Column::figure("report.to_withhold"),
            Column::figure("report.withheld"),
            Column::figure("report.shortfall"),
        ],
        rows,
    })
}

/// Lines under the name of their party.
fn by_party<'a, T>(
    scope: &Scope<'_>,
    items: &'a [T],
    party: impl Fn(&'a T) -> &'a str,
    line: impl Fn(&'a T) -> Row,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut current = None;
    for item in items {
        let own = party(item);
        if current != Some(own) {
            current = Some(own);
            rows.push(Row::group(Cell::words(scope.name(own))));
        }
        rows.push(line(item));
    }
    rows
}

fn payer(row: &WithholdingRow) -> Cell {
    match &row.payer {
        Some(payer) => Cell::literal(payer),
        None => Cell::words(Words::text("report.unknown_payer")),
    }
}

fn method(row: &WithholdingRow) -> Words {
    Words::text(format!("report.method.{}", row.method.code()))
}

fn amounts(rows: &[&WithholdingRow]) -> [Cell; 4] {
    let codes: Vec<&str> = rows.iter().map(|row| row.figure.as_str()).collect();
    let sum = |of: fn(&WithholdingRow) -> Money| {
        let amount = known_sum(rows.iter().map(|row| Some(of(row))));
        Cell::money(amount).figure(added(&codes))
    };
    [
        sum(|row| row.income),
        sum(|row| row.due),
        sum(|row| row.withheld),
        sum(|row| row.shortfall),
    ]
}

fn sums(year: &[&WithholdingRow]) -> Row {
    let mut months: Vec<_> = year.iter().map(|row| row.period).collect();
    months.dedup();
    let months = Value::Count(u64::try_from(months.len()).expect("a count of months fits"));
    let first = year[0];
    let mut cells = vec![
        Cell::literal(first.period.year().to_string()),
        payer(first),
        Cell::words(Words::with("report.months_of", [("months", months)])).detail(method(first)),
    ];
    cells.extend(amounts(year));
    Row::body(cells)
}

fn month(row: &WithholdingRow) -> Row {
    let mut cells = vec![
        Cell::new(Value::Period(row.period)),
        payer(row),
        Cell::words(method(row)),
    ];
    cells.extend(amounts(&[row]));
    Row::body(cells)
}

fn total(rows: &[&WithholdingRow]) -> Row {
    let mut cells = vec![
        Cell::words(Words::text("report.in_all")),
        Cell::empty(),
        Cell::empty(),
    ];
    cells.extend(amounts(rows));
    Row::new(RowKind::Total, cells)
}
