//! Rates from the text of a cell, as a fraction; the scale comes from the format.

use rust_decimal::Decimal;

use crate::format::RateScale;
use crate::import::cell::decimal;
use crate::import::row::{Cell, trimmed};
use crate::source::ProblemCode;

/// The rate of a cell that has a value: `5.50 %` is 0.055 in every scale.
pub(crate) fn rate(cell: Cell<'_>, scale: RateScale) -> Result<Decimal, ProblemCode> {
    let text = trimmed(cell.text);
    let (text, decimals) = match text.strip_suffix(['%', '％']) {
        Some(percent) => (trimmed(percent), decimals(RateScale::Percent)),
        None => (text, decimals(scale)),
    };
    let mut rate = match plain(text) {
        Some(rate) => rate,
        None => decimal(Cell { text, ..cell }).ok_or(ProblemCode::UnreadableRate)?,
    };
    rate.set_scale(rate.scale() + decimals)
        .map_err(|_| ProblemCode::UnreadableRate)?;
    Ok(rate)
}

/// Checks the rate of a cell from which nothing else is taken.
pub(crate) fn check_rate(cell: Cell<'_>, scale: RateScale) -> Result<(), ProblemCode> {
    let percent = cell.text.strip_suffix('%');
    let usual = percent.map_or(cell.text, |percent| percent.trim_end_matches(' '));
    match plain(usual) {
        Some(_) => Ok(()),
        None => rate(cell, scale).map(drop),
    }
}

/// The usual case without any allocation.
fn plain(text: &str) -> Option<Decimal> {
    let mut mantissa: i64 = 0;
    let mut scale = None;
    for byte in text.bytes() {
        match byte {
            b'.' if scale.is_none() => scale = Some(0),
            b'0'..=b'9' if mantissa < 1_000_000_000_000 => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale = scale.map(|scale| scale + 1);
            }
            _ => return None,
        }
    }
    let both_sides = text.starts_with(|c: char| c.is_ascii_digit()) && scale != Some(0);
    both_sides.then(|| Decimal::new(mantissa, scale.unwrap_or(0)))
}

/// By how many decimals the printed number is above the fraction.
fn decimals(scale: RateScale) -> u32 {
    match scale {
        RateScale::Fraction => 0,
        RateScale::Percent => 2,
        RateScale::PerThousand => 3,
        RateScale::PerTenThousand => 4,
        RateScale::PerMillion => 6,
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
        assert_eq!(check_rate(cell, scale).is_ok(), read.is_ok(), "{text}");
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
        check("5 .", RateScale::Percent, Err(ProblemCode::UnreadableRate));
    }
}
