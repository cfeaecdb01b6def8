//! Every figure step by step: operands, result, article, and how well the article was confirmed.
//!
//! What rests on a weak source or an assumption is marked, so that nobody overlooks it.

use engine::record::Class;
use engine::worksheet::{Citation, Confidence, Measure, Operation, Origin, RecordsOf, Step, Unit};

use crate::document::{Block, Cell, Column, Row, RowKind, Table, Value, Words};

use super::scope::Scope;
use super::taxes::tax_words;
use super::{evidence, paragraph};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (code, name) in figures(scope) {
        let Some(steps) = scope.report.computation.worksheets.get(&code) else {
            continue;
        };
        let table = Table {
            columns: vec![
                Column::text("report.step", 0),
                Column::text("report.what", 4),
                Column::text("report.how", 3),
                Column::figure("report.value"),
                Column::text("report.basis", 4),
            ],
            rows: steps.iter().map(|step| line(scope, &code, step)).collect(),
        };
        blocks.push(Block::Heading {
            words: name,
            figure: Some(code.clone()),
        });
        blocks.push(Block::Table(table));
        if let Some(evidence) = evidence::of(scope, &code) {
            blocks.extend(evidence::blocks(evidence));
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, paragraph("report.worksheets_intro"));
    }
    blocks
}

/// Codes of the figures covered, with what they are, in the order of the report.
fn figures(scope: &Scope<'_>) -> Vec<(String, Words)> {
    let named = |party: &str, what: Words| Words::join(vec![scope.name(party), what], " – ");
    let mut figures = Vec::new();
    for row in scope.taxes() {
        let what = tax_words(row);
        figures.push((row.figure.clone(), named(&row.party, what)));
    }
    for row in scope.bridge() {
        let income = Words::text(format!("income.{}", row.income.code()));
        let what = Words::join(vec![Words::literal(row.period.to_string()), income], " ");
        figures.push((row.figure.clone(), named(&row.party, what)));
    }
    for row in scope.withholding() {
        let what = Words::with(
            "report.withholding_of",
            [("month", Value::Period(row.period))],
        );
        figures.push((row.figure.clone(), named(&row.party, what)));
    }
    if scope.report.year.is_none() {
        for total in scope.totals() {
            let what = Words::text("report.in_all");
            figures.push((total.figure, named(total.party, what)));
        }
    }
    figures
}

fn line(scope: &Scope<'_>, figure: &str, step: &Step) -> Row {
    let weak = step
        .citation
        .as_ref()
        .is_some_and(|citation| citation.confidence == Confidence::Low);
    let kind = match weak || step.assumption.is_some() {
        true => RowKind::Marked,
        false => RowKind::Body,
    };
    let mut what = Cell::words(Words::text(format!("step.{}", step.label)));
    if let Some(key) = &step.assumption {
        let assumption = Value::Words(Words::text(format!("assumption.{key}")));
        what = what.detail(Words::with("report.assumed", [("what", assumption)]));
    }
    Row::new(
        kind,
        vec![
            Cell::literal(format!("{figure}.{}", step.number)),
            what,
            Cell::words(how(scope, step)),
            Cell::new(value(step)),
            step.citation.as_ref().map_or_else(Cell::empty, basis),
        ],
    )
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

fn basis(citation: &Citation) -> Cell {
    let confidence = Words::text(format!("confidence.{}", citation.confidence.code()));
    let confidence = match citation.confidence {
        Confidence::Low => Words::join(vec![Words::literal("▲"), confidence], " "),
        Confidence::High | Confidence::Medium => confidence,
    };
    let since = Words::with("report.since", [("date", Value::Date(citation.from))]);
    let rule = Words::literal(&citation.rule);
    Cell::literal(&citation.article).detail(Words::join(vec![rule, since, confidence], " | "))
}

/// Steps as they are referred to; a run of more than three as its first and last.
fn references(operands: &[u32]) -> Vec<String> {
    let follows = |pair: &u32, next: &u32| pair.checked_add(1) == Some(*next);
    let runs = operands.chunk_by(follows);
    runs.flat_map(|run| match run {
        [first, .., last] if run.len() > 3 => {
            vec![format!("[{first}]"), "…".to_owned(), format!("[{last}]")]
        }
        few => few.iter().map(|number| format!("[{number}]")).collect(),
    })
    .collect()
}

/// How the number of a step came about.
fn how(scope: &Scope<'_>, step: &Step) -> Words {
    let steps = references(&step.operands);
    let joined = |sign: &str| Words::literal(steps.join(sign));
    let named = |key: &str| Words::with(key, [("steps", Value::Words(joined(", ")))]);
    match step.operation {
        Operation::Input => step.origin.as_ref().map_or_else(
            || Words::text("report.how.input"),
            |from| origin(scope, from),
        ),
        Operation::Parameter => Words::text("report.how.parameter"),
        Operation::Sum => joined(" + "),
        Operation::Difference => joined(" − "),
        Operation::Product => joined(" × "),
        Operation::Quotient => joined(" ÷ "),
        Operation::Proportion => match steps.as_slice() {
            [amount, part, whole] => Words::literal(format!("{amount} × {part} ÷ {whole}")),
            _ => named("report.how.proportion"),
        },
        Operation::Bracket => match steps.as_slice() {
            [base, rate, deduction] => Words::literal(format!("{base} × {rate} − {deduction}")),
            _ => named("report.how.bracket"),
        },
        Operation::AtLeast => named("report.how.at_least"),
        Operation::AtMost => named("report.how.at_most"),
        Operation::Round => named("report.how.round"),
        Operation::Span => days(step),
    }
}

/// The days that were counted.
fn days(step: &Step) -> Words {
    match &step.span {
        Some(span) if span.first <= span.last => Words::with(
            "report.how.span",
            [
                ("first", Value::Date(span.first)),
                ("last", Value::Date(span.last)),
            ],
        ),
        _ => Words::text("report.how.no_day"),
    }
}

fn origin(scope: &Scope<'_>, origin: &Origin) -> Words {
    match origin {
        Origin::Records(of) => records(scope, of),
        Origin::Lines { records } => {
            let lines = u64::try_from(records.len()).expect("a count of records fits");
            Words::with("report.origin.lines", [("lines", Value::Count(lines))])
        }
        Origin::Paper { entry } => Words::with(
            "report.origin.paper",
            [("entry", Value::Count(u64::from(*entry)))],
        ),
        Origin::Figure { code } => Words::with(
            "report.origin.figure",
            [("code", Value::Words(Words::literal(code)))],
        ),
        Origin::Stated { party } => {
            Words::with("report.origin.stated", [("party", scope.name_value(party))])
        }
    }
}

fn records(scope: &Scope<'_>, of: &RecordsOf) -> Words {
    let class = |class: &Class| Words::text(format!("class.{}", class.code()));
    let classes = Words::join(of.classes.iter().map(class).collect(), " / ");
    let key = match of.measure {
        Measure::Counted => "report.origin.records",
        Measure::DeclaredTax => "report.origin.declared_tax",
        Measure::AgencyShare => "report.origin.agency_share",
    };
    let side = Words::text(format!("side.{}", of.side.code()));
    Words::with(
        key,
        [
            ("party", scope.name_value(&of.party)),
            ("side", Value::Words(side)),
            ("period", Value::Period(of.period)),
            ("classes", Value::Words(classes)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_of_steps_is_named_by_its_ends_and_nothing_else_is() {
        for (operands, expected) in [
            (&[][..], ""),
            (&[6, 7, 8], "[6] [7] [8]"),
            (&[1, 2, 3, 4, 5], "[1] … [5]"),
            (&[2, 4, 5, 6, 7, 9], "[2] [4] … [7] [9]"),
            (&[9, 1], "[9] [1]"),
        ] {
            assert_eq!(references(operands).join(" "), expected);
        }
    }
}
