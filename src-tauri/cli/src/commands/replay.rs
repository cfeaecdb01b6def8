//! `zicha replay`.

use std::path::PathBuf;

use super::import::mapping_of;
use super::quarantine::print_retaken;
use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Take rows again: a table from `zicha quarantine --export` after correction, or the waiting rows
/// of a document under a changed mapping.
///
/// Rows that came back unchanged are left alone; rows that still cannot be read stay with what is
/// wrong now. Example: zicha replay spring.zicha rows.xlsx
#[derive(clap::Args)]
pub(crate) struct Replay {
    /// The case.
    case: PathBuf,
    /// The corrected table; with --document a mapping, as TOML.
    file: PathBuf,
    /// Take the waiting rows of this document again, read by the mapping in the file.
    #[arg(long, value_name = "N")]
    document: Option<i64>,
}

impl Replay {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let lang = common.lang();
        let retaken = match self.document {
            None => case.replay(&self.file, lang)?,
            Some(document) => case.reread_quarantine(document, &mapping_of(&self.file)?)?,
        };
        match common.json {
            true => output::json(&retaken)?,
            false => print_retaken(&retaken, lang),
        }
        Ok(if retaken.refused.is_empty() {
            Done::Clean
        } else {
            Done::NeedsALook
        })
    }
}
