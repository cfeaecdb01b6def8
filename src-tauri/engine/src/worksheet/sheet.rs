//! The worksheet itself: every call computes, writes down its step and hands back a figure.
//!
//! It refuses to guess: a number that does not fit 28 exact digits, a division by zero and an
//! amount with a fraction of a fen are errors. Mixed units are a bug and panic.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::entry::{Cited, Entry};
use super::exact::{divided, exact_product, exact_sum, too_large};
use super::parameter::{BracketTable, Parameter, RoundingRule};
use super::{Citation, Operation, Origin, Span, Step, Unit};
use crate::money::{Money, MoneyError};

const RATE: &str = "rate";
const QUICK_DEDUCTION: &str = "quick_deduction";
const ZERO: &str = "zero";

/// Labels of steps that a worksheet writes of its own accord.
#[cfg(test)]
pub(crate) const OWN_LABELS: [&str; 3] = [RATE, QUICK_DEDUCTION, ZERO];

/// What a worksheet could not compute. `label` is the step that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorksheetError {
    /// The exact result has more digits than a decimal holds, or more fen than money does.
    #[error("{label}: the result is too large to be exact")]
    TooLarge {
        /// The step.
        label: String,
    },
    /// Divided by nothing.
    #[error("{label}: division by zero")]
    DivisionByZero {
        /// The step.
        label: String,
    },
}

/// A number on a worksheet: which step it is, and its exact value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    step: u32,
    value: Decimal,
    unit: Unit,
}

impl Figure {
    /// Number of its step.
    pub fn step(self) -> u32 {
        self.step
    }

    /// Its exact value.
    pub fn value(self) -> Decimal {
        self.value
    }

    /// What it is.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// Its value as money. Round first: a fraction of a fen here is a bug and panics.
    pub fn money(self) -> Result<Money, WorksheetError> {
        assert_eq!(self.unit, Unit::Yuan, "only yuan are money");
        Money::from_yuan(self.value).map_err(|error| match error {
            MoneyError::FractionOfFen(text) => {
                panic!("step {}: {text} was not rounded to the fen", self.step)
            }
            _ => WorksheetError::TooLarge {
                label: self.step.to_string(),
            },
        })
    }
}

/// What a progressive table made of a taxable amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BracketTax {
    /// Rate of the row.
    pub rate: Figure,
    /// Quick deduction of the row.
    pub quick_deduction: Figure,
    /// Taxable × rate − quick deduction, not rounded.
    pub tax: Figure,
}

/// Steps in the order they were taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worksheet {
    steps: Vec<Entry>,
}

/// Steps of a usual computation, for which there is room from the beginning.
const ROOM: usize = 24;

impl Worksheet {
    /// An empty worksheet.
    pub fn new() -> Worksheet {
        Worksheet {
            steps: Vec::with_capacity(ROOM),
        }
    }

    /// The steps so far.
    pub fn steps(&self) -> Vec<Step> {
        let numbered = (1..).zip(&self.steps);
        numbered.map(|(number, step)| step.step(number)).collect()
    }

    /// The steps, for good.
    pub fn into_steps(self) -> Vec<Step> {
        self.steps()
    }

    /// The steps as a list in JSON, without the keys that have nothing to say.
    pub fn print(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (number, step) in (1..).zip(&self.steps) {
            if number > 1 {
                out.push(b',');
            }
            step.print(number, out);
        }
        out.push(b']');
    }

    /// The assumptions its steps rest on, each once, in order.
    pub fn assumptions(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for key in self.steps.iter().filter_map(|step| step.assumption.clone()) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// Notes that a figure rests on an assumption, `assumption.<key>`.
    pub fn assume(&mut self, figure: Figure, key: &str) {
        self.step_of(figure).assumption = Some(key.to_owned());
    }

    /// Notes the article that a step follows, where it is neither a parameter nor a rounding.
    pub fn cite(&mut self, figure: Figure, citation: &Citation) {
        self.step_of(figure).citation = Some(Cited::new(citation.clone()));
    }

    /// Money from outside.
    pub fn input(
        &mut self,
        label: impl Into<Cow<'static, str>>,
        amount: Money,
        origin: Option<Origin>,
    ) -> Figure {
        self.input_of(label, amount.yuan(), Unit::Yuan, origin)
    }

    /// A number of another unit from outside: a rate, a count.
    pub fn input_of(
        &mut self,
        label: impl Into<Cow<'static, str>>,
        value: Decimal,
        unit: Unit,
        origin: Option<Origin>,
    ) -> Figure {
        let figure = self.step(label, Operation::Input, &[], value, unit);
        self.last().origin = origin;
        figure
    }

    /// A number of the law.
    pub fn parameter(&mut self, label: &'static str, parameter: &Parameter) -> Figure {
        let figure = self.step(
            label,
            Operation::Parameter,
            &[],
            parameter.value,
            parameter.unit,
        );
        self.last().citation = Some(parameter.citation.clone());
        figure
    }

    /// All figures added; nothing added is zero yuan.
    pub fn sum(
        &mut self,
        label: &'static str,
        figures: &[Figure],
    ) -> Result<Figure, WorksheetError> {
        let unit = common_unit(figures);
        let total = figures.iter().try_fold(Decimal::ZERO, |total, figure| {
            exact_sum(total, figure.value)
        });
        let total = total.ok_or_else(|| too_large(label))?;
        Ok(self.step(label, Operation::Sum, figures, total, unit))
    }

    /// The first figure less the others.
    pub fn difference(
        &mut self,
        label: &'static str,
        whole: Figure,
        parts: &[Figure],
    ) -> Result<Figure, WorksheetError> {
        let operands: Vec<Figure> = std::iter::once(whole)
            .chain(parts.iter().copied())
            .collect();
        let unit = common_unit(&operands);
        let rest = parts
            .iter()
            .try_fold(whole.value, |rest, part| exact_sum(rest, -part.value));
        let rest = rest.ok_or_else(|| too_large(label))?;
        Ok(self.step(label, Operation::Difference, &operands, rest, unit))
    }

    /// All figures multiplied. At most one of them is yuan, and then the product is.
    pub fn product(
        &mut self,
        label: &'static str,
        figures: &[Figure],
    ) -> Result<Figure, WorksheetError> {
        let yuan = figures
            .iter()
            .filter(|figure| figure.unit == Unit::Yuan)
            .count();
        assert!(yuan <= 1, "{label}: yuan times yuan");
        let unit = if yuan == 1 { Unit::Yuan } else { Unit::Rate };
        let product = figures.iter().try_fold(Decimal::ONE, |product, figure| {
            exact_product(product, figure.value)
        });
        let product = product.ok_or_else(|| too_large(label))?;
        Ok(self.step(label, Operation::Product, figures, product, unit))
    }

    /// The first figure divided by the second, to 18 decimals: yuan by yuan is a rate.
    pub fn quotient(
        &mut self,
        label: &'static str,
        dividend: Figure,
        divisor: Figure,
    ) -> Result<Figure, WorksheetError> {
        let quotient = divided(label, dividend.value, divisor.value)?;
        let unit = match (dividend.unit, divisor.unit) {
            (Unit::Yuan, Unit::Yuan) => Unit::Rate,
            (unit, _) => unit,
        };
        Ok(self.step(
            label,
            Operation::Quotient,
            &[dividend, divisor],
            quotient,
            unit,
        ))
    }

    /// `amount × part ÷ whole`, to 18 decimals: multiplied first, so that nothing is lost before the
    /// division.
    pub fn proportion(
        &mut self,
        label: &'static str,
        amount: Figure,
        part: Figure,
        whole: Figure,
    ) -> Result<Figure, WorksheetError> {
        assert_eq!(part.unit, whole.unit, "{label}: part and whole differ");
        let product = exact_product(amount.value, part.value).ok_or_else(|| too_large(label))?;
        let share = divided(label, product, whole.value)?;
        Ok(self.step(
            label,
            Operation::Proportion,
            &[amount, part, whole],
            share,
            amount.unit,
        ))
    }

    /// Progressive tax: the row's rate and quick deduction, and the tax, not rounded.
    pub fn bracket(
        &mut self,
        label: &'static str,
        taxable: Figure,
        table: &BracketTable,
    ) -> Result<BracketTax, WorksheetError> {
        self.bracket_by(label, taxable, taxable.value, table)
    }

    /// The same by the row that another amount picks.
    pub fn bracket_by(
        &mut self,
        label: &'static str,
        taxable: Figure,
        picks: Decimal,
        table: &BracketTable,
    ) -> Result<BracketTax, WorksheetError> {
        let row = table.row(picks);
        let rate = self.of_table(RATE, row.rate, Unit::Rate, table);
        let quick = self.of_table(QUICK_DEDUCTION, row.quick_deduction, Unit::Yuan, table);
        let tax = exact_product(taxable.value, row.rate)
            .and_then(|tax| exact_sum(tax, -row.quick_deduction))
            .ok_or_else(|| too_large(label))?;
        let operands = [taxable, rate, quick];
        Ok(BracketTax {
            rate,
            quick_deduction: quick,
            tax: self.step(label, Operation::Bracket, &operands, tax, Unit::Yuan),
        })
    }

    fn of_table(
        &mut self,
        label: &'static str,
        value: Decimal,
        unit: Unit,
        table: &BracketTable,
    ) -> Figure {
        let figure = self.step(label, Operation::Parameter, &[], value, unit);
        self.last().citation = Some(Arc::clone(&table.citation));
        figure
    }

    /// The larger of two.
    pub fn at_least(&mut self, label: &'static str, figure: Figure, floor: Figure) -> Figure {
        let unit = common_unit(&[figure, floor]);
        let value = figure.value.max(floor.value);
        self.step(label, Operation::AtLeast, &[figure, floor], value, unit)
    }

    /// The smaller of two.
    pub fn at_most(&mut self, label: &'static str, figure: Figure, cap: Figure) -> Figure {
        let unit = common_unit(&[figure, cap]);
        let value = figure.value.min(cap.value);
        self.step(label, Operation::AtMost, &[figure, cap], value, unit)
    }

    /// Zero yuan, and the figure not below it.
    pub fn not_below_zero(&mut self, label: &'static str, figure: Figure) -> Figure {
        let zero = self.step(ZERO, Operation::Sum, &[], Decimal::ZERO, Unit::Yuan);
        self.at_least(label, figure, zero)
    }

    /// Rounded by a named rule, halves away from zero.
    pub fn round(&mut self, label: &'static str, figure: Figure, rule: &RoundingRule) -> Figure {
        assert_eq!(figure.unit, Unit::Yuan, "{label}: only yuan are rounded");
        let value = figure
            .value
            .round_dp_with_strategy(rule.decimals, RoundingStrategy::MidpointAwayFromZero);
        let rounded = self.step(label, Operation::Round, &[figure], value, Unit::Yuan);
        self.last().citation = Some(rule.citation.clone());
        rounded
    }

    /// Days from the first to the last, both counted; none where the last comes before the first.
    pub fn span(&mut self, label: &'static str, first: NaiveDate, last: NaiveDate) -> Figure {
        let days = last.signed_duration_since(first).num_days() + 1;
        let days = Decimal::from(days.max(0));
        let figure = self.step(label, Operation::Span, &[], days, Unit::Days);
        self.last().span = Some(Span { first, last });
        figure
    }

    fn step(
        &mut self,
        label: impl Into<Cow<'static, str>>,
        operation: Operation,
        operands: &[Figure],
        value: Decimal,
        unit: Unit,
    ) -> Figure {
        let number = u32::try_from(self.steps.len() + 1).expect("a worksheet fits 32 bits");
        let value = value.normalize();
        self.steps.push(Entry {
            label: label.into(),
            operation,
            operands: operands.iter().map(|figure| figure.step).collect(),
            value,
            unit,
            citation: None,
            origin: None,
            assumption: None,
            span: None,
        });
        Figure {
            step: number,
            value,
            unit,
        }
    }

    fn step_of(&mut self, figure: Figure) -> &mut Entry {
        let place = usize::try_from(figure.step - 1).expect("a number of a step is small");
        self.steps
            .get_mut(place)
            .expect("a figure belongs to its worksheet")
    }

    fn last(&mut self) -> &mut Entry {
        self.steps.last_mut().expect("a step was just written")
    }
}

fn common_unit(figures: &[Figure]) -> Unit {
    let unit = figures.first().map_or(Unit::Yuan, |figure| figure.unit);
    assert!(
        figures.iter().all(|figure| figure.unit == unit),
        "figures of different units: {figures:?}"
    );
    unit
}

#[cfg(test)]
mod tests;
