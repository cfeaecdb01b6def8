//! The container around an Excel 97–2003 workbook, read just far enough to tell what is in it and
//! to take the workbook out.

use std::io::{Read, SeekFrom};

use crate::import::row::{Source, fill};
use crate::import::{ImportError, ImportErrorCode, biff};

mod single;

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Markers above this number are no sectors.
const LAST_SECTOR: u32 = 0xffff_fff9;
/// Names of the stream with the workbook, the newer one first.
const BOOKS: [&str; 2] = ["Workbook", "Book"];

/// A file with the workbook alone, looked over. Refuses what is no workbook, is locked, or would
/// fill the memory.
pub(crate) fn workbook(source: &mut dyn Source) -> Result<Vec<u8>, ImportError> {
    let mut file = Compound::open(source)?;
    let named = |name: &str| {
        let mut entries = file.entries.iter();
        entries.find(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    if named("EncryptedPackage").is_some() {
        return Err(ImportError::new(ImportErrorCode::Encrypted));
    }
    let book = BOOKS.iter().find_map(|name| named(name)).cloned();
    let book =
        book.ok_or_else(|| ImportError::new(ImportErrorCode::WrongKind).with("kind", "OLE"))?;
    let segments = file.segments(&book)?;
    let mut stream = Vec::new();
    let mut bytes = Segments {
        source: file.source,
        segments,
        at: 0,
    };
    bytes.read_to_end(&mut stream)?;
    biff::check(&mut stream)?;
    single::file(BOOKS[0], &stream).ok_or_else(broken)
}

/// A stream of the container.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    start: u32,
    bytes: u64,
}

struct Compound<'s> {
    source: &'s mut dyn Source,
    sector_bytes: u64,
    /// For each sector the next one.
    next: Vec<u32>,
    next_small: Vec<u32>,
    small_sector_bytes: u64,
    /// Streams shorter than this lie in small sectors.
    small_below: u64,
    entries: Vec<Entry>,
}

impl<'s> Compound<'s> {
    fn open(source: &'s mut dyn Source) -> Result<Compound<'s>, ImportError> {
        let mut head = [0; HEADER_BYTES];
        source.seek(SeekFrom::Start(0))?;
        if fill(source, &mut head)? < HEADER_BYTES {
            return Err(broken());
        }
        let shift = |at: usize| match u16::from_le_bytes([head[at], head[at + 1]]) {
            shift @ 6..=16 => Ok(1_u64 << shift),
            _ => Err(broken()),
        };
        let mut file = Compound {
            source,
            sector_bytes: shift(30)?,
            next: Vec::new(),
            next_small: Vec::new(),
            small_sector_bytes: shift(32)?,
            small_below: u64::from(long(&head, 56)),
            entries: Vec::new(),
        };
        file.allocation(&head)?;
        let chain = file.chain(long(&head, 60))?;
        file.next_small = longs(&file.bytes(&chain)?);
        let chain = file.chain(long(&head, 48))?;
        file.entries = file
            .bytes(&chain)?
            .chunks_exact(ENTRY_BYTES)
            .map(entry)
            .collect();
        Ok(file)
    }

    /// Reads the table of which sector follows which.
    fn allocation(&mut self, head: &[u8]) -> Result<(), ImportError> {
        let mut tables: Vec<u32> = longs(&head[76..]);
        let mut more = long(head, 68);
        let sectors = self.source.seek(SeekFrom::End(0))? / self.sector_bytes + 1;
        let mut left = sectors;
        while more <= LAST_SECTOR && left > 0 {
            let mut table = longs(&self.bytes(&[more])?);
            more = table.pop().unwrap_or(u32::MAX);
            tables.append(&mut table);
            left -= 1;
        }
        tables.retain(|sector| u64::from(*sector) < sectors);
        if u64::try_from(tables.len()).unwrap_or(u64::MAX) > sectors {
            return Err(broken());
        }
        for sector in tables {
            let table = self.bytes(&[sector])?;
            self.next.extend(longs(&table));
        }
        Ok(())
    }

    fn chain(&self, start: u32) -> Result<Vec<u32>, ImportError> {
        chain(&self.next, start)
    }

    fn offset(&self, sector: u32) -> u64 {
        (u64::from(sector) + 1) * self.sector_bytes
    }

    /// The content of some sectors; a file that ends early gives less.
    fn bytes(&mut self, sectors: &[u32]) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        for sector in sectors {
            let offset = self.offset(*sector);
            self.source.seek(SeekFrom::Start(offset))?;
            (&mut *self.source)
                .take(self.sector_bytes)
                .read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// Where the bytes of a stream lie: offsets and lengths.
    fn segments(&mut self, entry: &Entry) -> Result<Vec<(u64, u64)>, ImportError> {
        let large = entry.bytes >= self.small_below;
        let (size, offsets): (u64, Vec<u64>) = if large {
            let chain = self.chain(entry.start)?;
            (
                self.sector_bytes,
                chain.iter().map(|sector| self.offset(*sector)).collect(),
            )
        } else {
            let root = self.entries.first().ok_or_else(broken)?.start;
            let home = self.chain(root)?;
            let place = |small: u32| {
                let at = u64::from(small) * self.small_sector_bytes;
                let index = usize::try_from(at / self.sector_bytes).ok()?;
                Some(self.offset(*home.get(index)?) + at % self.sector_bytes)
            };
            let chain = chain(&self.next_small, entry.start)?;
            (
                self.small_sector_bytes,
                chain.into_iter().filter_map(place).collect(),
            )
        };
        let mut left = entry.bytes;
        let mut segments: Vec<(u64, u64)> = Vec::new();
        for offset in offsets {
            let length = left.min(size);
            left -= length;
            match segments.last_mut() {
                Some((start, known)) if *start + *known == offset => *known += length,
                _ => segments.push((offset, length)),
            }
        }
        Ok(segments)
    }
}

/// The sectors from a first one on; a chain that never ends is damaged.
fn chain(next: &[u32], start: u32) -> Result<Vec<u32>, ImportError> {
    let mut sectors = Vec::new();
    let mut sector = start;
    while sector <= LAST_SECTOR {
        if sectors.len() > next.len() {
            return Err(broken());
        }
        sectors.push(sector);
        let index = usize::try_from(sector).map_err(|_| broken())?;
        sector = *next.get(index).ok_or_else(broken)?;
    }
    Ok(sectors)
}

fn entry(bytes: &[u8]) -> Entry {
    let name = bytes[..64]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name: Vec<u16> = name.take_while(|unit| *unit != 0).collect();
    Entry {
        name: String::from_utf16_lossy(&name),
        start: long(bytes, 116),
        bytes: u64::from(long(bytes, 120)),
    }
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| long(four, 0)).collect()
}

fn broken() -> ImportError {
    ImportError::broken_workbook("OLE")
}

/// The bytes of a stream in their order.
struct Segments<'s> {
    source: &'s mut dyn Source,
    segments: Vec<(u64, u64)>,
    at: usize,
}

impl Read for Segments<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while let Some((offset, left)) = self.segments.get_mut(self.at) {
            if *left == 0 {
                self.at += 1;
                continue;
            }
            let wanted = buffer
                .len()
                .min(usize::try_from(*left).unwrap_or(usize::MAX));
            self.source.seek(SeekFrom::Start(*offset))?;
            let length = self.source.read(&mut buffer[..wanted])?;
            if length == 0 {
                return Ok(0);
            }
            let bytes = u64::try_from(length).unwrap_or_default();
            *offset += bytes;
            *left -= bytes;
            return Ok(length);
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xls};

    use super::*;

    /// Sample workbooks of several writers.
    const BOOKS_OF_SAMPLES: [&[u8]; 4] = [
        include_bytes!("../../../../tests/samples/bank_abc_debit/detail.xls"),
        include_bytes!("../../../../tests/samples/bank_ccb_debit/hqmx.xls"),
        include_bytes!("../../../../tests/samples/pdd_ddk_web_2019/orders.xls"),
        include_bytes!("../../../../tests/samples/vat_small_scale/two_columns.xls"),
    ];

    #[test]
    fn a_workbook_taken_out_of_its_file_says_the_same() {
        for bytes in BOOKS_OF_SAMPLES {
            let file = workbook(&mut Cursor::new(bytes)).unwrap();
            let (mut original, mut alone) = (
                Xls::new(Cursor::new(bytes)).unwrap(),
                Xls::new(Cursor::new(file)).unwrap(),
            );
            assert_eq!(original.sheet_names(), alone.sheet_names());
            assert_eq!(original.worksheets(), alone.worksheets());
        }
    }

    #[test]
    fn a_stream_of_any_length_comes_out_of_its_file() {
        for length in [0, 1, 4095, 4096, 4097, 5_000_000] {
            let stream: Vec<u8> = (0..=255).cycle().take(length).collect();
            let file = single::file("Workbook", &stream).unwrap();
            let mut source = Cursor::new(file);
            let mut compound = Compound::open(&mut source).unwrap();
            let entry = compound.entries[1].clone();
            assert_eq!(entry.name, "Workbook");
            let segments = compound.segments(&entry).unwrap();
            let (mut found, mut bytes) = (
                Vec::new(),
                Segments {
                    source: compound.source,
                    segments,
                    at: 0,
                },
            );
            bytes.read_to_end(&mut found).unwrap();
            assert!(found.starts_with(&stream));
            assert!(found[length..].iter().all(|byte| *byte == 0));
        }
    }
}
