//! One import from first byte to log entry, inside the caller's transaction.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use chrono::{SecondsFormat, Utc};
use engine::format::{Format, PeriodFrom};
use engine::import::{self, ImportError, Line, Reading};
use engine::text::{Lang, text};
use rusqlite::{Connection, Transaction};
use serde_json::json;

use super::ledger::Ledger;
use super::outcome::Why;
use super::{
    BAD_ROWS_FROM, BAD_ROWS_ONE_IN, Control, ImportOptions, ImportOutcome, ImportProgress,
    ImportStatus, PROBLEMS_SHOWN, Report,
};
use crate::archive::{self, KeptDocument};
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
    pub(super) options: &'a ImportOptions,
    pub(super) lang: Lang,
    pub(super) outcome: &'a mut ImportOutcome,
}

impl Import<'_> {
    /// Takes the document in. `false` means that there is nothing to store.
    pub(super) fn run(
        &mut self,
        content: &mut dyn Read,
        progress: Report<'_>,
    ) -> Result<bool, Refusal> {
        let document = tables::documents::next_id(self.transaction)?;
        let kept = archive::keep(self.transaction, document, &mut { content })?;
        if let Some(known) = tables::documents::with_sha256(self.transaction, &kept.sha256)? {
            self.refuse_if_for_another_period(known)?;
            self.outcome.status = ImportStatus::Known;
            self.outcome.document = Some(known);
            self.outcome.message = Some(text(self.lang, "import.known", &[]));
            return Ok(false);
        }
        let mut source = KeptDocument::new(self.transaction, document, kept.bytes);
        let format = self.choose_format(&mut source)?;
        self.outcome.format = Some(format.id.clone());
        let said = self.options.account.as_deref();
        let mut ledger = Ledger::new(self.transaction, document, &format, said);
        let reading = self.read(&mut source, &format, &mut ledger, progress)?;
        ledger.finish()?;
        ledger.count(self.outcome);
        self.refuse_if_mostly_bad()?;
        self.outcome.tell_if_empty(self.lang);
        self.outcome.document = Some(document);
        self.outcome.status = ImportStatus::Imported;
        self.outcome.controls = reading.controls.iter().map(control).collect();
        let row = self.document_row(document, kept, &format, &reading)?;
        tables::documents::put(self.transaction, &row)?;
        if self.options.mapping.is_some() {
            let own = serde_json::to_string(&format).map_err(|e| Error::store(e.to_string()))?;
            tables::set_up::put_fact(self.transaction, &format!("format.{document}"), &own)?;
        }
        // Rows that hang on an order: only now does the store know the platform of theirs.
        tables::records::take_account_of_order(self.transaction)?;
        log(self.transaction, &row)?;
        Ok(true)
    }

    fn choose_format(&self, source: &mut KeptDocument<'_>) -> Result<Format, Refusal> {
        if let Some(mapping) = &self.options.mapping {
            return Ok(mapping.clone());
        }
        if let Some(id) = &self.options.format {
            let unknown = || {
                Refusal::Refused(Box::new(Why {
                    code: "no_such_format".to_owned(),
                    message: text(self.lang, "import.no_such_format", &[("format", id)]),
                    hint: text(self.lang, "import.no_such_format.hint", &[]),
                }))
            };
            return engine::format::format(id).cloned().ok_or_else(unknown);
        }
        let detection = import::recognise(source, engine::format::formats());
        let detection = detection.map_err(|error| self.refused(&error))?;
        let id = detection
            .format_id()
            .map_err(|error| self.refused(&error))?;
        let format = engine::format::format(id).cloned();
        source
            .rewind()
            .map_err(|error| Error::store(error.to_string()))?;
        format.ok_or_else(|| Refusal::Failed(Error::new(ErrorKind::Document)))
    }

    /// Reads every row into the ledger. A failure of the case stops the reading at once.
    fn read(
        &mut self,
        source: &mut KeptDocument<'_>,
        format: &Format,
        ledger: &mut Ledger<'_>,
        progress: Report<'_>,
    ) -> Result<Reading, Refusal> {
        let mut failed = None;
        let mut at = ImportProgress {
            file: self.outcome.path.clone(),
            ..Default::default()
        };
        let read = import::read_for(source, format, self.options.period, &mut |line| {
            at.rows += u32::from(!matches!(line, Line::Progress { .. }));
            match self.take(&line, ledger, &mut at, progress) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        match failed {
            Some(error) => Err(Refusal::Failed(error)),
            None => read.map_err(|error| self.refused(&error)),
        }
    }

    fn take(
        &mut self,
        line: &Line,
        ledger: &mut Ledger<'_>,
        at: &mut ImportProgress,
        progress: Report<'_>,
    ) -> Result<(), Error> {
        match line {
            Line::Record(record) => ledger.take(record),
            Line::Problem { problem, raw } => {
                if self.outcome.problems.len() < PROBLEMS_SHOWN {
                    self.outcome.problems.push(problem.clone());
                }
                ledger.reject(problem, raw)
            }
            Line::Skipped { .. } => {
                self.outcome.skipped += 1;
                Ok(())
            }
            Line::Progress { read, total } => {
                (at.bytes_read, at.bytes_total) = (*read, *total);
                match progress(at) {
                    ControlFlow::Continue(()) => Ok(()),
                    ControlFlow::Break(()) => Err(Error::new(ErrorKind::Cancelled)),
                }
            }
        }
    }

    /// The same bytes may be meant for two periods where the file does not tell its own. A case
    /// holds a file once: the second must not pass for known.
    fn refuse_if_for_another_period(&self, known: i64) -> Result<(), Refusal> {
        let Some(said) = self.options.period else {
            return Ok(());
        };
        let Some(row) = tables::documents::by_id(self.transaction, known)? else {
            return Ok(());
        };
        let format = engine::format::format(&row.format);
        let by_person = format.is_some_and(|format| format.period_from == PeriodFrom::Person);
        let first_day = said.first_day().to_string();
        if !by_person || row.first_day.as_ref() == Some(&first_day) {
            return Ok(());
        }
        let known = row.first_day.unwrap_or_default();
        Err(Refusal::Refused(Box::new(Why {
            code: "other_period".to_owned(),
            message: text(self.lang, "import.other_period", &[("known", &known)]),
            hint: text(self.lang, "import.other_period.hint", &[]),
        })))
    }

    fn refuse_if_mostly_bad(&self) -> Result<(), Refusal> {
        let (bad, rows) = (self.outcome.quarantined, self.outcome.rows);
        let many = rows >= BAD_ROWS_FROM && bad.saturating_mul(BAD_ROWS_ONE_IN) > rows;
        if !many || self.options.accept_bad_rows {
            return Ok(());
        }
        let (bad, rows) = (bad.to_string(), rows.to_string());
        Err(Refusal::Refused(Box::new(Why {
            code: "mostly_bad".to_owned(),
            message: text(
                self.lang,
                "import.mostly_bad",
                &[("bad", &bad), ("rows", &rows)],
            ),
            hint: text(self.lang, "import.mostly_bad.hint", &[]),
        })))
    }

    fn document_row(
        &self,
        document: i64,
        kept: archive::Kept,
        format: &Format,
        reading: &Reading,
    ) -> Result<DocumentRow, Error> {
        let (first_day, last_day) = tables::records::span_of_document(self.transaction, document)?;
        let outcome = &self.outcome;
        Ok(DocumentRow {
            id: document,
            sha256: kept.sha256,
            name: file_name(&outcome.path),
            bytes: kept.bytes,
            format: format.id.clone(),
            platform: format.platform.clone(),
            encoding: reading.encoding.clone(),
            sheet: reading.sheet.clone(),
            header_row: reading.header_row.unwrap_or(0),
            imported_at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
            first_day,
            last_day,
            rows: outcome.rows,
            records: outcome.records,
            duplicates: outcome.duplicates,
            updated: outcome.updated,
            quarantined: outcome.quarantined,
            skipped: outcome.skipped,
        })
    }

    fn refused(&self, error: &ImportError) -> Refusal {
        Refusal::Refused(Box::new(Why {
            code: error.code().code().to_owned(),
            message: error.message(self.lang),
            hint: error.hint(self.lang),
        }))
    }
}

fn control(control: &import::ControlResult) -> Control {
    Control {
        label: control.label.clone(),
        stated: control.stated.clone(),
        found: control.found.clone(),
        agrees: control.agrees,
    }
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn log(connection: &Connection, row: &DocumentRow) -> Result<(), Error> {
    history::append(
        connection,
        "import",
        &json!({
            "document": row.id, "name": row.name, "sha256": row.sha256, "format": row.format,
            "rows": row.rows, "records": row.records, "duplicates": row.duplicates,
            "updated": row.updated, "quarantined": row.quarantined, "skipped": row.skipped,
        }),
    )
}
