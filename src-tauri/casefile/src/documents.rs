//! Documents: importing files, each in one transaction, and listing them.

mod archives;
mod buyers;
mod choice;
mod content;
mod groups;
mod identity;
mod keep;
mod ledger;
mod outcome;
mod owners;
mod pipeline;
mod retake;
mod run;
mod settle;
mod sorter;
mod standing;
mod undo;
mod views;

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::format::Format;
use engine::import::{Archive, BlankedColumn, ColumnChange};
use engine::period::Period;
use engine::text::{Lang, text};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::Case;
use crate::error::Error;
use crate::parties::manifest_from_toml;
use crate::tables;
use crate::tables::documents::DocumentRow;
pub use archives::{Detected, detect_all};
pub(crate) use choice::{format_of, known_formats};
pub use content::Content;
pub(crate) use identity::make_secret;
use outcome::Why;
pub use outcome::{Control, ImportOutcome, ImportStatus};
pub(crate) use retake::{Asked, Kept, read_corrected, retake};
use run::{Import, Refusal};
pub(crate) use standing::{Standing, Version};
pub(crate) use views::{Layout, View};

/// Problems shown with an outcome; all of them are in the quarantine.
const PROBLEMS_SHOWN: usize = 20;
/// More unreadable rows than one in this many of at least [`BAD_ROWS_FROM`] stop an import.
const BAD_ROWS_ONE_IN: u32 = 5;
/// Files with fewer rows are never stopped for their share of unreadable rows.
const BAD_ROWS_FROM: u32 = 50;

/// What a person may say about a file that it does not say itself.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The format, when two fit or the wrong one is found.
    pub format: Option<String>,
    /// A format of the person's own, of the same shape as the built-in ones.
    pub mapping: Option<Format>,
    /// Whose it is, when the file names no account: an account id, or the handle of a party.
    pub account: Option<String>,
    /// For which period it is, when the file does not say.
    pub period: Option<Period>,
    /// Run everything and store nothing.
    pub dry_run: bool,
    /// Take a manifest among the files as the set-up of the case instead of skipping it.
    pub take_manifests: bool,
    /// Import although more than a fifth of the rows cannot be read.
    pub accept_bad_rows: bool,
    /// Passwords of archives, tried in turn.
    pub archive_passwords: Vec<String>,
    /// Import although a column that figures rest on has another name or is gone.
    pub accept_drift: bool,
    /// Keep the mapping in the case, and know such a header by it from now on.
    pub remember: bool,
}

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportProgress {
    /// Name of the file at hand.
    pub file: String,
    /// Its number, from 1.
    pub index: u32,
    /// How many files in all.
    pub files: u32,
    /// Bytes read of it.
    #[ts(type = "number")]
    pub bytes_read: u64,
    /// Bytes in all.
    #[ts(type = "number")]
    pub bytes_total: u64,
    /// Rows read so far.
    pub rows: u32,
}

/// A document as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentView {
    /// Number.
    #[ts(type = "number")]
    pub id: i64,
    /// File name.
    pub name: String,
    /// Id of the format.
    pub format: String,
    /// Its title.
    pub format_title: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Length.
    #[ts(type = "number")]
    pub bytes: i64,
    /// When it was imported, UTC.
    pub imported_at: String,
    /// Data rows.
    pub rows: u32,
    /// Rows stored.
    pub records: u32,
    /// Rows the case held already.
    pub duplicates: u32,
    /// Rows in quarantine.
    pub quarantined: u32,
    /// First day.
    pub first_day: Option<String>,
    /// Last day.
    pub last_day: Option<String>,
    /// When the import was taken back, UTC.
    pub undone_at: Option<String>,
    /// Cells of buyers that were blanked before it was kept.
    pub blanked: Vec<BlankedColumn>,
}

/// Says how far an import is; `Break` stops it and leaves nothing behind.
pub type Report<'a> = &'a mut dyn FnMut(&ImportProgress) -> ControlFlow<()>;

impl Case {
    /// Imports files, each in one transaction, and says of each what became of it. A failure of
    /// the case itself is an error; what is wrong with a file is an outcome, and the next one
    /// follows. Things in a folder that are no tables are skipped, and of an archive each file is
    /// imported as if it lay in a folder of that name.
    pub fn import_all(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        lang: Lang,
        progress: Report<'_>,
    ) -> Result<Vec<ImportOutcome>, Error> {
        let files = files_below(paths)?;
        let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
        let mut outcomes = Vec::new();
        for (index, path) in (1..).zip(&files) {
            if options.take_manifests && path.extension().is_some_and(|ending| ending == "toml") {
                outcomes.push(self.take_manifest(path, lang)?);
                continue;
            }
            let name = path.display().to_string();
            let file = match File::open(path) {
                Ok(file) => file,
                Err(error) => {
                    let mut outcome = ImportOutcome::of(&name);
                    outcome.refuse(Why::of(&Error::disk(path, &error), lang));
                    outcomes.push(outcome);
                    continue;
                }
            };
            let mut tell = |at: &ImportProgress| {
                progress(&ImportProgress {
                    index,
                    files: count,
                    ..at.clone()
                })
            };
            match Archive::is_one(&mut &file) {
                Ok(false) => {}
                Ok(true) => {
                    let all = self.import_archive(&name, &file, options, lang, &mut tell)?;
                    outcomes.extend(all);
                    continue;
                }
                Err(error) => {
                    outcomes.push(archives::refused(&name, &error, lang));
                    continue;
                }
            }
            let mut outcome = self.import(&name, &file, options, lang, &mut tell)?;
            if !paths.contains(path) {
                outcome.skip_if_no_table(lang);
            }
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    fn take_manifest(&mut self, path: &Path, lang: Lang) -> Result<ImportOutcome, Error> {
        let mut outcome = ImportOutcome::of(&path.display().to_string());
        let toml = std::fs::read_to_string(path).map_err(|error| Error::disk(path, &error))?;
        let taken = manifest_from_toml(&toml).and_then(|manifest| self.set_up(&manifest));
        match taken {
            Ok(changed) => {
                outcome.status = ImportStatus::Imported;
                let count = changed.to_string();
                outcome.message = Some(text(lang, "import.manifest", &[("count", &count)]));
            }
            Err(error) => outcome.refuse(Why::of(&error, lang)),
        }
        Ok(outcome)
    }

    /// Imports one document in one transaction. Nothing of it is on the disk before its buyers are
    /// blanked.
    pub fn import(
        &mut self,
        path: &str,
        content: &dyn Content,
        options: &ImportOptions,
        lang: Lang,
        progress: Report<'_>,
    ) -> Result<ImportOutcome, Error> {
        let names = (path, &*file_name(path));
        self.import_as(names, content, options, lang, progress)
    }

    /// Imports one document that lies at a path and is called by a name of its own.
    fn import_as(
        &mut self,
        (path, name): (&str, &str),
        content: &dyn Content,
        options: &ImportOptions,
        lang: Lang,
        progress: Report<'_>,
    ) -> Result<ImportOutcome, Error> {
        let transaction = self.connection.transaction()?;
        let tried = try_import(&transaction, path, name, content, options, lang, progress)?;
        match tried.stores && !options.dry_run {
            true => transaction.commit()?,
            false => transaction.rollback()?,
        }
        Ok(tried.outcome)
    }

    /// The documents in the order of import.
    pub fn documents(&self, lang: Lang) -> Result<Vec<DocumentView>, Error> {
        let rows = tables::documents::all(&self.connection)?;
        Ok(rows.into_iter().map(|row| view(row, lang)).collect())
    }
}

/// An import that is neither stored nor taken back yet.
pub(crate) struct Tried {
    pub(crate) outcome: ImportOutcome,
    /// There is something to store.
    pub(crate) stores: bool,
    /// The header beside the layout known before.
    pub(crate) layout: Vec<ColumnChange>,
}

/// Runs an import inside the caller's transaction. What is wrong with the file is an outcome.
pub(crate) fn try_import(
    transaction: &Transaction<'_>,
    path: &str,
    name: &str,
    content: &dyn Content,
    options: &ImportOptions,
    lang: Lang,
    progress: Report<'_>,
) -> Result<Tried, Error> {
    let mut outcome = ImportOutcome::of(path);
    let mut import = Import {
        transaction,
        name,
        options,
        lang,
        outcome: &mut outcome,
        layout: Vec::new(),
    };
    let run = import.run(content, progress);
    let layout = std::mem::take(&mut import.layout);
    let stores = match run {
        Ok(stores) => stores,
        Err(Refusal::Refused(why)) => {
            outcome.refuse(*why);
            false
        }
        Err(Refusal::Failed(error)) => return Err(error),
    };
    Ok(Tried {
        outcome,
        stores,
        layout,
    })
}

/// Every file below the given paths, folders walked in the order of their names.
pub fn files_below(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    for path in paths {
        std::fs::metadata(path).map_err(|error| Error::disk(path, &error))?;
    }
    walk(paths)
}

/// A link that leads nowhere is listed like a file, and refused when it is opened.
fn walk(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|error| Error::disk(path, &error))?;
        let mut inside: Vec<PathBuf> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .map_err(|error| Error::disk(path, &error))?;
        inside.sort();
        files.extend(walk(&inside)?);
    }
    Ok(files)
}

fn view(row: DocumentRow, lang: Lang) -> DocumentView {
    let format_title = engine::format::format(&row.format).map_or_else(
        || row.format.clone(),
        |format| format.title(lang).to_owned(),
    );
    DocumentView {
        id: row.id,
        name: row.name,
        format: row.format,
        format_title,
        sha256: row.sha256,
        bytes: row.bytes,
        imported_at: row.imported_at,
        rows: row.rows,
        records: row.records,
        duplicates: row.duplicates,
        quarantined: row.quarantined,
        first_day: row.first_day,
        last_day: row.last_day,
        undone_at: row.undone_at,
        blanked: row.blanked,
    }
}

/// The last part of a path.
fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
