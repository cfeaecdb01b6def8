//! `zicha new`.

use std::path::PathBuf;

use casefile::Case;
use serde_json::json;

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Make a new case file.
///
/// Example: zicha new spring.zicha --title "Spring 2025 self-check" --encrypt
#[derive(clap::Args)]
pub(crate) struct New {
    /// Where the case is to be; must not exist yet.
    case: PathBuf,
    /// Title of the case.
    #[arg(long, default_value = "")]
    title: String,
    /// Encrypt the case with a password.
    #[arg(long)]
    encrypt: bool,
}

impl New {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let password = self.encrypt.then(|| common.password.choose()).transpose()?;
        let case = Case::create(&self.case, &self.title, password.as_deref())?;
        let overview = case.overview()?;
        if common.json {
            output::json(&json!({
                "case": overview.path, "title": overview.title, "encrypted": overview.encrypted,
                "history_head": overview.history_head,
            }))?;
        } else {
            output::line(&format!("{}  {}", overview.path, overview.title));
        }
        Ok(Done::Clean)
    }
}
