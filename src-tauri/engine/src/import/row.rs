//! One row of a file as text, cell by cell, and the events a file is read as.
//!
//! A row keeps all its text in one buffer that the next row uses again.

use std::io::{self, Read, Seek};

use crate::import::ImportError;
use crate::import::limits::{CELL_CHARACTERS_MAX, COLUMNS_MAX};

/// Where bytes come from.
pub(crate) trait Source: Read + Seek {}
impl<S: Read + Seek + ?Sized> Source for S {}

/// Reads until the buffer is full or the source is at its end; how many bytes came.
pub(crate) fn fill(source: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match source.read(&mut buffer[length..])? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}

/// What a cell was in its file; the text is the same for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text.
    #[default]
    Text,
    /// A number of a spreadsheet, whose text has every digit that is stored.
    Number,
    /// A number of a spreadsheet beyond what its binary form holds exactly.
    Inexact,
    /// A number of JSON.
    JsonNumber,
}

/// A cell: its text as in the file, and what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    pub text: &'a str,
    pub kind: CellKind,
}

#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: usize,
    end: usize,
    kind: CellKind,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Physical number from 1.
    pub number: u32,
    /// Day 0 of its serial dates is that of 1904.
    pub epoch_1904: bool,
    /// Every row of its kind of file has all columns, so a short one is damaged.
    pub must_be_full: bool,
    /// Rows of one element of JSON have the same number, from 1; 0 where each is on its own.
    pub group: u32,
    text: String,
    cells: Vec<Span>,
}

impl Row {
    /// An empty row of a text: it must have all columns.
    pub fn of_text() -> Row {
        Row {
            must_be_full: true,
            ..Row::default()
        }
    }

    /// An empty row of a workbook.
    pub fn of_workbook(epoch_1904: bool) -> Row {
        Row {
            epoch_1904,
            ..Row::default()
        }
    }

    /// An empty row of the same file as another, at its place.
    pub fn like(other: &Row) -> Row {
        Row {
            number: other.number,
            epoch_1904: other.epoch_1904,
            must_be_full: other.must_be_full,
            group: other.group,
            ..Row::default()
        }
    }

    /// Empties it for the next row.
    pub fn clear(&mut self, number: u32) {
        self.number = number;
        self.group = 0;
        self.text.clear();
        self.cells.clear();
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell; beyond the last one it is empty.
    pub fn cell(&self, column: usize) -> Cell<'_> {
        let span = self.cells.get(column).copied().unwrap_or_default();
        Cell {
            text: &self.text[span.start..span.end],
            kind: span.kind,
        }
    }

    /// Every cell in order.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The texts of all cells.
    pub fn texts(&self) -> Vec<String> {
        self.cells().map(|cell| cell.text.to_owned()).collect()
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, text: &str, kind: CellKind) {
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push(Span {
            start,
            end: self.text.len(),
            kind,
        });
    }

    /// Puts a cell into a column; columns before it that are missing become empty.
    pub fn put(&mut self, column: usize, text: &str, kind: CellKind) {
        while self.cells.len() < column {
            self.push("", CellKind::Text);
        }
        if self.cells.len() == column {
            self.push(text, kind);
        } else {
            let start = self.text.len();
            self.text.push_str(text);
            self.cells[column] = Span {
                start,
                end: self.text.len(),
                kind,
            };
        }
    }

    /// Takes a whole line, to be cut by `cut`.
    pub fn line(&mut self) -> &mut String {
        &mut self.text
    }

    /// Cuts the line it holds at its separators, an ASCII character; what is beyond the last column a table may have
    /// stays in one cell.
    pub fn cut(&mut self, separator: u8) {
        let Row { text, cells, .. } = self;
        let mut start = 0;
        each_place(separator, text.as_bytes(), |end| {
            if cells.len() < COLUMNS_MAX {
                cells.push(Span {
                    start,
                    end,
                    kind: CellKind::Text,
                });
                start = end + 1;
            }
        });
        cells.push(Span {
            start,
            end: text.len(),
            kind: CellKind::Text,
        });
    }

    /// Whether no cell has anything but blanks.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() || self.cells().all(|cell| trimmed(cell.text).is_empty())
    }

    /// The first cell with more characters than a cell may have.
    pub fn too_long(&self) -> Option<usize> {
        if self.text.len() <= CELL_CHARACTERS_MAX {
            return None;
        }
        self.cells()
            .position(|cell| cell.text.chars().count() > CELL_CHARACTERS_MAX)
    }
}

/// Tells where a byte stands, eight bytes looked at in one: most cells are shorter than a call that
/// looks for the next one costs.
fn each_place(byte: u8, text: &[u8], mut tell: impl FnMut(usize)) {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let wanted = u64::from_ne_bytes([byte; 8]);
    let (eights, rest) = text.as_chunks::<8>();
    let mut before = 0;
    for eight in eights {
        // Zero where the byte is the wanted one; in the end its high bit is set, and no other.
        let other = u64::from_le_bytes(*eight) ^ wanted;
        let mut marks = !(((other & LOW) + LOW) | other | LOW);
        while marks != 0 {
            let bits = marks.trailing_zeros();
            tell(before + usize::try_from(bits / 8).unwrap_or_default());
            marks &= marks - 1;
        }
        before += 8;
    }
    for (index, other) in rest.iter().enumerate() {
        if *other == byte {
            tell(before + index);
        }
    }
}

/// What reading a file gives, in the order of the file.
pub(crate) enum Event<'a> {
    /// A sheet begins.
    Sheet(&'a str),
    /// The keys seen so far, where rows name their values; given again when one is added.
    Keys(&'a [String]),
    /// A row.
    Row(&'a Row),
    /// The rows of one statement have ended; what it says of its balances.
    Balances(Balances<'a>),
    /// A row whose bytes are no text, or an element that is no object; what was found.
    Unreadable {
        row: u32,
        found: String,
        element: bool,
        /// As that of a row.
        group: u32,
    },
    /// How many bytes of how many have been read.
    Progress { read: u64, total: u64 },
}

/// The balances a statement states before and after its rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Balances<'a> {
    /// What the file calls the one after.
    pub label: &'a str,
    /// Before; without it nothing can be said of the one after.
    pub opening: Option<&'a str>,
    /// After; missing where the statement was cut off.
    pub closing: Option<&'a str>,
}

/// Whether reading goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// With the next row.
    On,
    /// With the next sheet.
    NextSheet,
    /// Not at all.
    Stop,
}

/// What is done with each event.
pub(crate) type Each<'e> = dyn FnMut(Event<'_>) -> Result<Flow, ImportError> + 'e;

/// The text without the blanks, tabs and invisible characters around it.
pub(crate) fn trimmed(text: &str) -> &str {
    // The first bytes of the Chinese characters from U+4000 to U+9FFF, which have three.
    let is_chinese = |first: u8| matches!(first, 0xe4..=0xe9);
    let is_seen = |first: u8| first.is_ascii_graphic() || is_chinese(first);
    match text.as_bytes() {
        // Nearly every cell: nothing to take off.
        [first, .., last] if is_seen(*first) && last.is_ascii_graphic() => text,
        [first, .., last, _, _] if is_seen(*first) && is_chinese(*last) => text,
        _ => text.trim_matches(is_blank),
    }
}

/// Blanks and characters that are not seen.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_of_a_byte_is_found_and_no_other(
            text in prop::collection::vec(prop_oneof![Just(b','), Just(b'\xac'), any::<u8>()], 0..80),
            byte in prop_oneof![Just(b','), any::<u8>()],
        ) {
            let bytes = text.iter().enumerate();
            let expected: Vec<usize> = bytes
                .filter(|(_, other)| **other == byte)
                .map(|(index, _)| index)
                .collect();
            let mut found = Vec::new();
            each_place(byte, &text, |place| found.push(place));
            prop_assert_eq!(found, expected);
        }
    }
}
