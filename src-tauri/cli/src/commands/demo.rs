//! `zicha demo`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use casefile::{Case, ImportProgress, ReportOf, SavedReport};
use chrono::NaiveDate;
use engine::period::Grain;
use engine::text::{Lang, text};
use report::{Kind, Languages};
use serde_json::json;

use super::import::{progress_bar, show};
use super::{compute, import};
use crate::output::{self, Done, Failure};
use crate::{Common, Outcome};

/// Run the main job on the sample case: new case, import, compute, print the reports.
///
/// Works without a window system. Example: zicha demo /tmp/zicha-demo
#[derive(clap::Args)]
pub(crate) struct Demo {
    /// Where the case and its reports are to be.
    #[arg(default_value = "zicha-demo")]
    dir: PathBuf,
    /// The day for surcharges and deadlines; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
}

impl Demo {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let lang = common.lang();
        std::fs::create_dir_all(&self.dir)
            .map_err(|error| Failure::Usage(format!("{}: {error}", self.dir.display())))?;
        let bar = progress_bar();
        let mut tell = |at: &ImportProgress| {
            show(&bar, at);
            ControlFlow::Continue(())
        };
        let path = free_name(&self.dir);
        let (mut case, outcomes) = Case::create_sample(&path, lang, &mut tell)?;
        bar.finish_and_clear();
        let as_of = super::as_of(self.as_of);
        let computation = case.compute(as_of, Grain::Year)?;
        let reports = print_reports(&mut case, as_of)?;
        if common.json {
            output::json(&json!({
                "case": path, "imports": outcomes, "computation": computation, "reports": reports,
            }))?;
            return Ok(Done::Clean);
        }
        import::print(&outcomes, lang);
        compute::print(&computation, lang);
        print_paths(&path, &reports, lang);
        Ok(Done::Clean)
    }
}

/// Never touches a case that an earlier demo left.
fn free_name(dir: &Path) -> PathBuf {
    let mut names = std::iter::once("demo.zicha".to_owned())
        .chain((2..).map(|number| format!("demo-{number}.zicha")));
    let free = names.find(|name| !dir.join(name).exists());
    dir.join(free.unwrap_or_default())
}

fn print_reports(case: &mut Case, as_of: NaiveDate) -> Result<Vec<SavedReport>, Failure> {
    let wanted = [
        (Kind::SelfCorrection, Languages::Zh),
        (Kind::SelfCorrection, Languages::En),
        (Kind::WorkingPaper, Languages::Both),
        (Kind::CaseFile, Languages::Zh),
        (Kind::AgencySummary, Languages::Zh),
    ];
    let mut reports = Vec::new();
    for (kind, languages) in wanted {
        let out = case.suggested_report_path(kind, languages);
        let of = ReportOf {
            kind,
            languages,
            party: None,
            year: None,
            as_of,
        };
        reports.push(case.save_report(&of, &out)?);
    }
    Ok(reports)
}

fn print_paths(case: &Path, reports: &[SavedReport], lang: Lang) {
    let case = case.display().to_string();
    output::line(&text(lang, "demo.case", &[("path", &case)]));
    for report in reports {
        let pages = report.pages.to_string();
        let arguments = [("path", report.path.as_str()), ("pages", pages.as_str())];
        output::line(&text(lang, "demo.report", &arguments));
    }
}
