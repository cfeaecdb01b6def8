//! Which format a document is read by: what a person says, what its content says, what a person
//! said of such a header before; and what has changed since the last file of that format.

use std::borrow::Cow;
use std::io::Seek;

use engine::format::Format;
use engine::import::{
    self, ColumnChange, Detection, ImportError, ImportErrorCode, Reading, Reason,
};
use engine::period::Period;
use engine::text::{Lang, text};
use rusqlite::Connection;
use serde_json::json;

use super::ImportOptions;
use super::content::Reader;
use super::outcome::Why;
use super::run::Refusal;
use crate::error::{Error, ErrorKind};
use crate::history::now;
use crate::tables::answers::AnswerRow;
use crate::tables::documents::DocumentRow;
use crate::{history, mappings, tables};

/// The format of a document and how its header compares.
pub(super) struct Chosen {
    pub(super) format: Format,
    /// The header as in the file.
    header: Vec<String>,
    /// The header beside the layout known before.
    pub(super) layout: Vec<ColumnChange>,
    /// The file alone could not tell what it is.
    asked: bool,
    /// Every column that reading needs is there.
    fits: bool,
}

/// The built-in formats and the person's own.
pub(crate) fn known_formats(connection: &Connection) -> Result<Cow<'static, [Format]>, Error> {
    let own = mappings::own_formats(connection)?;
    if own.is_empty() {
        return Ok(Cow::Borrowed(engine::format::formats()));
    }
    let mut all = engine::format::formats().to_vec();
    all.extend(own);
    Ok(Cow::Owned(all))
}

/// The format that a document of the case was read by.
pub(crate) fn format_of(connection: &Connection, document: &DocumentRow) -> Result<Format, Error> {
    let own = tables::set_up::fact(connection, &format!("format.{}", document.id))?;
    if let Some(own) = own {
        return serde_json::from_str(&own).map_err(|_| Error::new(ErrorKind::Damaged));
    }
    engine::format::format(&document.format)
        .cloned()
        .ok_or_else(|| Error::new(ErrorKind::NewerVersion).with("path", &document.format))
}

/// The account that a person named for a document whose file names none.
pub(crate) fn account_said(
    connection: &Connection,
    document: i64,
) -> Result<Option<String>, Error> {
    let fact = format!("account_said.{document}");
    Ok(tables::set_up::fact(connection, &fact)?)
}

/// The period that a person named for a document that does not tell its own.
pub(crate) fn period_said(connection: &Connection, document: i64) -> Result<Option<Period>, Error> {
    let said = tables::set_up::fact(connection, &format!("period_said.{document}"))?;
    let period = said.map(|text| text.parse::<Period>());
    period
        .transpose()
        .map_err(|_| Error::new(ErrorKind::Damaged))
}

/// A choice under way.
pub(super) struct Choice<'a> {
    pub(super) connection: &'a Connection,
    pub(super) options: &'a ImportOptions,
    pub(super) lang: Lang,
}

impl Choice<'_> {
    /// Chooses the format and compares the header.
    pub(super) fn choose(&self, source: &mut Reader<'_>) -> Result<Chosen, Refusal> {
        let known = known_formats(self.connection)?;
        let (format, seen) = self.format(source, &known)?;
        let asked = seen.as_ref().is_some_and(|seen| asks(seen).is_some());
        let is_best = |seen: &Detection| {
            let best = seen.candidates.first();
            self.options.mapping.is_none() && best.is_some_and(|best| best.format == format.id)
        };
        source.rewind().map_err(unread)?;
        let alone = match seen.filter(is_best) {
            Some(seen) => seen,
            None => {
                let alone = import::recognise(source, std::slice::from_ref(&format));
                alone.map_err(|error| self.refused(&error))?
            }
        };
        source.rewind().map_err(unread)?;
        let header = header_of(&alone);
        let layout = layout(self.connection, &format, &header)?;
        Ok(Chosen {
            format,
            header,
            layout,
            asked,
            fits: fits(&alone),
        })
    }

    /// The format, and what the file looked like among all of them.
    fn format(
        &self,
        source: &mut Reader<'_>,
        known: &[Format],
    ) -> Result<(Format, Option<Detection>), Refusal> {
        let said = match (&self.options.mapping, &self.options.format) {
            (Some(mapping), _) => Some(mapping.clone()),
            (None, Some(id)) => Some(self.format_said(id, known)?),
            (None, None) => None,
        };
        if let Some(format) = said {
            return Ok((format, import::recognise(source, known).ok()));
        }
        let detection = import::recognise(source, known).map_err(|error| self.refused(&error))?;
        let id = match asks(&detection) {
            None => detection.format_id().map(str::to_owned),
            Some(error) => self.remembered(source, known)?.ok_or(error),
        };
        let id = id.map_err(|error| self.refused(&error))?;
        let format = known.iter().find(|format| format.id == id).cloned();
        let format = format.ok_or_else(|| Refusal::Failed(Error::new(ErrorKind::Document)))?;
        Ok((format, Some(detection)))
    }

    fn format_said(&self, id: &str, known: &[Format]) -> Result<Format, Refusal> {
        let found = known.iter().find(|format| format.id == id).cloned();
        found.ok_or_else(|| {
            Refusal::Refused(Box::new(Why {
                code: "no_such_format".to_owned(),
                message: text(self.lang, "import.no_such_format", &[("format", id)]),
                hint: text(self.lang, "import.no_such_format.hint", &[]),
            }))
        })
    }

    /// What a person said before of a file with such a header.
    fn remembered(
        &self,
        source: &mut Reader<'_>,
        known: &[Format],
    ) -> Result<Option<String>, Refusal> {
        source.rewind().map_err(unread)?;
        let headers = import::possible_headers(source, known);
        for header in headers.map_err(|error| self.refused(&error))? {
            let Some(fingerprint) = import::header_fingerprint(&header) else {
                continue;
            };
            if let Some(id) = tables::answers::format_of(self.connection, &fingerprint)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Refuses a file in which a column that figures rest on has another name or is gone.
    pub(super) fn hold_if_drifted(&self, chosen: &Chosen) -> Result<(), Refusal> {
        let held = chosen.layout.iter().filter(|line| line.holds);
        let columns: Vec<String> = held.map(|line| self.change(line)).collect();
        // Without a column that reading needs, the reading itself says so.
        if columns.is_empty() || self.options.accept_drift || !chosen.fits {
            return Ok(());
        }
        let (format, columns) = (chosen.format.title(self.lang), columns.join("; "));
        let arguments = [("format", format), ("columns", columns.as_str())];
        Err(Refusal::Refused(Box::new(Why {
            code: "drift".to_owned(),
            message: text(self.lang, "import.drift", &arguments),
            hint: text(self.lang, "import.drift.hint", &[]),
        })))
    }

    /// `金额 → 金额(人民币)`, `佣金: missing`.
    fn change(&self, line: &ColumnChange) -> String {
        let what = text(self.lang, &format!("change.{}", line.change.code()), &[]);
        match (&line.expected, &line.found) {
            (Some(expected), Some(found)) => format!("{expected} → {found} ({what})"),
            (one, other) => {
                let name = one.as_ref().or(other.as_ref());
                format!("{} ({what})", name.map_or("", String::as_str))
            }
        }
    }

    /// After the document has been stored: keeps its header, the copy of a format that is not
    /// built in, whose it was said to be, and the answer of a person.
    pub(super) fn keep(
        &self,
        document: i64,
        chosen: &Chosen,
        reading: &Reading,
    ) -> Result<(), Error> {
        let format = &chosen.format;
        let header = match format.keyed().is_some() || !format.has_header() {
            true => reading
                .columns
                .iter()
                .map(|read| read.header.clone())
                .collect(),
            false => chosen.header.clone(),
        };
        tables::headers::put(self.connection, document, &format.id, &header)?;
        let held = chosen.layout.iter().filter(|line| line.holds);
        let accepted: Vec<String> = held.map(|line| self.change(line)).collect();
        if !accepted.is_empty() {
            let detail = json!({ "document": document, "columns": accepted });
            history::append(self.connection, "accept_drift", &detail)?;
        }
        if self.options.mapping.is_some() || engine::format::format(&format.id).is_none() {
            let own = serde_json::to_string(format).map_err(|e| Error::store(e.to_string()))?;
            tables::set_up::put_fact(self.connection, &format!("format.{document}"), &own)?;
        }
        if let Some(said) = &self.options.account {
            let fact = format!("account_said.{document}");
            tables::set_up::put_fact(self.connection, &fact, said)?;
        }
        if let Some(said) = self.options.period {
            let fact = format!("period_said.{document}");
            tables::set_up::put_fact(self.connection, &fact, &said.to_string())?;
        }
        if self.options.remember && self.options.mapping.is_some() {
            mappings::save(self.connection, &mappings::mapping_to_toml(format)?)?;
        }
        let can_be_named = self.options.mapping.is_none() || self.options.remember;
        if chosen.asked && can_be_named && format.has_header() {
            self.remember(&header, &format.id)?;
        }
        Ok(())
    }

    fn remember(&self, header: &[String], format: &str) -> Result<(), Error> {
        let Some(fingerprint) = import::header_fingerprint(header) else {
            return Ok(());
        };
        let before = tables::answers::format_of(self.connection, &fingerprint)?;
        if before.as_deref() == Some(format) {
            return Ok(());
        }
        let answer = AnswerRow {
            fingerprint,
            names: header.to_vec(),
            format: format.to_owned(),
            at: now(),
        };
        tables::answers::put(self.connection, &answer)?;
        let detail = json!({ "fingerprint": answer.fingerprint, "format": format });
        history::append(self.connection, "remember_answer", &detail)
    }

    fn refused(&self, error: &ImportError) -> Refusal {
        Refusal::Refused(Box::new(Why::of_file(error, self.lang)))
    }
}

/// Why detection asks a person, where it does.
fn asks(detection: &Detection) -> Option<ImportError> {
    let error = detection.format_id().err()?;
    let asks = matches!(
        error.code(),
        ImportErrorCode::TwoFormats
            | ImportErrorCode::NeedsConfirmation
            | ImportErrorCode::UnknownFormat
            | ImportErrorCode::MissingColumns
    );
    asks.then_some(error)
}

fn fits(detection: &Detection) -> bool {
    let best = detection.candidates.first();
    best.is_some_and(|best| best.reason != Reason::Likely)
}

/// The header of the best candidate.
fn header_of(detection: &Detection) -> Vec<String> {
    let header = detection
        .candidates
        .first()
        .and(detection.first_rows.first());
    header.cloned().unwrap_or_default()
}

/// The header beside that of the last document of the format, or the layout of the format where
/// there is none. What a person took before in any document is not asked again.
pub(crate) fn layout(
    connection: &Connection,
    format: &Format,
    header: &[String],
) -> Result<Vec<ColumnChange>, Error> {
    if header.is_empty() {
        return Ok(Vec::new());
    }
    let known = tables::headers::of_format(connection, &format.id)?;
    let last = known.first().map(Vec::as_slice);
    let mut layout = import::side_by_side(format, last, header);
    let taken_before = known.iter().any(|known| {
        let compared = import::side_by_side(format, Some(known), header);
        compared.iter().all(|line| !line.holds)
    });
    if taken_before {
        layout.iter_mut().for_each(|line| line.holds = false);
    }
    Ok(layout)
}

fn unread(error: std::io::Error) -> Refusal {
    Refusal::Failed(error.into())
}
