//! The lines of a text as units of its encoding, written back unit for unit: bytes, or the
//! sixteen bits of UTF-16.
//!
//! Separator, quote and line end are one unit each in every encoding that is read, and never part
//! of another character: the later bytes of GB18030 begin at `0`.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, SeekFrom, Write};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::import::ImportError;
use crate::import::limits::LINE_BYTES_MAX;
use crate::import::row::{Source, fill};

pub(super) const LINE_END: u16 = 0x0a;
const RETURN: u16 = 0x0d;

/// How a unit stands in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Byte,
    Little,
    Big,
}

/// A line with its end.
#[derive(Default)]
pub(super) struct RawLine {
    pub units: Vec<u16>,
    /// Its bytes are text.
    pub readable: bool,
    /// Its last unit is only half there, as at the end of a file that was cut off.
    pub cut_off: bool,
}

impl RawLine {
    /// Where its end begins.
    pub fn content(&self) -> usize {
        let units = match self.units.as_slice() {
            [before @ .., LINE_END] => before,
            all => all,
        };
        match units {
            [before @ .., RETURN] => before.len(),
            all => all.len(),
        }
    }
}

/// The lines of a text from behind its mark.
pub(super) struct RawLines<'s> {
    reader: BufReader<&'s mut dyn Source>,
    encoding: &'static Encoding,
    width: Width,
    /// Physical number of the line read last.
    pub number: u32,
    waiting: VecDeque<RawLine>,
    bytes: Vec<u8>,
}

impl<'s> RawLines<'s> {
    /// Copies the mark and stands at the first line.
    pub fn new(
        source: &'s mut dyn Source,
        encoding: &'static Encoding,
        sink: &mut dyn Write,
    ) -> Result<RawLines<'s>, ImportError> {
        let mut mark = [0; 3];
        source.seek(SeekFrom::Start(0))?;
        let length = fill(source, &mut mark)?;
        let length = Encoding::for_bom(&mark[..length]).map_or(0, |(_, bytes)| bytes);
        sink.write_all(&mark[..length])?;
        source.seek(SeekFrom::Start(u64::try_from(length).unwrap_or_default()))?;
        Ok(RawLines {
            reader: BufReader::with_capacity(1 << 18, source),
            encoding,
            width: match encoding {
                _ if encoding == UTF_16LE => Width::Little,
                _ if encoding == UTF_16BE => Width::Big,
                _ => Width::Byte,
            },
            number: 0,
            waiting: VecDeque::new(),
            bytes: Vec::new(),
        })
    }

    /// The next line; `None` at the end.
    pub fn next(&mut self) -> Result<Option<RawLine>, ImportError> {
        let line = match self.waiting.pop_front() {
            Some(line) => Some(line),
            None => self.read()?,
        };
        self.number += u32::from(line.is_some());
        Ok(line)
    }

    /// Lines read ahead in vain, to be read again.
    pub fn give_back(&mut self, lines: Vec<RawLine>) {
        for line in lines.into_iter().rev() {
            self.number -= 1;
            self.waiting.push_front(line);
        }
    }

    fn read(&mut self) -> Result<Option<RawLine>, ImportError> {
        self.bytes.clear();
        match self.width {
            Width::Byte => {
                let mut limited = (&mut self.reader).take(LINE_BYTES_MAX);
                limited.read_until(b'\n', &mut self.bytes)?;
                let length = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX);
                if length == LINE_BYTES_MAX && !self.bytes.ends_with(b"\n") {
                    return Err(ImportError::limit("limit.line_bytes", LINE_BYTES_MAX));
                }
            }
            Width::Little | Width::Big => self.read_wide()?,
        }
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let mut line = RawLine {
            units: self.units(),
            readable: false,
            cut_off: self.width != Width::Byte && self.bytes.len() % 2 == 1,
        };
        line.readable = !line.cut_off && self.is_text(&line);
        Ok(Some(line))
    }

    /// Reads up to the line end, two bytes at a time.
    fn read_wide(&mut self) -> Result<(), ImportError> {
        let end = self.bytes_of(LINE_END);
        loop {
            let mut unit = [0; 2];
            let length = fill(&mut self.reader, &mut unit)?;
            self.bytes.extend_from_slice(&unit[..length]);
            let bytes = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX);
            if bytes > LINE_BYTES_MAX * 2 {
                return Err(ImportError::limit("limit.line_bytes", LINE_BYTES_MAX));
            }
            if length < 2 || unit == end[..] {
                return Ok(());
            }
        }
    }

    fn units(&self) -> Vec<u16> {
        let pair = |pair: &[u8]| match (self.width, pair) {
            (Width::Big, [high, low]) => u16::from_be_bytes([*high, *low]),
            (_, [low, high]) => u16::from_le_bytes([*low, *high]),
            (_, rest) => rest.first().copied().map_or(0, u16::from),
        };
        match self.width {
            Width::Byte => self.bytes.iter().copied().map(u16::from).collect(),
            Width::Little | Width::Big => self.bytes.chunks(2).map(pair).collect(),
        }
    }

    /// Whether the line can be decoded; a zero is valid text and never part of an export.
    fn is_text(&self, line: &RawLine) -> bool {
        let content = &line.units[..line.content()];
        !content.contains(&0) && self.decoded(content).is_some()
    }

    /// Units as text.
    pub fn decoded(&self, units: &[u16]) -> Option<String> {
        let bytes: Vec<u8> = units.iter().flat_map(|unit| self.bytes_of(*unit)).collect();
        let text = self
            .encoding
            .decode_without_bom_handling_and_without_replacement(&bytes)?;
        Some(text.into_owned())
    }

    fn bytes_of(&self, unit: u16) -> Vec<u8> {
        match self.width {
            Width::Byte => unit.to_le_bytes()[..1].to_vec(),
            Width::Little => unit.to_le_bytes().to_vec(),
            Width::Big => unit.to_be_bytes().to_vec(),
        }
    }

    /// Writes units as they stood in the file.
    pub fn write(
        &self,
        units: &[u16],
        cut_off: bool,
        sink: &mut dyn Write,
    ) -> Result<(), ImportError> {
        let mut bytes = Vec::with_capacity(units.len() * 2);
        for unit in units {
            match self.width {
                Width::Byte => bytes.push(unit.to_le_bytes()[0]),
                Width::Little => bytes.extend_from_slice(&unit.to_le_bytes()),
                Width::Big => bytes.extend_from_slice(&unit.to_be_bytes()),
            }
        }
        if cut_off {
            // The half unit is the low byte whichever comes first.
            let half = units.last().map_or(0, |unit| unit.to_le_bytes()[0]);
            bytes.truncate(bytes.len().saturating_sub(2));
            bytes.push(half);
        }
        sink.write_all(&bytes)?;
        Ok(())
    }
}
