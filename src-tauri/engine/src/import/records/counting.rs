//! What a row adds to the comparison: which amount, of which class, on which day.

use chrono::NaiveDate;

use crate::format::Direction;
use crate::import::plan::{Fed, Part, Planned, Slot, holds};
use crate::import::records::schedule::Schedule;
use crate::import::records::{RowReading, Wrong};
use crate::money::Money;
use crate::record::{AmountField, Amounts, Class, Counted, Record};
use crate::source::ProblemCode;

impl RowReading<'_> {
    /// The count of a part that is about the row, if one is.
    pub(super) fn applying<'p>(
        &'p self,
        part: &'p Part<'p>,
        record: &Record,
        direction: Option<Direction>,
        schedule: Option<&Schedule>,
    ) -> Option<&'p Planned<'p>> {
        part.counts.iter().find(|planned| {
            let amount = planned.count.amount;
            let has_days = || schedule.is_some_and(|schedule| schedule.field == amount);
            holds(&planned.count.when, record.status, direction)
                && (planned.on.is_some() || has_days())
                && self.says(planned)
        })
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
            // One of several amounts of a row may be absent, and one that was said elsewhere.
            let said = schedule.is_some_and(|schedule| schedule.field == count.amount)
                || self.said_before(count.amount);
            let only = self.plan.parts.len() == 1 && !said;
            return if only {
                Err(missing(Slot::Amount(count.amount)))
            } else {
                Ok(None)
            };
        };
        let day = match on {
            Slot::Period => record.period.map(|period| period.first_day()),
            Slot::OrderedAt => record.ordered_at.map(|time| time.date()),
            Slot::SettledAt => record.settled_at.map(|time| time.date()),
            Slot::RefundedAt => record.refunded_at.map(|time| time.date()),
            _ => record.modified_at.map(|time| time.date()),
        };
        let day = day.ok_or_else(|| missing(on))?;
        Ok(Some(planned.counted(class, amount, day)))
    }

    /// Whether an earlier row of the same order has said an amount.
    fn said_before(&self, field: AmountField) -> bool {
        let mut slots = self.plan.slots.iter().enumerate();
        slots.any(|(index, slot)| *slot == Slot::Amount(field) && self.was_taken(index))
    }

    /// Whether the row says what the word conditions of a count ask for.
    fn says(&self, planned: &Planned<'_>) -> bool {
        let conditions = planned.count.when.words.iter().zip(&planned.words);
        conditions.into_iter().all(|(condition, fields)| {
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
