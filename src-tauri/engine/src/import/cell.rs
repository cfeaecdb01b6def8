//! From the text of a cell to money, an id, a time, a period or a rate; exactly or not at all.

mod currency;
mod id;
mod money;
mod period;
mod rate;
mod schedule;
mod time;

pub(crate) use currency::is_renminbi;
pub(crate) use id::id;
pub(crate) use money::{decimal, money, units};
pub(crate) use period::period;
pub(crate) use rate::check_rate;
pub(crate) use schedule::{Entry, schedule};
pub(crate) use time::{clock, epoch, time};

use crate::import::row::trimmed;

/// The text of a cell, or nothing where it says that there is no value. Null is not zero.
pub(crate) fn value<'a>(text: &'a str, null_words: &[String]) -> Option<&'a str> {
    let text = trimmed(text);
    // Nearly every cell: a number never says that there is none.
    if null_words.is_empty() && text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(text);
    }
    // Some platforms put a backtick before every field, so that spreadsheets leave it alone.
    let text = text.strip_prefix('`').map_or(text, trimmed);
    let null = text.is_empty()
        || text.chars().all(|c| matches!(c, '-' | '—' | '–' | '－'))
        || matches!(text, "/" | "无" | "null" | "NULL" | "None" | "\\N")
        || null_words.iter().any(|word| word == text);
    (!null).then_some(text)
}

/// A full-width character as its usual form; other characters as they are.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '−' => '-',
        _ => c,
    }
}
