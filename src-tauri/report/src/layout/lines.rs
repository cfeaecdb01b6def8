//! Line breaking for text that mixes Chinese and Latin.
//!
//! Knows no font and no page: widths come from the caller. Keeps the Chinese rules for the
//! ends of lines (避头尾): none begins with a closing mark, none ends with an opening one.
#![allow(
    clippy::float_arithmetic,
    reason = "widths on the page; amounts arrive as finished text"
)]

/// Marks that no line may begin with.
const NEVER_FIRST: &str = "，。、；：？！）】》」』〉〕｝”’…—～·％‰℃,.;:?!)]}%>々ー×";
/// Marks that no line may end with.
const NEVER_LAST: &str = "（【《「『〈〔｛“‘([{<￥¥$#";

/// Breaks a text into lines no wider than `width`, given the width of each character.
///
/// A word that is wider than a line is broken between characters, because nothing may be lost.
/// An empty text is one empty line.
pub(super) fn broken(text: &str, width: f32, measure: impl Fn(char) -> f32) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < characters.len() {
        let end = line_end(&characters, start, width, &measure);
        let line: String = characters[start..end].iter().collect();
        lines.push(line.trim_end().to_owned());
        start = end;
        while characters.get(start) == Some(&' ') {
            start += 1;
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Width of the widest part of a text that cannot be broken.
pub(super) fn widest_part(text: &str, measure: impl Fn(char) -> f32) -> f32 {
    let characters: Vec<char> = text.chars().collect();
    let mut widest: f32 = 0.0;
    let mut part = 0.0;
    for (index, character) in characters.iter().enumerate() {
        if index > 0 && may_break(characters[index - 1], *character) {
            part = 0.0;
        }
        if *character != ' ' {
            part += measure(*character);
        }
        widest = widest.max(part);
    }
    widest
}

/// Where the line that begins at `start` ends.
fn line_end(
    characters: &[char],
    start: usize,
    width: f32,
    measure: &impl Fn(char) -> f32,
) -> usize {
    let mut used = 0.0;
    let mut last_break = None;
    for index in start..characters.len() {
        if index > start && may_break(characters[index - 1], characters[index]) {
            last_break = Some(index);
        }
        used += measure(characters[index]);
        // A space at the end of a line needs no room.
        if used > width && characters[index] != ' ' {
            return last_break.unwrap_or_else(|| index.max(start + 1));
        }
    }
    characters.len()
}

/// Whether a line may end after `before` and the next begin with `after`.
fn may_break(before: char, after: char) -> bool {
    if after == ' ' || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        return false;
    }
    before == ' '
        || is_wide(before)
        || is_wide(after)
        || matches!(before, '/' | '_' | '\\')
        || (before == '-' && after.is_alphabetic())
}

/// Whether lines may break on either side of the character: Chinese, Japanese, Korean and the
/// marks that go with them.
fn is_wide(character: char) -> bool {
    matches!(
        u32::from(character),
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
            | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD
    ) || matches!(character, '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every wide character is two units wide, every other one.
    fn measure(character: char) -> f32 {
        if is_wide(character) { 2.0 } else { 1.0 }
    }

    fn check(text: &str, width: f32, expected: &[&str]) {
        assert_eq!(broken(text, width, measure), expected, "{text} at {width}");
    }

    #[test]
    fn chinese_breaks_anywhere_and_latin_between_words() {
        check("结算收入合计", 8.0, &["结算收入", "合计"]);
        check("settled income total", 14.0, &["settled income", "total"]);
        check("结算settled收入", 8.0, &["结算", "settled", "收入"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        check("应补缴税款，另加", 10.0, &["应补缴税", "款，另加"]);
        check("（综合所得）合计", 10.0, &["（综合所", "得）合计"]);
        check("他说「对」。好", 10.0, &["他说", "「对」。好"]);
    }

    #[test]
    fn no_line_ends_with_an_opening_mark() {
        check("依据《征管法》", 6.0, &["依据", "《征管", "法》"]);
        check("合计（元）", 6.0, &["合计", "（元）"]);
    }

    #[test]
    fn figures_and_codes_stay_whole() {
        check("应缴 1,234.56 元", 9.0, &["应缴", "1,234.56", "元"]);
        check("见 B-12.3 与 T-3", 9.0, &["见 B-12.3", "与 T-3"]);
        check("税率 0.05% 每日", 8.0, &["税率", "0.05% 每", "日"]);
    }

    #[test]
    fn a_file_name_breaks_at_its_joints_and_a_hash_where_it_must() {
        check("douyin_2024_q1.csv", 9.0, &["douyin_", "2024_", "q1.csv"]);
        check("0123456789abcdef", 6.0, &["012345", "6789ab", "cdef"]);
    }

    #[test]
    fn nothing_is_lost_even_where_nothing_fits() {
        check("结算", 1.0, &["结", "算"]);
        check("", 5.0, &[""]);
        check("》》》", 4.0, &["》》", "》"]);
    }

    #[test]
    fn spaces_at_the_end_of_a_line_are_dropped_and_need_no_room() {
        check("ab cd", 2.0, &["ab", "cd"]);
        check("ab   cd", 3.0, &["ab", "cd"]);
    }

    #[test]
    fn the_widest_part_is_the_longest_word() {
        for (text, expected) in [("结算收入", 2.0), ("settled income", 7.0), ("（元）", 6.0)]
        {
            assert!(
                (widest_part(text, measure) - expected).abs() < 0.001,
                "{text}"
            );
        }
    }
}
