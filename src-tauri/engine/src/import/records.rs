//! One row to its record, or to the first thing that is wrong with it. A row is never half read.

use compact_str::CompactString;

use crate::format::{Direction, Kind};
use crate::import::cell;
use crate::import::header::Layout;
use crate::import::plan::Plan;
use crate::import::row::{Cell, Row};
use crate::money::Money;
use crate::record::{Amounts, Record, Status};
use crate::source::{Place, Problem, ProblemCode};

mod cells;
mod counting;
mod keys;
mod memory;
mod owner;
mod refused;
mod schedule;

use counting::of_part;
pub(crate) use memory::Memory;
pub(crate) use owner::Owner;
pub(crate) use refused::shown;

/// What is wrong, and in which column of the format.
type Wrong = (ProblemCode, Option<usize>);

/// A record with what only the file's own totals need.
pub(crate) struct Built {
    pub record: Box<Record>,
    pub direction: Option<Direction>,
    /// For each control total of the format whether the texts of the row put it under that total.
    pub under: Vec<bool>,
    /// The row of the table to agree with that it belongs to.
    pub check_row: Option<String>,
    /// Further counted amounts of the same row, each as a record of its own.
    pub others: Vec<Record>,
}

/// Reads a row.
pub(crate) fn build(
    plan: &Plan<'_>,
    layout: &Layout,
    owner: &Owner,
    memory: &mut Memory,
    sheet: Option<&str>,
    row: &Row,
) -> Result<Built, Problem> {
    let place = Place {
        sheet: sheet.map(str::to_owned),
        row: row.number,
        column: None,
    };
    memory.turn_to(row.group);
    let reading = RowReading {
        plan,
        layout,
        memory,
        row,
    };
    let built = reading
        .built(place.clone(), owner)
        .map_err(|wrong| reading.problem(place, wrong))?;
    let now_taken: Vec<_> = reading.once_only().collect();
    memory.keep(now_taken, &built.record.line_key);
    Ok(built)
}

/// Whether any cell holds an amount or a time where the format has one. A line that explains the
/// header holds neither.
pub(crate) fn holds_data(plan: &Plan<'_>, layout: &Layout, row: &Row) -> bool {
    let columns = plan.format.columns.iter().zip(&layout.places);
    columns.into_iter().any(|(column, place)| {
        let Some(cell) = place.map(|place| row.cell(place)) else {
            return false;
        };
        let Some(text) = cell::value(cell.text, &plan.format.null_words) else {
            return false;
        };
        let cell = Cell { text, ..cell };
        match column.kind {
            Kind::Money => cell::decimal(cell).is_some(),
            Kind::Time => cell::time(cell, row.epoch_1904).is_ok(),
            _ => false,
        }
    })
}

/// A row being read.
struct RowReading<'a> {
    plan: &'a Plan<'a>,
    layout: &'a Layout,
    memory: &'a Memory,
    row: &'a Row,
}

impl RowReading<'_> {
    fn built(&self, place: Place, owner: &Owner) -> Result<Built, Wrong> {
        self.whole()?;
        if owner.foreign {
            return Err((ProblemCode::ForeignCurrency, None));
        }
        let status = self.plan.format.status_of_all.unwrap_or(Status::Done);
        let mut record = Box::new(empty(place, status));
        record.period = owner.period;
        record.modified_at = owner.fetched;
        record.cumulative_to = owner.cumulative_to;
        let mut direction = None;
        for (index, column) in self.plan.format.columns.iter().enumerate() {
            self.read(index, column, &mut record, &mut direction)
                .map_err(|code| (code, Some(index)))?;
        }
        self.buyers(&mut record);
        let schedule = self.schedule(&mut record)?;
        self.restate(&mut record);
        record.line_key = self.memory.distinct(self.line_key(&record)?);
        record.account_keys = self.account_keys(owner);
        record.account_name = self
            .plan
            .account_name
            .as_ref()
            .and_then(|fed| self.plan.text(fed, self.layout, self.row))
            .or(owner.name.as_deref())
            .map(CompactString::from);
        let mut others = Vec::new();
        for (number, part) in self.plan.parts.iter().enumerate() {
            let planned = self.applying(part, &record, direction, schedule.as_ref())?;
            let Some(planned) = planned else {
                continue;
            };
            if let (None, Some(schedule)) = (planned.on, &schedule) {
                others.extend(self.scheduled(part, planned, &record, schedule)?);
                continue;
            }
            match (number, self.counted(planned, &record, schedule.as_ref())?) {
                (0, counted) => record.counted = counted,
                (_, Some(counted)) if counted.amount != Money::ZERO => {
                    others.push(of_part(&record, part.name, counted));
                }
                (_, _) => {}
            }
        }
        Ok(Built {
            record,
            direction,
            under: self.under(),
            check_row: self.check_row(),
            others,
        })
    }

    /// Cells neither missing, nor too many, nor too long.
    fn whole(&self) -> Result<(), Wrong> {
        // In JSON the first elements may lack a key that later ones have.
        if let Some(lacking) = self.layout.lacking.first() {
            let columns = &self.plan.format.columns;
            let column = columns.iter().position(|column| column.header == *lacking);
            return Err((ProblemCode::MissingValue, column));
        }
        let header = self.layout.header.len();
        let must_be_full = self.row.must_be_full && !self.plan.format.ragged;
        if must_be_full && self.row.len() < self.filled_header() {
            return Err((ProblemCode::RowTooShort, None));
        }
        let beyond = (header..self.row.len()).map(|column| self.row.cell(column));
        if self.row.must_be_full && beyond.into_iter().any(|cell| !cell.text.trim().is_empty()) {
            return Err((ProblemCode::RowTooLong, None));
        }
        match self.row.too_long() {
            Some(place) => Err((ProblemCode::CellTooLong, self.layout.column_at(place))),
            None => Ok(()),
        }
    }

    /// The header without the empty cells that trailing separators leave.
    fn filled_header(&self) -> usize {
        let last = self
            .layout
            .header
            .iter()
            .rposition(|name| !name.trim().is_empty());
        last.map_or(0, |last| last + 1)
    }
}

fn empty(place: Place, status: Status) -> Record {
    Record {
        place,
        is_part: false,
        account_keys: Vec::new(),
        account_name: None,
        line_key: String::new(),
        order_id: None,
        sub_order_id: None,
        status,
        ordered_at: None,
        settled_at: None,
        refunded_at: None,
        modified_at: None,
        period: None,
        cumulative_to: None,
        counterparty: None,
        counterparty_account: None,
        tips_units: None,
        buyer: None,
        address: None,
        description: None,
        amounts: Amounts::default(),
        counted: None,
    }
}
