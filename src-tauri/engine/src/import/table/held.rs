//! Rows that a person corrected, read after all others of their file or of their JSON element, so
//! that what a good row has taken for its whole order is not taken again.

use super::{State, Table};
use crate::import::ImportError;
use crate::import::header::Layout;
use crate::import::records::{Owner, build};
use crate::import::row::{Flow, Row};

/// A row that is read after all others, where and how it stands in the file.
pub(super) struct Held {
    row: Row,
    sheet: Option<String>,
    layout: Layout,
    /// As told above it: another sheet may be for another period.
    owner: Owner,
}

impl Table<'_, '_> {
    /// Whether the header above a row has been seen. Headings of several rows whose last ones are empty end
    /// with the first row of data, which may be one that is kept.
    pub fn is_begun(&mut self, row: u32) -> Result<bool, ImportError> {
        let format = self.plan.format;
        let is_below = self.headings.first().is_some() && row > self.headings.last(format);
        let goes_on = !is_below || self.end_headings()?;
        Ok(goes_on && self.layout.is_some())
    }

    /// Keeps a row of data until all others of its file, or of its JSON element, have been read;
    /// the header must have been seen.
    pub fn hold(&mut self, row: Row) -> Flow {
        if !self.read_held_before(row.group) {
            self.stopped = true;
            return Flow::Stop;
        }
        if let State::Data(left) = &mut self.state {
            // A row of data: none of those below it is a line under the header.
            *left = 0;
        }
        if let Some(layout) = &self.layout {
            self.held.push(Held {
                row,
                sheet: self.lines.sheet.clone(),
                layout: layout.clone(),
                owner: self.owner.clone(),
            });
        }
        Flow::On
    }

    /// Reads the rows that were kept of an element before a row of another one: what the rows of
    /// an element take is forgotten with it.
    pub(super) fn read_held_before(&mut self, group: u32) -> bool {
        let held = self.held.last().map(|held| held.row.group);
        held.is_none_or(|held| held == group) || self.read_held()
    }

    /// Reads the rows that were kept.
    pub(super) fn read_held(&mut self) -> bool {
        let held = std::mem::take(&mut self.held);
        held.iter().all(|held| {
            let sheet = held.sheet.as_deref();
            match build(
                &self.plan,
                &held.layout,
                &held.owner,
                &mut self.memory,
                sheet,
                &held.row,
            ) {
                Ok(built) => self.record(built),
                Err(problem) => self.problem(problem, &held.row),
            }
        })
    }
}
