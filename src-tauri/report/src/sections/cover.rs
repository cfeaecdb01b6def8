//! The opening of a report and the line at the foot of its pages.
//!
//! Says on the first page what the report is not, and for which day its figures stand.

use engine::money::Money;

use crate::document::{Cell, Cover, Fact, Kind, Value, Words};

use super::scope::{Scope, known_sum};

/// How much of a hash is enough to tell two apart by eye.
const SHORT_HASH: usize = 16;

pub(super) fn cover(scope: &Scope<'_>) -> Cover {
    let report = scope.report;
    let as_of = Value::Date(report.computation.as_of);
    let rules = Value::Words(Words::literal(&report.computation.rules.version));
    let figures = match report.kind {
        Kind::AgencySummary => agency_figures(scope),
        Kind::SelfCorrection | Kind::WorkingPaper | Kind::CaseFile => figures(scope),
    };
    Cover {
        title: Words::text(format!("report.title.{}", report.kind.code())),
        facts: facts(scope),
        figures,
        cautions: vec![
            Words::text("report.caution.advice"),
            Words::text("report.caution.fine"),
            Words::text("report.caution.findings"),
            Words::with("report.caution.basis", [("as_of", as_of), ("rules", rules)]),
        ],
    }
}

pub(super) fn foot(scope: &Scope<'_>) -> Words {
    let computation = scope.report.computation;
    let head = short(&scope.report.case.history_head);
    let rules = format!("{} {}", computation.rules.id, computation.rules.version);
    Words::with(
        "report.foot",
        [
            ("head", Value::Words(Words::literal(head))),
            ("as_of", Value::Date(computation.as_of)),
            ("rules", Value::Words(Words::literal(rules))),
        ],
    )
}

fn facts(scope: &Scope<'_>) -> Vec<Fact> {
    let report = scope.report;
    let rules = &report.computation.rules;
    let rules = format!("{} {} · {}", rules.id, rules.version, short(&rules.sha256));
    let history = Words::with(
        "report.history_entries",
        [
            (
                "head",
                Value::Words(Words::literal(short(&report.case.history_head))),
            ),
            ("entries", Value::Count(report.case.history_entries)),
        ],
    );
    let years = match report.year {
        Some(year) => Words::literal(year.to_string()),
        None => Words::text("report.all_years"),
    };
    let fact = |label: &str, value: Value| Fact {
        label: Words::text(label),
        cell: Cell::new(value),
    };
    vec![
        fact("report.parties", Value::Words(parties(scope))),
        fact("report.as_of", Value::Date(report.computation.as_of)),
        fact("report.years", Value::Words(years)),
        fact("report.rules", Value::Words(Words::literal(rules))),
        fact(
            "report.sources_count",
            Value::Count(report.case.documents.iter().map(|_| 1).sum()),
        ),
        fact("report.history", Value::Words(history)),
    ]
}

fn parties(scope: &Scope<'_>) -> Words {
    let parties = scope.parties().map(|party| {
        let kind = Value::Words(Words::text(format!("party_kind.{}", party.kind.code())));
        let name = Value::Words(Words::literal(&party.name));
        match &party.masked_tax_id {
            Some(number) => Words::with(
                "report.party_with_number",
                [
                    ("name", name),
                    ("kind", kind),
                    ("number", Value::Words(Words::literal(number))),
                ],
            ),
            None => Words::with("report.party", [("name", name), ("kind", kind)]),
        }
    });
    Words::join(parties.collect(), " · ")
}

fn figures(scope: &Scope<'_>) -> Vec<Fact> {
    let (amounts, code) = scope.grand_total();
    let upper = |amount: Money| Words::with("report.up_to", [("amount", Value::Money(amount))]);
    let fact = |label: &str, cell: Cell| Fact {
        label: Words::text(label),
        cell: cell.figure(code.clone()),
    };
    vec![
        fact("report.underpaid", Cell::underpaid(Some(amounts.underpaid))),
        fact("report.surcharge", Cell::money(Some(amounts.surcharge))),
        fact(
            "report.fine_range",
            Cell::money(Some(amounts.fine_low)).detail(upper(amounts.fine_high)),
        ),
        fact(
            "report.total_range",
            Cell::money(Some(amounts.low())).detail(upper(amounts.high())),
        ),
    ]
}

fn agency_figures(scope: &Scope<'_>) -> Vec<Fact> {
    let (amounts, code) = scope.grand_total();
    let withholding = scope.withholding();
    let due = known_sum(withholding.iter().map(|row| Some(row.due)));
    let short = known_sum(withholding.iter().map(|row| Some(row.shortfall)));
    let settled = known_sum(scope.by_year().iter().map(|row| row.settled));
    let fact = |label: &str, cell: Cell| Fact {
        label: Words::text(label),
        cell,
    };
    vec![
        fact("report.settled_in_all", Cell::money(settled)),
        fact(
            "report.underpaid",
            Cell::underpaid(Some(amounts.underpaid)).figure(code),
        ),
        fact("report.to_withhold", Cell::money(due)),
        fact("report.withheld_short", Cell::money(short)),
    ]
}

fn short(hash: &str) -> String {
    match hash.get(..SHORT_HASH) {
        Some(start) if hash.len() > SHORT_HASH => format!("{start}…"),
        _ => hash.to_owned(),
    }
}
