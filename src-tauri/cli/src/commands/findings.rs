//! `zicha findings`.

use std::path::PathBuf;

use chrono::NaiveDate;
use engine::computation::FindingStatus;
use engine::text::text;

use super::compute::{print_finding, print_not_run};
use crate::output::{self, Done};
use crate::{Common, Outcome};

/// List what checks found, what was decided about it, and which checks lack an input.
///
/// Example: zicha findings spring.zicha --status open --rule C1
#[derive(clap::Args)]
pub(crate) struct Findings {
    /// The case.
    case: PathBuf,
    /// Only those that stand like this.
    #[arg(long, value_parser = status, value_name = STATUSES)]
    status: Option<FindingStatus>,
    /// Only those of one rule.
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// The day for which they are looked for; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
}

/// What a finding may be, as it is typed.
pub(super) const STATUSES: &str = "open|acknowledged|accepted|dismissed|corrected";

pub(super) fn status(text: &str) -> Result<FindingStatus, String> {
    FindingStatus::from_code(text).ok_or_else(|| format!("expected one of {STATUSES}"))
}

impl Findings {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let mut view = case.findings(super::as_of(self.as_of))?;
        let is_meant = |rule: &str| self.rule.as_deref().is_none_or(|asked| asked == rule);
        view.findings.retain(|finding| {
            is_meant(&finding.rule) && self.status.is_none_or(|asked| asked == finding.status)
        });
        view.not_run.retain(|missing| is_meant(&missing.rule));
        view.gone.retain(|finding| is_meant(&finding.rule));
        if common.json {
            output::json(&view)?;
            return Ok(Done::Clean);
        }
        let lang = common.lang();
        for finding in &view.findings {
            print_finding(finding, lang);
            output::line(&format!("    {}", finding.id));
        }
        print_not_run(&view.not_run, lang);
        for finding in &view.gone {
            output::line(&text(lang, "findings.gone", &[("finding", &finding.id)]));
        }
        Ok(Done::Clean)
    }
}
