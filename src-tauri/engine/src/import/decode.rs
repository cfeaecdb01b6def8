//! Bytes to lines of text: the encoding is found once, every byte is decoded once, and a line
//! whose bytes are no text is said to be so; nothing is replaced.

use std::io::{BufRead, BufReader, Read, SeekFrom};

use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::limits::LINE_BYTES_MAX;
use crate::import::row::{Source, fill};
use crate::import::utf8::Utf8;
use crate::import::{ImportError, ImportErrorCode};

/// How far the encoding is looked for once bytes beyond ASCII have been met.
const SNIFF_BYTES: usize = 256 * 1024;

/// The encoding of a text: its mark, else strict UTF-8, else GB18030; never latin-1.
pub(crate) fn encoding(source: &mut dyn Source) -> Result<&'static Encoding, ImportError> {
    declared(source, None)
}

/// The encoding of a text that may name it. The bytes know better where they are valid UTF-8, and
/// a name for single bytes is believed by nobody: every byte would be text.
pub(crate) fn declared(
    source: &mut dyn Source,
    name: Option<&str>,
) -> Result<&'static Encoding, ImportError> {
    let named = name.and_then(|name| Encoding::for_label(name.as_bytes()));
    // GB2312 and GBK are parts of GB18030.
    let other = named.filter(|named| {
        !named.is_single_byte() && named.is_ascii_compatible() && *named != UTF_8 && *named != GBK
    });
    source.seek(SeekFrom::Start(0))?;
    let mut head = vec![0; SNIFF_BYTES];
    loop {
        let length = fill(source, &mut head)?;
        let at_end = length < head.len();
        let bytes = &head[..length];
        if let Some((marked, _)) = Encoding::for_bom(bytes) {
            return Ok(marked);
        }
        if at_end || !bytes.is_ascii() {
            return guess(bytes, at_end, other.unwrap_or(GB18030));
        }
    }
}

/// Most lines beyond ASCII decide. Chinese in GB18030 is hardly ever valid UTF-8. Web pages may
/// be one line: there the tags, whose first byte is part of no other character, are its ends.
fn guess(
    bytes: &[u8],
    at_end: bool,
    other: &'static Encoding,
) -> Result<&'static Encoding, ImportError> {
    let mut lines: Vec<&[u8]> = bytes.split(|b| matches!(b, b'\n' | b'<')).collect();
    if !at_end && lines.len() > 1 {
        lines.pop();
    }
    lines.retain(|line| !line.is_ascii());
    let valid = |encoding: &'static Encoding| {
        let decodes = |line: &&&[u8]| {
            encoding
                .decode_without_bom_handling_and_without_replacement(line)
                .is_some()
        };
        lines.iter().filter(decodes).count()
    };
    let zeros = bytes.iter().filter(|b| **b == 0).count();
    let (utf8, others) = (valid(UTF_8), valid(other));
    if zeros * 10 > bytes.len() {
        Err(ImportError::new(ImportErrorCode::NotText))
    } else if utf8 * 2 >= lines.len() {
        Ok(UTF_8)
    } else if others * 2 > lines.len() {
        Ok(other)
    } else {
        Err(ImportError::new(ImportErrorCode::NotText))
    }
}

/// A line as it was decoded.
pub(crate) enum Line {
    /// It was put into the buffer.
    Text,
    /// Its bytes are no text; shown with the bad bytes as `\xHH`.
    Unreadable(String),
}

/// The lines of a text, without their ends.
pub(crate) struct Lines<'s> {
    reader: Box<dyn BufRead + 's>,
    encoding: &'static Encoding,
    bytes: Vec<u8>,
    /// Bytes read so far.
    pub read: u64,
    /// Bytes in all.
    pub total: u64,
}

impl<'s> Lines<'s> {
    /// From the first byte after the mark of the encoding.
    pub fn new(
        source: &'s mut dyn Source,
        encoding: &'static Encoding,
    ) -> Result<Lines<'s>, ImportError> {
        let total = source.seek(SeekFrom::End(0))?;
        let mut mark = [0; 3];
        source.seek(SeekFrom::Start(0))?;
        let length = fill(source, &mut mark)?;
        let mark = Encoding::for_bom(&mark[..length]).map_or(0, |(_, bytes)| bytes);
        let start = u64::try_from(mark).unwrap_or_default();
        source.seek(SeekFrom::Start(start))?;
        let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
        let reader: Box<dyn BufRead + 's> = match is_utf16 {
            true => Box::new(BufReader::with_capacity(
                1 << 16,
                Utf8::new(source, encoding),
            )),
            false => Box::new(BufReader::with_capacity(1 << 18, source)),
        };
        Ok(Lines {
            reader,
            encoding: if is_utf16 { UTF_8 } else { encoding },
            bytes: Vec::new(),
            read: start,
            total,
        })
    }

    /// Appends the next line to the buffer; `None` at the end.
    pub fn next(&mut self, text: &mut String) -> Result<Option<Line>, ImportError> {
        self.bytes.clear();
        let mut limited = (&mut self.reader).take(LINE_BYTES_MAX);
        let length = u64::try_from(limited.read_until(b'\n', &mut self.bytes)?).unwrap_or(u64::MAX);
        self.read += length;
        if length == 0 {
            return Ok(None);
        }
        let line = match self.bytes.strip_suffix(b"\n") {
            Some(line) => line,
            None if length == LINE_BYTES_MAX => {
                return Err(ImportError::limit("limit.line_bytes", LINE_BYTES_MAX));
            }
            None => &self.bytes,
        };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let start = text.len();
        let decoded = if self.encoding == UTF_8 {
            std::str::from_utf8(line)
                .map(|line| text.push_str(line))
                .is_ok()
        } else {
            append(self.encoding, line, text)
        };
        // A zero byte is valid text and never part of an export.
        if decoded && memchr::memchr(0, line).is_none() {
            return Ok(Some(Line::Text));
        }
        text.truncate(start);
        Ok(Some(Line::Unreadable(escaped(self.encoding, line))))
    }
}

/// Decodes the whole line behind the text; false at the first bytes that are no text.
fn append(encoding: &'static Encoding, line: &[u8], text: &mut String) -> bool {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let needed = decoder.max_utf8_buffer_length_without_replacement(line.len());
    text.reserve(needed.unwrap_or(line.len() * 4));
    let (result, _) = decoder.decode_to_string_without_replacement(line, text, true);
    result == DecoderResult::InputEmpty
}

/// The line with every byte that is no text as `\xHH`.
fn escaped(encoding: &'static Encoding, line: &[u8]) -> String {
    let mut shown = String::new();
    for byte_run in runs(encoding, line) {
        match byte_run {
            Ok(text) => shown.push_str(&text.replace('\0', "\\x00")),
            Err(byte) => shown.push_str(&format!("\\x{byte:02X}")),
        }
    }
    shown
}

/// Text as long as it can be decoded, single bytes where it cannot.
fn runs(encoding: &'static Encoding, line: &[u8]) -> Vec<Result<String, u8>> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.first() {
        // A character has at most four bytes: the shortest start that is text.
        let length = (1..=4.min(rest.len()))
            .find(|length| append(encoding, &rest[..*length], &mut String::new()));
        match length {
            Some(length) => {
                let mut text = String::new();
                append(encoding, &rest[..length], &mut text);
                found.push(Ok(text));
                rest = &rest[length..];
            }
            None => {
                found.push(Err(*first));
                rest = &rest[1..];
            }
        }
    }
    found
}
