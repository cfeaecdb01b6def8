//! The arithmetic of a worksheet: every call computes, writes down its step and hands back a figure.
//!
//! It refuses to guess: a number that does not fit 28 exact digits, a division by zero and an
//! amount with a fraction of a fen are errors. Mixed units are a bug and panic.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::exact::{divided, exact_product, exact_sum, too_large};
use super::figure::common_unit;
use super::parameter::{BracketTable, RoundingRule};
use super::{Figure, Operation, Span, Unit, Worksheet, WorksheetError};

const RATE: &str = "rate";
const QUICK_DEDUCTION: &str = "quick_deduction";
const ZERO: &str = "zero";

/// Labels of steps that a worksheet writes of its own accord.
#[cfg(test)]
pub(crate) const OWN_LABELS: [&str; 3] = [RATE, QUICK_DEDUCTION, ZERO];

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

impl Worksheet {
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
}
