//! `zicha imports`.

use std::path::PathBuf;

use casefile::DocumentView;
use serde_json::{Value, json};

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// List every import with its number, what became of its rows, and whether it was taken back.
///
/// Example: zicha imports spring.zicha
#[derive(clap::Args)]
pub(crate) struct Imports {
    /// The case.
    case: PathBuf,
}

impl Imports {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        let documents = case.documents(common.lang())?;
        match common.json {
            true => output::json(&documents.iter().map(entry).collect::<Vec<_>>())?,
            false => print(&documents),
        }
        Ok(Done::Clean)
    }
}

fn entry(document: &DocumentView) -> Value {
    json!({
        "id": document.id, "name": document.name, "format": document.format,
        "imported_at": document.imported_at, "rows": document.rows, "records": document.records,
        "duplicates": document.duplicates, "quarantined": document.quarantined,
        "undone_at": document.undone_at,
    })
}

fn print(documents: &[DocumentView]) {
    output::table(
        &[
            ">id",
            "file",
            "format",
            "imported at",
            ">rows",
            ">records",
            ">known",
            ">quarantine",
            "taken back at",
        ],
        documents.iter().map(|document| {
            vec![
                document.id.to_string(),
                document.name.clone(),
                document.format.clone(),
                document.imported_at.clone(),
                document.rows.to_string(),
                document.records.to_string(),
                document.duplicates.to_string(),
                document.quarantined.to_string(),
                document.undone_at.clone().unwrap_or_default(),
            ]
        }),
    );
}
