//! The opening of a report and the line at the foot of its pages.
//!
//! Says on the first page what the report is not, and for which day its figures stand.

use engine::money::Money;
use engine::record::Side;

use crate::case::PartySummary;
use crate::document::{Cell, Cover, Fact, Kind, Value, Words};

use super::bridge::side_code;
use super::scope::{Amounts, Scope, added, known_sum};

/// So many parties are named on the first page.
const PARTIES: usize = 6;

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
    let rules = format!("{} {}", rules.id, rules.version);
    let rules_hash = short(&report.computation.rules.sha256);
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
    let documents = u64::try_from(report.case.documents.len()).expect("a count of files fits");
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
        fact("report.sources_count", Value::Count(documents)),
        fact("report.rules", Value::Words(Words::literal(rules))),
        fact(
            "report.rules_hash",
            Value::Words(Words::literal(rules_hash)),
        ),
        fact("report.history", Value::Words(history)),
    ]
}

/// The first parties by name, and how many more there are.
fn parties(scope: &Scope<'_>) -> Words {
    let count = scope.parties().count();
    let parts: Vec<Words> = scope.parties().take(PARTIES).map(named).collect();
    let more = u64::try_from(count - parts.len()).expect("a count of parties fits");
    if parts.is_empty() {
        return Words::text("report.no_parties");
    }
    let list = Words::List { parts };
    if more == 0 {
        return list;
    }
    Words::with(
        "report.and_more",
        [("list", Value::Words(list)), ("more", Value::Count(more))],
    )
}

fn named(party: &PartySummary) -> Words {
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
}

fn figures(scope: &Scope<'_>) -> Vec<Fact> {
    let (amounts, code) = known_total(scope);
    let money = |of: fn(Amounts) -> Money| Cell::money(amounts.map(of));
    let range = |low: fn(Amounts) -> Money, high: fn(Amounts) -> Money| match amounts.map(high) {
        Some(upper) => {
            let upper = [("amount", Value::Money(upper))];
            money(low).detail(Words::with("report.up_to", upper))
        }
        None => money(low),
    };
    let underpaid = Cell::underpaid(amounts.map(|amounts| amounts.underpaid));
    let fact = |label: &str, cell: Cell| fact(label, cell, &code);
    vec![
        fact("report.underpaid", underpaid),
        fact("report.surcharge", money(|amounts| amounts.surcharge)),
        fact(
            "report.fine_range",
            range(|amounts| amounts.fine_low, |amounts| amounts.fine_high),
        ),
        fact("report.total_range", range(Amounts::low, Amounts::high)),
    ]
}

/// The total and its codes; nothing where no tax was computed, which is not zero.
fn known_total(scope: &Scope<'_>) -> (Option<Amounts>, String) {
    let (amounts, code) = scope.grand_total();
    let computed = !scope.totals().is_empty();
    (computed.then_some(amounts), code)
}

fn fact(label: &str, cell: Cell, code: &str) -> Fact {
    let cell = match code {
        "" => cell,
        code => cell.figure(code),
    };
    Fact {
        label: Words::text(label),
        cell,
    }
}

fn agency_figures(scope: &Scope<'_>) -> Vec<Fact> {
    let (amounts, code) = known_total(scope);
    let withholding = scope.withholding();
    let due = known_sum(withholding.iter().map(|row| Some(row.due)));
    let short = known_sum(withholding.iter().map(|row| Some(row.shortfall)));
    let withholding: Vec<&str> = withholding.iter().map(|row| row.figure.as_str()).collect();
    let mut by_year = scope.by_year();
    by_year.retain(|row| !scope.is_agency(&row.party));
    let settled = known_sum(by_year.iter().map(|row| row.settled));
    let years = by_year.iter().filter(|row| row.settled.is_some());
    let years: Vec<String> = years.map(|row| side_code(row, Side::Settled)).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    let underpaid = Cell::underpaid(amounts.map(|amounts| amounts.underpaid));
    let withholding = added(&withholding);
    vec![
        fact(
            "report.settled_in_all",
            Cell::money(settled),
            &added(&years),
        ),
        fact("report.underpaid", underpaid, &code),
        fact("report.to_withhold", Cell::money(due), &withholding),
        fact("report.withheld_short", Cell::money(short), &withholding),
    ]
}

fn short(hash: &str) -> String {
    match hash.get(..SHORT_HASH) {
        Some(start) if hash.len() > SHORT_HASH => format!("{start}…"),
        _ => hash.to_owned(),
    }
}
