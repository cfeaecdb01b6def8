//! Preview: the import itself, taken back before anything is stored, so that what a person sees is
//! what a person gets.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use engine::format::{DraftProblem, MappingDraft};
use engine::import::{self, ColumnChange, Detection};
use engine::money::Money;
use engine::record::{AmountField, Class, Side, Status};
use engine::source::Place;
use engine::text::Lang;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::Case;
use crate::documents::{self, ImportOptions, ImportOutcome};
use crate::error::Error;
use crate::tables;
use crate::tables::preview::StoredRow;

/// What an import of a file would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Preview {
    /// What the file is, by its first rows, among built-in formats and own mappings; nothing where
    /// it cannot be read at all.
    pub detection: Option<Detection>,
    /// The header beside that of the last document of the format, or beside the format's layout.
    pub layout: Vec<ColumnChange>,
    /// What would become of the file: counts, sums, problems and control totals.
    pub outcome: ImportOutcome,
    /// The first records as they would be stored.
    pub records: Vec<PreviewRecord>,
}

/// A record as it would be stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PreviewRecord {
    /// Sheet and row.
    pub place: Place,
    /// The account, by its name or what the file prints.
    pub account: Option<String>,
    /// Status.
    pub status: Status,
    /// The day it counts on, or was ordered.
    pub on: Option<String>,
    /// The side it counts on.
    pub side: Option<Side>,
    /// What kind of amount.
    pub class: Option<Class>,
    /// What it counts; nothing for evidence only.
    pub amount: Option<Money>,
    /// The field that amount is read from.
    pub field: Option<AmountField>,
    /// Order.
    pub order_id: Option<String>,
    /// Who paid or withheld.
    pub counterparty: Option<String>,
    /// What a person recognises the row by.
    pub description: Option<String>,
}

/// What an import by a draft would do, or what is still wrong with the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftPreview {
    /// What an import would do, once nothing is wrong with the draft.
    pub preview: Option<Preview>,
    /// What is still wrong with the draft, part by part.
    pub problems: Vec<DraftProblem>,
}

impl Case {
    /// Runs the import of one file by a mapping that is still being made, and takes it back.
    pub fn preview_draft(
        &mut self,
        path: &Path,
        draft: &MappingDraft,
        records_most: u32,
        lang: Lang,
    ) -> Result<DraftPreview, Error> {
        let (preview, problems) = match draft.to_format() {
            Err(problems) => (None, problems),
            Ok(format) => {
                let options = ImportOptions {
                    mapping: Some(format),
                    accept_bad_rows: true,
                    ..ImportOptions::default()
                };
                let preview = self.preview(path, &options, records_most, lang)?;
                (Some(preview), Vec::new())
            }
        };
        Ok(DraftPreview { preview, problems })
    }

    /// Runs the import of one file with these options and takes it back; nothing is stored.
    pub fn preview(
        &mut self,
        path: &Path,
        options: &ImportOptions,
        records_most: u32,
        lang: Lang,
    ) -> Result<Preview, Error> {
        let open = || File::open(path).map_err(|error| Error::disk(path, &error));
        let formats = documents::known_formats(&self.connection)?;
        let detection = import::recognise(&mut open()?, &formats).ok();
        let transaction = self.connection.transaction()?;
        let mut quiet = |_: &documents::ImportProgress| ControlFlow::Continue(());
        let name = path.display().to_string();
        let file = open()?;
        let tried =
            documents::try_import(&transaction, &name, &name, &file, options, lang, &mut quiet)?;
        let records = match (tried.stores, tried.outcome.document) {
            (true, Some(id)) => tables::preview::first_of_document(&transaction, id, records_most)?,
            _ => Vec::new(),
        };
        transaction.rollback()?;
        Ok(Preview {
            detection,
            layout: tried.layout,
            outcome: tried.outcome,
            records: records.into_iter().map(record).collect(),
        })
    }
}

fn record(row: StoredRow) -> PreviewRecord {
    PreviewRecord {
        place: Place {
            sheet: row.sheet,
            row: row.row,
            column: None,
        },
        account: row.account,
        status: Status::from_code(&row.status).unwrap_or(Status::Error),
        on: row.on,
        side: row.side.as_deref().and_then(Side::from_code),
        class: row.class.as_deref().and_then(Class::from_code),
        amount: row.amount,
        field: row.field.as_deref().and_then(AmountField::from_code),
        order_id: row.order_id,
        counterparty: row.counterparty,
        description: row.description,
    }
}
