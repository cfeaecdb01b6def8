//! A row whose amount comes in several runs, each with a day of its own; and the status that
//! follows from what a row has.

use crate::format::Restate;
use crate::import::cell::{self, Entry};
use crate::import::plan::{Fed, Part, Planned, Slot};
use crate::import::records::counting::of_part;
use crate::import::records::{RowReading, Wrong};
use crate::import::row::Cell;
use crate::record::{AmountField, Class, Counted, Record};

/// The entries of a row, and the amount they stand for.
pub(super) struct Schedule {
    pub field: AmountField,
    entries: Vec<Entry>,
}

impl RowReading<'_> {
    /// The schedule of the row, if it has one: its entries replace the single amount.
    pub(super) fn schedule(&self, record: &mut Record) -> Result<Option<Schedule>, Wrong> {
        let format = self.plan.format;
        let Some(index) = self.plan.schedule else {
            return Ok(None);
        };
        let cell = self.layout.places[index].map(|place| self.row.cell(place));
        let value = cell.and_then(|cell| {
            let text = cell::value(cell.text, &format.null_words)?;
            Some(Cell { text, ..cell })
        });
        let (Some(value), Slot::Amount(field)) = (value, self.plan.slots[index]) else {
            return Ok(None);
        };
        let unit = format.columns[index].unit.unwrap_or(format.money);
        let entries = cell::schedule(value, unit).map_err(|code| (code, Some(index)))?;
        if entries.is_empty() {
            return Ok(None);
        }
        record.amounts.set(field, None);
        Ok(Some(Schedule { field, entries }))
    }

    /// Each entry as a record of its own, on its own day.
    pub(super) fn scheduled(
        &self,
        part: &Part<'_>,
        planned: &Planned<'_>,
        record: &Record,
        schedule: &Schedule,
    ) -> Result<Vec<Record>, Wrong> {
        let class = self.class(planned)?;
        let mut records = Vec::with_capacity(schedule.entries.len());
        for entry in &schedule.entries {
            let counted = planned.counted(class, entry.amount, entry.day);
            if counted.class == Class::NotIncome {
                continue;
            }
            records.push(of_entry(record, part.name, entry, counted));
        }
        Ok(records)
    }

    /// The status that follows from the values the row has.
    pub(super) fn restate(&self, record: &mut Record) {
        let fits = |(rule, fields): &&(&Restate, Vec<Fed>)| {
            rule.status.contains(&record.status) && fields.iter().all(|fed| self.has(fed, record))
        };
        if let Some((rule, _)) = self.plan.restates.iter().find(fits) {
            record.status = rule.becomes;
        }
    }

    /// Whether the row has a value for a field; a time of zero is none.
    fn has(&self, fed: &Fed, record: &Record) -> bool {
        match fed.slot {
            Slot::OrderedAt => record.ordered_at.is_some(),
            Slot::SettledAt => record.settled_at.is_some(),
            Slot::RefundedAt => record.refunded_at.is_some(),
            Slot::ModifiedAt => record.modified_at.is_some(),
            Slot::Amount(field) => record.amounts.get(field).is_some(),
            _ => self.plan.text(fed, self.layout, self.row).is_some(),
        }
    }
}

/// The record of one entry: the same row, settled on the day of the entry with its amount.
fn of_entry(record: &Record, part: &str, entry: &Entry, counted: Counted) -> Record {
    let day = entry.day.format("%Y%m%d");
    let name = match part.is_empty() {
        true => day.to_string(),
        false => format!("{part}|{day}"),
    };
    let mut paid = record.clone();
    paid.amounts.set(counted.field, Some(entry.amount));
    let mut paid = of_part(&paid, &name, counted);
    paid.settled_at = Some(entry.time());
    paid
}
