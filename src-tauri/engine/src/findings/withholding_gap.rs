//! C6: less tax withheld on labour remuneration than the rules ask, by party and year.
//!
//! The person settles it with the annual return; the fine, if any, falls on the payer.

use std::collections::BTreeMap;

use super::{Check, Evidence, Fired};
use crate::computation::{Severity, WithholdingRow};
use crate::money::Money;
use crate::period::{Grain, Period};

/// Differences up to this on one payment are rounding.
const PAYMENT_TOLERANCE: Money = Money::from_fen(100);

pub(super) const CHECK: Check = Check {
    rule: "C6",
    citations: &["个人所得税法 art. 9", "税收征收管理法 art. 69"],
    run,
};

fn run(evidence: &Evidence<'_>) -> Vec<Fired> {
    let mut years: BTreeMap<(&str, Period), Vec<&WithholdingRow>> = BTreeMap::new();
    for row in evidence.withholding {
        if row.shortfall > PAYMENT_TOLERANCE
            && let Some(year) = row.period.within(Grain::Year)
        {
            years.entry((&row.party, year)).or_default().push(row);
        }
    }
    years
        .into_iter()
        .map(|((party, year), rows)| short(party, year, &rows))
        .collect()
}

fn short(party: &str, year: Period, rows: &[&WithholdingRow]) -> Fired {
    let amount: Money = rows.iter().map(|row| row.shortfall).sum();
    let nothing_withheld = rows.iter().all(|row| row.withheld == Money::ZERO);
    Fired {
        severity: match nothing_withheld {
            true => Severity::High,
            false => Severity::Medium,
        },
        party: Some(party.to_owned()),
        subject: None,
        period: Some(year),
        amount: Some(amount),
        figure: rows.first().map(|row| row.figure.clone()),
        evidence: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        arguments: vec![
            ("months", rows.len().to_string()),
            ("amount", amount.grouped()),
        ],
    }
}
