//! Each cell of a row, as its column says it is read, into the part of the record that it fills.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use compact_str::ToCompactString;

use crate::format::{Column, ColumnDirection, Direction, Kind};
use crate::import::buyers::{self, Tells};
use crate::import::cell;
use crate::import::plan::Slot;
use crate::import::records::RowReading;
use crate::import::row::{Cell, trimmed};
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::record::Record;
use crate::source::ProblemCode;

impl RowReading<'_> {
    pub(super) fn read(
        &self,
        index: usize,
        column: &Column,
        record: &mut Record,
        direction: &mut Option<Direction>,
    ) -> Result<(), ProblemCode> {
        if column.field.is_none() && column.kind == Kind::Text && !column.filled {
            return Ok(());
        }
        let Some(value) = self.value(index, column) else {
            let gap = column.filled && self.layout.places[index].is_some();
            return if gap {
                Err(ProblemCode::MissingValue)
            } else {
                Ok(())
            };
        };
        let slot = self.plan.slots[index];
        match column.kind {
            Kind::Text => self.text(slot, value.text, record),
            Kind::Number if slot == Slot::TipsUnits => {
                let units = cell::units(value).ok_or(ProblemCode::UnreadableAmount)?;
                record.tips_units = Some(units.to_compact_string());
            }
            // A schedule is read as a whole once the row has its other values.
            Kind::Number | Kind::Schedule => {}
            Kind::Id => return self.id(slot, value, record),
            Kind::Money => return self.money(index, value, record, direction),
            Kind::Rate => cell::check_rate(value, column.scale)?,
            Kind::Time => set_time(record, slot, cell::time(value, self.row.epoch_1904)?),
            Kind::Clock => set_clock(record, slot, cell::clock(value)?),
            Kind::Currency if cell::is_renminbi(value.text) => {}
            Kind::Currency => return Err(ProblemCode::ForeignCurrency),
            Kind::Buyer => self.text(slot, value.text, record),
            Kind::EpochSeconds | Kind::EpochMilliseconds => {
                set_time(record, slot, cell::epoch(value, column.kind)?);
            }
            Kind::Period => record.period = Some(cell::period(value, self.row.epoch_1904)?),
            Kind::FirstDay => record.period = Some(self.first_month(value)?),
            Kind::LastDay => record.period = Some(self.whole_period(value, record.period)?),
            Kind::Status => {
                let status = self.plan.status(value.text);
                record.status = status.ok_or(ProblemCode::UnknownStatus)?;
            }
            Kind::Direction => {
                let word = self.plan.direction(value.text);
                let moves = word.ok_or(ProblemCode::UnknownDirection)?;
                if direction.replace(moves).is_some_and(|known| known != moves) {
                    return Err(ProblemCode::UnknownDirection);
                }
            }
        }
        Ok(())
    }

    /// The value of a cell, if it has one.
    fn value(&self, index: usize, column: &Column) -> Option<Cell<'_>> {
        let cell = self.layout.places[index].map(|place| self.row.cell(place));
        cell.and_then(|cell| {
            let text = cell::value(cell.text, &self.plan.format.null_words);
            // A word such as `/` says "none" elsewhere and "neither" in a column of directions.
            let text = match column.kind {
                Kind::Direction => text.or_else(|| {
                    Some(trimmed(cell.text)).filter(|word| self.plan.direction(word).is_some())
                }),
                _ => text,
            };
            Some(Cell {
                text: text?,
                ..cell
            })
        })
    }

    /// The month that a period of account begins with.
    fn first_month(&self, value: Cell<'_>) -> Result<Period, ProblemCode> {
        let day = self.day(value)?;
        let begins = day.day() == 1;
        begins
            .then(|| Period::containing(day, Grain::Month))
            .ok_or(ProblemCode::UnreadablePeriod)
    }

    /// The period that begins with that month and ends on this day.
    fn whole_period(&self, value: Cell<'_>, first: Option<Period>) -> Result<Period, ProblemCode> {
        let last = self.day(value)?;
        let first = first.ok_or(ProblemCode::UnreadablePeriod)?.first_day();
        Period::between(first, last).ok_or(ProblemCode::UnreadablePeriod)
    }

    fn day(&self, value: Cell<'_>) -> Result<NaiveDate, ProblemCode> {
        let time = cell::time(value, self.row.epoch_1904);
        let time = time.map_err(|_| ProblemCode::UnreadablePeriod)?;
        time.map(|time| time.date())
            .ok_or(ProblemCode::UnreadablePeriod)
    }

    /// Who bought and where to, from columns that the format does not know.
    pub(super) fn buyers(&self, record: &mut Record) {
        let perspective = self.plan.format.perspective;
        if self.layout.buyers.is_empty() || !perspective.sells() {
            return;
        }
        for (tells, slot) in [(Tells::Buyer, Slot::Buyer), (Tells::Address, Slot::Address)] {
            if self.plan.slots.contains(&slot) {
                continue;
            }
            for index in buyers::telling(&self.layout.buyers, tells) {
                let text = trimmed(self.row.cell(index).text);
                if let Some(text) = cell::value(text, &self.plan.format.null_words) {
                    self.text(slot, text, record);
                }
            }
        }
    }

    fn text(&self, slot: Slot, text: &str, record: &mut Record) {
        if matches!(slot, Slot::Buyer | Slot::Address) && buyers::is_masked(text) {
            return;
        }
        let place = match slot {
            Slot::Counterparty => &mut record.counterparty,
            Slot::CounterpartyAccount => &mut record.counterparty_account,
            Slot::Buyer => &mut record.buyer,
            Slot::Address => &mut record.address,
            Slot::Description => &mut record.description,
            _ => return,
        };
        if place.is_none() {
            *place = Some(text.into());
        }
    }

    fn id(&self, slot: Slot, value: Cell<'_>, record: &mut Record) -> Result<(), ProblemCode> {
        let id = cell::id(value)?;
        let place = match slot {
            Slot::OrderId => &mut record.order_id,
            Slot::SubOrderId => &mut record.sub_order_id,
            _ => return Ok(()),
        };
        if place.is_none() && !id.is_empty() {
            *place = Some(id.into());
        }
        Ok(())
    }

    fn money(
        &self,
        index: usize,
        value: Cell<'_>,
        record: &mut Record,
        direction: &mut Option<Direction>,
    ) -> Result<(), ProblemCode> {
        let column = &self.plan.format.columns[index];
        if self.was_taken(index) {
            return Ok(());
        }
        let unit = column.unit.unwrap_or(self.plan.format.money);
        let mut amount = cell::money(value, unit)?;
        if column.negated {
            amount = amount.negated();
        }
        let Slot::Amount(field) = self.plan.slots[index] else {
            return Ok(());
        };
        if let Some(rule) = column.direction {
            // Of two columns the one without money says nothing.
            if amount == Money::ZERO && rule != ColumnDirection::Sign {
                if record.amounts.get(field).is_none() {
                    record.amounts.set(field, Some(amount));
                }
                return Ok(());
            }
            let moves = match rule {
                ColumnDirection::In => Direction::In,
                ColumnDirection::Out => Direction::Out,
                ColumnDirection::Sign if amount < Money::ZERO => Direction::Out,
                ColumnDirection::Sign => Direction::In,
            };
            if direction.is_some_and(|known| known != moves) {
                return Err(ProblemCode::UnknownDirection);
            }
            *direction = Some(moves);
            if rule != ColumnDirection::In {
                amount = amount.absolute();
            }
        }
        let known = record.amounts.get(field);
        let other_is_zero = column.direction.is_some() && known == Some(Money::ZERO);
        if known.is_none() || other_is_zero {
            record.amounts.set(field, Some(amount));
        }
        Ok(())
    }
}

/// Puts the time of day on the day that is known already.
fn set_clock(record: &mut Record, slot: Slot, clock: NaiveTime) {
    let place = match slot {
        Slot::OrderedAt => &mut record.ordered_at,
        Slot::SettledAt => &mut record.settled_at,
        Slot::RefundedAt => &mut record.refunded_at,
        Slot::ModifiedAt => &mut record.modified_at,
        _ => return,
    };
    *place = place.map(|day| day.date().and_time(clock));
}

fn set_time(record: &mut Record, slot: Slot, time: Option<NaiveDateTime>) {
    let place = match slot {
        Slot::OrderedAt => &mut record.ordered_at,
        Slot::SettledAt => &mut record.settled_at,
        Slot::RefundedAt => &mut record.refunded_at,
        Slot::ModifiedAt => &mut record.modified_at,
        _ => return,
    };
    *place = place.or(time);
}
