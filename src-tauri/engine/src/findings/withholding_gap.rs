//! C6: less tax withheld on labour remuneration than the rules ask, by party and year.
//!
//! The person settles it with the annual return; the fine, if any, falls on the payer.

use std::collections::BTreeMap;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::computation::{Severity, WithholdingRow};
use crate::money::Money;
use crate::period::{Grain, Period};

pub(super) const CHECK: Check = Check { rule: "C6", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    if evidence.withholding.is_empty() {
        return Ran::not_run("withholding_records");
    }
    let mut years: BTreeMap<(&str, Period), Vec<&WithholdingRow>> = BTreeMap::new();
    for row in evidence.withholding {
        if row.shortfall > terms.money("payment_tolerance")
            && let Some(year) = row.period.within(Grain::Year)
        {
            years.entry((&row.party, year)).or_default().push(row);
        }
    }
    let fired = years
        .into_iter()
        .map(|((party, year), rows)| short(party, year, &rows));
    fired.collect::<Vec<_>>().into()
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
        period: Some(year),
        amount: Some(amount),
        weight: Weight::Of(rows.iter().map(|row| row.due).sum()),
        figure: rows.first().map(|row| row.figure.clone()),
        evidence: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        codes: rows.iter().map(|row| row.figure.clone()).collect(),
        arguments: vec![
            ("months", rows.len().to_string()),
            ("amount", amount.grouped()),
        ],
        ..Fired::default()
    }
}
