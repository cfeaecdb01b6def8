//! Ids from the text of a cell: decoration taken off, lost digits noticed, never a number.

use crate::import::row::{Cell, CellKind, is_blank};
use crate::source::ProblemCode;

/// Digits that a spreadsheet keeps of a number.
const SPREADSHEET_DIGITS: usize = 15;

/// The id of a cell, or that it lost digits. Empty where nothing is left of it.
pub(crate) fn id(cell: Cell<'_>) -> Result<&str, ProblemCode> {
    if cell.kind == CellKind::Text && has_only_digits(cell.text) {
        return Ok(cell.text);
    }
    let text = undecorated(cell.text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(text);
    }
    if is_scientific(text, cell.kind) {
        return Err(ProblemCode::DamagedId);
    }
    let digits = whole_number(text);
    if !has_only_digits(digits) {
        return Ok(text);
    }
    let printed_as_float = digits.len() < text.len();
    let lost = digits.len() > SPREADSHEET_DIGITS
        && match cell.kind {
            CellKind::Inexact => true,
            CellKind::Number => printed_as_float || ends_in_zeros(digits),
            CellKind::Text | CellKind::JsonNumber => printed_as_float,
        };
    if lost {
        return Err(ProblemCode::DamagedId);
    }
    Ok(digits)
}

/// Looks at all bytes in any case, which takes less time than to stop at the first other one.
fn has_only_digits(text: &str) -> bool {
    let bytes = text.bytes();
    bytes.fold(true, |only, byte| only & byte.is_ascii_digit())
}

/// Takes off blanks, `="…"`, apostrophes and backticks.
fn undecorated(text: &str) -> &str {
    let mut text = text;
    loop {
        let before = text.len();
        text = text.trim_matches(is_blank);
        text = text.trim_start_matches(['\'', '`', '‘', '’']);
        if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
            text = inner;
        }
        if text.len() == before {
            return text;
        }
    }
}

/// `1.23457E+18`; among numbers also `1.2e18`. An id of letters such as `12E34` is none.
fn is_scientific(text: &str, kind: CellKind) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let mantissa_is_number = mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let exponent_is_number = !unsigned.is_empty() && unsigned.bytes().all(|b| b.is_ascii_digit());
    let certain = kind != CellKind::Text || unsigned.len() < exponent.len();
    mantissa_is_number && exponent_is_number && certain
}

/// The digits before a decimal part that is all zeros, as floats print whole numbers.
fn whole_number(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

fn ends_in_zeros(digits: &str) -> bool {
    digits.ends_with("000") || digits[SPREADSHEET_DIGITS..].bytes().all(|b| b == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: CellKind, expected: Result<&str, ProblemCode>) {
        assert_eq!(id(Cell { text, kind }), expected, "{text} as {kind:?}");
    }

    #[test]
    fn decoration_is_taken_off_and_every_digit_kept() {
        for (text, bare) in [
            ("6919000000000000001\t", "6919000000000000001"),
            ("'6919000000000000001", "6919000000000000001"),
            ("=\"0012345\"", "0012345"),
            ("`100000000000000001", "100000000000000001"),
            ("  T200P190000000000001 \t", "T200P190000000000001"),
            ("190101-123456789012345", "190101-123456789012345"),
            ("10160070000000.0", "10160070000000"),
            ("12E34", "12E34"),
            ("6919000000000000000", "6919000000000000000"),
            ("\t", ""),
        ] {
            check(text, CellKind::Text, Ok(bare));
        }
    }

    #[test]
    fn a_number_that_lost_digits_is_no_id() {
        for (text, kind) in [
            ("1.23457E+18", CellKind::Text),
            ("6.91901234567891E+18", CellKind::Number),
            ("6e18", CellKind::JsonNumber),
            ("6919012345678910000", CellKind::Number),
            ("1234567890123450", CellKind::Number),
            ("6919012345678901248", CellKind::Inexact),
            ("691901234567890123.0", CellKind::Text),
        ] {
            check(text, kind, Err(ProblemCode::DamagedId));
        }
    }

    #[test]
    fn a_number_whose_digits_are_all_there_is_an_id() {
        for (text, kind) in [
            ("6919012345678901234", CellKind::Number),
            ("123456789012000", CellKind::Number),
            ("6919000000000000000", CellKind::JsonNumber),
        ] {
            check(text, kind, Ok(text));
        }
    }
}
