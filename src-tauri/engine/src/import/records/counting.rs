//! What a row adds to the comparison: which amount, of which class, on which day.

use crate::format::Direction;
use crate::import::plan::{Fed, Part, Planned, Slot, holds};
use crate::import::records::{RowReading, Wrong};
use crate::record::{Amounts, Class, Counted, Record};
use crate::source::ProblemCode;

impl RowReading<'_> {
    /// What the row adds to the comparison in one part.
    pub(super) fn counted(
        &self,
        part: &Part<'_>,
        record: &Record,
        direction: Option<Direction>,
    ) -> Result<Option<Counted>, Wrong> {
        let applies = |planned: &&Planned<'_>| {
            holds(&planned.count.when, record.status, direction) && self.says(planned)
        };
        let Some(planned) = part.counts.iter().find(applies) else {
            return Ok(None);
        };
        let count = planned.count;
        let class = self.class(planned)?;
        if class == Class::NotIncome {
            return Ok(None);
        }
        let missing = |slot: Slot| (ProblemCode::MissingValue, self.column_of(slot));
        let Some(amount) = record.amounts.get(count.amount) else {
            // One of several amounts of a row may be absent; the only one may not.
            let only = self.plan.parts.len() == 1 && !count.may_be_absent;
            return if only {
                Err(missing(Slot::Amount(count.amount)))
            } else {
                Ok(None)
            };
        };
        let on = match planned.on {
            Slot::Period => record.period.map(|period| period.first_day()),
            Slot::OrderedAt => record.ordered_at.map(|time| time.date()),
            Slot::SettledAt => record.settled_at.map(|time| time.date()),
            Slot::RefundedAt => record.refunded_at.map(|time| time.date()),
            _ => record.modified_at.map(|time| time.date()),
        };
        Ok(Some(Counted {
            side: count.side,
            class,
            amount: if count.negative {
                amount.negated()
            } else {
                amount
            },
            field: count.amount,
            on: on.ok_or_else(|| missing(planned.on))?,
            order_money: count.order_money,
        }))
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

    fn class(&self, planned: &Planned<'_>) -> Result<Class, Wrong> {
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

/// The record of a further counted amount of a row: the same row, that amount alone.
pub(super) fn of_part(record: &Record, part: &str, counted: Counted) -> Record {
    let mut other = record.clone();
    other.line_key = format!("{}|{part}", record.line_key);
    other.amounts = Amounts::default();
    other
        .amounts
        .set(counted.field, record.amounts.get(counted.field));
    other.counted = Some(counted);
    other
}
