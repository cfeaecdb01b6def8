//! Findings: reasons to look, with their amounts and evidence. Never a verdict.

use engine::computation::Finding;

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::scope::Scope;
use super::{citations, evidence, paragraph, remark};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let findings = scope.findings();
    if findings.is_empty() {
        return vec![remark("report.no_findings")];
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
        if let Some(evidence) = evidence::of(scope, &finding.id) {
            blocks.push(Block::Heading {
                words: heading(scope, finding),
                figure: Some(finding.rule.clone()),
            });
            blocks.extend(articles(finding));
            blocks.extend(evidence::blocks(evidence));
        }
    }
    blocks
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
        Cell::words(Words::text(format!(
            "report.status.{}",
            finding.status.code()
        ))),
    ])
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
