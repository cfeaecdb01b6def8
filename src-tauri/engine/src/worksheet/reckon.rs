//! Reckons a worksheet once more from its own steps: what a reader could do with the printed trace.
//!
//! Only tests use it. It takes nothing on trust but inputs and the numbers of the law.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Operation, Step};

/// The first step whose number does not follow from its operands.
pub(crate) fn first_wrong(steps: &[Step]) -> Option<&Step> {
    steps.iter().find(|step| {
        let below = |number: &u32| *number < step.number;
        !step.operands.iter().all(below) || reckoned(steps, step) != Some(step.value)
    })
}

fn reckoned(steps: &[Step], step: &Step) -> Option<Decimal> {
    let of = |number: &u32| steps.iter().find(|other| other.number == *number);
    let values: Option<Vec<Decimal>> = step.operands.iter().map(|n| Some(of(n)?.value)).collect();
    let values = values?;
    let value = match (step.operation, values.as_slice()) {
        (Operation::Input | Operation::Parameter, []) => step.value,
        (Operation::Sum, values) => values.iter().sum(),
        (Operation::Difference, [whole, parts @ ..]) => *whole - parts.iter().sum::<Decimal>(),
        (Operation::Product, values) => values.iter().product(),
        (Operation::Quotient, [dividend, divisor]) => (*dividend / *divisor).round_dp(18),
        (Operation::Proportion, [amount, part, whole]) => (*amount * *part / *whole).round_dp(18),
        (Operation::Bracket, [taxable, rate, quick]) => *taxable * *rate - *quick,
        (Operation::AtLeast, [one, other]) => *one.max(other),
        (Operation::AtMost, [one, other]) => *one.min(other),
        (Operation::Round, [exact]) => {
            exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        }
        (Operation::Span, []) => {
            let span = step.span?;
            let days = (span.last - span.first).num_days() + 1;
            Decimal::from(days.max(0))
        }
        _ => return None,
    };
    Some(value.normalize())
}
