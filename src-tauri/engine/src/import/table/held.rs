//! Rows that a person corrected, read after all others of their file, so that what a good row has
//! taken for its whole order is not taken again.

use super::Table;
use crate::import::header::Layout;
use crate::import::records::build;
use crate::import::row::Row;

/// A row that is read after all others, where and how it stands in the file.
pub(super) struct Held {
    row: Row,
    sheet: Option<String>,
    layout: Layout,
}

impl Table<'_, '_> {
    /// Keeps a row of data until all others have been read; the header must have been seen.
    pub fn hold(&mut self, row: Row) {
        if let Some(layout) = &self.layout {
            self.held.push(Held {
                row,
                sheet: self.sheet.clone(),
                layout: layout.clone(),
            });
        }
    }

    /// Reads the rows that were kept.
    pub(super) fn read_held(&mut self) -> bool {
        let held = std::mem::take(&mut self.held);
        held.iter().all(|held| {
            let (taken, sheet) = (&mut self.taken, held.sheet.as_deref());
            match build(
                &self.plan,
                &held.layout,
                &self.owner,
                taken,
                sheet,
                &held.row,
            ) {
                Ok(built) => self.record(built),
                Err(problem) => self.problem(problem, &held.row),
            }
        })
    }
}
