//! What a check found, on what it rests, and what a person decided about it.
//!
//! Holds no arithmetic.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;
use crate::period::Period;
use crate::record::codes;

codes! {
    /// How loud a finding is.
    Severity {
        /// Look first.
        High = "high",
        /// Look.
        Medium = "medium",
        /// For completeness.
        Low = "low",
    }
}

codes! {
    /// What was decided about a finding. Its text key is `finding_status.<code>`.
    FindingStatus {
        /// Nobody has decided.
        Open = "open",
        /// Somebody has seen it and works on it.
        Acknowledged = "acknowledged",
        /// It is real, and stays as it is for a reason.
        Accepted = "accepted",
        /// It has an innocent reason.
        Dismissed = "dismissed",
        /// It was real, and was put right.
        Corrected = "corrected",
    }
}

impl FindingStatus {
    /// Whether a decision needs a reason that a reviewer can read.
    pub fn needs_reason(self) -> bool {
        matches!(self, FindingStatus::Accepted | FindingStatus::Dismissed)
    }
}

codes! {
    /// Why a finding is open although somebody decided about it. Its text key is `reopened.<code>`.
    Reopened {
        /// Its amount or its evidence is another than that of the decision.
        Changed = "changed",
        /// It was gone, and is there again.
        Returned = "returned",
    }
}

codes! {
    /// Where the threshold of a check comes from. Its text key is `provenance.<code>`.
    Provenance {
        /// A rule of law.
        Rule = "rule",
        /// A published case.
        Case = "case",
        /// Chosen by this program, for a study or for lack of anything better.
        Assumption = "assumption",
    }
}

/// A bound that a check uses, as its data file states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Threshold {
    /// Name within the check. Its text key is `threshold.<name>`.
    pub name: String,
    /// A plain decimal: a part, an amount in yuan, or a number of days or of things.
    pub value: String,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The source, or why it was chosen.
    pub source: String,
}

/// What a person decided about a finding, with the evidence as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Decision {
    /// What was decided.
    pub status: FindingStatus,
    /// Why.
    pub reason: Option<String>,
    /// When: UTC, to the second.
    pub at: String,
    /// The day for which the finding stood.
    pub as_of: NaiveDate,
    /// Amount in question then.
    pub amount: Option<Money>,
    /// How many records it rested on then.
    pub evidence: u32,
    /// What stood for the evidence then.
    pub evidence_sha256: String,
}

/// One of the findings that are told as one, because they are many or small.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingPart {
    /// The id it would have alone.
    pub id: String,
    /// Handle of the party.
    pub party: Option<String>,
    /// Period.
    #[ts(type = "string | null")]
    pub period: Option<Period>,
    /// Amount in question.
    pub amount: Option<Money>,
    /// Code of the figure it rests on.
    pub figure: Option<String>,
}

/// A rule that fired: a reason to look, never a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Finding {
    /// Stable id, the same for the same rule, party and period.
    pub id: String,
    /// Id of the rule, such as `C1`. The text of `check.<rule>` names it.
    pub rule: String,
    /// How loud.
    pub severity: Severity,
    /// Handle of the party; `None` for the case as a whole.
    pub party: Option<String>,
    /// Period.
    #[ts(type = "string | null")]
    pub period: Option<Period>,
    /// Amount in question.
    pub amount: Option<Money>,
    /// What holds now: the decision, or open where there is none that still fits.
    pub status: FindingStatus,
    /// The last decision, even where the finding is open again.
    pub decision: Option<Decision>,
    /// Why it is open again.
    pub reopened: Option<Reopened>,
    /// One sentence, in Chinese.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// How many records it rests on.
    pub evidence: u32,
    /// What it rests on: codes of figures and records, which a trace walks back. Of many records the
    /// first ones.
    pub evidence_codes: Vec<String>,
    /// Stands for party, period, amount and evidence: another one means that the problem has changed.
    pub evidence_sha256: String,
    /// Code of the figure it rests on.
    pub figure: Option<String>,
    /// Articles it refers to.
    pub citations: Vec<String>,
    /// Innocent explanations that are to be ruled out first. The text key is `innocent.<key>`.
    pub innocent: Vec<String>,
    /// Bounds that the check uses.
    pub thresholds: Vec<Threshold>,
    /// The findings that this one sums up; empty where it stands for itself.
    pub parts: Vec<FindingPart>,
}

/// A check that could not be run: what it needs is not in the case. That says nothing about the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NotRun {
    /// Id of the rule.
    pub rule: String,
    /// The party it could not be run for; `None` for the case as a whole.
    pub party: Option<String>,
    /// What it would need. The text key is `not_run.<needs>`.
    pub needs: String,
}
