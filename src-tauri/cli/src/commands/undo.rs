//! `zicha undo`.

use std::path::PathBuf;

use engine::text::text;
use serde_json::json;

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Take an import back: every figure is what it would be without it.
///
/// The file and the history stay in the case, and the file may be imported again. Corrections of
/// its rows go with it. Example: zicha undo spring.zicha 3
#[derive(clap::Args)]
pub(crate) struct Undo {
    /// The case.
    case: PathBuf,
    /// Number of the import, as `zicha imports` shows it.
    import: i64,
}

impl Undo {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let lang = common.lang();
        case.undo(self.import)?;
        let documents = case.documents(lang)?;
        let name = documents.iter().find(|one| one.id == self.import);
        let name = name.map(|one| one.name.as_str()).unwrap_or_default();
        let records = case.overview()?.records;
        match common.json {
            true => output::json(&json!({
                "undone": self.import, "name": name, "records": records,
            }))?,
            false => {
                let records = records.to_string();
                let arguments = [("name", name), ("records", &records)];
                output::line(&text(lang, "undo.done", &arguments));
            }
        }
        Ok(Done::Clean)
    }
}
