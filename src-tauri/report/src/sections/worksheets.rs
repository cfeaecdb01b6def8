//! Every figure step by step: operands, result, article.
//!
//! What rests on a weak source or an assumption is marked, so that nobody overlooks it. Sheets
//! that differ in nothing but their numbers are printed once, with the numbers in a table.

mod how;
mod series;

use engine::period::{Grain, Period};
use engine::worksheet::{Confidence, Step, Unit};

use crate::document::{Block, Cell, Column, Row, RowKind, Table, Value, Words};

use super::scope::Scope;
use super::taxes::tax_words;
use super::{citations, evidence, paragraph};
use how::how;

/// The worksheet of a figure, and what the figure is.
#[derive(Clone)]
struct Sheet<'a> {
    /// Code of the figure.
    code: String,
    /// Handle of the party.
    party: &'a str,
    /// The period of the figure; none for a sum of several.
    period: Option<Period>,
    /// What the figure is, beside the name of the party.
    what: Words,
    /// The steps.
    steps: &'a [Step],
}

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let single = singles(scope);
    let repeated = repeated(scope);
    let all = single.iter().chain(&repeated);
    let Some(legend) = citations::legend(all.flat_map(|sheet| sheet.steps)).or_else(|| {
        let any = !(single.is_empty() && repeated.is_empty());
        any.then(|| paragraph("report.no_citations"))
    }) else {
        return Vec::new();
    };
    let mut blocks = vec![paragraph("report.worksheets_intro"), legend];
    for sheet in &single {
        blocks.extend(in_full(scope, sheet));
    }
    for sheets in series::alike(repeated) {
        match series::blocks(scope, &sheets) {
            Some(series) => blocks.extend(series),
            None => blocks.extend(sheets.iter().flat_map(|sheet| in_full(scope, sheet))),
        }
    }
    blocks
}

/// Sheets that are printed one by one: taxes of a year, comparison, totals.
fn singles<'a>(scope: &Scope<'a>) -> Vec<Sheet<'a>> {
    let mut sheets = taxes(scope, true);
    for row in scope.bridge() {
        let income = Words::text(format!("income.{}", row.income.code()));
        let what = Words::join(vec![Words::literal(row.period.to_string()), income], " ");
        sheets.extend(sheet(scope, &row.figure, &row.party, what, row.period));
    }
    if scope.report.year.is_none() {
        for total in scope.totals() {
            let what = Words::text("report.in_all");
            sheets.extend(sheet(scope, &total.figure, total.party, what, None));
        }
    }
    sheets
}

/// Sheets of every month or quarter: the withholding, VAT and what is charged on it.
fn repeated<'a>(scope: &Scope<'a>) -> Vec<Sheet<'a>> {
    let rows = scope.withholding().into_iter();
    let withholding = rows.filter_map(|row| {
        let month = [("month", Value::Period(row.period))];
        let what = Words::with("report.withholding_of", month);
        sheet(scope, &row.figure, &row.party, what, row.period)
    });
    taxes(scope, false).into_iter().chain(withholding).collect()
}

/// Sheets of the taxes of years, or of those of months and quarters.
fn taxes<'a>(scope: &Scope<'a>, of_years: bool) -> Vec<Sheet<'a>> {
    let rows = scope.taxes().into_iter();
    let rows = rows.filter(|row| (row.period.grain() == Grain::Year) == of_years);
    rows.filter_map(|row| sheet(scope, &row.figure, &row.party, tax_words(row), row.period))
        .collect()
}

/// The sheet of a figure of a party, if the computation has one.
fn sheet<'a>(
    scope: &Scope<'a>,
    code: &str,
    party: &'a str,
    what: Words,
    period: impl Into<Option<Period>>,
) -> Option<Sheet<'a>> {
    let steps = scope.report.computation.worksheets.get(code)?;
    Some(Sheet {
        code: code.to_owned(),
        party,
        period: period.into(),
        what,
        steps,
    })
}

/// A sheet with every step.
fn in_full(scope: &Scope<'_>, sheet: &Sheet<'_>) -> Vec<Block> {
    let rows = sheet.steps.iter().map(|step| {
        let number = format!("{}.{}", sheet.code, step.number);
        line(step, number, how(scope, step), Cell::new(value(step)))
    });
    let mut blocks = vec![
        Block::Heading {
            words: Words::join(vec![scope.name(sheet.party), sheet.what.clone()], " – "),
            figure: Some(sheet.code.clone()),
        },
        table(rows.collect()),
    ];
    if let Some(evidence) = evidence::of(scope, &sheet.code) {
        blocks.extend(evidence::blocks(evidence));
    }
    blocks
}

fn table(rows: Vec<Row>) -> Block {
    Block::Table(Table {
        columns: vec![
            Column::text("report.step", 0),
            Column::text("report.what", 4),
            Column::text("report.how", 3),
            Column::figure("report.value"),
            Column::text("report.basis", 4),
        ],
        rows,
    })
}

fn line(step: &Step, number: String, how: Words, value: Cell) -> Row {
    let weak = step
        .citation
        .as_ref()
        .is_some_and(|citation| citation.confidence == Confidence::Low);
    let kind = match weak || step.assumption.is_some() {
        true => RowKind::Marked,
        false => RowKind::Body,
    };
    let mut what = Cell::words(label(step));
    if let Some(key) = &step.assumption {
        let assumption = Value::Words(Words::text(format!("assumption.{key}")));
        what = what.detail(Words::with("report.assumed", [("what", assumption)]));
    }
    let basis = step
        .citation
        .as_ref()
        .map_or_else(Cell::empty, citations::basis);
    Row::new(
        kind,
        vec![Cell::literal(number), what, Cell::words(how), value, basis],
    )
}

fn label(step: &Step) -> Words {
    Words::text(format!("step.{}", step.label))
}

fn value(step: &Step) -> Value {
    match step.unit {
        Unit::Yuan => Value::Exact(step.value),
        Unit::Rate => Value::Rate(step.value),
        Unit::Days | Unit::Count => {
            Value::Words(Words::literal(step.value.normalize().to_string()))
        }
    }
}
