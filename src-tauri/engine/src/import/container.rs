//! What kind of file it is, by its first bytes and never by its name.

use std::io::SeekFrom;

use encoding_rs::{Encoding, UTF_8};

use crate::format::{Container, Format};
use crate::import::row::{Each, Source, fill};
use crate::import::{
    ImportError, ImportErrorCode, decode, html, json, mt940, split, workbook, xls, xml,
};

/// A file whose kind is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    Text(split::Text),
    Xlsx,
    Xls,
    Json,
    Html(&'static Encoding),
    Mt940(&'static Encoding),
    Xml(&'static Encoding),
}

/// Enough for what stands before the first element of a web page, or the first field of a message.
const HEAD_BYTES: usize = 4096;

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
        _ => text(source, &head),
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

/// Tells the kind of a text by how it begins.
fn text(source: &mut dyn Source, head: &[u8]) -> Result<Opened, ImportError> {
    let encoding = Encoding::for_bom(head).map_or(UTF_8, |(encoding, _)| encoding);
    let (head, _) = encoding.decode_with_bom_removal(head);
    let head = head.trim_start();
    if head.starts_with('<') {
        let encoding = decode::declared(source, encoding_named(head))?;
        match html::begins(head) {
            true if html::has_rows(source, encoding)? => Ok(Opened::Html(encoding)),
            true => Err(ImportError::new(ImportErrorCode::WrongKind).with("kind", "HTML")),
            false => Ok(Opened::Xml(encoding)),
        }
    } else if mt940::begins(head) {
        decode::encoding(source).map(Opened::Mt940)
    } else if head.starts_with(['{', '[']) {
        Ok(Opened::Json)
    } else {
        split::open(source).map(Opened::Text)
    }
}

/// The encoding that the first `charset=` or `encoding=` names.
fn encoding_named(head: &str) -> Option<&str> {
    let lower = head.to_ascii_lowercase();
    let label = ["charset=", "encoding="];
    let (start, label) = label
        .iter()
        .filter_map(|label| Some((lower.find(label)?, label)))
        .min()?;
    let name = head[start + label.len()..].trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c));
    Some(&name[..end.unwrap_or(name.len())])
}

fn head(source: &mut dyn Source) -> Result<Vec<u8>, ImportError> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = vec![0; HEAD_BYTES];
    let length = fill(source, &mut head)?;
    head.truncate(length);
    Ok(head)
}

impl Opened {
    /// The kind of file.
    pub fn container(&self) -> Container {
        match self {
            Opened::Text(_) => Container::Csv,
            Opened::Xlsx => Container::Xlsx,
            Opened::Xls => Container::Xls,
            Opened::Json => Container::Json,
            Opened::Html(_) => Container::Html,
            Opened::Mt940(_) => Container::Mt940,
            Opened::Xml(_) => Container::Xml,
        }
    }

    /// The encoding of text.
    pub fn encoding(&self) -> Option<String> {
        match self {
            Opened::Text(split::Text { encoding, .. })
            | Opened::Html(encoding)
            | Opened::Mt940(encoding)
            | Opened::Xml(encoding) => Some(encoding.name().to_uppercase()),
            Opened::Json => Some("UTF-8".to_owned()),
            Opened::Xlsx | Opened::Xls => None,
        }
    }

    /// Whether a format describes this kind of file: tables of every kind are one, a file whose
    /// rows name their values is of its own kind alone.
    pub fn suits(&self, format: &Format) -> bool {
        let container = self.container();
        format.keyed() == container.is_keyed().then_some(container)
    }

    /// Reads every row; the formats say where JSON and XML have them.
    pub fn each(
        self,
        source: &mut dyn Source,
        formats: &[&Format],
        each: &mut Each<'_>,
    ) -> Result<(), ImportError> {
        self.each_at(source, formats, &[], each)
    }

    /// The same, and in JSON the rows of arrays at further places.
    pub fn each_at(
        self,
        source: &mut dyn Source,
        formats: &[&Format],
        further: &[&str],
        each: &mut Each<'_>,
    ) -> Result<(), ImportError> {
        match self {
            Opened::Text(text) => split::each(source, text, each),
            Opened::Xlsx => workbook::each(source, each),
            Opened::Xls => xls::each(source, each),
            Opened::Json => json::each(source, formats, further, each),
            Opened::Html(encoding) => html::each(source, encoding, each),
            Opened::Mt940(encoding) => mt940::each(source, encoding, each),
            Opened::Xml(encoding) => xml::each(source, encoding, formats, each),
        }
    }
}
