//! Texts of strangers in tables that a spreadsheet opens: a text that it would run as a formula is
//! guarded, and the guard comes off when the table is read back.

/// What keeps a spreadsheet from running a text.
const GUARD: char = '\'';

/// The text as it may stand in a table.
pub(super) fn guarded(text: &str) -> String {
    match runs(text) && !is_amount(text) {
        true => format!("{GUARD}{text}"),
        false => text.to_owned(),
    }
}

/// The text as it was.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD)
        .filter(|rest| runs(rest))
        .unwrap_or(text)
}

/// Whether a text begins like a formula, or like a guard, which must come back too.
fn runs(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', GUARD,
    ])
}

/// `-12.30`: no more than a number, which a person wants to add up.
fn is_amount(text: &str) -> bool {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match plain.split_once('.') {
        Some((yuan, fen)) => digits(yuan) && digits(fen) && fen.len() <= 2,
        None => digits(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_run_is_guarded_and_an_amount_is_not() {
        for (text, shown) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-12.30", "-12.30"),
            ("-12", "-12"),
            ("-12.345", "'-12.345"),
            ("-1,200.00", "'-1,200.00"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("＝1", "'＝1"),
            ("－12.30", "'－12.30"),
            ("12.30", "12.30"),
            ("李某", "李某"),
            ("'x", "''x"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), shown);
        }
    }

    #[test]
    fn every_text_comes_back_as_it_was() {
        for start in [
            "", "'", "''", "=", "'=", "''=", "-", "-1", "＠", "\n", "x", "'x",
        ] {
            for rest in ["", "1", "'", "=", "佣金"] {
                let text = format!("{start}{rest}");
                assert_eq!(unguarded(&guarded(&text)), text);
            }
        }
    }

    #[test]
    fn what_a_person_typed_is_left_alone() {
        assert_eq!(unguarded("'12"), "'12");
        assert_eq!(unguarded("12"), "12");
    }
}
