//! One import from first byte to log entry, inside the caller's transaction.

use std::ops::ControlFlow;

use engine::format::Format;
use engine::import::{Change, ColumnChange, ImportError, Line, Reading};
use engine::period::Period;
use engine::source::Problem;
use engine::text::{Lang, text};
use rusqlite::{Connection, Transaction};
use serde_json::json;

use super::choice::{Choice, Chosen};
use super::content::{Content, Reader};
use super::keep::Kept;
use super::ledger::{Ledger, Tally};
use super::outcome::Why;
use super::pipeline::{self, Batch, Done, Taker};
use super::{
    BAD_ROWS_FROM, BAD_ROWS_ONE_IN, Control, ImportOptions, ImportOutcome, ImportProgress,
    ImportStatus, PROBLEMS_SHOWN, Report,
};
use crate::archive::{KeptDocument, Piece};
use crate::error::{Error, ErrorKind};
use crate::tables::documents::DocumentRow;
use crate::{history, tables};

/// Why an import did not go through.
pub(super) enum Refusal {
    /// Something about the file.
    Refused(Box<Why>),
    /// Something about the case.
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::Failed(error)
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        Refusal::Failed(error.into())
    }
}

/// An import under way.
pub(super) struct Import<'a> {
    pub(super) transaction: &'a Transaction<'a>,
    /// What the document is called.
    pub(super) name: &'a str,
    pub(super) options: &'a ImportOptions,
    pub(super) lang: Lang,
    pub(super) outcome: &'a mut ImportOutcome,
    /// The header beside the layout known before.
    pub(super) layout: Vec<ColumnChange>,
}

impl Import<'_> {
    /// Takes the document in. `false` means that there is nothing to store.
    pub(super) fn run(
        &mut self,
        content: &dyn Content,
        progress: Report<'_>,
    ) -> Result<bool, Refusal> {
        let choice = Choice {
            connection: self.transaction,
            options: self.options,
            lang: self.lang,
        };
        let mut source = Reader::new(content).map_err(Error::from)?;
        let chosen = choice.choose(&mut source)?;
        self.show_layout(&chosen);
        choice.hold_if_drifted(&chosen)?;
        let format = &chosen.format;
        let document = tables::documents::next_id(self.transaction)?;
        tables::documents::open(self.transaction, document, format)?;
        let said = self.options.account.as_deref();
        let ledger = Ledger::new(self.transaction, document, format, said)?;
        let identity = ledger.identity().clone();
        let mut store = Store {
            connection: self.transaction,
            document,
            ledger,
            skipped: 0,
            problems: Vec::new(),
            at: ImportProgress {
                file: self.outcome.path.clone(),
                bytes_total: content.length().map_err(Error::from)?,
                ..Default::default()
            },
            progress,
        };
        let period = self.options.period;
        let done = pipeline::run(content, format, period, identity, &mut store)?;
        self.outcome.skipped = store.skipped;
        self.outcome.problems = std::mem::take(&mut store.problems);
        let Some((kept, reading)) = self.judge(done, document)? else {
            return Ok(false);
        };
        if !kept.is_original() && !store.is_copy_read_like((format, period), &kept, &reading)? {
            return Err(self.because("copy_differs", &[]));
        }
        let row = self.finish(document, format, store.ledger, &reading, kept)?;
        choice.keep(document, &chosen, &reading)?;
        log(self.transaction, &row)?;
        Ok(true)
    }

    /// Whether what was read and kept can stay; `None` where the case has it already.
    fn judge(&mut self, done: Done, document: i64) -> Result<Option<(Kept, Reading)>, Refusal> {
        if let Ok(kept) = &done.kept
            && self.is_known(kept, document)?
        {
            return Ok(None);
        }
        if done.changed {
            return Err(self.because("changed", &[]));
        }
        let reading = done.reading.map_err(|error| self.refused(&error))?;
        let kept = done.kept.map_err(|error| self.refused(&error))?;
        Ok(Some((kept, reading)))
    }

    /// Whether the very same bytes are in the case; `document` is what was read of them now.
    fn is_known(&mut self, kept: &Kept, document: i64) -> Result<bool, Refusal> {
        let known = tables::documents::with_sha256(self.transaction, &kept.original.sha256)?;
        if let Some(known) = known {
            self.refuse_if_for_another_period(known, document)?;
            *self.outcome = ImportOutcome::of(&self.outcome.path);
            self.outcome.status = ImportStatus::Known;
            self.outcome.document = Some(known);
            self.outcome.message = Some(text(self.lang, "import.known", &[]));
        }
        Ok(known.is_some())
    }

    /// The same bytes may be meant for two periods where the file does not tell its own. A case
    /// holds a file once: the second must not pass for known.
    fn refuse_if_for_another_period(&self, known: i64, read: i64) -> Result<(), Refusal> {
        if self.options.period.is_none() {
            return Ok(());
        }
        let periods = |document| tables::records::periods_of(self.transaction, document);
        let (known, read) = (periods(known)?, periods(read)?);
        if known == read {
            return Ok(());
        }
        Err(self.because("other_period", &[("known", &known.join(", "))]))
    }

    fn show_layout(&mut self, chosen: &Chosen) {
        self.outcome.format = Some(chosen.format.id.clone());
        self.layout.clone_from(&chosen.layout);
        let changed = self.layout.iter();
        let changed = changed.filter(|line| line.change != Change::Same);
        self.outcome.drift = changed.cloned().collect();
    }

    /// After the last row: what each row adds, and the counts.
    fn finish(
        &mut self,
        document: i64,
        format: &Format,
        ledger: Ledger<'_>,
        reading: &Reading,
        kept: Kept,
    ) -> Result<DocumentRow, Refusal> {
        let tally = ledger.finish()?;
        tally.count(self.outcome);
        if tally.has_duplicates() {
            self.outcome.sum = tables::records::new_sum(self.transaction, tally.numbers().0)?;
        }
        self.refuse_if_mostly_bad()?;
        self.outcome.document = Some(document);
        self.outcome.status = ImportStatus::Imported;
        self.outcome.controls = reading.controls.iter().map(Control::of).collect();
        self.outcome.message = format
            .note
            .as_ref()
            .map(|note| note.text(self.lang).to_owned());
        self.outcome.tell_if_empty(self.lang);
        self.outcome.blanked = kept.blanked.clone();
        let row = self.document_row(document, kept, format, reading, &tally);
        tables::documents::put(self.transaction, &row)?;
        Ok(row)
    }

    fn refuse_if_mostly_bad(&self) -> Result<(), Refusal> {
        let (bad, rows) = (self.outcome.quarantined, self.outcome.rows);
        let many = rows >= BAD_ROWS_FROM && bad.saturating_mul(BAD_ROWS_ONE_IN) > rows;
        if !many || self.options.accept_bad_rows {
            return Ok(());
        }
        let (bad, rows) = (bad.to_string(), rows.to_string());
        Err(self.because("mostly_bad", &[("bad", &bad), ("rows", &rows)]))
    }

    /// A refusal of our own; its texts are `import.<code>` and `import.<code>.hint`.
    fn because(&self, code: &str, arguments: &[(&str, &str)]) -> Refusal {
        Refusal::Refused(Box::new(Why {
            code: code.to_owned(),
            message: text(self.lang, &format!("import.{code}"), arguments),
            hint: text(self.lang, &format!("import.{code}.hint"), arguments),
        }))
    }

    fn document_row(
        &self,
        document: i64,
        kept: Kept,
        format: &Format,
        reading: &Reading,
        tally: &Tally,
    ) -> DocumentRow {
        let (first_day, last_day) = tally.days().unzip();
        let (first_record, last_record) = tally.numbers();
        let outcome = &self.outcome;
        DocumentRow {
            id: document,
            sha256: kept.original.sha256,
            name: self.name.to_owned(),
            bytes: kept.original.bytes,
            kept_sha256: kept.copy.sha256,
            kept_bytes: kept.copy.bytes,
            blanked: kept.blanked,
            format: format.id.clone(),
            platform: format.platform.clone(),
            perspective: format.perspective.code().to_owned(),
            encoding: reading.encoding.clone(),
            sheet: reading.sheet.clone(),
            header_row: reading.header_row.unwrap_or(0),
            imported_at: history::now(),
            first_day: first_day.map(|day| day.to_string()),
            last_day: last_day.map(|day| day.to_string()),
            rows: outcome.rows,
            records: outcome.records,
            duplicates: outcome.duplicates,
            updated: outcome.updated,
            quarantined: outcome.quarantined,
            skipped: outcome.skipped,
            first_record,
            last_record,
            undone_at: None,
        }
    }

    fn refused(&self, error: &ImportError) -> Refusal {
        Refusal::Refused(Box::new(Why::of_file(error, self.lang)))
    }
}

/// Stores what the other threads hand over, and tells how far it is.
struct Store<'a, 'p> {
    connection: &'a Connection,
    document: i64,
    ledger: Ledger<'a>,
    skipped: u32,
    problems: Vec<Problem>,
    at: ImportProgress,
    progress: Report<'p>,
}

impl Taker for Store<'_, '_> {
    fn piece(&mut self, piece: Piece) -> Result<(), Error> {
        let Piece { first_byte, packed } = piece;
        tables::documents::put_chunk(self.connection, self.document, first_byte, &packed)?;
        Ok(())
    }

    fn rows(&mut self, batch: &Batch) -> Result<(), Error> {
        self.at.rows += batch.lines();
        self.skipped += batch.skipped;
        if batch.read.1 > 0 {
            (self.at.bytes_read, self.at.bytes_total) = batch.read;
        }
        for row in &batch.rows {
            self.ledger.store(row)?;
        }
        for (problem, raw) in &batch.problems {
            self.ledger.reject(problem, raw)?;
            if self.problems.len() < PROBLEMS_SHOWN {
                self.problems.push(problem.clone());
            }
        }
        self.tell()
    }
}

impl Store<'_, '_> {
    fn tell(&mut self) -> Result<(), Error> {
        match (self.progress)(&self.at) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::new(ErrorKind::Cancelled)),
        }
    }

    /// Whether the copy without buyers is read as the document was.
    fn is_copy_read_like(
        &mut self,
        layout: (&Format, Option<Period>),
        kept: &Kept,
        reading: &Reading,
    ) -> Result<bool, Error> {
        let mut copy = KeptDocument::new(self.connection, self.document, kept.copy.bytes);
        let mut told = Ok(());
        let is_alike = kept.is_read_like(reading, &mut copy, layout, &mut |line| {
            if matches!(line, Line::Progress { .. }) {
                told = self.tell();
            }
            match told {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        told.map(|()| is_alike)
    }
}

fn log(connection: &Connection, row: &DocumentRow) -> Result<(), Error> {
    history::append(
        connection,
        "import",
        &json!({
            "document": row.id, "name": row.name, "sha256": row.sha256, "format": row.format,
            "rows": row.rows, "records": row.records, "duplicates": row.duplicates,
            "updated": row.updated, "quarantined": row.quarantined, "skipped": row.skipped,
            "kept_sha256": row.kept_sha256, "blanked": row.blanked,
        }),
    )
}
