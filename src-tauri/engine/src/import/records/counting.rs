//! What a row adds to the comparison: which amount, of which class, on which day.

use chrono::NaiveDate;

use crate::format::{Direction, Kind, WordCondition};
use crate::import::plan::{Fed, Part, Planned, Slot, holds};
use crate::import::records::{RowReading, Wrong};
use crate::money::Money;
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
        let Some(planned) = self.planned(part, record, direction)? else {
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
            let only = self.plan.parts.len() == 1;
            return if only {
                Err(missing(Slot::Amount(count.amount)))
            } else {
                Ok(None)
            };
        };
        let on = day(record, planned.on).or_else(|| day(record, planned.else_on?));
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

    /// The first count of a part whose condition holds. A row that would count but does not tell
    /// whether its money came in or went out is never passed over.
    fn planned<'p>(
        &self,
        part: &'p Part<'p>,
        record: &Record,
        direction: Option<Direction>,
    ) -> Result<Option<&'p Planned<'p>>, Wrong> {
        for planned in &part.counts {
            let when = &planned.count.when;
            let untold = direction.is_none() && !when.direction.is_empty();
            let direction = direction.or(when.direction.first().copied());
            if !holds(when, record.status, direction) || !self.says(&when.words, &planned.words) {
                continue;
            }
            let moved = record.amounts.get(planned.count.amount);
            match untold {
                false => return Ok(Some(planned)),
                true if moved == Some(Money::ZERO) => {}
                true => return Err((ProblemCode::UnknownDirection, self.direction_column())),
            }
        }
        Ok(None)
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
    other
        .amounts
        .set(counted.field, record.amounts.get(counted.field));
    other.counted = Some(counted);
    other
}
