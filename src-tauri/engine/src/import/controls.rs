//! The totals that a file states about itself against what its rows add up to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::{Column, ColumnDirection, Condition, Direction, Format, MoneyUnit};
use crate::import::ImportError;
use crate::import::cell;
use crate::import::header::Layout;
use crate::import::limits::STATEMENTS_MAX;
use crate::import::pattern::{Captures, Pattern};
use crate::import::plan::holds;
use crate::import::records::Built;
use crate::import::row::{Balances, Cell, CellKind, Row, trimmed};
use crate::money::Money;
use crate::record::{AmountField, Record, Status, codes};

codes! {
    /// What a control total measures.
    ControlMeasure {
        /// A number of rows.
        Rows = "rows",
        /// A sum of money.
        Sum = "sum",
        /// Rows whose balance does not follow from the row before; none is right.
        BalanceBreaks = "balance_breaks",
        /// The balance after the rows of a statement: the one before and all that moved.
        ClosingBalance = "closing_balance",
    }
}

/// A total the file states, and what the records that were read add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ControlResult {
    /// What the file calls it.
    pub label: String,
    /// Rows or money.
    pub measure: ControlMeasure,
    /// As the file states it.
    pub stated: String,
    /// From the records; rows in quarantine are not among them.
    pub found: String,
    /// Whether both are the same.
    pub agrees: bool,
}

/// Totals while they are being added up.
#[derive(Debug)]
pub(crate) struct Totals<'f> {
    format: &'f Format,
    preamble: Vec<Pattern>,
    rules: Vec<Rule<'f>>,
    /// Sums for the line with sums.
    columns: Vec<ColumnSum>,
    /// What stands under them: index of the sum, and the text.
    stated_columns: Vec<(usize, String)>,
    running: Option<Running>,
    statements: Vec<ControlResult>,
    /// What moved in the statement at hand.
    moved: Option<Money>,
}

/// The sum of a column. Of two columns that are two directions each has its own.
#[derive(Debug)]
struct ColumnSum {
    /// Column of the format.
    column: usize,
    field: AmountField,
    direction: Option<ColumnDirection>,
    /// `None` beyond what money can hold.
    sum: Option<Money>,
}

/// The balance from row to row. Exports run forward or backward in time: the direction with
/// fewer breaks is the one of the file.
#[derive(Debug, Default)]
struct Running {
    last: Option<(Money, Money)>,
    steps: u64,
    breaks_forward: u64,
    breaks_backward: u64,
}

impl Running {
    fn add(&mut self, record: &Record, direction: Option<Direction>) {
        let balance = record.amounts.get(AmountField::Balance);
        let now = balance.zip(moved(record, direction));
        if let Some(((before, moved_before), (balance, moved))) = self.last.zip(now) {
            self.steps += 1;
            let follows = |from: Money, by: Money, to: Money| from.checked_add(by) == Some(to);
            self.breaks_forward += u64::from(!follows(before, moved, balance));
            self.breaks_backward += u64::from(!follows(balance, moved_before, before));
        }
        self.last = now;
    }
}

/// What a row adds to a balance.
fn moved(record: &Record, direction: Option<Direction>) -> Option<Money> {
    let amount = record.amounts.get(AmountField::Moved)?;
    match direction {
        _ if amount == Money::ZERO => Some(amount),
        Some(Direction::In) => Some(amount),
        Some(Direction::Out) => Some(amount.negated()),
        Some(Direction::Neutral) | None => None,
    }
}

#[derive(Debug)]
struct Rule<'f> {
    label: &'f str,
    when: &'f Condition,
    amount: Option<AmountField>,
    patterns: Vec<Pattern>,
    stated: Captures,
    rows: u64,
    sum: Option<Money>,
}

impl<'f> Totals<'f> {
    pub fn of(format: &'f Format) -> Totals<'f> {
        let patterns = |lines: &[String]| lines.iter().map(|line| Pattern::new(line)).collect();
        let rule = |rule: &'f crate::format::ControlRule| Rule {
            label: &rule.label,
            when: &rule.when,
            amount: rule.amount,
            patterns: patterns(&rule.lines),
            stated: Captures::new(),
            rows: 0,
            sum: Some(Money::ZERO),
        };
        Totals {
            format,
            preamble: patterns(&format.preamble),
            rules: format.controls.iter().map(rule).collect(),
            columns: column_sums(format),
            stated_columns: Vec::new(),
            running: format.running_balance.then(Running::default),
            statements: Vec::new(),
            moved: Some(Money::ZERO),
        }
    }

    /// Takes the balances of the statement whose rows have ended.
    pub fn balances(&mut self, stated: &Balances<'_>) -> Result<(), ImportError> {
        let moved = self.moved.replace(Money::ZERO);
        let Some(opening) = stated.opening else {
            return Ok(());
        };
        if self.statements.len() >= STATEMENTS_MAX {
            return Err(ImportError::limit("limit.statements", STATEMENTS_MAX));
        }
        let opening = stated_money(opening, self.format.money);
        let found = opening
            .zip(moved)
            .and_then(|(opening, moved)| opening.checked_add(moved));
        let mut result = sum_result(
            stated.label,
            stated.closing.unwrap_or_default(),
            found,
            self.format.money,
            false,
        );
        result.measure = ControlMeasure::ClosingBalance;
        self.statements.push(result);
        Ok(())
    }

    /// Takes a line outside the table. What it says of the account and the period is handed back;
    /// `None` where no pattern knows it.
    pub fn line(&mut self, row: &[String]) -> Option<Captures> {
        let mut all: Option<Captures> = None;
        // One line may state several totals, each with a pattern of its own.
        for rule in &mut self.rules {
            let found = rule.patterns.iter().find_map(|pattern| pattern.find(row));
            if let Some(found) = found {
                rule.stated.extend(found);
                all.get_or_insert_default();
            }
        }
        if all.is_some() {
            return all;
        }
        for pattern in &self.preamble {
            if let Some(found) = pattern.find(row) {
                all.get_or_insert_default().extend(found);
            }
        }
        all
    }

    /// Takes the sums that stand under the columns of the table.
    pub fn sums(&mut self, layout: &Layout, row: &Row) {
        let mut seen = Vec::new();
        for (index, sum) in self.columns.iter().enumerate() {
            let Some(place) = layout.places[sum.column] else {
                continue;
            };
            // Of several columns alike the first feeds the field.
            let like = (sum.field, sum.direction);
            if seen.contains(&like) {
                continue;
            }
            seen.push(like);
            if let Some(text) = cell::value(row.cell(place).text, &[]) {
                self.stated_columns.push((index, text.to_owned()));
            }
        }
    }

    /// Adds a record.
    pub fn add(&mut self, built: &Built) {
        let (record, direction) = (&built.record, built.direction);
        for (rule, said) in self.rules.iter_mut().zip(&built.under) {
            if *said && holds(rule.when, record.status, direction) {
                rule.rows += 1;
                let amount = rule.amount.and_then(|field| record.amounts.get(field));
                rule.sum = plus(rule.sum, amount);
            }
        }
        if let Some(running) = &mut self.running {
            running.add(record, direction);
        }
        // What is pending or void has not moved.
        if !matches!(record.status, Status::Pending | Status::Void) {
            self.moved = plus(self.moved, moved(record, direction));
        }
        for column in &mut self.columns {
            column.sum = plus(column.sum, printed(built, column.field, column.direction));
        }
    }

    /// Every total that was stated.
    pub fn results(&self) -> Vec<ControlResult> {
        let mut results = self.statements.clone();
        for rule in &self.rules {
            if let Some(stated) = rule.stated.get("count") {
                results.push(ControlResult {
                    label: rule.label.to_owned(),
                    measure: ControlMeasure::Rows,
                    stated: stated.clone(),
                    found: rule.rows.to_string(),
                    agrees: trimmed(stated).replace(',', "") == rule.rows.to_string(),
                });
            }
            if let Some(stated) = rule.stated.get("total") {
                let is_out = rule.when.direction == [Direction::Out];
                let unit = self.format.money;
                results.push(sum_result(rule.label, stated, rule.sum, unit, is_out));
            }
        }
        for (index, stated) in &self.stated_columns {
            let column = &self.columns[*index];
            let label = &self.format.columns[column.column].header;
            let is_out = column.direction == Some(ColumnDirection::Out);
            let unit = self.format.money;
            results.push(sum_result(label, stated, column.sum, unit, is_out));
        }
        if let Some(running) = self.running.as_ref().filter(|running| running.steps > 0) {
            let breaks = running.breaks_forward.min(running.breaks_backward);
            results.push(ControlResult {
                label: header_of(self.format, AmountField::Balance).to_owned(),
                measure: ControlMeasure::BalanceBreaks,
                stated: "0".to_owned(),
                found: breaks.to_string(),
                agrees: breaks == 0,
            });
        }
        results
    }
}

fn column_sums(format: &Format) -> Vec<ColumnSum> {
    let of = |field: AmountField| {
        let feeds = move |column: &Column| column.field.as_deref() == Some(field.code());
        let columns = format.columns.iter().enumerate();
        columns
            .filter(move |(_, column)| feeds(column))
            .map(move |(index, column)| ColumnSum {
                column: index,
                field,
                direction: column.direction,
                sum: Some(Money::ZERO),
            })
    };
    format
        .footer
        .totals
        .iter()
        .flat_map(|field| of(*field))
        .collect()
}

/// The amount of a record as a column prints it, if it stands in that column at all.
pub(super) fn printed(
    built: &Built,
    field: AmountField,
    column: Option<ColumnDirection>,
) -> Option<Money> {
    let amount = built.record.amounts.get(field)?;
    match (column, built.direction) {
        (Some(ColumnDirection::In), Some(Direction::In))
        | (Some(ColumnDirection::Out), Some(Direction::Out)) => Some(amount),
        (Some(ColumnDirection::In | ColumnDirection::Out), _) => None,
        (Some(ColumnDirection::Sign), Some(Direction::Out)) => Some(amount.negated()),
        (Some(ColumnDirection::Sign) | None, _) => Some(amount),
    }
}

pub(super) fn plus(sum: Option<Money>, amount: Option<Money>) -> Option<Money> {
    sum?.checked_add(amount.unwrap_or_default())
}

fn stated_money(text: &str, unit: MoneyUnit) -> Option<Money> {
    let kind = CellKind::Number;
    cell::money(Cell { text, kind }, unit).ok()
}

/// Money that went out is printed with or without a minus, in its sum as in its rows.
fn sum_result(
    label: &str,
    stated: &str,
    sum: Option<Money>,
    unit: MoneyUnit,
    is_out: bool,
) -> ControlResult {
    ControlResult {
        label: label.to_owned(),
        measure: ControlMeasure::Sum,
        stated: stated.to_owned(),
        found: sum.map(|sum| sum.to_string()).unwrap_or_default(),
        agrees: match stated_money(stated, unit).zip(sum) {
            Some((stated, sum)) if is_out => stated.absolute() == sum.absolute(),
            Some((stated, sum)) => stated == sum,
            None => false,
        },
    }
}

/// The header of the first column that feeds a field.
pub(super) fn header_of(format: &Format, field: AmountField) -> &str {
    column_of(format, field).map_or(field.code(), |column| &column.header)
}

/// The first column that feeds a field.
pub(super) fn column_of(format: &Format, field: AmountField) -> Option<&Column> {
    let feeds = |column: &&Column| column.field.as_deref() == Some(field.code());
    format.columns.iter().find(feeds)
}
