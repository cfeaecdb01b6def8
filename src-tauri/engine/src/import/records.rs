//! One row to its record, or to the first thing that is wrong with it. A row is never half read.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use crate::format::{Column, ColumnDirection, Direction, Format, Kind};
use crate::import::buyers::{self, Tells};
use crate::import::cell;
use crate::import::header::Layout;
use crate::import::limits::SHOWN_CHARACTERS_MAX;
use crate::import::plan::{Plan, Slot};
use crate::import::row::{Cell, Row, trimmed};
use crate::money::Money;
use crate::numbers;
use crate::period::{Grain, Period};
use crate::record::{Amounts, Record, Status};
use crate::source::{Place, Problem, ProblemCode};

mod counting;
mod keys;
mod memory;
mod owner;
mod schedule;

use counting::of_part;
pub(crate) use memory::Memory;
pub(crate) use owner::Owner;

/// What is wrong, and in which column of the format.
type Wrong = (ProblemCode, Option<usize>);

/// A record with what only the file's own totals need.
pub(crate) struct Built {
    pub record: Record,
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
        let mut record = empty(
            place,
            self.plan.format.status_of_all.unwrap_or(Status::Done),
        );
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
            .map(str::to_owned)
            .or_else(|| owner.name.clone());
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

    fn read(
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
                record.tips_units = Some(units.to_string());
            }
            // A schedule is read as a whole once the row has its other values.
            Kind::Number | Kind::Schedule => {}
            Kind::Id => return self.id(slot, value, record),
            Kind::Money => return self.money(index, value, record, direction),
            Kind::Rate => {
                cell::rate(value, column.scale)?;
            }
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
    fn buyers(&self, record: &mut Record) {
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
            *place = Some(text.to_owned());
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
            *place = Some(id.to_owned());
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

    /// What an amount is taken once for, on this row.
    fn once_for(&self, index: usize) -> Option<(usize, String)> {
        let fed = self.plan.once_per[index].as_ref()?;
        let value = self.plan.text(fed, self.layout, self.row)?;
        Some((index, value.to_owned()))
    }

    /// Whether an earlier row has said this amount.
    fn was_taken(&self, index: usize) -> bool {
        let once = self.once_for(index);
        once.is_some_and(|once| self.memory.has_taken(&once))
    }

    /// Everything that this row takes and a later one may not take again.
    fn once_only(&self) -> impl Iterator<Item = (usize, String)> {
        (0..self.plan.once_per.len()).filter_map(|index| self.once_for(index))
    }

    fn problem(&self, mut place: Place, (code, column): Wrong) -> Problem {
        let index = column.and_then(|column| self.layout.places[column]);
        let header = column.map(|column| &self.plan.format.columns[column].header);
        place.column = match index {
            Some(index) => self
                .layout
                .header
                .get(index)
                .map(|name| name.trim().to_owned()),
            None => header.cloned(),
        };
        let field = column.and_then(|column| self.plan.format.columns[column].field.as_ref());
        let tells_who = field.is_some_and(|field| self.plan.format.account.keys.contains(field));
        let texts = shown(self.plan.format, self.layout, self.row, code);
        let found = match index {
            Some(index) => {
                let text = texts.into_iter().nth(index).unwrap_or_default();
                if tells_who {
                    numbers::hidden(&text)
                } else {
                    text
                }
            }
            None if self.layout.buyers.is_empty() => numbers::hidden(&texts.join(",")),
            // Blanks between separators tell nothing.
            None => {
                let filled = texts.into_iter().filter(|text| !text.is_empty());
                numbers::hidden(&filled.collect::<Vec<_>>().join(","))
            }
        };
        Problem {
            place,
            code,
            found: found.chars().take(SHOWN_CHARACTERS_MAX).collect(),
        }
    }
}

/// What may be shown of a row that cannot be taken: never the buyer. Where cells are missing or
/// too many, nobody knows which of them are the buyer's.
pub(crate) fn shown(format: &Format, layout: &Layout, row: &Row, code: ProblemCode) -> Vec<String> {
    let shifted = matches!(code, ProblemCode::RowTooShort | ProblemCode::RowTooLong);
    match shifted && !layout.buyers.is_empty() {
        true => vec![String::new(); row.len()],
        false => buyers::screened(format, layout, row.texts()),
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
