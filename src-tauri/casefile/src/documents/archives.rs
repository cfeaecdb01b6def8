//! Archives: no documents themselves, but each file in them is one, imported in a transaction of
//! its own. Nothing is unpacked to the disk; a file goes through memory into the case.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;

use engine::import::{self, Archive, Detection, Entry, ImportError, ImportErrorCode};
use engine::text::{Lang, text};

use super::outcome::Why;
use super::{ImportOptions, ImportOutcome, ImportStatus, Report, file_name};
use crate::case::Case;
use crate::error::{Error, ErrorKind};

/// Where systems from Apple put what belongs to the files beside it.
const RESOURCES: &str = "__MACOSX/";

/// A file that was looked at, alone or inside an archive.
#[derive(Debug)]
pub struct Detected {
    /// Its path; inside an archive that of the archive and its name there.
    pub path: String,
    /// What it is.
    pub detection: Result<Detection, Error>,
}

impl Case {
    /// Imports every file of an archive. One outcome says of all that no password opens.
    pub(super) fn import_archive(
        &mut self,
        path: &str,
        file: &File,
        options: &ImportOptions,
        lang: Lang,
        progress: Report<'_>,
    ) -> Result<Vec<ImportOutcome>, Error> {
        let mut file = file;
        let mut archive = match Archive::open(&mut file) {
            Ok(archive) => archive,
            Err(error) => return Ok(vec![refused(path, &error, lang)]),
        };
        let mut outcomes = Vec::new();
        let mut locked = 0;
        for entry in archive.entries().to_vec() {
            let inside = name(path, &entry);
            if entry.name.starts_with(RESOURCES) {
                outcomes.push(skipped(&inside, lang));
                continue;
            }
            // First all of it is unpacked: of a file that cannot be read to its end, none is taken.
            match archive.unpack(&entry, &options.archive_passwords) {
                Ok(content) => {
                    let names = (&*inside, &*name(&file_name(path), &entry));
                    outcomes.push(self.import_entry(names, &content, options, lang, progress)?);
                }
                Err(error) if error.code() == ImportErrorCode::Encrypted => locked += 1,
                Err(error) => outcomes.push(refused(&inside, &error, lang)),
            }
        }
        if locked > 0 {
            outcomes.push(locked_archive(path, locked, lang));
        } else if outcomes.is_empty() {
            let empty = ImportError::of(ImportErrorCode::EmptyFile);
            outcomes.push(refused(path, &empty, lang));
        }
        Ok(outcomes)
    }

    /// Imports one file of an archive: its path, and its name behind that of the archive.
    fn import_entry(
        &mut self,
        (path, name): (&str, &str),
        content: &[u8],
        options: &ImportOptions,
        lang: Lang,
        progress: Report<'_>,
    ) -> Result<ImportOutcome, Error> {
        let mut outcome = self.import_as((path, name), &content, options, lang, progress)?;
        if outcome.code.as_deref() == Some(ImportErrorCode::Archive.code()) {
            let nested = ImportError::of(ImportErrorCode::NestedArchive);
            return Ok(refused(path, &nested, lang));
        }
        outcome.skip_if_no_table(lang);
        Ok(outcome)
    }
}

/// What a file is, or each file in it when it is an archive, without a case.
pub fn detect_all(path: &Path, passwords: &[String], lang: Lang) -> Vec<Detected> {
    let shown = path.display().to_string();
    detected_in(path, &shown, passwords, lang).unwrap_or_else(|error| {
        vec![Detected {
            path: shown,
            detection: Err(error),
        }]
    })
}

fn detected_in(
    path: &Path,
    shown: &str,
    passwords: &[String],
    lang: Lang,
) -> Result<Vec<Detected>, Error> {
    let said = |error: &ImportError, path: &str| failure(path, error, lang);
    let mut file = File::open(path).map_err(|error| Error::disk(path, &error))?;
    if !Archive::is_one(&mut file).map_err(|error| said(&error, shown))? {
        let detection = import::detect(&mut file).map_err(|error| said(&error, shown));
        return Ok(vec![Detected {
            path: shown.to_owned(),
            detection,
        }]);
    }
    let mut archive = Archive::open(&mut file).map_err(|error| said(&error, shown))?;
    let mut found = Vec::new();
    for entry in archive.entries().to_vec() {
        let path = name(shown, &entry);
        if !entry.name.starts_with(RESOURCES) {
            let detection = detect_entry(&mut archive, &entry, passwords);
            let detection = detection.map_err(|error| match error.code() {
                ImportErrorCode::Encrypted => locked_failure(shown, lang),
                _ => said(&error, &path),
            });
            found.push(Detected { path, detection });
        }
    }
    Ok(found)
}

fn detect_entry(
    archive: &mut Archive<'_>,
    entry: &Entry,
    passwords: &[String],
) -> Result<Detection, ImportError> {
    let content = archive.unpack(entry, passwords)?;
    let detection = import::detect(&mut Cursor::new(content));
    detection.map_err(|error| match error.code() {
        ImportErrorCode::Archive => ImportError::of(ImportErrorCode::NestedArchive),
        _ => error,
    })
}

/// The name of a file of an archive behind that of the archive. A gzip may not name its file: it
/// is called as the archive without its ending.
fn name(archive: &str, entry: &Entry) -> String {
    let own = match entry.name.as_str() {
        "" => Path::new(archive)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy(),
        name => name.into(),
    };
    format!("{archive}/{own}")
}

/// That a file could not be taken.
pub(super) fn refused(path: &str, error: &ImportError, lang: Lang) -> ImportOutcome {
    let mut outcome = ImportOutcome::of(path);
    outcome.refuse(Why {
        code: error.code().code().to_owned(),
        message: error.message(lang),
        hint: error.hint(lang),
    });
    outcome
}

fn skipped(path: &str, lang: Lang) -> ImportOutcome {
    ImportOutcome {
        status: ImportStatus::Skipped,
        message: Some(text(lang, "import.skipped", &[])),
        ..ImportOutcome::of(path)
    }
}

fn locked_archive(path: &str, count: u32, lang: Lang) -> ImportOutcome {
    let mut outcome = ImportOutcome::of(path);
    outcome.refuse(Why {
        code: ImportErrorCode::Encrypted.code().to_owned(),
        message: locked_message(path, count, lang),
        hint: text(lang, "import.archive_locked.hint", &[]),
    });
    outcome
}

fn locked_message(path: &str, count: u32, lang: Lang) -> String {
    let name = Path::new(path).file_name().unwrap_or_default();
    let arguments = [
        ("archive", &*name.to_string_lossy()),
        ("count", &count.to_string()),
    ];
    text(lang, "import.archive_locked", &arguments)
}

fn locked_failure(path: &str, lang: Lang) -> Error {
    Error::new(ErrorKind::Document)
        .with("path", path)
        .with("reason", locked_message(path, 1, lang))
        .with("hint", text(lang, "import.archive_locked.hint", &[]))
}

fn failure(path: &str, error: &ImportError, lang: Lang) -> Error {
    Error::new(ErrorKind::Document)
        .with("path", path)
        .with("reason", error.message(lang))
        .with("hint", error.hint(lang))
}
