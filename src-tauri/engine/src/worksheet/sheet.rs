//! The worksheet itself: the steps in their order, what came from outside, and what is noted beside them.
//!
//! It writes down and hands back; what is computed from figures is in `arithmetic`.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::entry::{Cited, Entry};
use super::parameter::Parameter;
use super::{Citation, Figure, Operation, Origin, Step, Unit};
use crate::money::Money;

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

    pub(super) fn step(
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

    pub(super) fn last(&mut self) -> &mut Entry {
        self.steps.last_mut().expect("a step was just written")
    }
}
