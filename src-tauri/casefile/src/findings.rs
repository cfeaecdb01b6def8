//! What a person decides about findings, with the evidence as it was then, and whether that still
//! holds: a problem that changed, or that returned after it was gone, is open again and says so.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use engine::computation::{Decision, Finding, FindingStatus, NotRun, Reopened};
use engine::period::Grain;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::history;
use crate::tables::finding_decisions::{self, DecisionRow};

/// Findings with what holds of the decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingsView {
    /// What checks find now.
    pub findings: Vec<Finding>,
    /// Checks that lack an input.
    pub not_run: Vec<NotRun>,
    /// What was decided about and is not found any more, as it was when it was decided.
    pub gone: Vec<Finding>,
}

impl Case {
    /// The findings of a day. That a decided one is gone is noted, so that its return is seen.
    pub fn findings(&mut self, as_of: NaiveDate) -> Result<FindingsView, Error> {
        let computation = self.compute(as_of, Grain::Month)?;
        let (findings, not_run) = (computation.findings, computation.not_run);
        let gone = self.note_gone(&findings, as_of)?;
        Ok(FindingsView {
            findings,
            not_run,
            gone,
        })
    }

    /// The finding of that id, as it stands on a day.
    pub fn finding(&mut self, id: &str, as_of: NaiveDate) -> Result<Finding, Error> {
        let found = self.findings(as_of)?.findings;
        let mut found = found.into_iter();
        found
            .find(|finding| finding.id == id)
            .ok_or_else(|| Error::new(ErrorKind::NoSuchFinding).with("finding", id))
    }

    /// Decides about a finding that stands on a day. Its evidence is frozen with the decision.
    pub fn decide_finding(
        &mut self,
        id: &str,
        status: FindingStatus,
        reason: Option<&str>,
        as_of: NaiveDate,
    ) -> Result<Finding, Error> {
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        if status.needs_reason() && reason.is_none() {
            return Err(Error::new(ErrorKind::ReasonNeeded));
        }
        let mut finding = self.finding(id, as_of)?;
        let decision = Decision {
            status,
            reason: reason.map(str::to_owned),
            at: history::now(),
            as_of,
            amount: finding.amount,
            evidence: finding.evidence,
            evidence_sha256: finding.evidence_sha256.clone(),
        };
        finding.decision = Some(decision.clone());
        (finding.status, finding.reopened) = (status, None);
        let transaction = self.connection.transaction()?;
        let frozen = body(&finding)?;
        finding_decisions::append(&transaction, id, &decision, &frozen)?;
        let detail = json!({
            "finding": id, "status": status, "as_of": as_of, "reason": decision.reason, "amount": decision.amount,
            "evidence": decision.evidence, "evidence_sha256": decision.evidence_sha256,
        });
        history::append(&transaction, "decide_finding", &detail)?;
        transaction.commit()?;
        Ok(finding)
    }

    /// Every decision about a finding, the oldest first.
    pub fn decisions_about(&self, id: &str) -> Result<Vec<Decision>, Error> {
        let rows = finding_decisions::about(&self.connection, id)?;
        Ok(rows.into_iter().map(|row| row.decision).collect())
    }

    /// Puts what was decided on findings just computed.
    pub(crate) fn apply_decisions(&self, findings: &mut [Finding]) -> Result<(), Error> {
        let rows = finding_decisions::latest(&self.connection)?;
        for finding in findings {
            if let Some(row) = rows.iter().find(|row| row.finding == finding.id) {
                apply(row, finding);
            }
        }
        Ok(())
    }

    /// Notes decided findings that are not there now, and returns them. An older day than that of
    /// the decision tells nothing.
    pub(crate) fn note_gone(
        &mut self,
        found: &[Finding],
        as_of: NaiveDate,
    ) -> Result<Vec<Finding>, Error> {
        let parts = found.iter().flat_map(|finding| &finding.parts);
        let present: BTreeSet<&str> = found
            .iter()
            .map(|finding| finding.id.as_str())
            .chain(parts.map(|part| part.id.as_str()))
            .collect();
        let mut rows = finding_decisions::latest(&self.connection)?;
        rows.retain(|row| !present.contains(row.finding.as_str()) && row.decision.as_of <= as_of);
        let transaction = self.connection.transaction()?;
        for row in rows.iter().filter(|row| row.gone_at.is_none()) {
            finding_decisions::put_gone(&transaction, row.number, &history::now())?;
            history::append(
                &transaction,
                "finding_gone",
                &json!({ "finding": row.finding }),
            )?;
        }
        transaction.commit()?;
        let frozen = rows.iter().map(|row| {
            serde_json::from_str(&row.frozen).map_err(|_| Error::new(ErrorKind::Damaged))
        });
        frozen.collect()
    }
}

/// What holds of the last decision about a finding that stands now.
fn apply(row: &DecisionRow, finding: &mut Finding) {
    let changed = row.decision.evidence_sha256 != finding.evidence_sha256;
    finding.reopened = match row.decision.status {
        FindingStatus::Open => None,
        _ if changed => Some(Reopened::Changed),
        _ if row.gone_at.is_some() => Some(Reopened::Returned),
        _ => None,
    };
    finding.status = match finding.reopened {
        Some(_) => FindingStatus::Open,
        None => row.decision.status,
    };
    finding.decision = Some(row.decision.clone());
}

fn body(finding: &Finding) -> Result<String, Error> {
    serde_json::to_string(finding).map_err(|error| Error::store(error.to_string()))
}
