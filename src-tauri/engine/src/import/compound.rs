//! The container around an Excel 97–2003 workbook, read just far enough to tell what is in it and
//! how large its sheets would become, before anything is laid out in memory.

use std::io::{BufReader, Read, SeekFrom, sink};

use crate::import::limits::SHEET_CELLS_MAX;
use crate::import::row::{Source, fill};
use crate::import::{ImportError, ImportErrorCode};

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Markers above this number are no sectors.
const LAST_SECTOR: u32 = 0xffff_fff9;
/// Record types that carry the row and the column of a cell.
const CELLS: [u16; 9] = [
    0x0006, 0x00bd, 0x00be, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e,
];
const BEGIN_OF_SHEET: u16 = 0x0809;

/// Refuses what is no workbook, is locked, or would fill the memory.
pub(crate) fn check(source: &mut dyn Source) -> Result<(), ImportError> {
    let mut file = Compound::open(source)?;
    let names: Vec<&str> = file
        .entries
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    if names.contains(&"EncryptedPackage") {
        return Err(ImportError::new(ImportErrorCode::Encrypted));
    }
    let book = file
        .entries
        .iter()
        .find(|entry| entry.name == "Workbook" || entry.name == "Book")
        .cloned()
        .ok_or_else(|| ImportError::new(ImportErrorCode::WrongKind).with("kind", "OLE"))?;
    let segments = file.segments(&book)?;
    let stream = Segments {
        source: file.source,
        segments,
        at: 0,
    };
    areas(&mut BufReader::with_capacity(1 << 16, stream))
}

/// Adds up the area between the outermost cells of each sheet.
fn areas(records: &mut dyn Read) -> Result<(), ImportError> {
    let mut cells = 0;
    let mut sheet = Area::default();
    let mut head = [0; 4];
    while fill(records, &mut head)? == head.len() {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let mut left = u64::from(u16::from_le_bytes([head[2], head[3]]));
        if kind == BEGIN_OF_SHEET {
            cells += std::mem::take(&mut sheet).cells();
        }
        let mut place = [0; 4];
        if CELLS.contains(&kind) && left >= 4 && fill(records, &mut place)? == place.len() {
            left -= 4;
            sheet.hold(
                u16::from_le_bytes([place[0], place[1]]),
                u16::from_le_bytes([place[2], place[3]]),
            );
        }
        if cells + sheet.cells() > SHEET_CELLS_MAX {
            return Err(ImportError::limit("limit.cells", SHEET_CELLS_MAX));
        }
        std::io::copy(&mut records.take(left), &mut sink())?;
    }
    Ok(())
}

/// The rectangle that holds every cell of a sheet.
#[derive(Default)]
struct Area(Option<([u16; 2], [u16; 2])>);

impl Area {
    fn hold(&mut self, row: u16, column: u16) {
        let ([top, left], [bottom, right]) = self.0.unwrap_or(([row, column], [row, column]));
        self.0 = Some((
            [top.min(row), left.min(column)],
            [bottom.max(row), right.max(column)],
        ));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |([top, left], [bottom, right])| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }
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
