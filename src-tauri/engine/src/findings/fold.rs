//! From what a check found to the list: small findings become one summed line, more than a screen of
//! them one finding with a list. Nothing is left out.

use sha2::{Digest, Sha256};

use super::{Fired, Terms, Weight};
use crate::computation::{Finding, FindingPart, FindingStatus, Severity};
use crate::hex::hex;
use crate::money::Money;
use crate::party::Materiality;
use crate::text::{Lang, text};

/// More findings than this of one rule become one.
const OF_A_KIND_MAX: usize = 200;
/// Codes of evidence that a finding lists; its count tells of all.
const CODES_MAX: usize = 200;

/// The findings of one rule.
pub(super) fn fold(
    rule: &'static str,
    terms: &Terms,
    fired: Vec<Fired>,
    bounds: &Materiality,
) -> Vec<Finding> {
    let (material, below): (Vec<_>, Vec<_>) = fired
        .into_iter()
        .partition(|fired| is_material(fired, bounds));
    let mut findings = if material.len() > OF_A_KIND_MAX {
        vec![summed(rule, terms, "many", &material)]
    } else {
        material
            .iter()
            .map(|fired| finding(rule, terms, &sentence(rule, fired), fired))
            .collect()
    };
    if !below.is_empty() {
        findings.push(summed(rule, terms, "below", &below));
    }
    findings
}

/// The text key of what a finding says.
fn sentence(rule: &str, fired: &Fired) -> String {
    match fired.variant {
        Some(variant) => format!("finding.{rule}.{variant}"),
        None => format!("finding.{rule}"),
    }
}

fn is_material(fired: &Fired, bounds: &Materiality) -> bool {
    let Some(amount) = fired.amount else {
        return true;
    };
    match fired.weight {
        Weight::Always => true,
        Weight::Of(whole) => crate::bridge::is_material(bounds, amount, Some(whole), None),
    }
}

/// One finding for all of these; `how` is `below` materiality, or too `many`.
fn summed(rule: &'static str, terms: &Terms, how: &str, of: &[Fired]) -> Finding {
    let amount: Money = of.iter().filter_map(|fired| fired.amount).sum();
    let loudest = of.iter().map(|fired| fired.severity).min();
    let whole = Fired {
        severity: match how {
            "many" => loudest.unwrap_or(Severity::Low),
            _ => Severity::Low,
        },
        subject: Some(how.to_owned()),
        amount: of
            .iter()
            .any(|fired| fired.amount.is_some())
            .then_some(amount),
        evidence: of.iter().map(|fired| fired.evidence).sum(),
        codes: of.iter().flat_map(|fired| fired.codes.clone()).collect(),
        arguments: vec![
            ("count", of.len().to_string()),
            ("amount", amount.grouped()),
        ],
        ..Fired::default()
    };
    let parts = of.iter().map(|fired| FindingPart {
        id: id(rule, fired),
        party: fired.party.clone(),
        period: fired.period,
        amount: fired.amount,
        figure: fired.figure.clone(),
    });
    Finding {
        parts: parts.collect(),
        ..finding(rule, terms, &format!("finding.{how}"), &whole)
    }
}

fn finding(rule: &'static str, terms: &Terms, key: &str, fired: &Fired) -> Finding {
    let arguments: Vec<_> = fired
        .arguments
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Finding {
        id: id(rule, fired),
        rule: rule.to_owned(),
        severity: fired.severity,
        party: fired.party.clone(),
        period: fired.period,
        amount: fired.amount,
        status: FindingStatus::Open,
        decision: None,
        reopened: None,
        title: text(Lang::Zh, key, &arguments),
        title_en: text(Lang::En, key, &arguments),
        evidence: u32::try_from(fired.evidence).unwrap_or(u32::MAX),
        evidence_sha256: fingerprint(rule, fired),
        evidence_codes: fired.codes.iter().take(CODES_MAX).cloned().collect(),
        figure: fired.figure.clone(),
        citations: terms.citations.clone(),
        innocent: terms.innocent.clone(),
        thresholds: terms.thresholds(),
        parts: Vec::new(),
    }
}

/// The same for the same rule, party, subject and period, whatever the amount.
fn id(rule: &str, fired: &Fired) -> String {
    let period = fired.period.map(|period| period.to_string());
    let parts = [fired.party.clone(), fired.subject.clone(), period];
    let mut id = rule.to_owned();
    for part in parts.into_iter().flatten() {
        id.push(':');
        id.push_str(&part);
    }
    id
}

/// What stands for the evidence. Codes are left out: those of figures are numbered over the whole case
/// and move when another party gets a row, records are numbered anew when a file comes again.
fn fingerprint(rule: &str, fired: &Fired) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.len().to_string());
        hash.update(":");
        hash.update(part);
    };
    add(&id(rule, fired));
    add(&fired
        .amount
        .map_or_else(String::new, |amount| amount.to_string()));
    add(&fired.evidence.to_string());
    for (name, value) in &fired.arguments {
        add(name);
        add(value);
    }
    fired.marks.iter().for_each(|mark| add(mark));
    hex(&hash.finalize())
}
