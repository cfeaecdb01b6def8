//! How long the texts are that the cells of an Excel 97–2003 workbook share. A cell names its text by
//! a number of four bytes, and the library that reads the workbook copies it into each cell: a
//! small file could fill the memory.

use std::slice;

use crate::import::ImportError;
use crate::import::limits::{CONTINUATIONS_MAX, SHEET_CELLS_MAX};

/// Counts of texts, which come before the first one.
const COUNTS_BYTES: usize = 8;
/// The characters have two bytes each.
const WIDE: u8 = 0x01;
/// A number of the bytes of phonetic notes comes before the characters.
const NOTES: u8 = 0x04;
/// A number of changes of the font comes before the characters.
const FONTS: u8 = 0x08;
const FONT_BYTES: usize = 4;

/// Characters of each shared text.
#[derive(Default)]
pub(super) struct Texts(Vec<u16>);

impl Texts {
    /// Walks the record and those that continue it. Where they end too early the library will
    /// refuse the workbook; what comes after that has no length here.
    pub fn of(parts: &[&[u8]]) -> Result<Texts, ImportError> {
        if parts.len() > CONTINUATIONS_MAX {
            let limit = u64::try_from(CONTINUATIONS_MAX).unwrap_or(u64::MAX);
            return Err(ImportError::limit("limit.entries", limit));
        }
        let mut lengths = Vec::new();
        let mut parts = Parts {
            data: &[],
            rest: parts.iter(),
        };
        if parts.next() {
            parts.data = parts.data.get(COUNTS_BYTES..).unwrap_or_default();
        }
        while !parts.data.is_empty() || parts.next() {
            let Some(length) = parts.text() else { break };
            lengths.push(length);
            if u64::try_from(lengths.len()).is_ok_and(|texts| texts > SHEET_CELLS_MAX) {
                return Err(ImportError::limit("limit.cells", SHEET_CELLS_MAX));
            }
        }
        Ok(Texts(lengths))
    }

    /// Characters of the text with that number; none where there is no such text.
    pub fn characters(&self, number: u32) -> u64 {
        let at = usize::try_from(number).ok();
        let length = at.and_then(|at| self.0.get(at));
        length.copied().map_or(0, u64::from)
    }
}

/// The bytes of the record, part by part.
struct Parts<'p> {
    data: &'p [u8],
    rest: slice::Iter<'p, &'p [u8]>,
}

impl Parts<'_> {
    /// Goes on to the next part; false after the last.
    fn next(&mut self) -> bool {
        let next = self.rest.next();
        self.data = next.copied().unwrap_or_default();
        next.is_some()
    }

    /// Passes a text; how many characters it has.
    fn text(&mut self) -> Option<u16> {
        if self.data.is_empty() {
            return Some(0);
        }
        let characters = u16::from_le_bytes(self.head()?);
        let [flags] = self.head()?;
        let fonts = match flags & FONTS {
            0 => 0,
            _ => usize::from(u16::from_le_bytes(self.head()?)),
        };
        let notes = match flags & NOTES {
            0 => 0,
            _ => usize::try_from(u32::from_le_bytes(self.head()?)).ok()?,
        };
        self.characters(usize::from(characters), flags)?;
        self.skip(fonts * FONT_BYTES)?;
        self.skip(notes)?;
        Some(characters)
    }

    /// The next bytes of this part.
    fn head<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.data.split_first_chunk()?;
        self.data = rest;
        Some(*head)
    }

    /// Passes characters. In the next part their width is said again.
    fn characters(&mut self, mut left: usize, flags: u8) -> Option<()> {
        let mut width = width(flags);
        while left > 0 {
            let here = left.min(self.data.len() / width);
            self.data = &self.data[here * width..];
            left -= here;
            if left > 0 {
                self.next().then_some(())?;
                let [flags] = self.head()?;
                width = self::width(flags);
            }
        }
        Some(())
    }

    fn skip(&mut self, mut left: usize) -> Option<()> {
        while left > 0 {
            if self.data.is_empty() {
                self.next().then_some(())?;
            }
            let here = left.min(self.data.len());
            self.data = &self.data[here..];
            left -= here;
        }
        Some(())
    }
}

fn width(flags: u8) -> usize {
    usize::from(flags & WIDE) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(parts: &[&[u8]]) -> Vec<u16> {
        Texts::of(parts).unwrap().0
    }

    #[test]
    fn every_shape_of_a_text_is_passed() {
        let counts = [0; COUNTS_BYTES];
        let narrow = [3, 0, 0, b'a', b'b', b'c'];
        let wide = [2, 0, WIDE, 1, 2, 3, 4];
        let fonts = [1, 0, FONTS, 2, 0, b'x', 0, 0, 0, 0, 0, 0, 0, 0];
        let notes = [1, 0, NOTES, 3, 0, 0, 0, b'x', 9, 9, 9];
        let all = [&counts[..], &narrow, &wide, &fonts, &notes, &narrow].concat();
        assert_eq!(lengths(&[&all]), [3, 2, 1, 1, 3]);
    }

    #[test]
    fn a_text_goes_on_in_the_next_part_with_a_width_of_its_own() {
        let first = [&[0; COUNTS_BYTES][..], &[5, 0, WIDE, 1, 2, 3, 4]].concat();
        let second = [0, b'a', b'b', b'c', 1, 0, 0, b'x'];
        assert_eq!(lengths(&[&first, &second]), [5, 1]);
        // Notes and changes of the font go on without one.
        let first = [&[0; COUNTS_BYTES][..], &[1, 0, NOTES, 4, 0, 0, 0, b'x', 9]].concat();
        assert_eq!(lengths(&[&first, &[9, 9, 9, 1, 0, 0, b'x']]), [1, 1]);
    }

    #[test]
    fn what_ends_too_early_has_no_length() {
        let cut = [&[0; COUNTS_BYTES][..], &[1, 0, 0, b'x', 9, 0, 0, b'y']].concat();
        assert_eq!(lengths(&[&cut]), [1]);
        assert_eq!(lengths(&[]), Vec::<u16>::new());
        assert_eq!(Texts::of(&[&cut]).unwrap().characters(1), 0);
    }

    #[test]
    fn a_record_that_is_continued_without_end_is_refused() {
        let parts: Vec<&[u8]> = vec![&[]; CONTINUATIONS_MAX + 1];
        assert!(Texts::of(&parts).is_err());
    }
}
