//! Quarantine: rows that could not be taken, corrected, waived or read again under a changed
//! mapping. The text a row had in its file is never changed, and no row ever leaves the count.

mod guard;
mod replay;
mod sheet;

use engine::format::Format;
use engine::source::Problem;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::case::Case;
use crate::documents::{self, Asked, Kept};
use crate::error::{Error, ErrorKind};
use crate::tables::corrections::CorrectionRow;
use crate::tables::documents::DocumentRow;
use crate::tables::quarantine::QuarantineRow;
use crate::{history, tables};

/// What was decided about a row in quarantine. Its text key is `quarantine.status.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum QuarantineStatus {
    /// Nothing yet.
    Waiting,
    /// It was corrected and is a record, or a known duplicate, of its document.
    Corrected,
    /// A person said why it is left out.
    Waived,
}

impl QuarantineStatus {
    /// The code in JSON, SQL and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            QuarantineStatus::Waiting => "waiting",
            QuarantineStatus::Corrected => "corrected",
            QuarantineStatus::Waived => "waived",
        }
    }

    /// The value of a code, if there is one.
    pub fn from_code(code: &str) -> Option<QuarantineStatus> {
        let all = QuarantineShown::All.statuses();
        all.iter().copied().find(|status| status.code() == code)
    }
}

/// Which rows of the quarantine are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum QuarantineShown {
    /// Those that wait.
    Waiting,
    /// Those that are no record: waiting and waived.
    LeftOut,
    /// Every row that ever was there.
    All,
}

impl QuarantineShown {
    const fn statuses(self) -> &'static [QuarantineStatus] {
        use QuarantineStatus::{Corrected, Waiting, Waived};
        match self {
            QuarantineShown::Waiting => &[Waiting],
            QuarantineShown::LeftOut => &[Waiting, Waived],
            QuarantineShown::All => &[Waiting, Corrected, Waived],
        }
    }
}

/// Rows in quarantine, a page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuarantinePage {
    /// How many in all, of those that are shown.
    pub total: u32,
    /// How many wait.
    pub waiting: u32,
    /// The page.
    pub rows: Vec<QuarantinedRow>,
}

/// A row in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuarantinedRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Number of the document.
    #[ts(type = "number")]
    pub document: i64,
    /// Its file name.
    pub name: String,
    /// What is wrong and where.
    pub problem: Problem,
    /// The header of the document, one name a cell where it is known.
    pub header: Vec<String>,
    /// The raw cells, as in the file.
    pub raw: Vec<String>,
    /// The cells as a person last corrected them, taken or not.
    pub corrected: Option<Vec<String>>,
    /// What was decided.
    pub status: QuarantineStatus,
    /// Why it was waived, or corrected.
    pub reason: Option<String>,
}

/// What became of rows that were taken again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Retaken {
    /// Rows that were taken.
    pub taken: u32,
    /// Records that they are.
    pub records: u32,
    /// Rows among them that the case held already.
    pub duplicates: u32,
    /// Records that replaced an older version.
    pub updated: u32,
    /// Rows that came back as they were, and were left alone.
    pub unchanged: u32,
    /// Rows that still cannot be read, with what is wrong now.
    pub refused: Vec<QuarantinedRow>,
}

impl Case {
    /// A page of the rows that wait.
    pub fn quarantine(&self, offset: u32, limit: u32) -> Result<QuarantinePage, Error> {
        self.quarantine_shown(QuarantineShown::Waiting, offset, limit)
    }

    /// A page of the rows that wait, of all that are left out, or of all that ever were there.
    pub fn quarantine_shown(
        &self,
        shown: QuarantineShown,
        offset: u32,
        limit: u32,
    ) -> Result<QuarantinePage, Error> {
        let statuses = shown.statuses();
        let rows = tables::quarantine::page(&self.connection, statuses, offset, limit)?;
        let rows = rows.into_iter().map(|row| view(&self.connection, row));
        Ok(QuarantinePage {
            total: tables::quarantine::count_of(&self.connection, statuses)?,
            waiting: tables::quarantine::count(&self.connection)?,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }

    /// Takes a row again with other cells, all of them, in the order of the header.
    ///
    /// It goes through the same reading and the same ledger as any row of its document. If it
    /// still cannot be read it stays, with what is wrong now.
    pub fn correct(
        &mut self,
        row: i64,
        cells: Vec<String>,
        reason: Option<&str>,
    ) -> Result<Retaken, Error> {
        let transaction = self.connection.transaction()?;
        let row = open_row(&transaction, row)?;
        let retaken = take_again(&transaction, vec![Asked { row, cells }], reason, None)?;
        transaction.commit()?;
        Ok(retaken)
    }

    /// Leaves rows out for a reason. They stay visible, and count as quarantined.
    pub fn waive(&mut self, rows: &[i64], reason: &str) -> Result<u32, Error> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::new(ErrorKind::ReasonNeeded));
        }
        let transaction = self.connection.transaction()?;
        for id in rows {
            let row = open_row(&transaction, *id)?;
            let waived = QuarantineStatus::Waived;
            tables::quarantine::set_status(&transaction, row.id, waived, Some(reason))?;
            let place = &row.problem.place;
            let detail = json!({
                "row": row.id, "document": row.document, "sheet": place.sheet,
                "at_row": place.row, "reason": reason,
            });
            history::append(&transaction, "waive", &detail)?;
        }
        transaction.commit()?;
        Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }

    /// Takes the waiting rows of a document again under a changed mapping, which from now on is
    /// the document's. What identifies a row may not change.
    pub fn reread_quarantine(&mut self, document: i64, format: &Format) -> Result<Retaken, Error> {
        let row = tables::documents::by_id(&self.connection, document)?;
        let row = row.filter(|row| row.undone_at.is_none());
        let row = row.ok_or_else(|| no_such_document(document))?;
        let transaction = self.connection.transaction()?;
        let before = documents::format_of(&transaction, &row)?;
        if (&before.key, before.repeats) != (&format.key, format.repeats) {
            return Err(Error::new(ErrorKind::OtherKey).with("mapping", &format.id));
        }
        let mut asked = Vec::new();
        for row in tables::quarantine::of_document(&transaction, document)? {
            if row.status == QuarantineStatus::Waiting {
                let last = tables::corrections::latest(&transaction, row.id)?;
                let cells = last.map_or_else(|| row.raw.clone(), |last| last.corrected);
                asked.push(Asked { row, cells });
            }
        }
        // Its rows stay rows of the same format, so that they are known again.
        let mut own = format.clone();
        own.id.clone_from(&before.id);
        own.platform.clone_from(&before.platform);
        let retaken = take_again(&transaction, asked, None, Some(&own))?;
        transaction.commit()?;
        Ok(retaken)
    }

    /// The same under a mapping of the case, by its id.
    pub fn reread_by_mapping(&mut self, document: i64, mapping: &str) -> Result<Retaken, Error> {
        let toml = self.mapping(mapping)?;
        let format = Format::parse(&toml)
            .map_err(|error| Error::new(ErrorKind::Mapping).with("reason", error))?;
        self.reread_quarantine(document, &format)
    }
}

/// Takes rows again, those of one document together.
pub(crate) fn take_again(
    connection: &Connection,
    asked: Vec<Asked>,
    reason: Option<&str>,
    changed: Option<&Format>,
) -> Result<Retaken, Error> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let mut retaken = Retaken::default();
    let mut rest = asked;
    while let Some(first) = rest.first() {
        let document = first.row.document;
        let (these, others): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|one| one.row.document == document);
        rest = others;
        let row = tables::documents::by_id(connection, document)?
            .ok_or_else(|| no_such_document(document))?;
        let format = match changed {
            Some(format) => format.clone(),
            None => documents::format_of(connection, &row)?,
        };
        let kept = documents::retake(connection, &row, &format, &these)?;
        keep(connection, &row, &these, &kept, &format, reason)?;
        if changed.is_some() && !kept.taken.is_empty() {
            let own = serde_json::to_string(&format).map_err(|e| Error::store(e.to_string()))?;
            tables::set_up::put_fact(connection, &format!("format.{document}"), &own)?;
        }
        retaken.add(&kept);
        for (id, _) in &kept.refused {
            let row = tables::quarantine::by_id(connection, *id)?;
            let row = row.ok_or_else(|| no_such_row(*id))?;
            retaken.refused.push(view(connection, row)?);
        }
    }
    Ok(retaken)
}

impl Retaken {
    fn add(&mut self, kept: &Kept) {
        self.taken += u32::try_from(kept.taken.len()).unwrap_or(u32::MAX);
        self.records += kept.records;
        self.duplicates += kept.duplicates;
        self.updated += kept.updated;
    }
}

/// Stores what became of each row: the attempt, its state or its new problem, the entry of the
/// history.
fn keep(
    connection: &Connection,
    document: &DocumentRow,
    asked: &[Asked],
    kept: &Kept,
    format: &Format,
    reason: Option<&str>,
) -> Result<(), Error> {
    let header = tables::headers::of_document(connection, document.id)?.unwrap_or_default();
    let secret = engine::import::buyers_in_header(format, &header);
    for one in asked {
        let taken = kept.taken.contains(&one.row.id);
        let mut corrected = one.cells.clone();
        for index in &secret {
            // Who bought is never stored; the text of the file is blanked there already.
            let stored = one.row.raw.get(*index).cloned();
            if let Some(cell) = corrected.get_mut(*index) {
                *cell = stored.unwrap_or_default();
            }
        }
        let attempt = CorrectionRow {
            original: one.row.raw.clone(),
            corrected,
            reason: reason.map(str::to_owned),
            at: history::now(),
        };
        if taken || attempt.corrected != attempt.original {
            tables::corrections::put(connection, one.row.id, &attempt, taken)?;
        }
        if taken {
            let status = QuarantineStatus::Corrected;
            tables::quarantine::set_status(connection, one.row.id, status, reason)?;
        }
        let place = &one.row.problem.place;
        let cells = json!(attempt.corrected).to_string();
        let detail = json!({
            "row": one.row.id, "document": document.id, "sheet": place.sheet,
            "at_row": place.row, "taken": taken, "reason": reason,
            "sha256": history::sha256(cells.as_bytes()),
        });
        history::append(connection, "correct", &detail)?;
    }
    for (id, problem) in &kept.refused {
        tables::quarantine::set_problem(connection, *id, problem)?;
    }
    Ok(())
}

/// A row that is no record yet.
fn open_row(connection: &Connection, id: i64) -> Result<QuarantineRow, Error> {
    let row = tables::quarantine::by_id(connection, id)?;
    row.filter(|row| row.status != QuarantineStatus::Corrected)
        .ok_or_else(|| no_such_row(id))
}

fn view(connection: &Connection, row: QuarantineRow) -> Result<QuarantinedRow, Error> {
    let last = tables::corrections::latest(connection, row.id)?;
    let header = tables::headers::of_document(connection, row.document)?;
    Ok(QuarantinedRow {
        id: row.id,
        document: row.document,
        name: row.document_name,
        problem: row.problem,
        header: header.unwrap_or_default(),
        raw: row.raw,
        reason: row
            .reason
            .or_else(|| last.as_ref().and_then(|last| last.reason.clone())),
        corrected: last.map(|last| last.corrected),
        status: row.status,
    })
}

fn no_such_row(id: i64) -> Error {
    Error::new(ErrorKind::NoSuchRow).with("row", id)
}

pub(crate) fn no_such_document(id: i64) -> Error {
    Error::new(ErrorKind::NoSuchDocument).with("document", id)
}
