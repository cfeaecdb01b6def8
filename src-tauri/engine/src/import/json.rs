//! The rows of JSON: the objects of one array, each number with the very digits it has there.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read, SeekFrom};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::import::keyed::KeyedRow;
use crate::import::limits::SHOWN_CHARACTERS_MAX;
use crate::import::meter::{Gauge, Metered};
use crate::import::row::{CellKind, Each, Event, Flow, Source};
use crate::import::{ImportError, ImportErrorCode};

/// Rows between two reports of progress.
const PROGRESS_ROWS: u32 = 1024;

/// Reads every element of the arrays at the paths. Several documents may follow each other, as
/// pages of one query do.
pub(crate) fn each(
    source: &mut dyn Source,
    paths: &[String],
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let total = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let gauge = Gauge::default();
    let mut reader = BufReader::with_capacity(1 << 16, Metered::endless(source, &gauge));
    skip_mark(&mut reader)?;
    let mut elements = Elements {
        paths,
        each,
        gauge: &gauge,
        total,
        row: KeyedRow::default(),
        outcome: Ok(Flow::On),
    };
    let mut documents = serde_json::Deserializer::from_reader(reader);
    while documents.end().is_err() {
        let walk = Walk {
            elements: &mut elements,
            path: String::new(),
        };
        let read = walk.deserialize(&mut documents);
        let outcome = std::mem::replace(&mut elements.outcome, Ok(Flow::On))?;
        if outcome != Flow::On {
            return Ok(());
        }
        read.map_err(|error| {
            let broken = ImportError::new(ImportErrorCode::BrokenJson).with("detail", error);
            gauge.refusal().unwrap_or(broken)
        })?;
    }
    Ok(())
}

fn skip_mark(reader: &mut BufReader<impl Read>) -> Result<(), ImportError> {
    if reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    Ok(())
}

/// What is known of the elements so far, and where they go.
struct Elements<'a, 'e> {
    paths: &'a [String],
    each: &'a mut Each<'e>,
    gauge: &'a Gauge,
    total: u64,
    row: KeyedRow,
    /// What became of the last one: an error of the consumer, or whether to go on.
    outcome: Result<Flow, ImportError>,
}

impl Elements<'_, '_> {
    /// Takes one element; false where reading is to end.
    fn take(&mut self, element: &RawValue) -> bool {
        self.gauge.next();
        self.outcome = self.row_of(element);
        matches!(self.outcome, Ok(Flow::On))
    }

    fn row_of(&mut self, element: &RawValue) -> Result<Flow, ImportError> {
        let number = self.row.number() + 1;
        self.row.clear(number);
        if !self.fill("", element)? {
            return (self.each)(Event::Unreadable {
                row: number,
                found: element.get().chars().take(SHOWN_CHARACTERS_MAX).collect(),
                element: true,
            });
        }
        self.row.tell_keys(self.each)?;
        if number.is_multiple_of(PROGRESS_ROWS) {
            let read = self.gauge.read();
            let total = self.total;
            let flow = (self.each)(Event::Progress { read, total })?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        self.row.give(self.each)
    }

    /// Puts the values of an object into the row; false where it is none.
    fn fill(&mut self, prefix: &str, object: &RawValue) -> Result<bool, ImportError> {
        let Ok(values) = serde_json::from_str::<BTreeMap<String, &RawValue>>(object.get()) else {
            return Ok(false);
        };
        for (key, value) in values {
            let path = format!("{prefix}{key}");
            let text = value.get();
            match text.as_bytes().first() {
                Some(b'{') => {
                    self.fill(&format!("{path}."), value)?;
                }
                Some(b'"') => match serde_json::from_str::<String>(text) {
                    Ok(plain) if !plain.contains('\0') => {
                        self.row.put(&path, &plain, CellKind::Text)?
                    }
                    _ => return Ok(false),
                },
                Some(b'n') => self.row.put(&path, "", CellKind::Text)?,
                Some(b'-' | b'0'..=b'9') => self.row.put(&path, text, CellKind::JsonNumber)?,
                _ => self.row.put(&path, text, CellKind::Text)?,
            }
        }
        Ok(true)
    }
}

/// Walks down to the arrays at the paths and leaves everything else unread.
struct Walk<'w, 'a, 'e> {
    elements: &'w mut Elements<'a, 'e>,
    path: String,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let path = match self.path.is_empty() {
                true => key,
                false => format!("{}.{key}", self.path),
            };
            let inside = format!("{path}.");
            let leads_on = |wanted: &String| *wanted == path || wanted.starts_with(&inside);
            if self.elements.paths.iter().any(leads_on) {
                let elements = &mut *self.elements;
                map.next_value_seed(Walk { elements, path })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        if !self.elements.paths.contains(&self.path) {
            while array.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        while let Some(element) = array.next_element::<Box<RawValue>>()? {
            if !self.elements.take(&element) {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}
