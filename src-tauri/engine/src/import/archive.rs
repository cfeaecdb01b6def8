//! Archives: the files in a zip or gzip, one after the other, unlocked where a password fits.
//!
//! Nothing is ever unpacked to a disk, so the names in an archive are names and no paths. What an
//! entry becomes is metered while it comes out: neither its size nor its ratio is believed.

use std::borrow::Cow;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::GB18030;
use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::read::ZipFileEntry;
use zip::result::{ZipError, ZipResult};

use crate::import::limits::{ENTRIES_MAX, ENTRY_BYTES_MAX};
use crate::import::row::{Source, fill};
use crate::import::{ImportError, ImportErrorCode, workbook};

mod unpacked;

/// The files of a zip.
pub(crate) type ZipFiles<'s> = ZipArchive<&'s mut dyn Source>;

/// How far before its end a zip may say how many files it has.
const TAIL_BYTES: u64 = 65_536 + 256;
/// Parts that every document of an office has.
const OFFICE: [&str; 2] = ["[content_types].xml", "mimetype"];

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as written, whatever folders it names; empty where the archive has none for it.
    pub name: String,
    /// It is locked with a password.
    pub is_locked: bool,
    /// Bytes that the archive says it has unpacked; none in a gzip.
    bytes: u64,
    packed_bytes: u64,
    /// Number in the archive.
    number: usize,
}

/// An archive whose files are known.
pub struct Archive<'s> {
    files: Files<'s>,
    entries: Vec<Entry>,
    /// The password that fitted last.
    fitting: Option<Vec<u8>>,
}

enum Files<'s> {
    Zip(ZipFiles<'s>),
    Gzip(&'s mut dyn Source),
}

impl<'s> Archive<'s> {
    /// Whether a file is an archive by its content: a zip that is no workbook, or a gzip.
    pub fn is_one<S: Read + Seek>(source: &mut S) -> Result<bool, ImportError> {
        let head = head(source)?;
        if head.starts_with(&[0x1f, 0x8b]) {
            return Ok(true);
        }
        if !head.starts_with(b"PK\x03\x04") && !head.starts_with(b"PK\x05\x06") {
            return Ok(false);
        }
        match directory(source)? {
            Ok(files) => Ok(!OFFICE
                .iter()
                .any(|part| workbook::path_like(&files, part).is_some())
                && workbook::path_like(&files, "xl/workbook.xml").is_none()),
            // Of a damaged one only the beginning tells what it was.
            Err(_) if begins_as_office(&head) => Ok(false),
            Err(error) => Err(ImportError::broken_archive(error)),
        }
    }

    /// Opens an archive and lists its files, folders left out.
    pub fn open<S: Read + Seek>(source: &'s mut S) -> Result<Archive<'s>, ImportError> {
        let (files, entries) = match head(source)?.starts_with(&[0x1f, 0x8b]) {
            true => gzip(source)?,
            false => zip(source)?,
        };
        Ok(Archive {
            files,
            entries,
            fitting: None,
        })
    }

    /// Its files in their order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bytes of a file, unlocked with the first password that fits.
    pub fn unpack(&mut self, entry: &Entry, passwords: &[String]) -> Result<Vec<u8>, ImportError> {
        if entry.bytes > ENTRY_BYTES_MAX {
            return Err(ImportError::limit("limit.archive_bytes", ENTRY_BYTES_MAX));
        }
        let files = match &mut self.files {
            Files::Zip(files) => files,
            Files::Gzip(source) => {
                source.seek(SeekFrom::Start(0))?;
                return unpacked::all(MultiGzDecoder::new(source), entry.packed_bytes);
            }
        };
        if entry.is_locked {
            let fitting = self.fitting.take();
            let (password, bytes) = unlocked(files, entry, fitting, passwords)?;
            self.fitting = Some(password);
            return Ok(bytes);
        }
        let bytes = files
            .by_index(entry.number)
            .map_err(ImportError::broken_archive)?;
        unpacked::all(bytes, entry.packed_bytes)
    }
}

/// The first password that opens a file to its end, and what it opens. The older lock takes one
/// wrong password in 256 for right at first; only the checksum at the end tells.
fn unlocked(
    files: &mut ZipFiles<'_>,
    entry: &Entry,
    fitting: Option<Vec<u8>>,
    passwords: &[String],
) -> Result<(Vec<u8>, Vec<u8>), ImportError> {
    let given = passwords.iter().flat_map(|password| {
        let utf8 = Cow::Borrowed(password.as_bytes());
        let (gb18030, _, _) = GB18030.encode(password);
        [Some(utf8.clone()), (gb18030 != utf8).then_some(gb18030)]
    });
    let first = fitting.map(Cow::Owned);
    for password in first.into_iter().chain(given.flatten()) {
        let bytes = match files.by_index_decrypt(entry.number, &password) {
            Ok(bytes) => bytes,
            Err(ZipError::InvalidPassword) => continue,
            Err(error) => return Err(ImportError::broken_archive(error)),
        };
        match unpacked::all(bytes, entry.packed_bytes) {
            Ok(bytes) => return Ok((password.into_owned(), bytes)),
            Err(limit) if limit.code() == ImportErrorCode::Limit => return Err(limit),
            Err(_) => {}
        }
    }
    Err(ImportError::new(ImportErrorCode::Encrypted))
}

fn gzip(source: &mut dyn Source) -> Result<(Files<'_>, Vec<Entry>), ImportError> {
    let packed_bytes = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let decoder = MultiGzDecoder::new(&mut *source);
    let header = decoder.header();
    let header = header.ok_or_else(|| ImportError::broken_archive("gzip"))?;
    let name = readable(header.filename().unwrap_or_default(), "");
    let entry = Entry {
        name,
        is_locked: false,
        bytes: 0,
        packed_bytes,
        number: 0,
    };
    Ok((Files::Gzip(source), vec![entry]))
}

fn zip(source: &mut dyn Source) -> Result<(Files<'_>, Vec<Entry>), ImportError> {
    let mut files = directory(source)?.map_err(ImportError::broken_archive)?;
    if files.len() > ENTRIES_MAX {
        return Err(ImportError::limit("limit.archive_entries", ENTRIES_MAX));
    }
    // Of two files with one name only one would be seen, and bytes that are part of several
    // files make an archive grow without end.
    let overlap = files
        .has_overlapping_files()
        .map_err(ImportError::broken_archive)?;
    if files.has_duplicate_names() || overlap {
        return Err(ImportError::broken_archive("overlap"));
    }
    let mut entries = Vec::new();
    for number in 0..files.len() {
        let file = files
            .by_index_data(number)
            .map_err(ImportError::broken_archive)?;
        if !file.is_dir() {
            entries.push(entry(number, &file));
        }
    }
    Ok((Files::Zip(files), entries))
}

fn entry(number: usize, file: &ZipFileEntry<'_>) -> Entry {
    let fallback = file.name().unwrap_or_default();
    Entry {
        name: readable(file.name_raw(), &fallback),
        is_locked: file.encrypted(),
        bytes: file.size(),
        packed_bytes: file.compressed_size(),
        number,
    }
}

/// A name as text: UTF-8, else the encoding of Chinese systems, else what the format prescribes.
fn readable(name: &[u8], fallback: &str) -> String {
    let gb18030 = || GB18030.decode_without_bom_handling_and_without_replacement(name);
    let name = match std::str::from_utf8(name) {
        Ok(name) => Cow::Borrowed(name),
        Err(_) => gb18030().unwrap_or(Cow::Borrowed(fallback)),
    };
    let plain = |c: char| match c {
        '\\' => '/',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    name.chars().map(plain).collect()
}

/// Reads which files a zip has. Their number is checked before room is made for them.
pub(crate) fn directory(source: &mut dyn Source) -> Result<ZipResult<ZipFiles<'_>>, ImportError> {
    let end = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(end.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    (&mut *source).take(TAIL_BYTES).read_to_end(&mut tail)?;
    let most = u64::try_from(ENTRIES_MAX).unwrap_or(u64::MAX);
    if long_count(&tail) > most {
        return Err(ImportError::limit("limit.entries", ENTRIES_MAX));
    }
    source.seek(SeekFrom::Start(0))?;
    Ok(ZipArchive::new(source))
}

/// The number of files where it may have more than 16 bits; beyond every limit where it is said
/// to stand in a place that is not looked at.
fn long_count(tail: &[u8]) -> u64 {
    let find = |mark: &[u8]| tail.windows(4).rposition(|four| four == mark);
    if find(b"PK\x06\x07").is_none() {
        return 0;
    }
    let count = find(b"PK\x06\x06").and_then(|start| tail.get(start + 32..start + 40));
    let count = count.and_then(|bytes| bytes.try_into().ok());
    count.map_or(u64::MAX, u64::from_le_bytes)
}

fn head(source: &mut dyn Source) -> Result<Vec<u8>, ImportError> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = vec![0; 64];
    let length = fill(source, &mut head)?;
    head.truncate(length);
    Ok(head)
}

/// Whether the name of the first part, behind the thirty bytes of its header, is that of an
/// office document.
fn begins_as_office(head: &[u8]) -> bool {
    let name = String::from_utf8_lossy(head.get(30..).unwrap_or_default()).to_lowercase();
    let parts = ["_rels/", "docprops/", "xl/"];
    OFFICE
        .iter()
        .chain(&parts)
        .any(|part| name.starts_with(part))
}

#[cfg(test)]
mod tests;
