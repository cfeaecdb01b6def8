//! Findings: reasons to look, with their amounts and evidence. Never a verdict.

use engine::computation::Finding;

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::scope::Scope;
use super::{citations, evidence, paragraph, remark};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let findings = scope.findings();
    if findings.is_empty() {
        let mut blocks = vec![remark("report.no_findings")];
        blocks.extend(not_run(scope));
        return blocks;
    }
    let table = Table {
        columns: vec![
            Column::text("report.check", 1),
            Column::text("report.what", 5),
            Column::text("report.party_column", 2),
            Column::figure("report.amount"),
            Column::figure("report.records"),
            Column::text("report.decision", 1),
        ],
        rows: findings
            .iter()
            .map(|finding| line(scope, finding))
            .collect(),
    };
    let mut blocks = vec![paragraph("report.findings_intro"), Block::Table(table)];
    for finding in findings {
        blocks.extend(details(scope, finding));
    }
    blocks.extend(not_run(scope));
    blocks
}

/// What stands behind one line of the list: innocent explanations, parts, articles and records.
fn details(scope: &Scope<'_>, finding: &Finding) -> Vec<Block> {
    let mut behind: Vec<Block> = innocent(finding).into_iter().collect();
    behind.extend(decision(finding));
    behind.extend(parts(scope, finding));
    let evidence = evidence::of(scope, &finding.id);
    if let Some(evidence) = evidence {
        behind.extend(articles(finding));
        behind.extend(evidence::blocks(evidence));
    }
    if behind.is_empty() {
        return behind;
    }
    let heading = Block::Heading {
        words: heading(scope, finding),
        figure: Some(finding.rule.clone()),
    };
    behind.insert(0, heading);
    behind
}

fn innocent(finding: &Finding) -> Option<Block> {
    if finding.innocent.is_empty() {
        return None;
    }
    let reasons = finding.innocent.iter();
    let reasons = reasons.map(|key| Words::text(format!("innocent.{key}")));
    let reasons = Value::Words(Words::List {
        parts: reasons.collect(),
    });
    Some(Block::Remark {
        words: Words::with("report.innocent", [("reasons", reasons)]),
    })
}

/// Who decided what, and why it is open again.
fn decision(finding: &Finding) -> Vec<Block> {
    let mut said = Vec::new();
    if let Some(decision) = &finding.decision {
        let status = Words::text(format!("finding_status.{}", decision.status.code()));
        let reason = Words::literal(decision.reason.clone().unwrap_or_else(|| "—".to_owned()));
        said.push(Block::Remark {
            words: Words::with(
                "report.decided",
                [
                    ("status", Value::Words(status)),
                    ("at", Value::Words(Words::literal(decision.at.clone()))),
                    ("reason", Value::Words(reason)),
                    ("evidence", Value::Count(u64::from(decision.evidence))),
                    (
                        "sha256",
                        Value::Words(Words::literal(short(&decision.evidence_sha256))),
                    ),
                ],
            ),
        });
    }
    if let Some(reopened) = finding.reopened {
        said.push(remark(&format!("reopened.{}", reopened.code())));
    }
    said
}

/// The beginning of a hash, as it is printed.
fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// The findings that one line sums up.
fn parts(scope: &Scope<'_>, finding: &Finding) -> Option<Block> {
    if finding.parts.is_empty() {
        return None;
    }
    let rows = finding.parts.iter().map(|part| {
        let party = part.party.as_deref();
        let mut amount = Cell::money(part.amount);
        if let Some(code) = &part.figure {
            amount = amount.figure(code);
        }
        Row::body(vec![
            Cell::words(party.map_or_else(
                || Words::text("report.whole_case"),
                |party| scope.name(party),
            )),
            Cell::literal(
                part.period
                    .map_or_else(String::new, |period| period.to_string()),
            ),
            amount,
        ])
    });
    Some(Block::Table(Table {
        columns: vec![
            Column::text("report.party_column", 3),
            Column::text("report.period", 2),
            Column::figure("report.amount"),
        ],
        rows: rows.collect(),
    }))
}

/// Checks that lacked an input: that is not the same as clean.
fn not_run(scope: &Scope<'_>) -> Vec<Block> {
    let missing = scope.not_run();
    if missing.is_empty() {
        return Vec::new();
    }
    let rows = missing.into_iter().map(|missing| {
        let party = match &missing.party {
            Some(party) => scope.name(party),
            None => Words::text("report.whole_case"),
        };
        Row::body(vec![
            Cell::literal(&missing.rule).detail(Words::text(format!("check.{}", missing.rule))),
            Cell::words(party),
            Cell::words(Words::text(format!("not_run.{}", missing.needs))),
        ])
    });
    let table = Table {
        columns: vec![
            Column::text("report.check", 2),
            Column::text("report.party_column", 2),
            Column::text("report.needs", 5),
        ],
        rows: rows.collect(),
    };
    vec![
        Block::Heading {
            words: Words::text("report.not_run"),
            figure: None,
        },
        paragraph("report.not_run_intro"),
        Block::Table(table),
    ]
}

fn title(finding: &Finding) -> Words {
    Words::Pair {
        zh: finding.title.clone(),
        en: finding.title_en.clone(),
    }
}

/// Whose and when, then the title: evidence may stand pages away from the list.
fn heading(scope: &Scope<'_>, finding: &Finding) -> Words {
    let party = finding.party.as_deref().map(|party| scope.name(party));
    let period = finding.period;
    let period = period.map(|period| Words::literal(period.to_string()));
    let mut parts: Vec<Words> = party.into_iter().chain(period).collect();
    parts.push(title(finding));
    Words::join(parts, " – ")
}

fn line(scope: &Scope<'_>, finding: &Finding) -> Row {
    let severity = Words::text(format!("severity.{}", finding.severity.code()));
    let party = match &finding.party {
        Some(party) => scope.name(party),
        None => Words::text("report.whole_case"),
    };
    let mut party = Cell::words(party);
    if let Some(period) = finding.period {
        party = party.detail(Words::literal(period.to_string()));
    }
    let mut amount = Cell::money(finding.amount);
    if let Some(code) = &finding.figure {
        amount = amount.figure(code);
    }
    Row::body(vec![
        Cell::literal(&finding.rule).detail(severity),
        Cell::words(title(finding)),
        party,
        amount,
        Cell::new(Value::Count(u64::from(finding.evidence))),
        status(finding),
    ])
}

/// The status, and beneath it why it is open again.
fn status(finding: &Finding) -> Cell {
    let key = format!("finding_status.{}", finding.status.code());
    let cell = Cell::words(Words::text(key));
    match finding.reopened {
        Some(reopened) => cell.detail(Words::text(format!("reopened.{}", reopened.code()))),
        None => cell,
    }
}

fn articles(finding: &Finding) -> Option<Block> {
    if finding.citations.is_empty() {
        return None;
    }
    let articles = finding.citations.iter();
    let articles = articles.map(|cited| citations::article(cited)).collect();
    let articles = Value::Words(Words::List { parts: articles });
    Some(Block::Remark {
        words: Words::with("report.refers_to", [("articles", articles)]),
    })
}
