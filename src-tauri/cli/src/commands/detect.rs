//! `zicha detect`.

use std::path::PathBuf;

use engine::text::Lang;
use serde_json::{Value, json};

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Say what each file is: format, confidence, encoding, header row, period, rows, control totals.
///
/// Goes by content, never by name. Example: zicha detect TaokeDetail-2024-05-31.xls
#[derive(clap::Args)]
pub(crate) struct Detect {
    /// Files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Detect {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let lang = common.lang();
        let mut unknown = false;
        let mut documents: Vec<Value> = Vec::new();
        for file in &self.files {
            let detected = casefile::detect(file, lang);
            unknown |= !matches!(&detected, Ok(detection) if detection.format_id().is_ok());
            documents.push(match detected {
                Ok(detection) => json!({ "file": file, "detection": detection }),
                Err(error) => json!({
                    "file": file, "error": error.message(lang), "hint": error.hint(lang),
                }),
            });
        }
        match common.json {
            true => output::json(&documents)?,
            false => documents.iter().for_each(|document| print(document, lang)),
        }
        Ok(if unknown {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }
}

fn print(document: &Value, lang: Lang) {
    output::line(document["file"].as_str().unwrap_or_default());
    if let Some(error) = document["error"].as_str() {
        output::line(&format!("  {error}"));
        output::line(&format!(
            "  {}",
            document["hint"].as_str().unwrap_or_default()
        ));
        return;
    }
    let detection = &document["detection"];
    let none = Vec::new();
    for candidate in detection["candidates"].as_array().unwrap_or(&none) {
        let id = candidate["format"].as_str().unwrap_or_default();
        let title = engine::format::format(id).map_or("", |format| format.title(lang));
        let confidence = candidate["confidence"].as_str().unwrap_or_default();
        output::line(&format!("  {id}  {title}  ({confidence})"));
        if let Some(row) = candidate["header_row"].as_u64() {
            output::line(&format!("    header row {row}"));
        }
    }
    for key in ["encoding", "rows", "period"] {
        if !detection[key].is_null() {
            output::line(&format!(
                "  {key}: {}",
                detection[key].to_string().replace('"', "")
            ));
        }
    }
    for control in detection["controls"].as_array().unwrap_or(&none) {
        output::line(&format!("  {}: {}", control["label"], control["found"]).replace('"', ""));
    }
}
