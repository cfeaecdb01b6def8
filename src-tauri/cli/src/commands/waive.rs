//! `zicha waive`.

use std::path::PathBuf;

use engine::text::text;
use serde_json::json;

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Leave rows in quarantine out for a reason; they stay visible with it.
///
/// Example: zicha waive spring.zicha 12 13 --reason "test orders of the shop"
#[derive(clap::Args)]
pub(crate) struct Waive {
    /// The case.
    case: PathBuf,
    /// Numbers of the rows, as `zicha quarantine` shows them.
    #[arg(required = true, value_name = "ROW")]
    rows: Vec<i64>,
    /// Why they are left out.
    #[arg(long, value_name = "R")]
    reason: String,
}

impl Waive {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let waived = case.waive(&self.rows, &self.reason)?;
        let waiting = case.quarantine(0, 0)?.waiting;
        match common.json {
            true => output::json(&json!({ "waived": waived, "waiting": waiting }))?,
            false => {
                let rows = waived.to_string();
                let sentence = text(common.lang(), "quarantine.waived", &[("rows", &rows)]);
                output::line(&sentence);
            }
        }
        Ok(Done::Clean)
    }
}
