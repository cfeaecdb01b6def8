//! `zicha detect`.

use std::path::PathBuf;

use engine::import::{Change, ColumnChange, Detection};
use engine::text::Lang;
use serde_json::{Value, json};

use super::import::change;
use crate::output::{self, Done};
use crate::password::ArchivePasswords;
use crate::{Common, Outcome};

/// Say what each file is: format, confidence, encoding, header row, period, rows, control totals.
///
/// Goes by content, never by name, and looks inside zip and gzip. Example: zicha detect TaokeDetail-2024-05-31.xls
#[derive(clap::Args)]
pub(crate) struct Detect {
    /// Files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    archives: ArchivePasswords,
}

impl Detect {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let lang = common.lang();
        let mut unknown = false;
        let mut documents: Vec<(Value, Vec<ColumnChange>)> = Vec::new();
        let passwords = self.archives.read()?;
        let detected = self.files.iter();
        for found in detected.flat_map(|file| casefile::detect_all(file, &passwords, lang)) {
            let (file, detected) = (found.path.as_str(), found.detection);
            unknown |= !matches!(&detected, Ok(detection) if detection.format_id().is_ok());
            documents.push(match detected {
                Ok(detection) => (described(file, &detection, lang), detection.layout),
                Err(error) => {
                    let (error, hint) = (error.message(lang), error.hint(lang));
                    let refused = json!({
                        "file": file, "format": null, "error": error, "hint": hint,
                    });
                    (refused, Vec::new())
                }
            });
        }
        match common.json {
            true => {
                let documents = documents.iter().map(|(document, _)| document);
                output::json(&documents.collect::<Vec<_>>())?;
            }
            false => {
                for (document, layout) in &documents {
                    print(document, layout, lang);
                }
            }
        }
        Ok(if unknown {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }
}

/// The one format that fits, what it was recognised by, and every candidate.
fn described(file: &str, detection: &Detection, lang: Lang) -> Value {
    let format = detection.format_id();
    let known = format.as_ref().ok().copied();
    // Where a person is asked, the best candidate is shown without being said to be the one.
    let best = detection.candidates.iter();
    let best = best
        .clone()
        .find(|one| Some(one.format.as_str()) == known)
        .or_else(|| best.clone().next());
    let why = format.as_ref().err();
    json!({
        "file": file,
        "format": known,
        "confidence": best.map(|best| best.confidence),
        "header_row": best.and_then(|best| best.header_row),
        "sheet": best.and_then(|best| best.sheet.as_deref()),
        "drift": best.map(|best| &best.drift),
        "layout": detection.layout,
        "container": detection.container,
        "encoding": detection.encoding,
        "period": detection.period,
        "rows": detection.rows,
        "controls": detection.controls,
        "candidates": detection.candidates,
        "first_rows": detection.first_rows,
        "error": why.map(|why| why.message(lang)),
        "hint": why.map(|why| why.hint(lang)),
    })
}

fn print(document: &Value, layout: &[ColumnChange], lang: Lang) {
    output::line(document["file"].as_str().unwrap_or_default());
    for words in ["error", "hint"] {
        if let Some(words) = document[words].as_str() {
            output::line(&format!("  {words}"));
        }
    }
    let none = Vec::new();
    for candidate in document["candidates"].as_array().unwrap_or(&none) {
        let id = candidate["format"].as_str().unwrap_or_default();
        let title = engine::format::format(id).map_or("", |format| format.title(lang));
        let confidence = candidate["confidence"].as_str().unwrap_or_default();
        output::line(&format!("  {id}  {title}  ({confidence})"));
        if let Some(row) = candidate["header_row"].as_u64() {
            output::line(&format!("    header row {row}"));
        }
    }
    for key in ["encoding", "rows", "period"] {
        if !document[key].is_null() {
            output::line(&format!(
                "  {key}: {}",
                document[key].to_string().replace('"', "")
            ));
        }
    }
    for line in layout {
        if line.change != Change::Same {
            output::line(&format!("  {}", change(line, lang)));
        }
    }
    for control in document["controls"].as_array().unwrap_or(&none) {
        output::line(&format!("  {}: {}", control["label"], control["found"]).replace('"', ""));
    }
}
