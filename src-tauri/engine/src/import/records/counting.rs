//! What a row adds to the comparison: which amount, of which class, on which day.

use chrono::NaiveDate;

use crate::format::{Direction, Kind, WordCondition};
use crate::import::plan::{Fed, Part, Planned, Slot, holds};
use crate::import::records::schedule::Schedule;
use crate::import::records::{RowReading, Wrong};
use crate::money::Money;
use crate::record::{AmountField, Amounts, Class, Counted, Record};
use crate::source::ProblemCode;

impl RowReading<'_> {
    /// The first count of a part that is about the row. A row that would count but does not tell
    /// whether its money came in or went out is never passed over.
    pub(super) fn applying<'p>(
        &'p self,
        part: &'p Part<'p>,
        record: &Record,
        direction: Option<Direction>,
        schedule: Option<&Schedule>,
    ) -> Result<Option<&'p Planned<'p>>, Wrong> {
        for planned in &part.counts {
            let (when, amount) = (&planned.count.when, planned.count.amount);
            let untold = direction.is_none() && !when.direction.is_empty();
            let direction = direction.or(when.direction.first().copied());
            let has_days = || schedule.is_some_and(|schedule| schedule.field == amount);
            let is_about = holds(when, record.status, direction)
                && (planned.on.is_some() || has_days())
                && self.says(&when.words, &planned.words);
            if !is_about {
                continue;
            }
            match untold {
                false => return Ok(Some(planned)),
                true if record.amounts.get(amount) == Some(Money::ZERO) => {}
                true if self.said_before(amount) => {}
                true => return Err((ProblemCode::UnknownDirection, self.direction_column())),
            }
        }
        Ok(None)
    }

    /// What the row adds to the comparison by a count with one day.
    pub(super) fn counted(
        &self,
        planned: &Planned<'_>,
        record: &Record,
        schedule: Option<&Schedule>,
    ) -> Result<Option<Counted>, Wrong> {
        let count = planned.count;
        let class = self.class(planned)?;
        let Some(on) = planned.on.filter(|_| class != Class::NotIncome) else {
            return Ok(None);
        };
        let missing = |slot: Slot| (ProblemCode::MissingValue, self.column_of(slot));
        let Some(amount) = record.amounts.get(count.amount) else {
            // One of several amounts of a row may be absent, and one that was said elsewhere; the
            // only one may not, unless the format says so.
            let said = schedule.is_some_and(|schedule| schedule.field == count.amount)
                || self.said_before(count.amount);
            let only = self.plan.parts.len() == 1 && !said && !count.may_be_absent;
            return if only {
                Err(missing(Slot::Amount(count.amount)))
            } else {
                Ok(None)
            };
        };
        let day = day(record, on).or_else(|| day(record, planned.else_on?));
        let day = day.ok_or_else(|| missing(on))?;
        Ok(Some(planned.counted(class, amount, day)))
    }

    /// Whether an earlier row of the same order has said an amount.
    fn said_before(&self, field: AmountField) -> bool {
        let mut slots = self.plan.slots.iter().enumerate();
        slots.any(|(index, slot)| *slot == Slot::Amount(field) && self.was_taken(index))
    }

    /// Under which of the control totals the texts of the row put it.
    pub(super) fn under(&self) -> Vec<bool> {
        let controls = self.plan.format.controls.iter();
        controls
            .zip(&self.plan.control_words)
            .map(|(control, fields)| self.says(&control.when.words, fields))
            .collect()
    }

    /// The row of the table to agree with that the row belongs to.
    pub(super) fn check_row(&self) -> Option<String> {
        let fields = self.plan.check_rows.iter();
        let texts = fields.map(|fed| self.plan.text(fed, self.layout, self.row));
        let texts: Vec<&str> = texts.map(Option::unwrap_or_default).collect();
        (!texts.is_empty()).then(|| texts.join("|"))
    }

    /// Whether the row says what word conditions ask for; `fields` are the columns of each.
    fn says(&self, conditions: &[WordCondition], fields: &[Vec<Fed>]) -> bool {
        conditions.iter().zip(fields).all(|(condition, fields)| {
            let texts = || {
                fields
                    .iter()
                    .filter_map(|fed| self.plan.text(fed, self.layout, self.row))
            };
            let speaks = |words: &[String]| {
                texts().any(|text| words.iter().any(|word| text.contains(word.as_str())))
            };
            (condition.any.is_empty() || speaks(&condition.any)) && !speaks(&condition.none)
        })
    }

    pub(super) fn class(&self, planned: &Planned<'_>) -> Result<Class, Wrong> {
        for (rule, fields) in planned.count.rules.iter().zip(&planned.rules) {
            let speaks = |fed: &Fed| {
                let text = self.plan.text(fed, self.layout, self.row);
                text.is_some_and(|text| rule.words.iter().any(|word| text.contains(word.as_str())))
            };
            if fields.iter().any(speaks) {
                return Ok(rule.class);
            }
        }
        let asked = planned
            .rules
            .first()
            .and_then(|fields| fields.first()?.columns.first().copied());
        planned
            .count
            .class
            .ok_or((ProblemCode::UnknownIncomeItem, asked))
    }

    fn direction_column(&self) -> Option<usize> {
        let columns = &self.plan.format.columns;
        columns
            .iter()
            .position(|column| column.kind == Kind::Direction || column.direction.is_some())
    }

    fn column_of(&self, slot: Slot) -> Option<usize> {
        self.plan.slots.iter().position(|known| *known == slot)
    }
}

impl Planned<'_> {
    /// What an amount adds to the comparison on a day.
    pub(super) fn counted(&self, class: Class, amount: Money, on: NaiveDate) -> Counted {
        let count = self.count;
        let amount = if count.negative {
            amount.negated()
        } else {
            amount
        };
        let below_zero = count.class_of_negative.filter(|_| amount < Money::ZERO);
        Counted {
            side: count.side,
            class: below_zero.unwrap_or(class),
            amount,
            field: count.amount,
            on,
            order_money: count.order_money,
        }
    }
}

/// The day of a time or period of a record.
fn day(record: &Record, slot: Slot) -> Option<NaiveDate> {
    match slot {
        Slot::Period => record.period.map(|period| period.first_day()),
        Slot::OrderedAt => record.ordered_at.map(|time| time.date()),
        Slot::SettledAt => record.settled_at.map(|time| time.date()),
        Slot::RefundedAt => record.refunded_at.map(|time| time.date()),
        _ => record.modified_at.map(|time| time.date()),
    }
}

/// The record of a further counted amount of a row: the same row, that amount alone.
pub(super) fn of_part(record: &Record, part: &str, counted: Counted) -> Record {
    let mut other = record.clone();
    other.line_key = format!("{}|{part}", record.line_key);
    other.amounts = Amounts::default();
    other.is_part = true;
    other
        .amounts
        .set(counted.field, record.amounts.get(counted.field));
    other.counted = Some(counted);
    other
}
