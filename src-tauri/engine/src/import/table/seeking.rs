//! Where a table begins: its header, in one row or in several, and what stands above it.

use super::{State, Table};
use crate::import::header::{Header, Layout};
use crate::import::limits::HEADER_ROW_MAX;
use crate::import::row::Row;
use crate::import::{ImportError, Skip};

impl Table<'_, '_> {
    pub(super) fn seek(&mut self, row: &Row) -> Result<bool, ImportError> {
        if row.number > HEADER_ROW_MAX {
            let goes_on = self.release();
            self.state = State::Elsewhere;
            return Ok(goes_on && self.skip(row.number, Skip::OtherTable));
        }
        if self.plan.format.is_lettered() {
            return self.seek_headings(row);
        }
        let header = Header::of(row.texts());
        let layout = self.plan.names.compare(self.plan.format, &header);
        if self.accepts(&layout) {
            return self.begin(layout, row.number, &[row.number]);
        }
        Ok(self.above(row.number, header.texts()))
    }

    /// Takes a row of headings, or one above them.
    fn seek_headings(&mut self, row: &Row) -> Result<bool, ImportError> {
        let (format, texts) = (self.plan.format, row.texts());
        let taken = self
            .headings
            .take(format, &self.plan.names, row.number, &texts);
        if taken && row.number < self.headings.last(format) {
            return Ok(self.skip(row.number, Skip::Header));
        }
        if taken {
            return Ok(self.skip(row.number, Skip::Header) && self.end_headings()?);
        }
        if self.headings.first().is_some() {
            // The last rows of headings are empty.
            return Ok(self.end_headings()? && self.row(row)?);
        }
        Ok(self.above(row.number, &texts))
    }

    /// The headings are complete: the table begins, or it is another one.
    pub(super) fn end_headings(&mut self) -> Result<bool, ImportError> {
        let headings = std::mem::take(&mut self.headings);
        let Some(first) = headings.first() else {
            return Ok(true);
        };
        let layout = headings.layout(self.plan.format, &self.plan.names);
        match self.accepts(&layout) {
            true => self.begin(layout, first, &[]),
            false => Ok(true),
        }
    }

    /// Whether it is the header; remembers the one that comes nearest.
    fn accepts(&mut self, layout: &Layout) -> bool {
        if layout.matched > 0
            && self
                .nearest
                .as_ref()
                .is_none_or(|near| near.0 < layout.matched)
        {
            self.nearest = Some((layout.matched, layout.lacking.clone()));
        }
        layout.fits() && self.head.is_whole()
    }

    /// A line above the header.
    fn above(&mut self, number: u32, texts: &[String]) -> bool {
        self.head.take(texts);
        if let Some(found) = self.totals.line(texts) {
            self.owner.told(&found);
        }
        self.skip(number, Skip::Preamble)
    }

    /// The table begins below its header.
    fn begin(
        &mut self,
        layout: Layout,
        header_row: u32,
        headers: &[u32],
    ) -> Result<bool, ImportError> {
        self.owner.settle_period(self.plan.format, self.period)?;
        self.layout = Some(layout);
        self.first_table
            .get_or_insert((self.lines.sheet.clone(), header_row));
        let waiting = std::mem::replace(
            &mut self.state,
            State::Data(self.plan.format.rows_after_header),
        );
        let State::Seeking(waiting) = waiting else {
            unreachable!("the header is looked for only while seeking");
        };
        let waiting = waiting
            .into_iter()
            .all(|(number, why)| self.skip(number, why));
        let mut headers = headers.iter();
        Ok(waiting && headers.all(|number| self.skip(*number, Skip::Header)))
    }
}
