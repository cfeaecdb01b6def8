//! Text with separators copied without its buyers: a unit of their cells becomes a blank, so
//! that the copy is as long as the document.
//!
//! Separators, quotes and line ends stay even inside such a cell. They are all that cutting a
//! text into rows looks at, so the copy has the very rows and cells of the document, wherever a
//! stray quote stands.

use std::io::Write;
use std::ops::Range;

use crate::format::Format;
use crate::import::ImportError;
use crate::import::blank::lines::{LINE_END, RawLine, RawLines};
use crate::import::blank::{TableOf, Tally};
use crate::import::limits::{COLUMNS_MAX, QUOTED_LINES_MAX};
use crate::import::row::{Source, trimmed};
use crate::import::split;

const QUOTE: u16 = 0x22;
const BLANK: u16 = 0x20;

/// Copies the text.
pub(super) fn copy(
    source: &mut dyn Source,
    text: split::Text,
    format: &Format,
    table: &TableOf,
    sink: &mut dyn Write,
    tally: &mut Tally,
) -> Result<(), ImportError> {
    let lines = RawLines::new(source, text.encoding, sink)?;
    let mut copier = Copier {
        lines,
        separator: u16::from(text.separator),
        format,
        table,
        ended: false,
        tally,
    };
    while let Some(mut row) = copier.row()? {
        copier.blank(&mut row);
        copier.lines.write(&row.units, row.cut_off, sink)?;
    }
    Ok(())
}

/// A row as it stands in the file.
struct RawRow {
    number: u32,
    units: Vec<u16>,
    /// Where its cells are; `None` where its bytes are no text.
    cells: Option<Vec<Range<usize>>>,
    cut_off: bool,
}

struct Copier<'c, 's> {
    lines: RawLines<'s>,
    separator: u16,
    format: &'c Format,
    table: &'c TableOf,
    /// A line has said that no data follows.
    ended: bool,
    tally: &'c mut Tally,
}

impl Copier<'_, '_> {
    /// The next row, cut as reading cuts it: lines that a quoted cell spans are one row, and a
    /// quote that stays open is an ordinary character.
    fn row(&mut self) -> Result<Option<RawRow>, ImportError> {
        let Some(first) = self.lines.next()? else {
            return Ok(None);
        };
        let number = self.lines.number;
        let content = first.content();
        if !first.readable {
            return Ok(Some(RawRow {
                number,
                units: first.units,
                cells: None,
                cut_off: first.cut_off,
            }));
        }
        let (units, cells) = match first.units.contains(&QUOTE) {
            true => self.quoted(first)?,
            false => {
                let cells = bare(&first.units[..content], self.separator);
                (first.units, cells)
            }
        };
        Ok(Some(RawRow {
            number,
            units,
            cells: Some(cells),
            cut_off: false,
        }))
    }

    fn quoted(&mut self, first: RawLine) -> Result<(Vec<u16>, Vec<Range<usize>>), ImportError> {
        let content = first.content();
        let mut joined = first.units.clone();
        let mut content_joined = content;
        let mut ahead: Vec<RawLine> = Vec::new();
        loop {
            if let Some(cells) = unquoted(&joined[..content_joined], self.separator) {
                return Ok((joined, cells));
            }
            let next = match ahead.len() < QUOTED_LINES_MAX {
                true => self.lines.next()?,
                false => None,
            };
            match next {
                Some(line) if line.readable => {
                    content_joined = joined.len() + line.content();
                    joined.extend_from_slice(&line.units);
                    ahead.push(line);
                }
                other => {
                    ahead.extend(other);
                    self.lines.give_back(ahead);
                    let cells = bare(&first.units[..content], self.separator);
                    return Ok((first.units, cells));
                }
            }
        }
    }

    fn blank(&mut self, row: &mut RawRow) {
        let Some(cells) = row.cells.take() else {
            self.tally.whole_line();
            let all = 0..row.units.len();
            self.erase(&mut row.units, all);
            // A zero keeps the line what it was: one that is no text.
            let erased = row.units.iter_mut().find(|unit| **unit == BLANK);
            if let Some(unit) = erased {
                *unit = 0;
            }
            return;
        };
        if row.number <= self.table.header_row {
            return;
        }
        if self.is_shifted(row, &cells) {
            self.tally.whole_line();
            for cell in cells {
                self.erase(&mut row.units, cell);
            }
            return;
        }
        let table = self.table;
        for column in &table.columns {
            let Some(cell) = cells.get(column.index).cloned() else {
                continue;
            };
            let text = self.lines.decoded(&row.units[cell.clone()]);
            let text = text.as_deref().map(plain).unwrap_or_default();
            // The header may stand once more among the data.
            if text == column.name {
                continue;
            }
            if !text.is_empty() {
                self.tally.cell(&column.name);
            }
            self.erase(&mut row.units, cell);
        }
    }

    fn erase(&self, units: &mut [u16], cell: Range<usize>) {
        for unit in &mut units[cell] {
            let shapes = [QUOTE, self.separator, LINE_END, 0x0d].contains(unit);
            if !shapes {
                *unit = BLANK;
            }
        }
    }

    /// Whether a row of data has other cells than the header, so that nobody knows which of them
    /// are the buyer's.
    fn is_shifted(&mut self, row: &RawRow, cells: &[Range<usize>]) -> bool {
        let filled = |cell: &Range<usize>| {
            let text = self.lines.decoded(&row.units[cell.clone()]);
            text.map(|text| plain(&text).to_owned())
                .filter(|text| !text.is_empty())
        };
        let Some(first) = cells.iter().find_map(filled) else {
            return false;
        };
        let begins = |words: &[String]| words.iter().any(|word| first.starts_with(word.as_str()));
        let footer = &self.format.footer;
        let is_end = begins(&footer.ends);
        let around = begins(&footer.words) || begins(&footer.others);
        let too_long = || {
            cells
                .iter()
                .skip(self.table.header_cells)
                .any(|cell| filled(cell).is_some())
        };
        let too_short = !self.format.ragged && cells.len() < self.table.filled_cells;
        let shifted = !self.ended && !is_end && !around && (too_short || too_long());
        self.ended |= is_end;
        shifted
    }
}

/// The text of a cell without the quotes and blanks around it.
fn plain(text: &str) -> &str {
    trimmed(text.trim_matches('"'))
}

/// Cells between separators, whatever quotes there are.
fn bare(units: &[u16], separator: u16) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    for (end, unit) in units.iter().enumerate() {
        if *unit == separator && cells.len() < COLUMNS_MAX {
            cells.push(start..end);
            start = end + 1;
        }
    }
    cells.push(start..units.len());
    cells
}

/// Cells of a row with quotes; `None` where a quote is still open at its end.
fn unquoted(units: &[u16], separator: u16) -> Option<Vec<Range<usize>>> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        if cells.len() == COLUMNS_MAX {
            cells.push(start..units.len());
            return Some(cells);
        }
        let from = match units.get(start) {
            Some(&QUOTE) => closed(units, start + 1)?,
            _ => start,
        };
        let rest = units[from..].iter().position(|unit| *unit == separator);
        let end = rest.map_or(units.len(), |rest| from + rest);
        cells.push(start..end);
        if end == units.len() {
            return Some(cells);
        }
        start = end + 1;
    }
}

/// Behind the quote that closes a cell.
fn closed(units: &[u16], mut from: usize) -> Option<usize> {
    loop {
        let quote = from + units[from..].iter().position(|unit| *unit == QUOTE)?;
        match units.get(quote + 1) {
            Some(&QUOTE) => from = quote + 2,
            _ => return Some(quote + 1),
        }
    }
}
