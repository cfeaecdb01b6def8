//! The shared texts of a workbook, in one buffer, and how text stands in its XML.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use crate::import::ImportError;
use crate::import::limits::SHEET_CELLS_MAX;
use crate::import::meter::Gauge;
use crate::import::workbook::{Part, next};

/// The shared texts.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part that holds them. Phonetic guides above the characters are left out.
    pub fn read(xml: &mut Part<'_, '_>, gauge: &Gauge) -> Result<Strings, ImportError> {
        let mut strings = Strings::default();
        let mut buffer = Vec::new();
        let (mut in_text, mut in_guide) = (false, false);
        loop {
            match next(xml, gauge, &mut buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => in_text = !in_guide,
                    "rPh" => in_guide = true,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.end()?,
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => in_guide = false,
                    "si" => strings.end()?,
                    _ => {}
                },
                Event::Text(text) if in_text => strings.text.push_str(&text.xml10_content()),
                Event::CData(text) if in_text => strings.text.push_str(&text.into_inner()),
                Event::GeneralRef(reference) if in_text => resolve(&reference, &mut strings.text)?,
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    fn end(&mut self) -> Result<(), ImportError> {
        self.ends.push(self.text.len());
        if u64::try_from(self.ends.len()).unwrap_or(u64::MAX) > SHEET_CELLS_MAX {
            return Err(ImportError::limit("limit.cells", SHEET_CELLS_MAX));
        }
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A text by its number.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = match index {
            0 => 0,
            _ => self.ends[index - 1],
        };
        Some(&self.text[start..end])
    }
}

/// Adds the character that `&amp;` or `&#10;` stands for.
pub(crate) fn resolve(reference: &BytesRef<'_>, text: &mut String) -> Result<(), ImportError> {
    if let Some(character) = reference
        .resolve_char_ref()
        .map_err(ImportError::broken_workbook)?
    {
        text.push(character);
        return Ok(());
    }
    let entity = resolve_predefined_entity(reference)
        .ok_or_else(|| ImportError::broken_workbook(format!("&{};", &**reference)))?;
    text.push_str(entity);
    Ok(())
}

/// The text with `_x0009_`, as spreadsheets write control characters, turned back.
pub(crate) fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after
            .split_at_checked(4)
            .filter(|(_, end)| end.starts_with('_'));
        let character = code
            .and_then(|(digits, _)| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32)
            .filter(|character| *character != '\0');
        match character {
            Some(character) => {
                plain.push(character);
                rest = &after[5..];
                found = true;
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    found.then_some(plain)
}
