//! Lines among the data that are none: a sum, an end, a mark, the header once more.

use super::{State, Table};
use crate::import::Skip;
use crate::import::header::Layout;
use crate::import::row::{Cell, Row, trimmed};

impl Table<'_, '_> {
    /// Takes such a line; nothing for a row of data.
    pub(super) fn around(&mut self, row: &Row) -> Option<bool> {
        let footer = &self.plan.format.footer;
        let first = row
            .cells()
            .map(|cell| trimmed(cell.text))
            .find(|text| !text.is_empty())?;
        let begins = |words: &[String]| words.iter().any(|word| first.starts_with(word.as_str()));
        let layout = self.layout.as_ref()?;
        if begins(&footer.ends) {
            self.totals.line(&row.texts());
            self.state = State::Ended;
        } else if begins(&footer.words) {
            self.totals.sums(layout, row);
            self.totals.line(&row.texts());
        } else if layout.first == first && is_header(layout, row) {
            return Some(self.skip(row.number, Skip::Header));
        } else if !begins(&footer.others) && !self.is_mark(row) {
            return None;
        }
        Some(self.skip(row.number, Skip::Footer))
    }

    /// Whether the only filled cell of a row is a mark such as a page number.
    fn is_mark(&self, row: &Row) -> bool {
        if self.marks.is_empty() {
            return false;
        }
        let texts = row.texts();
        let filled = texts
            .iter()
            .filter(|text| !trimmed(text).is_empty())
            .count();
        filled == 1 && self.marks.iter().any(|mark| mark.find(&texts).is_some())
    }
}

/// A row of a printed template that nobody has filled in: it has its number and nothing else.
pub(super) fn is_only_numbered(row: &Row) -> bool {
    let mut filled = row
        .cells()
        .map(|cell| trimmed(cell.text))
        .filter(|text| !text.is_empty());
    let number = filled.next().unwrap_or_default();
    number.bytes().all(|byte| byte.is_ascii_digit()) && filled.next().is_none()
}

fn is_header(layout: &Layout, row: &Row) -> bool {
    let same = |(name, cell): (&String, Cell<'_>)| trimmed(name) == trimmed(cell.text);
    layout.header.len() == row.len() && layout.header.iter().zip(row.cells()).all(same)
}
