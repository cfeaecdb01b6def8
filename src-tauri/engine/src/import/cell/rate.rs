//! Rates from the text of a cell, as a fraction; the scale comes from the format.

use rust_decimal::Decimal;

use crate::format::RateScale;
use crate::import::cell::decimal;
use crate::import::row::{Cell, trimmed};
use crate::source::ProblemCode;

/// The rate of a cell that has a value: `5.50 %` is 0.055 in every scale.
pub(crate) fn rate(cell: Cell<'_>, scale: RateScale) -> Result<Decimal, ProblemCode> {
    let text = trimmed(cell.text);
    let (text, one) = match text.strip_suffix(['%', '％']) {
        Some(percent) => (percent, Decimal::ONE_HUNDRED),
        None => (text, one(scale)),
    };
    let number = decimal(Cell { text, ..cell }).ok_or(ProblemCode::UnreadableRate)?;
    number.checked_div(one).ok_or(ProblemCode::UnreadableRate)
}

/// The printed number that means the whole.
fn one(scale: RateScale) -> Decimal {
    match scale {
        RateScale::Fraction => Decimal::ONE,
        RateScale::Percent => Decimal::ONE_HUNDRED,
        RateScale::PerThousand => Decimal::ONE_THOUSAND,
        RateScale::PerTenThousand => Decimal::from_parts(10_000, 0, 0, false, 0),
        RateScale::PerMillion => Decimal::from_parts(1_000_000, 0, 0, false, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::row::CellKind;

    fn check(text: &str, scale: RateScale, expected: Result<&str, ProblemCode>) {
        let cell = Cell {
            text,
            kind: CellKind::Text,
        };
        let read = rate(cell, scale).map(|rate| rate.normalize().to_string());
        assert_eq!(read, expected.map(str::to_owned), "{text} in {scale:?}");
    }

    #[test]
    fn the_scale_of_the_format_decides_and_a_percent_sign_always_means_percent() {
        check("5.50 %", RateScale::Percent, Ok("0.055"));
        check("9.99", RateScale::Percent, Ok("0.0999"));
        check("32.00%", RateScale::Fraction, Ok("0.32"));
        check("0.03", RateScale::Fraction, Ok("0.03"));
        check("30", RateScale::PerThousand, Ok("0.03"));
        check("550", RateScale::PerTenThousand, Ok("0.055"));
        check("55000", RateScale::PerMillion, Ok("0.055"));
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        check("天猫", RateScale::Percent, Err(ProblemCode::UnreadableRate));
        check("%", RateScale::Percent, Err(ProblemCode::UnreadableRate));
    }
}
