//! What follows for an agency from having withheld too little: three debts of different people.
//!
//! They stand beside each other. No sum over them is printed, because nobody owes it.

use engine::computation::{AgencyDebt, NotWithheld};

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::remark;
use super::scope::Scope;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let debts = scope.report.computation.agency_debts.iter();
    let debts: Vec<&AgencyDebt> = debts
        .filter(|debt| {
            scope.covers_party(&debt.agency)
                || debt
                    .streamers
                    .iter()
                    .any(|one| scope.covers_party(&one.party))
        })
        .collect();
    if debts.is_empty() {
        return vec![remark("report.no_agency_debts")];
    }
    let mut blocks = vec![remark("report.agency_debts_remark")];
    for debt in debts {
        blocks.extend(of_agency(scope, debt));
    }
    blocks
}

fn of_agency(scope: &Scope<'_>, debt: &AgencyDebt) -> Vec<Block> {
    let heading = Block::Heading {
        words: scope.name(&debt.agency),
        figure: Some(debt.figure.clone()),
    };
    let streamers = Block::Table(Table {
        columns: vec![
            Column::text("report.streamer_owes", 3),
            Column::text("report.period", 1),
            Column::figure("report.not_withheld"),
            Column::text("report.settled_in", 2),
        ],
        rows: debt
            .streamers
            .iter()
            .map(|one| streamer(scope, debt, one))
            .collect(),
    });
    let fine = Words::with(
        "report.agency_fine",
        [
            ("agency", scope.name_value(&debt.agency)),
            ("base", Value::Money(debt.not_withheld)),
            ("low", debt.fine.low.map_or(Value::Absent, Value::Money)),
            ("high", debt.fine.high.map_or(Value::Absent, Value::Money)),
            ("figure", Value::Words(Words::literal(&debt.figure))),
        ],
    );
    let own = match &debt.own_taxes {
        Some(code) => Words::with(
            "report.agency_own",
            [
                ("agency", scope.name_value(&debt.agency)),
                ("figure", Value::Words(Words::literal(code))),
            ],
        ),
        None => Words::text("report.agency_own_unknown"),
    };
    vec![
        heading,
        streamers,
        Block::Paragraph { words: fine },
        Block::Paragraph { words: own },
    ]
}

fn streamer(scope: &Scope<'_>, debt: &AgencyDebt, one: &NotWithheld) -> Row {
    let settled = match &one.settled_in {
        Some(code) => Cell::literal(code).figure(code),
        None => Cell::words(Words::text("report.settled_nowhere")),
    };
    let months = Words::literal(one.months.join(", "));
    Row::body(vec![
        Cell::words(scope.name(&one.party)).detail(months),
        Cell::new(Value::Period(one.period)),
        Cell::money(Some(one.amount)).figure(&debt.figure),
        settled,
    ])
}
