//! What became of a file and of every row in it, in words a person can act on.

use std::path::Path;

use engine::import::{BlankedColumn, ColumnChange, ControlResult, ImportError};
use engine::money::Money;
use engine::source::Problem;
use engine::text::{Lang, text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Error;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ImportStatus {
    /// It is in the case.
    Imported,
    /// It was there already, byte for byte.
    Known,
    /// It is no document (a manifest, notes, a PDF in a folder).
    Skipped,
    /// It could not be taken; nothing of it is in the case.
    Refused,
}

/// What became of a file and of every row in it: rows = records + duplicates + quarantined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportOutcome {
    /// Path of the file.
    pub path: String,
    /// Path of the archive that it is in.
    pub archive: Option<String>,
    /// Number of the document.
    #[ts(type = "number | null")]
    pub document: Option<i64>,
    /// Id of the format.
    pub format: Option<String>,
    /// What became of it.
    pub status: ImportStatus,
    /// Code of why it was not imported.
    pub code: Option<String>,
    /// Why it was not imported, or what to know about it.
    pub message: Option<String>,
    /// What to do.
    pub hint: Option<String>,
    /// Data rows in the file.
    pub rows: u32,
    /// Rows stored, later versions of known rows included.
    pub records: u32,
    /// Rows that the case held already.
    pub duplicates: u32,
    /// Stored rows that replaced an older version.
    pub updated: u32,
    /// Rows in quarantine.
    pub quarantined: u32,
    /// Lines that are no data: blank, headings, totals.
    pub skipped: u32,
    /// Sum of what the stored rows count.
    pub sum: Money,
    /// The first problems.
    pub problems: Vec<Problem>,
    /// Totals the file states about itself.
    pub controls: Vec<Control>,
    /// Cells of buyers that were blanked before the document was kept.
    pub blanked: Vec<BlankedColumn>,
    /// How its header differs from the layout known before; empty where it does not.
    pub drift: Vec<ColumnChange>,
}

/// A total that the file states, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Control {
    /// What is totalled, as the file calls it.
    pub label: String,
    /// As stated.
    pub stated: String,
    /// As found.
    pub found: String,
    /// Whether they agree.
    pub agrees: bool,
}

impl Control {
    pub(crate) fn of(control: &ControlResult) -> Control {
        Control {
            label: control.label.clone(),
            stated: control.stated.clone(),
            found: control.found.clone(),
            agrees: control.agrees,
        }
    }
}

/// Why a file was not taken: a code, a sentence, the way out.
pub(super) struct Why {
    pub(super) code: String,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Why {
    pub(super) fn of(error: &Error, lang: Lang) -> Why {
        Why {
            code: error.kind().code().to_owned(),
            message: error.message(lang),
            hint: error.hint(lang),
        }
    }

    pub(super) fn of_file(error: &ImportError, lang: Lang) -> Why {
        Why {
            code: error.code().code().to_owned(),
            message: error.message(lang),
            hint: error.hint(lang),
        }
    }
}

impl ImportOutcome {
    pub(super) fn of(path: &str) -> ImportOutcome {
        ImportOutcome {
            path: path.to_owned(),
            archive: None,
            document: None,
            format: None,
            status: ImportStatus::Refused,
            code: None,
            message: None,
            hint: None,
            rows: 0,
            records: 0,
            duplicates: 0,
            updated: 0,
            quarantined: 0,
            skipped: 0,
            sum: Money::ZERO,
            problems: Vec::new(),
            controls: Vec::new(),
            blanked: Vec::new(),
            drift: Vec::new(),
        }
    }

    /// One sentence for each column whose cells were blanked.
    pub fn blanked_sentences(&self, lang: Lang) -> Vec<String> {
        let sentence = |blanked: &BlankedColumn| {
            let cells = blanked.cells.to_string();
            match &blanked.column {
                Some(column) => text(
                    lang,
                    "import.blanked",
                    &[("column", column.as_str()), ("cells", &cells)],
                ),
                None => text(lang, "import.blanked_lines", &[("lines", &cells)]),
            }
        };
        self.blanked.iter().map(sentence).collect()
    }

    /// Whether some of its rows, or the file itself, need a look.
    pub fn needs_a_look(&self) -> bool {
        self.status == ImportStatus::Refused
            || self.quarantined > 0
            || self.controls.iter().any(|control| !control.agrees)
    }

    /// A file of the right layout without any rows is evidence, and says nothing of amounts.
    pub(super) fn tell_if_empty(&mut self, lang: Lang) {
        if self.rows == 0 {
            self.message = Some(text(lang, "import.no_rows", &[]));
        }
    }

    pub(super) fn refuse(&mut self, why: Why) {
        *self = ImportOutcome {
            format: self.format.take(),
            problems: std::mem::take(&mut self.problems),
            drift: std::mem::take(&mut self.drift),
            code: Some(why.code),
            message: Some(why.message),
            hint: Some(why.hint),
            ..ImportOutcome::of(&self.path)
        };
    }

    /// Notes, manifests and the like that lie in a folder of exports are no refusal.
    pub(crate) fn skip_if_no_table(&mut self, lang: Lang) {
        let fits_somewhat = ["missing_columns", "two_formats", "no_such_format"];
        let of_no_format = self.status == ImportStatus::Refused
            && self.format.is_none()
            && !fits_somewhat.map(Some).contains(&self.code.as_deref());
        if of_no_format && !looks_like_a_table(Path::new(&self.path)) {
            self.status = ImportStatus::Skipped;
            self.message = Some(text(lang, "import.skipped", &[]));
            self.hint = None;
        }
    }
}

/// Whether a name is that of a file which people expect to be read.
fn looks_like_a_table(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let tables = ["csv", "xls", "xlsx", "json", "zip", "xml"];
    ending.is_some_and(|ending| tables.contains(&ending.as_str()))
}
