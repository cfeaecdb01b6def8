//! Records: pages of them behind a sum, and the very row and cell each was read from.

use std::collections::BTreeMap;

use engine::computation::NotSettledAs;
use engine::format::Shape;
use engine::import::{self, RawRow};
use engine::money::Money;
use engine::numbers;
use engine::party::PartyKind;
use engine::record::{AmountField, Class, Side, Status};
use engine::source::Place;
use engine::worksheet::{Measure, RecordsOf};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::archive::KeptDocument;
use crate::case::Case;
use crate::documents::format_of;
use crate::error::{Error, ErrorKind};
use crate::parties::Ownership;
use crate::tables;
use crate::tables::corrections::CorrectionRow;
use crate::tables::documents::DocumentRow;
use crate::tables::records::{Page, PageOf, RecordRow};

/// Says which field the amounts of a page were read from, where it is not the counted one.
fn read_from(rows: &mut [(RecordRow, Option<Money>)], field: Option<AmountField>) {
    for (row, _) in rows {
        row.counted_field = field.or(row.counted_field);
    }
}

/// Which amounts beside settled income a measure takes.
fn not_settled_as(measure: Measure) -> Option<NotSettledAs> {
    match measure {
        Measure::Estimated => Some(NotSettledAs::Estimated),
        Measure::OtherView => Some(NotSettledAs::OtherView),
        _ => None,
    }
}

/// A page of records with their number and sum in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordPage {
    /// How many in all.
    pub total: u32,
    /// Sum of all, not only of the page.
    pub sum: Money,
    /// The page.
    pub rows: Vec<RecordView>,
}

/// A record as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordView {
    /// Number; its code is `R-<number>`.
    #[ts(type = "number")]
    pub id: i64,
    /// Number of its document.
    #[ts(type = "number")]
    pub document: i64,
    /// File name.
    pub document_name: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Physical row, from 1.
    pub row: u32,
    /// Header of the column the amount was read from.
    pub column: Option<String>,
    /// Text of that very cell.
    pub raw: Option<String>,
    /// The text by which a person corrected that cell, and by which it was read.
    pub corrected: Option<String>,
    /// Day it counts on.
    pub on: Option<String>,
    /// What kind of amount.
    pub class: Option<Class>,
    /// The amount that is added up.
    pub amount: Option<Money>,
    /// Order.
    pub order_id: Option<String>,
    /// Status.
    pub status: Status,
    /// Who paid or withheld.
    pub counterparty: Option<String>,
    /// What a person recognises the row by.
    pub description: Option<String>,
}

/// A row as it stands in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RawRowView {
    /// Number of the document.
    #[ts(type = "number")]
    pub document: i64,
    /// File name.
    pub document_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Sheet and row.
    pub place: Place,
    /// Every cell.
    pub cells: Vec<RawCellView>,
    /// When a person corrected the row, UTC.
    pub corrected_at: Option<String>,
    /// Why.
    pub corrected_because: Option<String>,
}

/// A cell as it stands in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RawCellView {
    /// Header of its column.
    pub column: String,
    /// Its text, with numbers of persons masked.
    pub text: String,
    /// The text by which a person corrected it, and by which it was read.
    pub corrected: Option<String>,
    /// The canonical field it was read as.
    pub field: Option<String>,
    /// Whether the counted amount was read from it.
    pub counted: bool,
}

impl Case {
    /// A page of the records that add up to an input of a worksheet, with their raw cells.
    pub fn records_of(&self, of: &RecordsOf, offset: u32, limit: u32) -> Result<RecordPage, Error> {
        let ownership = Ownership::load(&self.connection)?;
        let (total, sum, rows) = match of.side {
            Side::Declared => self.declared_page(&ownership, of, offset, limit)?,
            _ => match not_settled_as(of.measure) {
                Some(what) => self.not_settled_page(&ownership, of, what, (offset, limit))?,
                None => self.counted_page(&ownership, of, offset, limit)?,
            },
        };
        let mut views: Vec<_> = rows
            .into_iter()
            .map(|(row, amount)| (row.counted_field, view(row, amount)))
            .collect();
        self.fill_in_raw_cells(&mut views)?;
        Ok(RecordPage {
            total,
            sum,
            rows: views.into_iter().map(|(_, view)| view).collect(),
        })
    }

    /// The row behind a record, cell by cell, as it stands in the kept document.
    pub fn raw_row(&self, record: i64) -> Result<RawRowView, Error> {
        let missing = || Error::new(ErrorKind::NoSuchRecord).with("record", record);
        let row = tables::records::by_id(&self.connection, record)?.ok_or_else(missing)?;
        let document = self.document(row.document)?;
        let place = Place {
            sheet: row.sheet,
            row: row.row,
            column: None,
        };
        let raw = self.raw_rows(&document, std::slice::from_ref(&place))?;
        let raw = raw.into_iter().next().ok_or_else(missing)?;
        let counted = row.counted_field.map(AmountField::code);
        let correction = self.correction(document.id, &raw.place)?;
        let cells = (0..).zip(raw.cells).map(|(index, cell)| RawCellView {
            counted: counted.is_some() && cell.field.as_deref() == counted,
            corrected: corrected(correction.as_ref(), index, &cell.text),
            column: cell.column,
            text: shown(cell.text, cell.field.as_deref()),
            field: cell.field,
        });
        let is_form = format_of(&self.connection, &document)?.shape == Shape::Form;
        // Of a form the labels that say nothing are left out.
        let is_filled =
            |cell: &RawCellView| cell.corrected.is_some() || !cell.text.trim().is_empty();
        let cells = cells.filter(|cell| !is_form || is_filled(cell)).collect();
        Ok(RawRowView {
            document: document.id,
            document_name: document.name,
            sha256: document.sha256,
            place: raw.place,
            cells,
            corrected_at: correction.as_ref().map(|one| one.at.clone()),
            corrected_because: correction.and_then(|one| one.reason),
        })
    }

    fn counted_page(
        &self,
        ownership: &Ownership,
        of: &RecordsOf,
        offset: u32,
        limit: u32,
    ) -> Result<Page, Error> {
        let party = ownership.party(&of.party)?;
        let agency = party.kind == PartyKind::Agency && of.side == Side::Settled;
        let owned = match agency {
            true => ownership.signed_with(party),
            false => ownership.of_party(&party.id),
        };
        let placed = self.placed_amounts()?;
        let (field, documents) = match of.measure {
            Measure::AgencyShare => (Some(AmountField::AgencyShare), None),
            Measure::FeeBeside => (Some(AmountField::ServiceFee), Some(&*placed.fee_beside)),
            Measure::FeeWithin => (Some(AmountField::ServiceFee), Some(&*placed.fee_within)),
            Measure::SubsidyWithin => (Some(AmountField::Subsidy), Some(&*placed.subsidy_within)),
            Measure::Counted | Measure::DeclaredTax | Measure::Estimated | Measure::OtherView => {
                (agency.then_some(AmountField::AgencyShare), None)
            }
        };
        let page = PageOf {
            owned: &owned,
            days: (
                of.period.first_day().to_string(),
                of.period.last_day().to_string(),
            ),
            grain: of.period.grain(),
            side: of.side,
            classes: &of.classes,
            field,
            documents,
        };
        let (total, sum, mut rows) =
            tables::records::page_of(&self.connection, &page, offset, limit)?;
        read_from(&mut rows, field);
        Ok((total, sum, rows))
    }

    fn not_settled_page(
        &self,
        ownership: &Ownership,
        of: &RecordsOf,
        what: NotSettledAs,
        part: (u32, u32),
    ) -> Result<Page, Error> {
        let estimated = AmountField::CommissionEstimated;
        let (first, last) = (of.period.first_day(), of.period.last_day());
        let (total, sum, mut rows) = tables::records::not_settled::page(
            &self.connection,
            &ownership.of_party(&of.party),
            &self.documents_with(estimated.code())?,
            what,
            (&first.to_string(), &last.to_string()),
            part,
        )?;
        let is_estimate = what == NotSettledAs::Estimated;
        read_from(&mut rows, is_estimate.then_some(estimated));
        Ok((total, sum, rows))
    }

    fn declared_page(
        &self,
        ownership: &Ownership,
        of: &RecordsOf,
        offset: u32,
        limit: u32,
    ) -> Result<Page, Error> {
        let mut lines = self.declarations(ownership)?.counted;
        let within = |period: engine::period::Period| period.within(of.period.grain());
        lines.retain(|line| {
            line.party == of.party
                && of.classes.contains(&line.class)
                && within(line.period) == Some(of.period)
        });
        let amount = |line: &engine::computation::Declaration| match of.measure {
            Measure::DeclaredTax => line.tax.unwrap_or_default(),
            _ => line.income,
        };
        let total = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let sum = lines.iter().map(amount).sum();
        let skip = usize::try_from(offset).unwrap_or(usize::MAX);
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut rows = Vec::new();
        for line in lines.iter().skip(skip).take(take) {
            if let Some(mut row) = tables::records::by_id(&self.connection, line.record)? {
                if of.measure == Measure::DeclaredTax {
                    row.counted_field = Some(AmountField::DeclaredTax);
                }
                rows.push((row, Some(amount(line))));
            }
        }
        Ok((total, sum, rows))
    }

    /// One pass over each document of the page.
    fn fill_in_raw_cells(
        &self,
        views: &mut [(Option<AmountField>, RecordView)],
    ) -> Result<(), Error> {
        let mut by_document: BTreeMap<i64, Vec<Place>> = BTreeMap::new();
        for (_, view) in views.iter() {
            let place = Place {
                sheet: view.sheet.clone(),
                row: view.row,
                column: None,
            };
            by_document.entry(view.document).or_default().push(place);
        }
        for (id, places) in by_document {
            let raw = self.raw_rows(&self.document(id)?, &places)?;
            for (field, view) in views.iter_mut().filter(|(_, view)| view.document == id) {
                let row = raw
                    .iter()
                    .find(|raw| raw.place.row == view.row && raw.place.sheet == view.sheet);
                let cell = row.zip(*field).and_then(|(row, field)| row.amount(field));
                view.column = cell.map(|cell| cell.column.clone());
                view.raw = cell.map(|cell| cell.text.clone());
                let place = row.map(|row| &row.place);
                let index = row
                    .zip(cell)
                    .and_then(|(row, cell)| row.cells.iter().position(|one| one == cell));
                if let Some(((place, index), raw)) = place.zip(index).zip(view.raw.as_ref()) {
                    let correction = self.correction(id, place)?;
                    view.corrected = corrected(correction.as_ref(), index, raw);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn document(&self, id: i64) -> Result<DocumentRow, Error> {
        let found = tables::documents::by_id(&self.connection, id)?;
        found.ok_or_else(|| Error::new(ErrorKind::Damaged))
    }

    fn correction(&self, document: i64, place: &Place) -> Result<Option<CorrectionRow>, Error> {
        let sheet = place.sheet.as_deref();
        let taken = tables::corrections::taken_at(&self.connection, document, sheet, place.row);
        Ok(taken?)
    }

    fn raw_rows(&self, document: &DocumentRow, places: &[Place]) -> Result<Vec<RawRow>, Error> {
        let format = format_of(&self.connection, document)?;
        let mut source = KeptDocument::new(&self.connection, document.id, document.kept_bytes);
        import::raw_rows(&mut source, &format, places).map_err(|error| {
            Error::new(ErrorKind::Document)
                .with("path", &document.name)
                .with("reason", error.message(engine::text::Lang::En))
                .with("hint", error.hint(engine::text::Lang::En))
        })
    }
}

/// The text of a cell as it may be shown. The number of an order is never that of a person.
fn shown(text: String, field: Option<&str>) -> String {
    match field {
        Some("order_id" | "sub_order_id") => text,
        _ => numbers::hidden(&text),
    }
}

/// The other text of a cell that a person corrected.
fn corrected(correction: Option<&CorrectionRow>, index: usize, text: &str) -> Option<String> {
    let cell = correction?.corrected.get(index)?;
    (cell != text).then(|| cell.clone())
}

fn view(row: RecordRow, amount: Option<Money>) -> RecordView {
    RecordView {
        id: row.id,
        document: row.document,
        document_name: row.document_name,
        sheet: row.sheet,
        row: row.row,
        column: None,
        raw: None,
        corrected: None,
        on: row.counted_on,
        class: row.class,
        amount,
        order_id: row.order_id,
        status: row.status,
        counterparty: row.counterparty,
        description: row.description,
    }
}
