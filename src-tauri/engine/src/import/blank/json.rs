//! JSON copied without its buyers: a text under one of their keys becomes an empty one, any other
//! value `null`, however deep it lies. Every other byte is copied as it is.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Read, SeekFrom, Write};

use crate::format::Format;
use crate::import::blank::Tally;
use crate::import::buyers::Judge;
use crate::import::limits::LINE_BYTES_MAX;
use crate::import::row::{Source, trimmed};
use crate::import::{ImportError, ImportErrorCode};

/// How deep values may be nested, as reading has it.
const DEPTH_MAX: usize = 128;

/// Copies every document of the source.
pub(super) fn copy(
    source: &mut dyn Source,
    format: &Format,
    sink: &mut dyn Write,
    tally: &mut Tally,
) -> Result<(), ImportError> {
    source.seek(SeekFrom::Start(0))?;
    let judge = Judge::of(format);
    copy_below("", source, &judge, &format.rows_at, sink, tally)
}

/// Copies values that stand under a key.
pub(super) fn copy_below(
    key: &str,
    source: &mut dyn Read,
    judge: &Judge<'_>,
    rows_at: &[String],
    sink: &mut dyn Write,
    tally: &mut Tally,
) -> Result<(), ImportError> {
    let mut sink = BufWriter::with_capacity(1 << 16, sink);
    let mut copier = Copier {
        reader: BufReader::with_capacity(1 << 16, source),
        sink: &mut sink,
        judge,
        rows_at,
        top: Place {
            inside: key.to_owned(),
            ..Place::default()
        },
        open: Vec::new(),
        judged: BTreeMap::new(),
        tally,
    };
    while copier.step()? {}
    let complete = copier.open.is_empty();
    sink.flush()?;
    match complete {
        true => Ok(()),
        false => Err(broken("it ends in the middle")),
    }
}

/// Where a value stands: its keys from the root, and from the element that is a row.
#[derive(Clone, Default)]
struct Place {
    whole: String,
    inside: String,
    in_row: bool,
}

/// An object or array that has been opened.
struct Open {
    is_object: bool,
    place: Place,
    /// The key that has been read and waits for its value.
    key: Option<String>,
}

struct Copier<'c, R> {
    reader: BufReader<R>,
    sink: &'c mut dyn Write,
    judge: &'c Judge<'c>,
    rows_at: &'c [String],
    top: Place,
    open: Vec<Open>,
    /// Which keys are buyers', as far as they have been met.
    judged: BTreeMap<String, bool>,
    tally: &'c mut Tally,
}

impl<R: Read> Copier<'_, R> {
    /// Copies the next token; false at the end.
    fn step(&mut self) -> Result<bool, ImportError> {
        let Some(byte) = self.peek()? else {
            return Ok(false);
        };
        match byte {
            b'{' | b'[' => self.enter(byte)?,
            b'}' | b']' => {
                let closed = self.open.pop().map(|open| open.is_object);
                if closed != Some(byte == b'}') {
                    return Err(broken("brackets do not match"));
                }
                self.pass(byte)?;
            }
            b',' => {
                if let Some(open) = self.open.last_mut() {
                    open.key = None;
                }
                self.pass(byte)?;
            }
            b':' | b' ' | b'\t' | b'\r' | b'\n' => self.pass(byte)?,
            b'"' => self.text()?,
            _ => self.plain()?,
        }
        Ok(true)
    }

    fn peek(&mut self) -> Result<Option<u8>, ImportError> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    fn pass(&mut self, byte: u8) -> Result<(), ImportError> {
        self.reader.consume(1);
        self.sink.write_all(&[byte])?;
        Ok(())
    }

    fn enter(&mut self, bracket: u8) -> Result<(), ImportError> {
        if self.open.len() == DEPTH_MAX {
            return Err(broken("it is nested too deeply"));
        }
        let mut place = self.place();
        let is_object = bracket == b'{';
        if is_object && self.is_row(&place) {
            place.inside.clear();
            place.in_row = true;
        }
        self.open.push(Open {
            is_object,
            place,
            key: None,
        });
        self.pass(bracket)
    }

    /// Whether an object is a row: an element of an array of rows, or alone in the place of one.
    fn is_row(&self, place: &Place) -> bool {
        let path = &place.whole;
        if place.in_row || !self.rows_at.contains(path) {
            return false;
        }
        let below = |wanted: &String| {
            let rest = wanted.strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        let in_array = self.open.last().is_some_and(|open| !open.is_object);
        in_array || !path.is_empty() && !self.rows_at.iter().any(below)
    }

    /// Where the value that comes next stands.
    fn place(&self) -> Place {
        let Some(open) = self.open.last() else {
            return self.top.clone();
        };
        let below = |path: &str| match (&open.key, path.is_empty()) {
            (None, _) => path.to_owned(),
            (Some(key), true) => key.clone(),
            (Some(key), false) => format!("{path}.{key}"),
        };
        Place {
            whole: below(&open.place.whole),
            inside: below(&open.place.inside),
            in_row: open.place.in_row,
        }
    }

    /// The key of the value that comes next, if it is a buyer's.
    fn buyers_key(&mut self) -> Option<String> {
        let key = self.place().inside;
        let judged = match self.judged.get(&key) {
            Some(judged) => *judged,
            None => {
                let judged = self.judge.key(&key).is_some();
                self.judged.insert(key.clone(), judged);
                judged
            }
        };
        judged.then_some(key)
    }

    /// A key, or a value that is a text.
    fn text(&mut self) -> Result<(), ImportError> {
        let quoted = self.quoted()?;
        let waits = self
            .open
            .last_mut()
            .filter(|open| open.is_object && open.key.is_none());
        if let Some(open) = waits {
            let key = serde_json::from_slice(&quoted).map_err(broken)?;
            open.key = Some(key);
            self.sink.write_all(&quoted)?;
            return Ok(());
        }
        let Some(key) = self.buyers_key() else {
            self.sink.write_all(&quoted)?;
            return Ok(());
        };
        let text = String::from_utf8_lossy(&quoted);
        if !trimmed(text.trim_matches('"')).is_empty() {
            self.tally.cell(&key);
        }
        self.sink.write_all(b"\"\"")?;
        Ok(())
    }

    /// A text with its quotes.
    fn quoted(&mut self) -> Result<Vec<u8>, ImportError> {
        let mut bytes = vec![b'"'];
        self.reader.consume(1);
        let mut escaped = false;
        loop {
            let byte = self.peek()?.ok_or_else(|| broken("a text is not closed"))?;
            self.reader.consume(1);
            bytes.push(byte);
            match byte {
                b'"' if !escaped => return Ok(bytes),
                _ => escaped = byte == b'\\' && !escaped,
            }
            if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LINE_BYTES_MAX {
                return Err(ImportError::limit("limit.element_bytes", LINE_BYTES_MAX));
            }
        }
    }

    /// A number, `true`, `false`, `null`, or the mark of the encoding.
    fn plain(&mut self) -> Result<(), ImportError> {
        let mut bytes = Vec::new();
        while let Some(byte) = self.peek()? {
            if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') || b",:{}[]\"".contains(&byte) {
                break;
            }
            self.reader.consume(1);
            bytes.push(byte);
            if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LINE_BYTES_MAX {
                return Err(ImportError::limit("limit.element_bytes", LINE_BYTES_MAX));
            }
        }
        match self.buyers_key() {
            Some(key) if bytes != b"null" => {
                self.tally.cell(&key);
                self.sink.write_all(b"null")?;
            }
            _ => self.sink.write_all(&bytes)?,
        }
        Ok(())
    }
}

fn broken(detail: impl ToString) -> ImportError {
    ImportError::new(ImportErrorCode::BrokenJson).with("detail", detail)
}
