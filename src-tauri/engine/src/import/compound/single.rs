//! A compound file with one stream and nothing else. The library that reads workbooks is given
//! this instead of the file it came in: then it reads the very bytes that were looked over, and
//! whatever else is odd about the file cannot reach it.

/// Sectors this large need no table of tables, however large a workbook may be.
const SECTOR_BYTES: usize = 4096;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;
const FREE: u32 = 0xffff_ffff;
/// Numbers in a sector of the table that tells which sector follows which.
const TABLE_NUMBERS: usize = SECTOR_BYTES / 4;
/// Sectors of that table which the header can name.
const TABLES_MOST: usize = 109;

/// Puts a stream into a file. Behind its end come zeros up to a whole sector.
///
/// Nothing where the stream is larger than such a file can be.
pub(super) fn file(name: &str, stream: &[u8]) -> Option<Vec<u8>> {
    let sectors = stream.len().div_ceil(SECTOR_BYTES).max(1);
    // One more is the directory; the table tells of itself too.
    let tables = (sectors + 1).div_ceil(TABLE_NUMBERS - 1);
    if tables > TABLES_MOST {
        return None;
    }
    let number = |number: usize| u32::try_from(number).unwrap_or(FREE);
    let directory = tables;
    let first = directory + 1;
    let mut file = header(number(tables), number(directory));
    let mut next = vec![TABLE; tables];
    next.push(END_OF_CHAIN);
    next.extend((first + 1..first + sectors).map(number));
    next.push(END_OF_CHAIN);
    next.resize(tables * TABLE_NUMBERS, FREE);
    file.extend(next.into_iter().flat_map(u32::to_le_bytes));
    let bytes = number(sectors * SECTOR_BYTES);
    file.extend(entry("Root Entry", 5, FREE, 0));
    file.extend(entry(name, 2, number(first), bytes));
    file.resize(SECTOR_BYTES * (1 + first), 0);
    file.extend_from_slice(stream);
    file.resize(SECTOR_BYTES * (1 + first + sectors), 0);
    Some(file)
}

/// The first sector: marks, versions, and where the others are.
fn header(tables: u32, directory: u32) -> Vec<u8> {
    let mut header = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    header.resize(24, 0);
    // Minor and major version, byte order, sizes of sectors and small sectors as powers of two.
    for number in [0x3e_u16, 4, 0xfffe, 12, 6] {
        header.extend(number.to_le_bytes());
    }
    header.resize(40, 0);
    // Sectors of the directory and of the table, where the first one begins, shortest stream that
    // is in whole sectors, and that there is neither a table of small sectors nor one of tables.
    for number in [
        1,
        tables,
        directory,
        0,
        4096,
        END_OF_CHAIN,
        0,
        END_OF_CHAIN,
        0,
    ] {
        header.extend(number.to_le_bytes());
    }
    header.extend((0..tables).flat_map(u32::to_le_bytes));
    header.resize(512, 0xff);
    header.resize(SECTOR_BYTES, 0);
    header
}

fn entry(name: &str, kind: u8, start: u32, bytes: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_bytes = u16::try_from(entry.len() + 2).unwrap_or_default();
    entry.resize(64, 0);
    entry.extend(name_bytes.to_le_bytes());
    // Its kind, black, and neither neighbours nor children that anybody looks for.
    entry.extend([kind, 1]);
    entry.extend([0xff; 12]);
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(u64::from(bytes).to_le_bytes());
    entry
}
