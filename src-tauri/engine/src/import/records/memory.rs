//! What earlier rows of a file have said and a later one must not say again.

use std::collections::BTreeSet;

use crate::import::records::RowReading;

/// Amounts that were taken, and the keys of the rows of one JSON element.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Column of the format, and the value its amount is taken once for.
    taken: BTreeSet<(usize, String)>,
    group: u32,
    keys: BTreeSet<String>,
}

impl Memory {
    /// Turns to the rows of an element. They alone repeat its amounts and tell each other apart:
    /// the same order once more, in another element, is a later state that says all of it anew.
    pub fn turn_to(&mut self, group: u32) {
        if group != self.group {
            self.group = group;
            self.taken.clear();
            self.keys.clear();
        }
    }

    /// Whether an amount has been taken.
    pub fn has_taken(&self, once: &(usize, String)) -> bool {
        self.taken.contains(once)
    }

    /// A key that no row of this element has: the same item may stand in an order twice.
    pub fn distinct(&self, key: String) -> String {
        if !self.keys.contains(&key) {
            return key;
        }
        let numbered = (2_u32..).map(|number| format!("{key}|#{number}"));
        let free = |numbered: &String| !self.keys.contains(numbered);
        numbered.into_iter().find(free).unwrap_or(key)
    }

    /// Remembers a row that was read.
    pub fn keep(&mut self, taken: Vec<(usize, String)>, key: &str) {
        self.taken.extend(taken);
        if self.group > 0 {
            self.keys.insert(key.to_owned());
        }
    }
}

impl RowReading<'_> {
    /// What an amount is taken once for, on this row.
    fn once_for(&self, index: usize) -> Option<(usize, String)> {
        let fed = self.plan.once_per[index].as_ref()?;
        let value = self.plan.text(fed, self.layout, self.row)?;
        Some((index, value.to_owned()))
    }

    /// Whether an earlier row has said this amount.
    pub(super) fn was_taken(&self, index: usize) -> bool {
        let once = self.once_for(index);
        once.is_some_and(|once| self.memory.has_taken(&once))
    }

    /// Everything that this row takes and a later one may not take again.
    pub(super) fn once_only(&self) -> impl Iterator<Item = (usize, String)> {
        let taken = self.plan.taken_once.iter();
        taken.filter_map(|index| self.once_for(*index))
    }
}
