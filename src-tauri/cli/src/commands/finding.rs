//! `zicha finding`.

use std::path::PathBuf;

use chrono::NaiveDate;
use engine::computation::{Decision, Finding, FindingStatus};
use engine::text::{Lang, text};
use serde::Serialize;

use super::compute::print_finding;
use super::findings::{STATUSES, status};
use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Decide about a finding; its evidence is frozen with the decision. Without --status show it.
///
/// Example: zicha finding spring.zicha C1:li:labour_remuneration:2024-Q2 --status dismissed --reason "settled on 31 March, declared in April"
#[derive(clap::Args)]
pub(crate) struct FindingOf {
    /// The case.
    case: PathBuf,
    /// The finding, as `zicha findings` names it.
    id: String,
    /// What is decided; accepted and dismissed need a reason.
    #[arg(long, value_parser = status, value_name = STATUSES)]
    status: Option<FindingStatus>,
    /// Why.
    #[arg(long, value_name = "R", requires = "status")]
    reason: Option<String>,
    /// The day for which it stands; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
}

/// A finding and all that was ever decided about it.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    finding: Finding,
    decisions: Vec<Decision>,
}

impl FindingOf {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let as_of = super::as_of(self.as_of);
        let finding = match self.status {
            Some(status) => case.decide_finding(&self.id, status, self.reason.as_deref(), as_of)?,
            None => case.finding(&self.id, as_of)?,
        };
        let decisions = case.decisions_about(&self.id)?;
        match common.json {
            true => output::json(&Shown { finding, decisions })?,
            false => print(&finding, &decisions, common.lang()),
        }
        Ok(Done::Clean)
    }
}

fn print(finding: &Finding, decisions: &[Decision], lang: Lang) {
    print_finding(finding, lang);
    output::line(&format!("    {}", finding.evidence_codes.join(" ")));
    for key in &finding.innocent {
        let reason = text(lang, &format!("innocent.{key}"), &[]);
        output::line(&format!("    - {reason}"));
    }
    for decision in decisions {
        let status = format!("finding_status.{}", decision.status.code());
        output::line(&format!(
            "  {} {} {} ({} × {})",
            decision.at,
            text(lang, &status, &[]),
            decision.reason.as_deref().unwrap_or("—"),
            output::amount(decision.amount),
            decision.evidence,
        ));
    }
}
