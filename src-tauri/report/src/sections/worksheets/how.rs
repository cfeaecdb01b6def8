//! How the number of a step came about, in words and references to other steps.
//!
//! Says where a number comes from; recomputes none.

use engine::record::Class;
use engine::worksheet::{Measure, Operation, Origin, RecordsOf, Step};

use crate::document::{Value, Words};

use super::super::scope::Scope;

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
pub(super) fn how(scope: &Scope<'_>, step: &Step) -> Words {
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

/// How the number of a step came about in every sheet of a series.
pub(super) fn how_in_each(scope: &Scope<'_>, steps: &[&Step]) -> Words {
    let Some(first) = steps.first() else {
        return Words::literal("");
    };
    let same = steps.iter().all(|step| step.origin == first.origin);
    match &first.origin {
        Some(Origin::Lines { .. }) if !same => Words::text("report.origin.lines_each"),
        Some(_) if !same => Words::text("report.origin.each"),
        _ => how(scope, first),
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
        Measure::FeeBeside | Measure::FeeWithin => "report.origin.platform_fee",
        Measure::SubsidyWithin => "report.origin.subsidy",
        Measure::Estimated => "report.origin.estimated",
        Measure::OtherView => "report.origin.other_view",
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
