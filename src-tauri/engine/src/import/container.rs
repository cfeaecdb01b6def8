//! What kind of file it is, by its first bytes and never by its name.

use std::io::SeekFrom;

use crate::format::{Container, Format};
use crate::import::json::Paths;
use crate::import::row::{Each, Source, fill};
use crate::import::{ImportError, ImportErrorCode, json, split, workbook, xls};

/// A file whose kind is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    Text(split::Text),
    Xlsx,
    Xls,
    Json,
}

const HEAD_BYTES: usize = 512;

/// Tells the kind of a file.
pub(crate) fn open(source: &mut dyn Source) -> Result<Opened, ImportError> {
    let head = head(source)?;
    let other = |kind: &str| Err(ImportError::new(ImportErrorCode::WrongKind).with("kind", kind));
    match head.as_slice() {
        [] => Err(ImportError::new(ImportErrorCode::EmptyFile)),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => match workbook::is_workbook(source)? {
            true => Ok(Opened::Xlsx),
            false => Err(ImportError::new(ImportErrorCode::Archive)),
        },
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Ok(Opened::Xls),
        [0x1f, 0x8b, ..] | [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] => {
            Err(ImportError::new(ImportErrorCode::Archive))
        }
        [b'%', b'P', b'D', b'F', ..] => other("PDF"),
        [0x89, b'P', b'N', b'G', ..] => other("PNG"),
        [0xff, 0xd8, 0xff, ..] => other("JPEG"),
        _ => match first_letters(&head).as_str() {
            text if text.starts_with("<?xml") => other("XML"),
            text if text.starts_with('<') => other("HTML"),
            text if text.starts_with(['{', '[']) => Ok(Opened::Json),
            _ => split::open(source).map(Opened::Text),
        },
    }
}

/// The same for a file that is said to have this format.
pub(crate) fn open_as(source: &mut dyn Source, format: &Format) -> Result<Opened, ImportError> {
    let opened = open(source)?;
    match opened.suits(format) {
        true => Ok(opened),
        false => Err(ImportError::new(ImportErrorCode::UnknownFormat)
            .with("seen", opened.container().code())),
    }
}

fn head(source: &mut dyn Source) -> Result<Vec<u8>, ImportError> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = vec![0; HEAD_BYTES];
    let length = fill(source, &mut head)?;
    head.truncate(length);
    Ok(head)
}

/// The first characters after a mark and blanks.
fn first_letters(head: &[u8]) -> String {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head
        .iter()
        .position(|b| !b.is_ascii_whitespace())
        .unwrap_or(head.len());
    head[start..]
        .iter()
        .take(5)
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect()
}

impl Opened {
    /// The kind of file.
    pub fn container(&self) -> Container {
        match self {
            Opened::Text(_) => Container::Csv,
            Opened::Xlsx => Container::Xlsx,
            Opened::Xls => Container::Xls,
            Opened::Json => Container::Json,
        }
    }

    /// The encoding of text.
    pub fn encoding(&self) -> Option<String> {
        match self {
            Opened::Text(text) => Some(text.encoding.name().to_uppercase()),
            Opened::Json => Some("UTF-8".to_owned()),
            Opened::Xlsx | Opened::Xls => None,
        }
    }

    /// Whether a format describes this kind of file: JSON and tables never mix, tables of every
    /// kind are one.
    pub fn suits(&self, format: &Format) -> bool {
        matches!(self, Opened::Json) == format.is_json()
    }

    /// Reads every row; `paths` are where JSON has them.
    pub fn each(
        self,
        source: &mut dyn Source,
        paths: &Paths,
        each: &mut Each<'_>,
    ) -> Result<(), ImportError> {
        match self {
            Opened::Text(text) => split::each(source, text, each),
            Opened::Xlsx => workbook::each(source, each),
            Opened::Xls => xls::each(source, each),
            Opened::Json => json::each(source, paths, each),
        }
    }
}
