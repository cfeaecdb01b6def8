//! `zicha report`.

use std::path::PathBuf;

use casefile::ReportOf;
use chrono::NaiveDate;
use engine::text::text;
use report::Kind;

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Print a report as PDF.
///
/// Example: zicha report spring.zicha --kind self-correction --lang both --out spring.pdf
#[derive(clap::Args)]
pub(crate) struct Report {
    /// The case.
    case: PathBuf,
    /// Which report.
    #[arg(long, value_parser = kind)]
    kind: Kind,
    /// Where the PDF is to be.
    #[arg(long, value_name = "F.pdf")]
    out: PathBuf,
    /// Only this party.
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// Only this calendar year.
    #[arg(long, value_name = "Y")]
    year: Option<i32>,
    /// The day for surcharges and deadlines; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
}

fn kind(text: &str) -> Result<Kind, String> {
    let known = Kind::ALL.map(Kind::code).join(", ");
    Kind::from_code(text).ok_or_else(|| format!("expected one of {known}"))
}

impl Report {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let of = ReportOf {
            kind: self.kind,
            languages: common.languages(),
            party: self.party.clone(),
            year: self.year,
            as_of: super::as_of(self.as_of),
        };
        let saved = case.save_report(&of, &self.out)?;
        if common.json {
            output::json(&saved)?;
            return Ok(Done::Clean);
        }
        let pages = saved.pages.to_string();
        let arguments = [("path", saved.path.as_str()), ("pages", pages.as_str())];
        output::line(&text(common.lang(), "demo.report", &arguments));
        Ok(Done::Clean)
    }
}
