//! A number that stands on a worksheet, and why one could not be computed.
//!
//! It is handed from step to step with its unit; only rounded yuan leave it as money.

use rust_decimal::Decimal;

use super::Unit;
use crate::money::{Money, MoneyError};

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
    pub(super) step: u32,
    pub(super) value: Decimal,
    pub(super) unit: Unit,
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

/// The unit of figures that are added or compared; nothing is yuan. Mixed units are a bug and panic.
pub(super) fn common_unit(figures: &[Figure]) -> Unit {
    let unit = figures.first().map_or(Unit::Yuan, |figure| figure.unit);
    assert!(
        figures.iter().all(|figure| figure.unit == unit),
        "figures of different units: {figures:?}"
    );
    unit
}
