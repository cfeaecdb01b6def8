//! Rules that fired: one check a file, one ordered list. A finding is a reason to look, never a
//! verdict.

mod assessed_studio;
mod undeclared_income;
mod unknown_accounts;
mod withholding_gap;

use crate::computation::{BridgeRow, Facts, Finding, FindingStatus, Severity, WithholdingRow};
use crate::money::Money;
use crate::period::Period;
use crate::text::{Lang, text};

/// More findings than this in one run are cut, and a last one says so.
const FINDINGS_MAX: usize = 200;

/// What checks look at.
pub struct Evidence<'a> {
    /// What the computation rests on.
    pub facts: &'a Facts,
    /// The comparison by quarter.
    pub quarters: &'a [BridgeRow],
    /// The comparison by year.
    pub years: &'a [BridgeRow],
    /// Withholding recomputed.
    pub withholding: &'a [WithholdingRow],
}

/// One check: its id, the articles and sources it rests on, and what it does.
struct Check {
    rule: &'static str,
    citations: &'static [&'static str],
    run: fn(&Evidence<'_>) -> Vec<Fired>,
}

/// Every check, in the order of the list of findings.
const CHECKS: [Check; 4] = [
    undeclared_income::CHECK,
    withholding_gap::CHECK,
    assessed_studio::CHECK,
    unknown_accounts::CHECK,
];

/// What a check found. Its sentence is the text `finding.<rule>`.
struct Fired {
    severity: Severity,
    party: Option<String>,
    /// What it is about, where that is no party: part of the finding's id.
    subject: Option<String>,
    period: Option<Period>,
    amount: Option<Money>,
    figure: Option<String>,
    evidence: u64,
    arguments: Vec<(&'static str, String)>,
}

/// Runs every check.
pub fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let all = CHECKS.iter().flat_map(|check| {
        (check.run)(evidence)
            .into_iter()
            .map(move |fired| finding(check, fired))
    });
    let mut findings: Vec<Finding> = all.collect();
    let cut = findings.len().saturating_sub(FINDINGS_MAX);
    if cut > 0 {
        findings.truncate(FINDINGS_MAX);
        findings.push(too_many(cut));
    }
    findings
}

fn finding(check: &Check, fired: Fired) -> Finding {
    let arguments: Vec<_> = fired
        .arguments
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let key = format!("finding.{}", check.rule);
    let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
    Finding {
        id: format!(
            "{}:{}:{}",
            check.rule,
            part(fired.party.clone().or(fired.subject)),
            part(fired.period.map(|period| period.to_string()))
        ),
        rule: check.rule.to_owned(),
        severity: fired.severity,
        party: fired.party,
        period: fired.period,
        amount: fired.amount,
        status: FindingStatus::Open,
        title: text(Lang::Zh, &key, &arguments),
        title_en: text(Lang::En, &key, &arguments),
        evidence: u32::try_from(fired.evidence).unwrap_or(u32::MAX),
        figure: fired.figure,
        citations: check
            .citations
            .iter()
            .map(|citation| (*citation).to_owned())
            .collect(),
    }
}

fn too_many(cut: usize) -> Finding {
    let count = cut.to_string();
    let check = Check {
        rule: "too_many",
        citations: &[],
        run: |_| Vec::new(),
    };
    finding(
        &check,
        Fired {
            severity: Severity::Low,
            party: None,
            subject: None,
            period: None,
            amount: None,
            figure: None,
            evidence: 0,
            arguments: vec![("count", count)],
        },
    )
}
