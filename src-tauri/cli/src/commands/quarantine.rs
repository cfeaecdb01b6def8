//! `zicha quarantine`.

use std::path::PathBuf;

use casefile::{QuarantineShown, QuarantineStatus, QuarantinedRow, Retaken};
use engine::text::{Lang, text};

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// List the rows that could not be taken, with place and reason, or write them out for correction.
///
/// Correct the cells in a spreadsheet (an .xlsx keeps every digit) and take them again with
/// `zicha replay`. Example: zicha quarantine spring.zicha --export rows.xlsx
#[derive(clap::Args)]
pub(crate) struct Quarantine {
    /// The case.
    case: PathBuf,
    /// Write the rows to this file: a workbook where it ends in .xlsx, else csv.
    #[arg(long, value_name = "F")]
    export: Option<PathBuf>,
    /// Rows that were corrected or waived too.
    #[arg(long)]
    all: bool,
}

impl Quarantine {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        let lang = common.lang();
        let shown = match self.all {
            true => QuarantineShown::All,
            false => QuarantineShown::Waiting,
        };
        if let Some(path) = &self.export {
            // A row that is a record by now cannot be taken again.
            let open = match self.all {
                true => QuarantineShown::LeftOut,
                false => QuarantineShown::Waiting,
            };
            let rows = case.export_quarantine(path, open, lang)?.to_string();
            let path = path.display().to_string();
            if !common.json {
                let arguments = [("rows", rows.as_str()), ("path", &path)];
                output::line(&text(lang, "quarantine.exported", &arguments));
            }
        }
        let page = case.quarantine_shown(shown, 0, u32::MAX)?;
        match common.json {
            true => output::json(&page)?,
            false if self.export.is_none() => print(&page.rows, lang),
            false => {}
        }
        Ok(if page.waiting > 0 {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }
}

/// Each row with its number, its file, what is wrong, and what was decided.
pub(crate) fn print(rows: &[QuarantinedRow], lang: Lang) {
    for row in rows {
        let sentence = row.problem.sentence(lang);
        output::line(&format!("{}  {}: {sentence}", row.id, row.name));
        if row.status != QuarantineStatus::Waiting {
            let status = text(
                lang,
                &format!("quarantine.status.{}", row.status.code()),
                &[],
            );
            let reason = row.reason.as_deref().unwrap_or_default();
            output::line(&format!("   {status}  {reason}"));
        }
    }
}

/// What became of rows that were taken again.
pub(crate) fn print_retaken(retaken: &Retaken, lang: Lang) {
    let refused = retaken.refused.len().to_string();
    let numbers = [
        ("taken", retaken.taken.to_string()),
        ("records", retaken.records.to_string()),
        ("duplicates", retaken.duplicates.to_string()),
        ("unchanged", retaken.unchanged.to_string()),
        ("refused", refused),
    ];
    let arguments: Vec<(&str, &str)> = numbers
        .iter()
        .map(|(name, number)| (*name, number.as_str()))
        .collect();
    output::line(&text(lang, "quarantine.retaken", &arguments));
    print(&retaken.refused, lang);
}
