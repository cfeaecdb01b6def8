//! Money from the text of a cell, to the fen.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::format::MoneyUnit;
use crate::import::cell::half_width;
use crate::import::row::{Cell, CellKind, is_blank};
use crate::money::Money;
use crate::source::ProblemCode;

/// The rule of spreadsheet noise: a number this close to a whole fen, in fen, was one before a
/// spreadsheet stored it in binary. Anything further away is a fraction of a fen and refused.
const SPREADSHEET_NOISE_FEN: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// The largest amount of one cell, in fen: ten trillion yuan. Anything above is a number in the
/// wrong column, and sums of millions of rows stay far from the end of 64 bits.
const AMOUNT_MAX_FEN: i64 = 1_000_000_000_000_000;

/// Money from a cell that has a value.
pub(crate) fn money(cell: Cell<'_>, unit: MoneyUnit) -> Result<Money, ProblemCode> {
    let fen = match plain_fen(cell.text, unit) {
        Some(fen) => fen,
        None => exact_fen(cell, unit)?,
    };
    if fen.abs() > AMOUNT_MAX_FEN {
        return Err(ProblemCode::UnreadableAmount);
    }
    Ok(Money::from_fen(fen))
}

/// Any number as fen; a fraction of a fen only as spreadsheet noise.
fn exact_fen(cell: Cell<'_>, unit: MoneyUnit) -> Result<i64, ProblemCode> {
    let number = decimal(cell).ok_or(ProblemCode::UnreadableAmount)?;
    let fen = match unit {
        MoneyUnit::Yuan => number
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or(ProblemCode::UnreadableAmount)?,
        MoneyUnit::Fen => number,
    };
    let whole = fen.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let away = fen
        .checked_sub(whole)
        .ok_or(ProblemCode::UnreadableAmount)?;
    if away.abs() > SPREADSHEET_NOISE_FEN {
        return Err(ProblemCode::FractionOfFen);
    }
    i64::try_from(whole)
        .ok()
        .filter(|fen| *fen != i64::MIN)
        .ok_or(ProblemCode::UnreadableAmount)
}

/// The usual case without any allocation: a sign, up to fifteen digits, at most two decimals.
fn plain_fen(text: &str, unit: MoneyUnit) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (whole, decimals) = match digits.iter().position(|b| *b == b'.') {
        Some(point) => (&digits[..point], &digits[point + 1..]),
        None => (digits, &digits[digits.len()..]),
    };
    let plain = (1..=15).contains(&whole.len())
        && decimals.len() <= 2
        && (digits.len() == whole.len() || !decimals.is_empty())
        && (unit == MoneyUnit::Yuan || decimals.is_empty());
    if !plain {
        return None;
    }
    let mut fen: i64 = 0;
    for digit in whole.iter().chain(decimals) {
        if !digit.is_ascii_digit() {
            return None;
        }
        fen = fen * 10 + i64::from(digit - b'0');
    }
    if unit == MoneyUnit::Yuan {
        for _ in decimals.len()..2 {
            fen *= 10;
        }
    }
    Some(if negative { -fen } else { fen })
}

/// A number from a cell: currency signs, thousands commas and full-width digits are understood;
/// scientific notation only where a spreadsheet stored a number that way.
pub(crate) fn decimal(cell: Cell<'_>) -> Option<Decimal> {
    let mut text: String = cell
        .text
        .chars()
        .filter(|c| !is_blank(*c))
        .map(half_width)
        .collect();
    // Full-width ￥ has become ¥ like every other sign.
    if text.contains(['¥', '￥', '元']) {
        text = text.replace(['¥', '￥'], "");
        text.truncate(text.trim_end_matches('元').len());
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) || unsigned.ends_with('.') {
        return None;
    }
    let stored = cell.kind != CellKind::Text;
    let number = match unsigned.contains(['e', 'E']) {
        true if stored => Decimal::from_scientific(unsigned).ok()?,
        true => return None,
        false => Decimal::from_str_exact(&ungrouped(unsigned)?).ok()?,
    };
    Some(if negative { -number } else { number })
}

/// A number of virtual units, with or without their name behind it: `42370`, `42370音浪`.
pub(crate) fn units(cell: Cell<'_>) -> Option<Decimal> {
    let named = |c: char| c.is_alphabetic();
    let text = cell.text.trim_end_matches(named);
    decimal(Cell { text, ..cell }).map(|number| number.normalize())
}

/// Thousands commas taken out; a comma anywhere else is not understood.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    if !(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3) {
        return None;
    }
    let digits = whole.replace(',', "");
    match decimals {
        Some(decimals) if decimals.contains(',') => None,
        Some(decimals) => Some(format!("{digits}.{decimals}")),
        None => Some(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: CellKind, unit: MoneyUnit, expected: Result<i64, ProblemCode>) {
        let read = money(Cell { text, kind }, unit).map(Money::fen);
        assert_eq!(read, expected, "{text} as {kind:?} in {unit:?}");
    }

    #[test]
    fn every_printed_form_of_an_amount_is_the_same_amount() {
        for (text, fen) in [
            ("12.30", 1230),
            ("12.3", 1230),
            ("0", 0),
            ("-0.05", -5),
            ("+10000.00", 1_000_000),
            ("¥12.30", 1230),
            ("￥1,234,567.89", 123_456_789),
            ("-¥3.00", -300),
            ("１２．３０", 1230),
            ("1，234.5", 123_450),
            ("12.30元", 1230),
            ("12.300", 1230),
            ("−8.00", -800),
            ("10000000000000.00", 1_000_000_000_000_000),
        ] {
            check(text, CellKind::Text, MoneyUnit::Yuan, Ok(fen));
        }
    }

    #[test]
    fn the_noise_of_a_spreadsheet_is_no_fraction_of_a_fen() {
        for (text, expected) in [
            ("7.0000000000000009", Ok(700)),
            ("0.30000000000000004", Ok(30)),
            ("2.1899999999999999", Ok(219)),
            ("5.0000000000000003E-2", Ok(5)),
            ("1.005", Err(ProblemCode::FractionOfFen)),
            ("0.0001", Err(ProblemCode::FractionOfFen)),
            ("1.00000000002", Err(ProblemCode::FractionOfFen)),
        ] {
            check(text, CellKind::Number, MoneyUnit::Yuan, expected);
        }
    }

    #[test]
    fn fen_are_whole() {
        for (text, expected) in [
            ("1234", Ok(1234)),
            ("-5", Ok(-5)),
            ("1234.0", Ok(1234)),
            ("12.5", Err(ProblemCode::FractionOfFen)),
        ] {
            check(text, CellKind::JsonNumber, MoneyUnit::Fen, expected);
        }
    }

    #[test]
    fn what_is_not_surely_an_amount_is_refused() {
        for text in [
            "abc",
            "1.2E+05",
            "12,30",
            "1,2345.00",
            "12..3",
            "1.234,56",
            "42370音浪",
            "=A1*B1",
            ".5",
            "5.",
            "(12.30)",
            "10000000000000.01",
            "-92233720368547758.08",
            "99999999999999999999999999999999",
        ] {
            let refused = Err(ProblemCode::UnreadableAmount);
            check(text, CellKind::Text, MoneyUnit::Yuan, refused);
        }
    }
}
