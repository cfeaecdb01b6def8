//! A1: counted records of accounts that belong to nobody, so that they are in no party's figures.

use super::{Check, Evidence, Fired, Ran, Terms};
use crate::computation::Severity;

pub(super) const CHECK: Check = Check { rule: "A1", run };

fn run(evidence: &Evidence<'_>, _: &Terms) -> Ran {
    let accounts = evidence.facts.unassigned.iter();
    let fired = accounts.map(|account| Fired {
        severity: Severity::High,
        subject: Some(format!("{}/{}", account.platform, account.keys.join("/"))),
        amount: Some(account.settled),
        evidence: account.records.into(),
        arguments: vec![
            ("platform", account.platform.clone()),
            ("account", account.keys.first().cloned().unwrap_or_default()),
            ("records", account.records.to_string()),
        ],
        ..Fired::default()
    });
    fired.collect::<Vec<_>>().into()
}
