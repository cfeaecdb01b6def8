//! Worksheets of one form: the steps once, and beneath them the numbers, a line per figure.
//!
//! Leaves no number out: one that is the same in every sheet stands beside its step, one that
//! repeats an earlier step shares its column.

use std::mem::discriminant;

use engine::worksheet::{Operation, Step};

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::super::scope::Scope;
use super::how::how_in_each;
use super::{Sheet, label, line, table, value};

/// From so many sheets of one form on, they are printed together.
const SERIES: usize = 3;

/// More columns of numbers than this cannot be read on a page.
const COLUMNS: usize = 10;

/// Sheets by their form, in the order in which each form first appears.
pub(super) fn alike(sheets: Vec<Sheet<'_>>) -> Vec<Vec<Sheet<'_>>> {
    let mut forms: Vec<Vec<Sheet<'_>>> = Vec::new();
    for sheet in sheets {
        let form = forms.iter_mut().find(|form| same_form(&form[0], &sheet));
        match form {
            Some(form) => form.push(sheet),
            None => forms.push(vec![sheet]),
        }
    }
    forms
}

/// Whether two sheets differ in their numbers alone.
fn same_form(one: &Sheet<'_>, other: &Sheet<'_>) -> bool {
    let same = |(one, other): (&Step, &Step)| {
        let origin = |step: &Step| step.origin.as_ref().map(discriminant);
        one.number == other.number
            && one.label == other.label
            && one.operation == other.operation
            && one.operands == other.operands
            && one.unit == other.unit
            && one.citation == other.citation
            && one.assumption == other.assumption
            && one.span == other.span
            && origin(one) == origin(other)
    };
    one.steps.len() == other.steps.len() && one.steps.iter().zip(other.steps).all(same)
}

/// A column of numbers: which steps have them, and what they are.
struct Numbers {
    /// Steps that have the same numbers, by their place in the sheet; the first leads.
    steps: Vec<usize>,
    /// What the numbers are.
    label: Words,
}

/// The sheets together; nothing where they are too few or their numbers too many.
pub(super) fn blocks(scope: &Scope<'_>, sheets: &[Sheet<'_>]) -> Option<Vec<Block>> {
    let (first, last) = (sheets.first()?, sheets.last()?);
    let columns = columns(sheets);
    if sheets.len() < SERIES || columns.len() > COLUMNS {
        return None;
    }
    let count = u64::try_from(sheets.len()).expect("a count of sheets fits");
    let heading = Words::with("report.series", [("count", Value::Count(count))]);
    Some(vec![
        Block::Heading {
            words: heading,
            figure: Some(format!("{} … {}", first.code, last.code)),
        },
        table(form(scope, sheets)),
        Block::Table(Table {
            columns: headers(first, &columns),
            rows: numbers(scope, sheets, &columns),
        }),
    ])
}

fn varies(sheets: &[Sheet<'_>], step: usize) -> bool {
    sheets
        .windows(2)
        .any(|two| two[0].steps[step].value != two[1].steps[step].value)
}

fn columns(sheets: &[Sheet<'_>]) -> Vec<Numbers> {
    let mut columns: Vec<Numbers> = Vec::new();
    let Some(first) = sheets.first() else {
        return columns;
    };
    for (index, step) in first.steps.iter().enumerate() {
        if !varies(sheets, index) {
            continue;
        }
        let repeats = |column: &&mut Numbers| {
            let lead = column.steps[0];
            let derived = matches!(
                step.operation,
                Operation::AtLeast | Operation::AtMost | Operation::Round | Operation::Sum
            );
            derived
                && sheets
                    .iter()
                    .all(|sheet| sheet.steps[lead].value == sheet.steps[index].value)
        };
        match columns.iter_mut().find(repeats) {
            Some(column) => column.steps.push(index),
            None => columns.push(Numbers {
                steps: vec![index],
                label: label(step),
            }),
        }
    }
    columns
}

/// The steps, with the numbers that are the same in every sheet.
fn form(scope: &Scope<'_>, sheets: &[Sheet<'_>]) -> Vec<Row> {
    let Some(first) = sheets.first() else {
        return Vec::new();
    };
    let steps = first.steps.iter().enumerate();
    steps
        .map(|(index, step)| {
            let same: Vec<&Step> = sheets.iter().map(|sheet| &sheet.steps[index]).collect();
            let value = match varies(sheets, index) {
                true => Value::Words(Words::text("report.below")),
                false => value(step),
            };
            let how = how_in_each(scope, &same);
            line(step, format!("[{}]", step.number), how, Cell::new(value))
        })
        .collect()
}

fn headers(first: &Sheet<'_>, columns: &[Numbers]) -> Vec<Column> {
    let mut headers = vec![
        Column::text("report.figure", 0),
        Column::text("report.period", 0),
    ];
    for column in columns {
        let numbers = column.steps.iter().map(|step| first.steps[*step].number);
        let numbers: Vec<String> = numbers.map(|number| format!("[{number}]")).collect();
        let numbers = Words::literal(numbers.join(" "));
        headers.push(Column {
            header: Words::join(vec![numbers, column.label.clone()], " "),
            ..Column::figure("report.value")
        });
    }
    headers
}

fn numbers(scope: &Scope<'_>, sheets: &[Sheet<'_>], columns: &[Numbers]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut current = None;
    for sheet in sheets {
        if current != Some(sheet.party) {
            current = Some(sheet.party);
            rows.push(Row::group(Cell::words(scope.name(sheet.party))));
        }
        let mut cells = vec![
            Cell::literal(&sheet.code),
            Cell::new(sheet.period.map_or(Value::Absent, Value::Period)),
        ];
        for column in columns {
            cells.push(Cell::new(value(&sheet.steps[column.steps[0]])));
        }
        rows.push(Row::body(cells));
    }
    rows
}
