//! Mappings: formats of a person's own, kept in the case, and the answers a person gave when a
//! file alone could not tell what it is.

use std::fs::File;
use std::path::Path;

use engine::format::{DraftProblem, Format, MappingDraft};
use engine::import::{self, ImportError};
use engine::source::Place;
use engine::text::Lang;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::history::now;
use crate::{history, tables};

/// A mapping as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The platform, as accounts name it.
    pub platform: String,
    /// Headers that together tell it from others.
    pub signature: Vec<String>,
    /// When it was saved, UTC.
    pub saved_at: String,
    /// Documents that were read by a mapping of that id.
    pub documents: u32,
}

/// What a person said a file with such a header is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AnswerView {
    /// Names the answer.
    pub fingerprint: String,
    /// The header, as in the file that was asked about.
    pub header: Vec<String>,
    /// Id of the format.
    pub format: String,
    /// When it was said, UTC.
    pub at: String,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedDraft {
    /// The mapping, when it was saved.
    pub mapping: Option<MappingView>,
    /// What is still wrong with the draft, part by part.
    pub problems: Vec<DraftProblem>,
}

impl Case {
    /// The mappings of the case, by id.
    pub fn mappings(&self, lang: Lang) -> Result<Vec<MappingView>, Error> {
        let mut views = Vec::new();
        for (body, saved_at, documents) in tables::mappings::all(&self.connection)? {
            let format = Format::parse(&body).map_err(|_| Error::new(ErrorKind::Damaged))?;
            views.push(MappingView {
                title: format.title(lang).to_owned(),
                id: format.id,
                platform: format.platform,
                signature: format.signature,
                saved_at,
                documents,
            });
        }
        Ok(views)
    }

    /// A mapping as TOML; a built-in format too, as something to start from.
    pub fn mapping(&self, id: &str) -> Result<String, Error> {
        if let Some(body) = tables::mappings::by_id(&self.connection, id)? {
            return Ok(body);
        }
        let built_in = engine::format::format(id).ok_or_else(|| no_such(id))?;
        mapping_to_toml(built_in)
    }

    /// Checks and keeps a mapping, in place of one of the same id. Documents that were read by
    /// that one keep their own copy. Returns its id.
    pub fn save_mapping(&mut self, toml: &str) -> Result<String, Error> {
        let transaction = self.connection.transaction()?;
        let id = save(&transaction, toml)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Keeps a draft as a mapping, or says what is still wrong with it.
    pub fn save_draft(&mut self, draft: &MappingDraft, lang: Lang) -> Result<SavedDraft, Error> {
        let format = match draft.to_format() {
            Ok(format) => format,
            Err(problems) => {
                return Ok(SavedDraft {
                    mapping: None,
                    problems,
                });
            }
        };
        let id = self.save_mapping(&mapping_to_toml(&format)?)?;
        let mapping = self.mappings(lang)?.into_iter().find(|one| one.id == id);
        Ok(SavedDraft {
            mapping,
            problems: Vec::new(),
        })
    }

    /// Removes a mapping and the answers that name it. Documents stay readable by their own copy.
    pub fn remove_mapping(&mut self, id: &str) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        if !tables::mappings::remove(&transaction, id)? {
            return Err(no_such(id));
        }
        tables::answers::forget_format(&transaction, id)?;
        history::append(&transaction, "remove_mapping", &json!({ "mapping": id }))?;
        transaction.commit()?;
        Ok(())
    }

    /// What was said of files that alone could not tell, the latest first.
    pub fn remembered_answers(&self) -> Result<Vec<AnswerView>, Error> {
        let rows = tables::answers::all(&self.connection)?;
        let view = |row: tables::answers::AnswerRow| AnswerView {
            fingerprint: row.fingerprint,
            header: row.names,
            format: row.format,
            at: row.at,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Forgets an answer, named by its fingerprint or the beginning of it; the next such file asks
    /// again. Returns how many answers that were.
    pub fn forget_answer(&mut self, fingerprint: &str) -> Result<u32, Error> {
        let transaction = self.connection.transaction()?;
        let all = tables::answers::all(&transaction)?;
        let named: Vec<_> = all
            .into_iter()
            .filter(|row| !fingerprint.is_empty() && row.fingerprint.starts_with(fingerprint))
            .collect();
        for row in &named {
            tables::answers::forget(&transaction, &row.fingerprint)?;
            let detail = json!({ "fingerprint": row.fingerprint, "format": row.format });
            history::append(&transaction, "forget_answer", &detail)?;
        }
        transaction.commit()?;
        match named.len() {
            0 => Err(no_such(fingerprint)),
            count => Ok(u32::try_from(count).unwrap_or(u32::MAX)),
        }
    }
}

/// A first draft of a mapping for any table at all.
pub fn draft_mapping(path: &Path, lang: Lang) -> Result<MappingDraft, Error> {
    draft(path, None, lang)
}

/// The same with the header in the row that a person says it is.
pub fn draft_mapping_at(path: &Path, header: &Place, lang: Lang) -> Result<MappingDraft, Error> {
    draft(path, Some(header), lang)
}

fn draft(path: &Path, header: Option<&Place>, lang: Lang) -> Result<MappingDraft, Error> {
    let mut file = File::open(path).map_err(|error| Error::disk(path, &error))?;
    import::draft(&mut file, header).map_err(|error| unreadable(path, &error, lang))
}

/// A format as the text of a mapping.
pub fn mapping_to_toml(format: &Format) -> Result<String, Error> {
    toml::to_string(format).map_err(|error| Error::store(error.to_string()))
}

/// A file that cannot be read, in the words of the reading.
pub(crate) fn unreadable(path: &Path, error: &ImportError, lang: Lang) -> Error {
    Error::new(ErrorKind::Document)
        .with("path", path.display())
        .with("reason", error.message(lang))
        .with("hint", error.hint(lang))
}

/// Checks and keeps a mapping inside the caller's transaction.
pub(crate) fn save(connection: &Connection, toml: &str) -> Result<String, Error> {
    let wrong = |reason: String| Error::new(ErrorKind::Mapping).with("reason", reason);
    let format = Format::parse(toml).map_err(|error| wrong(error.to_string()))?;
    if engine::format::format(&format.id).is_some() {
        return Err(Error::new(ErrorKind::MappingIsBuiltIn).with("mapping", &format.id));
    }
    if tables::mappings::put(connection, &format.id, toml, &now())? {
        let detail = json!({ "mapping": format.id, "sha256": history::sha256(toml.as_bytes()) });
        history::append(connection, "save_mapping", &detail)?;
    }
    Ok(format.id)
}

/// The person's own formats.
pub(crate) fn own_formats(connection: &Connection) -> Result<Vec<Format>, Error> {
    let bodies = tables::mappings::all(connection)?;
    let parse = |(body, _, _): (String, String, u32)| {
        Format::parse(&body).map_err(|_| Error::new(ErrorKind::Damaged))
    };
    bodies.into_iter().map(parse).collect()
}

fn no_such(id: &str) -> Error {
    Error::new(ErrorKind::NoSuchMapping).with("mapping", id)
}
