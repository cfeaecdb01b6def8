//! A format made ready for reading: which column fills which part of a record.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::format::Direction;
use crate::format::{Column, Condition, Count, Format, Kind, Restate, WordCondition};
use crate::import::cell;
use crate::import::header::{Layout, Names, normalise};
use crate::import::row::{Row, trimmed};
use crate::record::{AmountField, Status};

/// What a count names as its day when that is the day of each entry of a schedule.
pub(crate) const ON_SCHEDULE: &str = "schedule";

/// The part of a record that a column fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    OrderId,
    SubOrderId,
    OrderedAt,
    SettledAt,
    RefundedAt,
    ModifiedAt,
    Period,
    Status,
    Direction,
    Counterparty,
    CounterpartyAccount,
    TipsUnits,
    Buyer,
    Address,
    Description,
    Amount(AmountField),
    /// Read for the key, the account or a rule, or not at all.
    Other,
}

impl Slot {
    /// The part of a canonical field.
    pub fn of(field: &str) -> Slot {
        match field {
            "order_id" => Slot::OrderId,
            "sub_order_id" => Slot::SubOrderId,
            "order_time" => Slot::OrderedAt,
            "settled_time" => Slot::SettledAt,
            "refund_time" => Slot::RefundedAt,
            "modified_time" => Slot::ModifiedAt,
            "period" => Slot::Period,
            "status" => Slot::Status,
            "direction" => Slot::Direction,
            "counterparty" => Slot::Counterparty,
            "counterparty_account" => Slot::CounterpartyAccount,
            "tips_units" => Slot::TipsUnits,
            "buyer" => Slot::Buyer,
            "address" => Slot::Address,
            "description" => Slot::Description,
            _ => AmountField::from_code(field).map_or(Slot::Other, Slot::Amount),
        }
    }
}

/// A format with everything looked up once.
#[derive(Debug)]
pub(crate) struct Plan<'f> {
    pub format: &'f Format,
    pub names: Arc<Names>,
    /// For each column its slot.
    pub slots: Vec<Slot>,
    /// For each part of the key the columns that feed it.
    pub key: Vec<Fed>,
    /// For each account key the columns that feed it; `None` is the preamble.
    pub account: Vec<Option<Fed>>,
    pub account_name: Option<Fed>,
    pub parts: Vec<Part<'f>>,
    /// For each column the field its amount is taken once for.
    pub once_per: Vec<Option<Fed>>,
    /// The columns whose amounts are taken once for something.
    pub taken_once: Vec<usize>,
    /// The column of a schedule.
    pub schedule: Option<usize>,
    /// For each restated status the columns that must have a value.
    pub restates: Vec<(&'f Restate, Vec<Fed>)>,
    /// For each control total, for each of its word conditions the columns it searches.
    pub control_words: Vec<Vec<Vec<Fed>>>,
    /// The columns that tell the rows of the table to agree with.
    pub check_rows: Vec<Fed>,
    statuses: BTreeMap<String, Status>,
    status_beginnings: Vec<(String, Status)>,
    directions: BTreeMap<String, Direction>,
}

/// The columns that feed one field, in order of preference.
#[derive(Clone, Debug)]
pub(crate) struct Fed {
    pub slot: Slot,
    pub columns: Vec<usize>,
}

/// The counts of one part: the first whose condition holds is taken.
#[derive(Debug)]
pub(crate) struct Part<'f> {
    pub name: &'f str,
    pub counts: Vec<Planned<'f>>,
}

/// A count with its fields looked up.
#[derive(Debug)]
pub(crate) struct Planned<'f> {
    pub count: &'f Count,
    /// The time or period of its day; `None` is the day of each entry of a schedule.
    pub on: Option<Slot>,
    /// Where that is empty.
    pub else_on: Option<Slot>,
    /// For each word condition the columns it searches.
    pub words: Vec<Vec<Fed>>,
    /// For each class rule the columns it searches.
    pub rules: Vec<Vec<Fed>>,
}

impl<'f> Plan<'f> {
    pub fn of(format: &'f Format) -> Plan<'f> {
        let field_slot = |column: &Column| column.field.as_deref().map_or(Slot::Other, Slot::of);
        let fed = |field: &String| fed(format, field);
        let (open, whole): (Vec<_>, Vec<_>) = format
            .status
            .iter()
            .partition(|(word, _)| word.ends_with('*'));
        let columns = || format.columns.iter().enumerate();
        Plan {
            format,
            names: Names::of(format),
            slots: format.columns.iter().map(field_slot).collect(),
            key: format.key.iter().map(fed).collect(),
            account: format
                .account
                .keys
                .iter()
                .map(|field| (field != "account").then(|| fed(field)))
                .collect(),
            account_name: format
                .account
                .name
                .iter()
                .filter(|name| *name != "account_name")
                .map(fed)
                .next(),
            parts: parts(format),
            control_words: format
                .controls
                .iter()
                .map(|control| searched(format, &control.when.words))
                .collect(),
            check_rows: format
                .check_table
                .iter()
                .flat_map(|check| check.rows_of.iter().map(fed))
                .collect(),
            once_per: format
                .columns
                .iter()
                .map(|column| column.once_per.as_ref().map(fed))
                .collect(),
            taken_once: columns()
                .filter(|(_, column)| column.once_per.is_some())
                .map(|(index, _)| index)
                .collect(),
            schedule: format
                .columns
                .iter()
                .position(|column| column.kind == Kind::Schedule),
            restates: format
                .restates
                .iter()
                .map(|rule| (rule, rule.filled.iter().map(fed).collect()))
                .collect(),
            statuses: whole
                .iter()
                .map(|(word, status)| (normalise(word), **status))
                .collect(),
            status_beginnings: open
                .iter()
                .map(|(word, status)| (normalise(word.trim_end_matches('*')), **status))
                .collect(),
            directions: format
                .direction
                .iter()
                .map(|(word, direction)| (normalise(word), *direction))
                .collect(),
        }
    }

    /// The status that a word means.
    pub fn status(&self, word: &str) -> Option<Status> {
        let exact = self
            .format
            .status
            .get(word)
            .or_else(|| self.statuses.get(&normalise(word)));
        exact.copied().or_else(|| {
            let word = normalise(word);
            let begins = |(beginning, _): &&(String, Status)| word.starts_with(beginning.as_str());
            self.status_beginnings
                .iter()
                .find(begins)
                .map(|(_, status)| *status)
        })
    }

    /// The direction that a word means.
    pub fn direction(&self, word: &str) -> Option<Direction> {
        let exact = self.format.direction.get(word);
        exact
            .or_else(|| self.directions.get(&normalise(word)))
            .copied()
    }

    /// The first value among the columns of a field, without the blanks around it.
    pub fn text<'r>(&self, fed: &Fed, layout: &Layout, row: &'r Row) -> Option<&'r str> {
        fed.columns.iter().find_map(|column| {
            let place = layout.places[*column]?;
            cell::value(trimmed(row.cell(place).text), &self.format.null_words)
        })
    }
}

/// The counts of a format, by part in the order in which the parts first occur.
fn parts(format: &Format) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for count in &format.counts {
        let fields = |fields: &Vec<String>| fields.iter().map(|field| fed(format, field)).collect();
        let planned = Planned {
            count,
            on: (count.on != ON_SCHEDULE).then(|| Slot::of(&count.on)),
            else_on: count.else_on.as_deref().map(Slot::of),
            words: searched(format, &count.when.words),
            rules: count
                .rules
                .iter()
                .map(|rule| fields(&rule.fields))
                .collect(),
        };
        match parts.iter_mut().find(|part| part.name == count.part) {
            Some(part) => part.counts.push(planned),
            None => parts.push(Part {
                name: &count.part,
                counts: vec![planned],
            }),
        }
    }
    parts
}

/// For each word condition the columns it searches.
fn searched(format: &Format, words: &[WordCondition]) -> Vec<Vec<Fed>> {
    let fields = |words: &WordCondition| {
        let fields = words.fields.iter();
        fields.map(|field| fed(format, field)).collect()
    };
    words.iter().map(fields).collect()
}

fn fed(format: &Format, field: &String) -> Fed {
    let feeds = |column: &Column| column.field.as_ref() == Some(field);
    let columns = format.columns.iter().enumerate();
    Fed {
        slot: Slot::of(field),
        columns: columns
            .filter(|(_, column)| feeds(column))
            .map(|(index, _)| index)
            .collect(),
    }
}

/// Whether a row of this status and direction meets a condition, its words apart.
pub(crate) fn holds(condition: &Condition, status: Status, direction: Option<Direction>) -> bool {
    let status_fits = condition.status.is_empty() || condition.status.contains(&status);
    let direction_fits = condition.direction.is_empty()
        || direction.is_some_and(|direction| condition.direction.contains(&direction));
    status_fits && direction_fits
}
