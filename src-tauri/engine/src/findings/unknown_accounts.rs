//! A1: counted records of accounts that belong to nobody, so that they are in no party's figures.

use super::{Check, Evidence, Fired};
use crate::computation::Severity;

pub(super) const CHECK: Check = Check {
    rule: "A1",
    citations: &[],
    run,
};

fn run(evidence: &Evidence<'_>) -> Vec<Fired> {
    let accounts = evidence.facts.unassigned.iter();
    let fired = accounts.map(|account| Fired {
        severity: Severity::High,
        party: None,
        subject: Some(format!("{}/{}", account.platform, account.keys.join("/"))),
        period: None,
        amount: Some(account.settled),
        figure: None,
        evidence: account.records.into(),
        arguments: vec![
            ("platform", account.platform.clone()),
            ("account", account.keys.first().cloned().unwrap_or_default()),
            ("records", account.records.to_string()),
        ],
    });
    fired.collect()
}
