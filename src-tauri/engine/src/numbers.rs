//! Identity and tax numbers: recognised among account ids, and masked wherever one is shown.

/// Characters of a resident's identity number, and of a unified credit code.
const LENGTH: usize = 18;
/// The least digits a tax number of letters and digits has.
const DIGITS_MIN: usize = 8;

/// An account id as it may be shown: an identity or tax number is masked.
pub fn shown(id: &str) -> String {
    match is_tax_number(id) {
        true => masked(id),
        false => id.to_owned(),
    }
}

/// A text with every identity and tax number in it masked.
pub fn hidden(text: &str) -> String {
    let mut shown_text = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let word = &rest[start..];
        let end = word
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(word.len());
        shown_text.push_str(&rest[..start]);
        shown_text.push_str(&shown(&word[..end]));
        rest = &word[end..];
    }
    shown_text.push_str(rest);
    shown_text
}

/// The first two and last two characters of a number.
pub fn masked(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    match characters.as_slice() {
        [a, b, middle @ .., y, z] if !middle.is_empty() => {
            format!("{a}{b}{}{y}{z}", "*".repeat(middle.len()))
        }
        _ => "*".repeat(characters.len()),
    }
}

/// Whether an id has the form of an identity number or a unified credit code. The check digit is
/// not asked: a number with a slip in it is somebody's too.
pub fn is_tax_number(id: &str) -> bool {
    is_identity(id) || is_credit_code(id)
}

/// Seventeen digits with a possible birthday among them, and a digit or X.
fn is_identity(id: &str) -> bool {
    let (digits, last) = match id.char_indices().nth(LENGTH - 1) {
        Some((at, last)) if id.is_ascii() && id.len() == LENGTH => (&id[..at], last),
        _ => return false,
    };
    let number = |from: usize, until: usize| digits[from..until].parse::<u32>().unwrap_or_default();
    digits.bytes().all(|byte| byte.is_ascii_digit())
        && (last.is_ascii_digit() || last.eq_ignore_ascii_case(&'X'))
        && (1900..2100).contains(&number(6, 10))
        && (1..=12).contains(&number(10, 12))
        && (1..=31).contains(&number(12, 14))
}

/// The registering office, a kind, six digits of a place, and nine more places with letters.
fn is_credit_code(id: &str) -> bool {
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    let place = id.get(2..8).unwrap_or_default();
    id.len() == LENGTH
        && id
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && place.bytes().all(|byte| byte.is_ascii_digit())
        && (DIGITS_MIN..LENGTH).contains(&digits)
}

/// Whether two numbers are the same, however the final X is written.
pub fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_somebody_is_masked_and_an_account_is_not() {
        for (id, expected) in [
            ("330000199001010001", "33**************01"),
            ("33000019900101000x", "33**************0x"),
            ("91330000MA00000X0X", "91**************0X"),
            ("6919000000000000001", "6919000000000000001"),
            ("330000199013010001", "330000199013010001"),
            ("streamer01", "streamer01"),
            ("李某", "李某"),
        ] {
            assert_eq!(shown(id), expected);
        }
    }

    #[test]
    fn numbers_inside_a_text_are_masked_where_they_stand() {
        assert_eq!(
            hidden("李某,330000199001010001,2025-05,91330000MA00000X0X；"),
            "李某,33**************01,2025-05,91**************0X；"
        );
    }

    #[test]
    fn short_numbers_are_masked_whole() {
        assert_eq!(masked("123"), "***");
        assert_eq!(masked("12345"), "12*45");
    }
}
