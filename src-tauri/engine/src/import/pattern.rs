//! Lines around a table that state something: `收入：{count}笔 {total}元`.
//!
//! Widths and blanks do not matter, the words do; what stands in braces is captured.

use std::collections::BTreeMap;

use crate::import::cell::half_width;
use crate::import::row::{is_blank, trimmed};

const COLONS: [char; 2] = ['：', ':'];

/// What a line stated, by the names in the braces.
pub(crate) type Captures = BTreeMap<String, String>;

/// A pattern, ready to be tried.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Words(Vec<char>),
    Capture(String),
    /// Captures up to the next blank or bracket.
    Word(String),
}

impl Pattern {
    pub fn new(text: &str) -> Pattern {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once('{') {
            push_words(&mut parts, words);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            parts.push(match name.strip_suffix(":word") {
                Some(name) => Part::Word(name.to_owned()),
                None => Part::Capture(name.to_owned()),
            });
            rest = after;
        }
        push_words(&mut parts, rest);
        Pattern(parts)
    }

    /// What the row states: in one cell, in two cells side by side, or as a whole.
    pub fn find(&self, row: &[String]) -> Option<Captures> {
        let filled: Vec<&str> = row
            .iter()
            .map(|cell| trimmed(cell))
            .filter(|cell| !cell.is_empty())
            .collect();
        // A label and its value side by side; a label with more behind its colon is a sentence.
        let label = |text: &str| text.trim_end_matches(COLONS).to_owned();
        let pairs = filled
            .windows(2)
            .filter(|pair| !label(pair[0]).contains(COLONS))
            .map(|pair| format!("{}：{}", label(pair[0]), pair[1]));
        let cells = filled.iter().map(|cell| (*cell).to_owned());
        cells
            .chain(pairs)
            .chain(std::iter::once(filled.join(",")))
            .find_map(|text| self.captures(&text))
    }

    fn captures(&self, text: &str) -> Option<Captures> {
        let text: Vec<char> = text.chars().map(half_width).collect();
        let mut found = Captures::new();
        matches(&self.0, &text, &mut found).then_some(found)
    }
}

fn push_words(parts: &mut Vec<Part>, words: &str) {
    let words: Vec<char> = words
        .chars()
        .map(half_width)
        .filter(|c| !is_blank(*c))
        .collect();
    if !words.is_empty() {
        parts.push(Part::Words(words));
    }
}

fn matches(parts: &[Part], text: &[char], found: &mut Captures) -> bool {
    match parts {
        [] => text.iter().all(|c| is_blank(*c)),
        [Part::Words(words), rest @ ..] => {
            skip_words(words, text).is_some_and(|after| matches(rest, after, found))
        }
        [Part::Word(name), rest @ ..] => {
            let start = text.iter().take_while(|c| is_blank(**c)).count();
            let text = &text[start..];
            let ends = |c: &char| is_blank(*c) || "[]()【】,;".contains(*c);
            let end = text.iter().position(ends).unwrap_or(text.len());
            let fits = end > 0 && matches(rest, &text[end..], found);
            if fits {
                found.insert(name.clone(), text[..end].iter().collect());
            }
            fits
        }
        [Part::Capture(name), rest @ ..] => (1..=text.len()).any(|end| {
            let fits = matches(rest, &text[end..], found);
            if fits {
                let captured: String = text[..end].iter().collect();
                found.insert(name.clone(), trimmed(&captured).to_owned());
            }
            fits
        }),
    }
}

/// What follows the words at the start of the text, blanks between them left out.
fn skip_words<'t>(words: &[char], text: &'t [char]) -> Option<&'t [char]> {
    let mut text = text;
    for word in words {
        while text.first().is_some_and(|c| is_blank(*c)) {
            text = &text[1..];
        }
        text = text.strip_prefix(&[*word])?;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, row: &[&str], expected: &[(&str, &str)]) {
        let row: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
        let found = Pattern::new(pattern).find(&row).unwrap_or_default();
        let expected: Captures = expected
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        assert_eq!(found, expected, "{pattern} in {row:?}");
    }

    #[test]
    fn a_line_states_what_stands_in_the_braces() {
        check("姓名：{name}", &["姓名:李某"], &[("name", "李某")]);
        check("姓名：{name}", &["姓名", "李某"], &[("name", "李某")]);
        check(
            "姓名：{name}",
            &["", "姓名：", "李某", ""],
            &[("name", "李某")],
        );
        check(
            "收入：{count}笔 {total}元",
            &["收入：3笔  1,234.50元"],
            &[("count", "3"), ("total", "1,234.50")],
        );
        check(
            "收入：{count}笔 {total}元",
            &["收入：3笔 1", "234.50元"],
            &[("count", "3"), ("total", "1,234.50")],
        );
        check(
            "起始时间：[{from}] 终止时间：[{to}]",
            &[
                "起始时间：[2024-05-01 00:00:00]    终止时间：[2024-05-31 23:59:59]",
                "",
            ],
            &[
                ("from", "2024-05-01 00:00:00"),
                ("to", "2024-05-31 23:59:59"),
            ],
        );
    }

    #[test]
    fn a_word_ends_at_a_blank_or_a_bracket() {
        let line = "# 账    号: [一卡通:6214********5555   某某支行]";
        for pattern in [
            "#账号：[一卡通:{account:word}{_}",
            "{_}一卡通: {account:word} 某某支行]",
        ] {
            let found = Pattern::new(pattern).find(&[line.to_owned()]).unwrap();
            assert_eq!(found["account"], "6214********5555", "{pattern}");
        }
        check(
            "账号：[{account:word}]",
            &["账号：[6214********5555]"],
            &[("account", "6214********5555")],
        );
    }

    #[test]
    fn another_line_states_nothing() {
        check("收入：{count}笔 {total}元", &["不计收支：3笔 5.00元"], &[]);
        check("姓名：{name}", &["姓名："], &[]);
    }
}
