//! Drafts: a mapping while a person makes it, beside the rows of the file it is made from, and what
//! an import by it would do.

use std::fs::File;
use std::path::Path;

use engine::format::{DraftProblem, MappingDraft, formats};
use engine::import;
use engine::source::Place;
use engine::text::Lang;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::Case;
use crate::documents::ImportOptions;
use crate::error::Error;
use crate::mappings::unreadable;
use crate::preview::Preview;

/// Rows of a sheet that are shown, so that a person can say which one is the header.
const ROWS_SHOWN: u32 = 24;

/// A first draft, and the beginning of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Drafted {
    /// The draft.
    pub draft: MappingDraft,
    /// The first rows of each sheet, as they stand there.
    pub rows: Vec<FileRow>,
}

/// A row of a file that has no format yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileRow {
    /// Sheet and row.
    pub place: Place,
    /// Its texts.
    pub cells: Vec<String>,
}

/// What an import by a draft would do, or what is still wrong with the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftPreview {
    /// What is wrong, part by part.
    pub problems: Vec<DraftProblem>,
    /// The import, taken back; nothing as long as something is wrong.
    pub preview: Option<Preview>,
}

/// A first draft for any table, with the header where a person says it is.
pub fn draft_with_rows(path: &Path, header: Option<&Place>, lang: Lang) -> Result<Drafted, Error> {
    let wrong = |error| unreadable(path, &error, lang);
    let mut file = File::open(path).map_err(|error| Error::disk(path, &error))?;
    let draft = import::draft(&mut file, header).map_err(wrong)?;
    let table = import::table_rows(&mut file, formats(), ROWS_SHOWN).map_err(wrong)?;
    let shown = |row: import::TableRow| FileRow {
        place: Place {
            sheet: row.sheet,
            row: row.number,
            column: None,
        },
        cells: row.cells,
    };
    Ok(Drafted {
        draft,
        rows: table.rows.into_iter().map(shown).collect(),
    })
}

impl Case {
    /// Runs the import of a file by a draft and takes it back; nothing is stored.
    pub fn preview_draft(
        &mut self,
        path: &Path,
        draft: &MappingDraft,
        options: ImportOptions,
        records_most: u32,
        lang: Lang,
    ) -> Result<DraftPreview, Error> {
        let mapping = match draft.to_format() {
            Ok(format) => Some(format),
            Err(problems) => {
                return Ok(DraftPreview {
                    problems,
                    preview: None,
                });
            }
        };
        let options = ImportOptions { mapping, ..options };
        let preview = self.preview(path, &options, records_most, lang)?;
        Ok(DraftPreview {
            problems: Vec::new(),
            preview: Some(preview),
        })
    }
}
