//! `zicha setup`.

use std::path::PathBuf;

use serde_json::json;

use crate::output::{self, Done, Failure};
use crate::{Common, Outcome};

/// State parties, accounts, links and settings from a manifest.
///
/// Doing it twice changes nothing. Example: zicha setup spring.zicha case.toml
#[derive(clap::Args)]
pub(crate) struct Setup {
    /// The case.
    case: PathBuf,
    /// The manifest, a TOML file.
    manifest: PathBuf,
}

impl Setup {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let text = std::fs::read_to_string(&self.manifest)
            .map_err(|error| Failure::Usage(format!("{}: {error}", self.manifest.display())))?;
        let manifest = casefile::manifest_from_toml(&text)?;
        let mut case = common.password.open(&self.case)?;
        let changed = case.set_up(&manifest)?;
        let overview = case.overview()?;
        if common.json {
            output::json(&json!({
                "changed": changed, "title": overview.title, "parties": overview.parties,
            }))?;
            return Ok(Done::Clean);
        }
        output::table(
            &["party", "name", "kind", "accounts"],
            overview.parties.iter().map(|party| {
                let accounts = party.accounts.iter();
                let accounts: Vec<_> = accounts
                    .map(|account| format!("{} {}", account.platform, account.id))
                    .collect();
                vec![
                    party.id.clone(),
                    party.name.clone(),
                    party.kind.code().to_owned(),
                    accounts.join(", "),
                ]
            }),
        );
        Ok(Done::Clean)
    }
}
