//! The rows of JSON: the objects of one array, each number with the very digits it has there.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::format::Format;
use crate::import::keyed::KeyedRow;
use crate::import::limits::{INNER_BYTES_MAX, SHOWN_CHARACTERS_MAX};
use crate::import::meter::{Gauge, Metered};
use crate::import::row::{CellKind, Each, Event, Flow, Source};
use crate::import::{ImportError, ImportErrorCode};

/// Rows between two reports of progress.
const PROGRESS_ROWS: u32 = 1024;

/// Where JSON has its rows.
#[derive(Debug, Default)]
struct Paths {
    /// Paths of the arrays of elements, with dots.
    arrays: Vec<String>,
    /// Keys of arrays inside an element, each entry of which is a row.
    within: Vec<String>,
}

impl Paths {
    /// Everywhere that one of the formats has them.
    fn of(formats: &[&Format], further: &[&str]) -> Paths {
        let mut paths = Paths::default();
        for format in formats {
            paths.arrays.extend(format.rows_at.iter().cloned());
            paths.within.extend(format.rows_within.iter().cloned());
        }
        paths
            .arrays
            .extend(further.iter().map(|path| (*path).to_owned()));
        paths
    }

    /// Whether rows are at the path or below it.
    fn lead_through(&self, path: &str) -> bool {
        self.arrays.iter().any(|wanted| wanted == path) || self.lead_below(path)
    }

    fn lead_below(&self, path: &str) -> bool {
        let below = |wanted: &String| {
            let rest = wanted.strip_prefix(path);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        self.arrays.iter().any(below)
    }

    /// Whether an object at the path is an element by itself, as a query for one order answers.
    fn hold_one(&self, path: &str) -> bool {
        !path.is_empty() && self.lead_through(path) && !self.lead_below(path)
    }
}

/// Reads every element of the arrays where the formats have their rows, and of those at further
/// places. Several documents may follow each other, as pages of one query do.
pub(crate) fn each(
    source: &mut dyn Source,
    formats: &[&Format],
    further: &[&str],
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let gauge = Gauge::default();
    let (bytes, total) = Metered::endless(source, &gauge)?;
    let mut reader = BufReader::with_capacity(1 << 16, bytes);
    skip_mark(&mut reader)?;
    let mut elements = Elements {
        paths: &Paths::of(formats, further),
        each,
        gauge: &gauge,
        total,
        group: 0,
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
    paths: &'a Paths,
    each: &'a mut Each<'e>,
    gauge: &'a Gauge,
    total: u64,
    /// Number of the last element, where elements have rows of their own.
    group: u32,
    row: KeyedRow,
    /// What became of the last one: an error of the consumer, or whether to go on.
    outcome: Result<Flow, ImportError>,
}

impl Elements<'_, '_> {
    /// Takes one element; false where reading is to end.
    fn take(&mut self, element: &RawValue) -> bool {
        self.gauge.next();
        self.outcome = self.rows_of(element);
        matches!(self.outcome, Ok(Flow::On))
    }

    /// Gives an element as one row, or as one for each entry of its inner array.
    fn rows_of(&mut self, element: &RawValue) -> Result<Flow, ImportError> {
        self.group += u32::from(!self.paths.within.is_empty());
        let Ok(values) = serde_json::from_str::<Values<'_>>(element.get()) else {
            return self.unreadable(element);
        };
        let Some((key, entries)) = inner(&self.paths.within, &values) else {
            return self.row_of(element, &values, None);
        };
        if entries.len().saturating_mul(element.get().len()) > INNER_BYTES_MAX {
            return self.unreadable(element);
        }
        let mut outer = values;
        outer.remove(&key);
        if entries.is_empty() {
            return self.row_of(element, &outer, None);
        }
        for entry in entries {
            let flow = self.row_of(entry, &outer, Some(&key))?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    /// Gives one row: the values of an element, and beside them those of an entry of its inner
    /// array, where `shown` is one.
    fn row_of(
        &mut self,
        shown: &RawValue,
        values: &Values<'_>,
        inner_key: Option<&str>,
    ) -> Result<Flow, ImportError> {
        let number = self.row.number() + 1;
        self.row.clear(number);
        self.row.belongs_to(self.group);
        let mut readable = self.fill("", values)?;
        if let Some(key) = inner_key {
            readable &= self.fill_object(&format!("{key}."), shown)?;
        }
        if !readable {
            return self.refuse(shown);
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

    /// An element that is no object counts as a row all the same.
    fn unreadable(&mut self, element: &RawValue) -> Result<Flow, ImportError> {
        let number = self.row.number() + 1;
        self.row.clear(number);
        self.refuse(element)
    }

    fn refuse(&mut self, found: &RawValue) -> Result<Flow, ImportError> {
        (self.each)(Event::Unreadable {
            row: self.row.number(),
            found: found.get().chars().take(SHOWN_CHARACTERS_MAX).collect(),
            element: true,
            group: self.row.group(),
        })
    }

    /// Puts the values of an object into the row; false where it is none.
    fn fill_object(&mut self, prefix: &str, object: &RawValue) -> Result<bool, ImportError> {
        match serde_json::from_str::<Values<'_>>(object.get()) {
            Ok(values) => self.fill(prefix, &values),
            Err(_) => Ok(false),
        }
    }

    /// Puts values into the row; false where one of them is no text.
    fn fill(&mut self, prefix: &str, values: &Values<'_>) -> Result<bool, ImportError> {
        for (key, value) in values {
            let path = format!("{prefix}{key}");
            let text = value.get();
            match text.as_bytes().first() {
                Some(b'{') => {
                    self.fill_object(&format!("{path}."), value)?;
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

/// The values of an object, as they are written.
type Values<'v> = BTreeMap<String, &'v RawValue>;

/// The first of the keys under which an object has an array, and the entries of that.
fn inner<'v>(keys: &[String], values: &Values<'v>) -> Option<(String, Vec<&'v RawValue>)> {
    keys.iter().find_map(|key| {
        let array = values.get(key)?;
        let entries = serde_json::from_str(array.get()).ok()?;
        Some((key.clone(), entries))
    })
}

/// Walks down to the arrays at the paths and leaves everything else unread.
struct Walk<'w, 'a, 'e> {
    elements: &'w mut Elements<'a, 'e>,
    path: String,
}

impl Walk<'_, '_, '_> {
    /// Hands on an element; an error where reading is to end.
    fn give<E: Error>(&mut self, element: &RawValue) -> Result<(), E> {
        match self.elements.take(element) {
            true => Ok(()),
            false => Err(E::custom("stopped")),
        }
    }

    /// An object where an array could be: the only element, put together again as it is written.
    fn one<'de, A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut text = String::from("{");
        while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&serde_json::to_string(&key).map_err(A::Error::custom)?);
            text.push(':');
            text.push_str(value.get());
        }
        text.push('}');
        let element = RawValue::from_string(text).map_err(A::Error::custom)?;
        self.give(&element)
    }
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
        if self.elements.paths.hold_one(&self.path) {
            return self.one(map);
        }
        while let Some(key) = map.next_key::<String>()? {
            let path = match self.path.is_empty() {
                true => key,
                false => format!("{}.{key}", self.path),
            };
            if self.elements.paths.lead_through(&path) {
                let elements = &mut *self.elements;
                map.next_value_seed(Walk { elements, path })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut array: A) -> Result<(), A::Error> {
        if !self.elements.paths.arrays.contains(&self.path) {
            while array.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        while let Some(element) = array.next_element::<Box<RawValue>>()? {
            self.give(&element)?;
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
