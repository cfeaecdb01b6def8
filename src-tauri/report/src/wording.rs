//! Words and values as text: from keys, amounts and dates to what is printed.
//!
//! Money is formatted from its own decimal text; nothing here computes.

use engine::money::grouped;
use engine::text::{Lang, text};
use rust_decimal::Decimal;

use crate::document::{Languages, Value, Words};

/// What stands for a value that is not known.
const ABSENT: &str = "—";

/// Something said in the leading language and, where two are asked for, in the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// In the leading language.
    pub first: String,
    /// In the second language, where it says anything else.
    pub second: Option<String>,
}

impl Phrase {
    /// Both languages on one line.
    pub fn on_one_line(&self) -> String {
        match &self.second {
            Some(second) => format!("{} {second}", self.first),
            None => self.first.clone(),
        }
    }
}

/// Words in the languages of a report.
pub(crate) fn phrase(words: &Words, languages: Languages) -> Phrase {
    in_each(languages, |lang| say(words, lang))
}

/// A value in the languages of a report.
pub(crate) fn value_phrase(value: &Value, languages: Languages) -> Phrase {
    in_each(languages, |lang| say_value(value, lang))
}

fn in_each(languages: Languages, say: impl Fn(Lang) -> String) -> Phrase {
    let first = printable(&say(languages.first()));
    let second = languages.second().map(|lang| printable(&say(lang)));
    Phrase {
        second: second.filter(|second| *second != first && !second.is_empty()),
        first,
    }
}

/// Words in one language.
pub(crate) fn say(words: &Words, lang: Lang) -> String {
    match words {
        Words::Text { key, arguments } => {
            let values: Vec<String> = arguments
                .iter()
                .map(|argument| say_value(&argument.value, lang))
                .collect();
            let pairs: Vec<(&str, &str)> = arguments
                .iter()
                .zip(&values)
                .map(|(argument, value)| (argument.name.as_str(), value.as_str()))
                .collect();
            text(lang, key, &pairs)
        }
        Words::Literal { text } => text.clone(),
        Words::Pair { zh, en } => match lang {
            Lang::Zh => zh.clone(),
            Lang::En => en.clone(),
        },
        Words::Join { parts, separator } => {
            let parts: Vec<String> = parts.iter().map(|part| say(part, lang)).collect();
            parts.join(separator)
        }
        Words::List { parts } => {
            let parts: Vec<String> = parts.iter().map(|part| say(part, lang)).collect();
            parts.join(&text(lang, "report.list_separator", &[]))
        }
    }
}

fn say_value(value: &Value, lang: Lang) -> String {
    match value {
        Value::Words(words) => say(words, lang),
        Value::Money(amount) => grouped(&amount.to_string()),
        Value::Exact(number) => exact(*number),
        Value::Rate(rate) => percentage(*rate),
        Value::Multiple(multiple) => format!("{}×", multiple.normalize()),
        Value::Count(count) => grouped(&count.to_string()),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Absent => ABSENT.to_owned(),
    }
}

/// Yuan with two decimals, or with as many as the number needs.
fn exact(number: Decimal) -> String {
    let mut shown = number.normalize();
    if shown.scale() < 2 {
        shown.rescale(2);
    }
    grouped(&shown.to_string())
}

/// A fraction as a percentage; 0.0005 is 0.05%.
fn percentage(rate: Decimal) -> String {
    match rate.checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredths) => format!("{}%", hundredths.normalize()),
        None => rate.to_string(),
    }
}

/// The text without characters that print nothing: line ends and tabs become spaces, joiners
/// and selectors go.
fn printable(text: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}');
    text.chars()
        .filter(|c| !invisible(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use engine::money::Money;

    use super::*;

    fn check(value: Value, printed: &str) {
        assert_eq!(say_value(&value, Lang::En), printed);
    }

    #[test]
    fn amounts_keep_every_fen_and_gain_commas() {
        for (fen, printed) in [
            (0, "0.00"),
            (5, "0.05"),
            (99_999, "999.99"),
            (100_000, "1,000.00"),
            (123_456_789, "1,234,567.89"),
            (-123_456_789, "-1,234,567.89"),
            (-12_345, "-123.45"),
            (i64::MAX, "92,233,720,368,547,758.07"),
        ] {
            check(Value::Money(Money::from_fen(fen)), printed);
        }
    }

    #[test]
    fn a_worksheet_number_shows_the_decimals_it_has_and_at_least_two() {
        for (number, printed) in [
            ("36000", "36,000.00"),
            ("1234.5", "1,234.50"),
            ("1234.56789000", "1,234.56789"),
            ("-0.005", "-0.005"),
        ] {
            check(Value::Exact(number.parse().unwrap()), printed);
        }
    }

    #[test]
    fn a_rate_is_a_percentage_without_idle_zeros() {
        for (rate, printed) in [
            ("0.03", "3%"),
            ("0.0005", "0.05%"),
            ("0.450", "45%"),
            ("1", "100%"),
        ] {
            check(Value::Rate(rate.parse().unwrap()), printed);
        }
    }

    #[test]
    fn the_second_language_is_left_out_where_it_says_the_same() {
        let name = Words::literal("林小满");
        assert_eq!(phrase(&name, Languages::Both).second, None);
        let pair = Words::Pair {
            zh: "合计".to_owned(),
            en: "Total".to_owned(),
        };
        let both = phrase(&pair, Languages::Both);
        assert_eq!(
            (both.first.as_str(), both.second.as_deref()),
            ("合计", Some("Total"))
        );
        assert_eq!(phrase(&pair, Languages::En).first, "Total");
    }

    #[test]
    fn what_prints_nothing_is_taken_out() {
        let name = Words::literal("小\u{200B}满\n的\t店\u{FE0F}");
        assert_eq!(phrase(&name, Languages::Zh).first, "小满 的 店");
    }
}
