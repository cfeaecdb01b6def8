//! The rows of XML: the elements at the paths that the formats name, each flattened into values by
//! nested path, with the values of the elements around it. Namespaces do not matter.
//!
//! Entities of its own and whatever defines them are refused, depth and size are limited.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event as Xml};

use crate::format::{BalanceRule, Format};
use crate::import::limits::DEPTH_MAX;
use crate::import::meter::{Gauge, Metered};
use crate::import::row::{Each, Flow, Source};
use crate::import::utf8::Utf8;
use crate::import::workbook::attributes;
use crate::import::{ImportError, ImportErrorCode};

mod elements;

use elements::Elements;

/// Reads every element at the paths of the formats. A file with nothing of the kind is of a kind
/// that is not read.
pub(crate) fn each(
    source: &mut dyn Source,
    encoding: &'static Encoding,
    formats: &[&Format],
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let gauge = Gauge::default();
    let (bytes, total) = Metered::endless(source, &gauge)?;
    let text = Utf8::new(bytes, encoding);
    let mut reader = BufReader::with_capacity(1 << 16, text);
    skip_declaration(&mut reader)?;
    let rows_at: Vec<&str> = formats
        .iter()
        .flat_map(|format| format.rows_at.iter().map(String::as_str))
        .collect();
    let rules: Vec<&BalanceRule> = formats
        .iter()
        .filter_map(|format| format.balances.as_ref())
        .collect();
    let elements = Elements::new(&rows_at, &rules, &gauge, total, each);
    read(Reader::from_reader(reader), elements).map_err(|error| gauge.refusal().unwrap_or(error))
}

/// The declaration names an encoding that the text no longer has.
fn skip_declaration(reader: &mut impl BufRead) -> Result<(), ImportError> {
    let head = reader.fill_buf()?;
    let start = head.iter().position(|b| !b.is_ascii_whitespace());
    let start = start.unwrap_or_default();
    if head[start..].starts_with(b"<?xml") {
        let end = head.windows(2).position(|two| two == b"?>");
        let end = end.ok_or_else(|| ImportError::broken_xml("<?xml"))?;
        reader.consume(end + 2);
    }
    Ok(())
}

fn read(mut xml: Reader<impl BufRead>, mut elements: Elements<'_, '_>) -> Result<(), ImportError> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml
            .read_event_into(&mut buffer)
            .map_err(ImportError::broken_xml)?
        {
            Xml::Start(element) => start(&mut elements, &element)?,
            Xml::Empty(element) => {
                start(&mut elements, &element)?;
                elements.end()?;
            }
            Xml::End(_) => elements.end()?,
            Xml::Text(text) => elements.text(&text.xml10_content()),
            Xml::CData(text) => elements.text(&text),
            Xml::GeneralRef(reference) => elements.text(&resolved(&reference)?),
            Xml::DocType(_) => return Err(ImportError::broken_xml("DOCTYPE")),
            Xml::Eof if elements.depth() > 0 => return Err(ImportError::broken_xml("…")),
            Xml::Eof if !elements.met() => {
                return Err(ImportError::new(ImportErrorCode::WrongKind).with("kind", "XML"));
            }
            Xml::Eof => return Ok(()),
            _ => {}
        }
        if elements.flow() != Flow::On {
            return Ok(());
        }
    }
}

fn start(elements: &mut Elements<'_, '_>, element: &BytesStart<'_>) -> Result<(), ImportError> {
    if elements.depth() == DEPTH_MAX {
        return Err(ImportError::limit("limit.depth", DEPTH_MAX));
    }
    elements.start(element.local_name().as_ref(), attributes(element))
}

/// The character that `&amp;` or `&#10;` stands for; no other names have a meaning here.
fn resolved(reference: &BytesRef<'_>) -> Result<String, ImportError> {
    let character = reference
        .resolve_char_ref()
        .map_err(ImportError::broken_xml)?;
    match (character, resolve_xml_entity(reference)) {
        (Some(character), _) => Ok(character.to_string()),
        (None, Some(text)) => Ok(text.to_owned()),
        (None, None) => Err(ImportError::broken_xml(format!("&{};", &**reference))),
    }
}

/// Values by path.
type Values = BTreeMap<String, String>;
