//! `zicha quarantine`.

use std::path::PathBuf;

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// List the rows that could not be taken, with place and reason.
///
/// Example: zicha quarantine spring.zicha
#[derive(clap::Args)]
pub(crate) struct Quarantine {
    /// The case.
    case: PathBuf,
}

impl Quarantine {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        let page = case.quarantine(0, u32::MAX)?;
        match common.json {
            true => output::json(&page)?,
            false => {
                for row in &page.rows {
                    let sentence = row.problem.sentence(common.lang());
                    output::line(&format!("{}: {sentence}", row.name));
                }
            }
        }
        Ok(if page.total > 0 {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }
}
