//! The table of a workbook that its data has to agree with: the same money at another level, such
//! as invoices beside their lines. It is added up and compared; nothing of it becomes a record.

use std::collections::BTreeSet;

use crate::format::{CheckTable, ColumnDirection, Format};
use crate::import::cell;
use crate::import::controls::{ControlMeasure, ControlResult, column_of, header_of, plus, printed};
use crate::import::header::normalise;
use crate::import::limits::HEADER_ROW_MAX;
use crate::import::records::Built;
use crate::import::row::{Cell, Row, trimmed};
use crate::money::Money;
use crate::record::AmountField;

/// Both tables while they are being added up.
#[derive(Debug)]
pub(crate) struct Check<'f> {
    format: &'f Format,
    table: &'f CheckTable,
    /// For each amount its column there, once the header has been seen.
    places: Option<Vec<usize>>,
    sums: Vec<Sum>,
    rows_stated: u64,
    rows_found: BTreeSet<String>,
}

/// An amount in both tables; `None` where it cannot be read or is beyond what money can hold.
#[derive(Debug)]
struct Sum {
    field: AmountField,
    direction: Option<ColumnDirection>,
    stated: Option<Money>,
    found: Option<Money>,
}

impl<'f> Check<'f> {
    /// What a format asks for, if it does.
    pub fn of(format: &'f Format) -> Option<Check<'f>> {
        let table = format.check_table.as_ref()?;
        let sum = |field: &AmountField| Sum {
            field: *field,
            direction: column_of(format, *field).and_then(|column| column.direction),
            stated: Some(Money::ZERO),
            found: Some(Money::ZERO),
        };
        Some(Check {
            format,
            table,
            places: None,
            sums: table.amounts.iter().map(sum).collect(),
            rows_stated: 0,
            rows_found: BTreeSet::new(),
        })
    }

    /// Whether the table stands on a sheet.
    pub fn is_on(&self, sheet: &str) -> bool {
        trimmed(sheet) == self.table.sheet
    }

    /// Takes a row of the table.
    pub fn row(&mut self, row: &Row) {
        let Some(places) = &self.places else {
            if row.number <= HEADER_ROW_MAX {
                self.places = self.header(row);
            }
            return;
        };
        let first = row.cells().map(|cell| trimmed(cell.text));
        let first = first.into_iter().find(|text| !text.is_empty());
        let is_sum = |first: &str| {
            let words = self.format.footer.words.iter();
            words.into_iter().any(|word| first.starts_with(word))
        };
        if first.is_none_or(is_sum) {
            return;
        }
        self.rows_stated += 1;
        for (sum, place) in self.sums.iter_mut().zip(places) {
            let found = row.cell(*place);
            if let Some(text) = cell::value(found.text, &self.format.null_words) {
                let amount = cell::money(Cell { text, ..found }, self.format.money);
                sum.stated = amount
                    .ok()
                    .and_then(|amount| plus(sum.stated, Some(amount)));
            }
        }
    }

    /// The columns of the amounts, if the row is the header.
    fn header(&self, row: &Row) -> Option<Vec<usize>> {
        let names: Vec<String> = row.cells().map(|cell| normalise(cell.text)).collect();
        let place = |sum: &Sum| {
            let column = column_of(self.format, sum.field)?;
            let mut spellings = std::iter::once(&column.header).chain(&column.aliases);
            spellings.find_map(|name| names.iter().position(|known| *known == normalise(name)))
        };
        self.sums.iter().map(place).collect()
    }

    /// Adds a record of the data.
    pub fn add(&mut self, built: &Built) {
        self.rows_found.extend(built.check_row.clone());
        for sum in &mut self.sums {
            sum.found = plus(sum.found, printed(built, sum.field, sum.direction));
        }
    }

    /// The totals, if the workbook has the table.
    pub fn results(&self) -> Vec<ControlResult> {
        if self.places.is_none() {
            return Vec::new();
        }
        let rows = ControlResult {
            label: self.table.sheet.clone(),
            measure: ControlMeasure::Rows,
            stated: self.rows_stated.to_string(),
            found: self.rows_found.len().to_string(),
            agrees: u64::try_from(self.rows_found.len()) == Ok(self.rows_stated),
        };
        let shown = |sum: Option<Money>| sum.map(|sum| sum.to_string()).unwrap_or_default();
        let sums = self.sums.iter().map(|sum| ControlResult {
            label: format!("{} {}", self.table.sheet, header_of(self.format, sum.field)),
            measure: ControlMeasure::Sum,
            stated: shown(sum.stated),
            found: shown(sum.found),
            agrees: sum.stated.is_some() && sum.stated == sum.found,
        });
        std::iter::once(rows).chain(sums).collect()
    }
}
