//! Headings of several rows with merged cells: columns go by their letter, and each must carry
//! the heading that the format gives it.

use crate::format::{Column, Format};
use crate::import::header::{Layout, Names, laid_out, normalise};
use crate::import::row::trimmed;

/// The shortest text that may be a part of a heading.
const PART_CHARACTERS_MIN: usize = 2;

/// The index from 0 of a column's letter: `A` is 0, `AC` is 28.
pub(crate) fn column_index(letter: &str) -> Option<usize> {
    let fits = (1..=3).contains(&letter.len()) && letter.bytes().all(|b| b.is_ascii_uppercase());
    let place = |byte: u8| usize::from(byte.wrapping_sub(b'A'));
    let number = letter
        .bytes()
        .fold(0, |number, byte| number * 26 + place(byte) + 1);
    fits.then(|| number - 1)
}

/// The letter of a column.
pub(crate) fn column_letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        let place = u8::try_from(rest % 26).unwrap_or_default();
        letters.push(char::from(b'A' + place));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Which words of the head a sheet has shown so far.
#[derive(Debug, Default)]
pub(crate) struct Head {
    wanted: Vec<String>,
}

impl Head {
    pub fn of(format: &Format) -> Head {
        Head {
            wanted: format.head.iter().map(|word| normalise(word)).collect(),
        }
    }

    /// Whether nothing is wanted any more.
    pub fn is_whole(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Takes a row; true where it has one of the words.
    pub fn take(&mut self, texts: &[String]) -> bool {
        if self.wanted.is_empty() {
            return false;
        }
        let before = self.wanted.len();
        let whole = normalise(&texts.concat());
        self.wanted.retain(|word| !whole.contains(word.as_str()));
        self.wanted.len() < before
    }
}

/// The rows of headings, as they come.
#[derive(Debug, Default)]
pub(crate) struct Headings {
    first: u32,
    rows: Vec<Vec<String>>,
}

impl Headings {
    /// Physical number of the first row, once there is one.
    pub fn first(&self) -> Option<u32> {
        (!self.rows.is_empty()).then_some(self.first)
    }

    /// Takes a row; false where it is none of them.
    pub fn take(&mut self, format: &Format, names: &Names, number: u32, texts: &[String]) -> bool {
        match self.first() {
            None if !begins(format, names, texts) => return false,
            None => self.first = number,
            Some(_) if number > self.last(format) => return false,
            Some(_) => {}
        }
        self.rows.push(texts.to_vec());
        true
    }

    /// Physical number of the last row there will be.
    pub fn last(&self, format: &Format) -> u32 {
        let rows = format.header_rows.unwrap_or(1);
        self.first.saturating_add(rows.saturating_sub(1))
    }

    /// Where the columns are by these headings.
    pub fn layout(&self, format: &Format, names: &Names) -> Layout {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let parts = |index: usize| {
            let cells = self.rows.iter().filter_map(move |row| row.get(index));
            cells
                .map(|text| trimmed(text))
                .filter(|text| !text.is_empty())
        };
        let headings: Vec<String> = (0..width)
            .map(|index| normalise(&parts(index).collect::<String>()))
            .collect();
        let place = |(number, column): (usize, &Column)| {
            let index = column.at.as_deref().and_then(column_index)?;
            let heading = headings.get(index)?;
            let mut known = names.of_column(number).iter();
            known
                .any(|name| heading.contains(name.as_str()))
                .then_some(index)
        };
        let places = format.columns.iter().enumerate().map(place).collect();
        let shown: Vec<String> = (0..width)
            .map(|index| {
                let parts: Vec<&str> = parts(index).collect();
                let heading = format!("{} {}", column_letter(index), parts.join("："));
                heading.trim_end().replace(['\n', '\r'], "")
            })
            .collect();
        let mut layout = laid_out(format, &shown, places);
        // Columns under a merged heading show none of their own.
        layout.drift.added.retain(|heading| heading.contains(' '));
        layout
    }
}

/// Whether a row is the first of the headings: a column that must be there has its heading in it.
fn begins(format: &Format, names: &Names, texts: &[String]) -> bool {
    let columns = format.columns.iter().enumerate();
    columns
        .filter(|(_, column)| column.required)
        .any(|(number, column)| {
            let index = column.at.as_deref().and_then(column_index);
            let text = index.and_then(|index| texts.get(index));
            let text = text.map(|text| normalise(text)).unwrap_or_default();
            text.chars().count() >= PART_CHARACTERS_MIN
                && names
                    .of_column(number)
                    .iter()
                    .any(|name| text.contains(name.as_str()) || name.contains(&text))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_of_columns_are_the_same() {
        for (letter, index) in [
            ("A", 0),
            ("K", 10),
            ("Z", 25),
            ("AA", 26),
            ("AC", 28),
            ("IV", 255),
        ] {
            assert_eq!(column_index(letter), Some(index));
            assert_eq!(column_letter(index), letter);
        }
        for wrong in ["", "a", "A1", "ABCD"] {
            assert_eq!(column_index(wrong), None, "{wrong}");
        }
    }
}
