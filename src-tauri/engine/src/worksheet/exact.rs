//! Arithmetic that loses no digit: what a decimal cannot hold exactly has no result.

use rust_decimal::Decimal;

use super::WorksheetError;

/// Decimals of a division that does not end. A quotient that decides whether half a fen goes up
/// ends long before, and with fewer digits than a decimal holds later sums with it stay exact.
const QUOTIENT_DECIMALS: u32 = 18;

pub(super) fn too_large(label: &str) -> WorksheetError {
    WorksheetError::TooLarge {
        label: label.to_owned(),
    }
}

/// The sum, or nothing where the decimal would have to drop digits.
pub(super) fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let sum = a.checked_add(b)?;
    (sum.is_zero() || sum.scale() >= a.scale().max(b.scale())).then_some(sum)
}

/// The product, or nothing where the decimal would have to drop digits.
pub(super) fn exact_product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    let product = a.checked_mul(b)?;
    (product.scale() == a.scale() + b.scale()).then_some(product)
}

pub(super) fn divided(
    label: &str,
    dividend: Decimal,
    divisor: Decimal,
) -> Result<Decimal, WorksheetError> {
    if divisor.is_zero() {
        return Err(WorksheetError::DivisionByZero {
            label: label.to_owned(),
        });
    }
    let quotient = dividend
        .checked_div(divisor)
        .ok_or_else(|| too_large(label))?;
    Ok(quotient.round_dp(QUOTIENT_DECIMALS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_or_product_that_drops_a_digit_has_no_result() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        for (one, other, sum, product) in [
            ("0.1", "0.20", Some("0.3"), Some("0.02")),
            (
                "70000000000000000000000000000",
                "0.1",
                None,
                Some("7000000000000000000000000000"),
            ),
            (
                "0.1",
                "70000000000000000000000000000",
                None,
                Some("7000000000000000000000000000"),
            ),
            ("0.5", "-0.50", Some("0"), Some("-0.25")),
            (
                "70000000000000000000000000000",
                "70000000000000000000000000000",
                None,
                None,
            ),
            (
                "0.00000000000001",
                "0.000000000000001",
                Some("0.000000000000011"),
                None,
            ),
        ] {
            let (one, other) = (number(one), number(other));
            assert_eq!(exact_sum(one, other), sum.map(number), "{one} + {other}");
            assert_eq!(
                exact_product(one, other),
                product.map(number),
                "{one} × {other}"
            );
        }
    }
}
