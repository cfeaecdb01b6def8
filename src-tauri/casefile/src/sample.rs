//! The sample case that ships with the program: invented people, real layouts and quirks.

use std::ops::ControlFlow;
use std::path::Path;

use engine::text::Lang;

use crate::case::Case;
use crate::documents::{ImportOptions, ImportOutcome, ImportProgress};
use crate::error::Error;
use crate::parties::manifest_from_toml;

/// Every file of assets/sample: name below that folder, content.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/sample.rs"));

/// The folder of the sample whose files are imported.
const IMPORTED: &str = "files/";

impl Case {
    /// Makes a new case of the sample: its manifest, then every file of it.
    pub fn create_sample(
        path: &Path,
        lang: Lang,
        progress: &mut dyn FnMut(&ImportProgress) -> ControlFlow<()>,
    ) -> Result<(Case, Vec<ImportOutcome>), Error> {
        let mut case = Case::create(path, "", None)?;
        if let Some((_, manifest)) = FILES.iter().find(|(name, _)| *name == "case.toml") {
            case.set_up(&manifest_from_toml(&String::from_utf8_lossy(manifest))?)?;
        }
        let files: Vec<_> = FILES
            .iter()
            .filter(|(name, _)| name.starts_with(IMPORTED))
            .collect();
        let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
        let mut outcomes = Vec::new();
        for (index, (name, content)) in (1..).zip(files) {
            let mut tell = |at: &ImportProgress| {
                progress(&ImportProgress {
                    index,
                    files: count,
                    ..at.clone()
                })
            };
            let name = name.trim_start_matches(IMPORTED);
            let options = ImportOptions::default();
            let mut outcome = case.import(name, &content, &options, lang, &mut tell)?;
            outcome.skip_if_no_table(lang);
            outcomes.push(outcome);
        }
        Ok((case, outcomes))
    }
}
