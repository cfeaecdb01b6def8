//! The self-correction plan: returns to file again in the order of their deadlines, filed against amended; the
//! range of the fine by conduct; and what shows each of them.

use std::collections::BTreeMap;

use engine::computation::PlanStep;
use engine::money::Money;
use engine::party::Conduct;

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::remark;
use super::scope::{Scope, added};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let steps = scope.plan();
    if steps.is_empty() {
        return Vec::new();
    }
    let heading = |key: &str| Block::Heading {
        words: Words::text(key),
        figure: None,
    };
    let mut blocks = vec![
        remark("report.plan_remark"),
        Block::Table(returns(scope, &steps)),
    ];
    let fines = fines(scope, &steps);
    if !fines.rows.is_empty() {
        blocks.extend([
            heading("plan.fine_by_conduct"),
            remark("report.plan_fine_remark"),
            Block::Table(fines),
        ]);
    }
    blocks.extend([
        heading("report.plan_evidence"),
        Block::Table(evidence(&steps)),
    ]);
    blocks
}

/// Filed against amended.
fn returns(scope: &Scope<'_>, steps: &[&PlanStep]) -> Table {
    let mut rows = Vec::new();
    let mut party = None;
    for step in steps {
        if party != Some(&step.party) {
            party = Some(&step.party);
            rows.push(Row::group(Cell::words(scope.name(&step.party))));
        }
        rows.push(of_return(step));
    }
    Table {
        columns: vec![
            Column::text("report.plan_return", 3),
            Column::text("report.plan_deadline", 1),
            Column::figure("report.plan_filed_income"),
            Column::figure("report.plan_amended_income"),
            Column::figure("report.plan_filed_tax"),
            Column::figure("report.plan_amended_tax"),
            Column::figure("plan.to_add"),
            Column::figure("report.surcharge"),
        ],
        rows,
    }
}

fn of_return(step: &PlanStep) -> Row {
    let period = Words::with(
        "report.plan_period",
        [("period", Value::Period(step.period))],
    );
    let filed = match step.filed_tax {
        Some(tax) => Cell::money(Some(tax)),
        None => Cell::words(Words::text("plan.not_filed")),
    };
    let to_add = Cell::underpaid(step.to_add).figure(&step.figure);
    let to_add = match step.to_claim {
        Some(amount) => to_add.detail(Words::with(
            "report.plan_claim",
            [("amount", Value::Money(amount))],
        )),
        None => to_add,
    };
    Row::body(vec![
        Cell::words(what_is_filed(step)).detail(period),
        Cell::new(step.deadline.map_or(Value::Absent, Value::Date)),
        Cell::money(step.filed_income),
        Cell::money(step.amended_income),
        filed,
        Cell::money(step.amended_tax),
        to_add,
        Cell::money(step.surcharge),
    ])
}

fn what_is_filed(step: &PlanStep) -> Words {
    Words::text(format!("plan.return.{}", step.tax))
}

/// Ranges of one conduct over returns of one party.
#[derive(Default)]
struct Ranges<'a> {
    low: Money,
    high: Money,
    article: &'a str,
    codes: Vec<&'a str>,
}

/// By party and conduct, over all its returns that are late.
fn fines(scope: &Scope<'_>, steps: &[&PlanStep]) -> Table {
    let mut sums: BTreeMap<(usize, Conduct), Ranges<'_>> = BTreeMap::new();
    let mut parties: Vec<&str> = Vec::new();
    for step in steps {
        if !parties.contains(&step.party.as_str()) {
            parties.push(&step.party);
        }
        let place = parties.len() - 1;
        for fine in &step.fines {
            let sum = sums.entry((place, fine.conduct)).or_default();
            sum.low += fine.low;
            sum.high += fine.high;
            sum.article = &fine.article;
            sum.codes.push(&step.figure);
        }
    }
    let rows = sums.into_iter().map(|((place, conduct), sum)| {
        let code = added(&sum.codes);
        Row::body(vec![
            Cell::words(scope.name(parties[place])),
            Cell::words(Words::text(format!("conduct.{}", conduct.code()))),
            Cell::literal(sum.article),
            Cell::money(Some(sum.low)).figure(&code),
            Cell::money(Some(sum.high)).figure(&code),
        ])
    });
    Table {
        columns: vec![
            Column::text("report.party_column", 2),
            Column::text("report.plan_conduct", 2),
            Column::text("report.plan_article", 1),
            Column::figure("report.fine_low"),
            Column::figure("report.fine_high"),
        ],
        rows: rows.collect(),
    }
}

/// Codes of what shows a step, and the findings about it.
fn evidence(steps: &[&PlanStep]) -> Table {
    let rows = steps.iter().map(|step| {
        let codes = step.evidence.iter().map(|of| match of.records {
            0 => Words::literal(&of.code),
            records => Words::with(
                "report.plan_records",
                [
                    ("code", Value::Words(Words::literal(&of.code))),
                    ("count", Value::Count(records)),
                ],
            ),
        });
        let findings = step.findings.iter().map(Words::literal);
        Row::body(vec![
            Cell::literal(&step.figure),
            Cell::words(what_is_filed(step)),
            Cell::words(Words::join(codes.collect(), ", ")),
            Cell::words(Words::join(findings.collect(), ", ")),
        ])
    });
    Table {
        columns: vec![
            Column::text("report.plan_code", 1),
            Column::text("report.plan_return", 3),
            Column::text("plan.evidence", 3),
            Column::text("plan.findings", 3),
        ],
        rows: rows.collect(),
    }
}
