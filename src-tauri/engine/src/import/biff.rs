//! The records of an Excel 97–2003 workbook, walked as the library that reads them will walk
//! them, before it lays its sheets out in memory: how large these would become, and that none is
//! read twice. What they claim of their own size is taken out.

use std::ops::Range;

use crate::import::ImportError;
use crate::import::limits::{ENTRIES_MAX, SHARED_CHARACTERS_MAX, SHEET_CELLS_MAX};

mod texts;

use texts::Texts;

/// Records with the row and the column of a cell before anything else.
const CELLS: [u16; 8] = [
    FORMULA,
    NUMBERS,
    0x00d6,
    SHARED_TEXT,
    0x0203,
    0x0204,
    0x0205,
    0x027e,
];
const FORMULA: u16 = 0x0006;
/// Numbers of one row, side by side; its last two bytes are the last column.
const NUMBERS: u16 = 0x00bd;
/// A cell with the number of a text that others may have too.
const SHARED_TEXT: u16 = 0x00fd;
/// All texts that cells share.
const TEXTS: u16 = 0x00fc;
/// Goes on with the record before it.
const CONTINUED: u16 = 0x003c;
/// The text that the formula before it has for its value.
const TEXT_OF_FORMULA: u16 = 0x0207;
/// What a sheet claims to be its size. Memory would be set aside for all of that.
const SIZE: u16 = 0x0200;
const SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Looks the stream of a workbook over.
pub(crate) fn check(stream: &mut [u8]) -> Result<(), ImportError> {
    let Head {
        range,
        starts,
        texts,
    } = head(stream)?;
    if starts.len() > ENTRIES_MAX {
        return Err(ImportError::limit("limit.entries", ENTRIES_MAX));
    }
    let mut seen = vec![range];
    let (mut cells, mut characters) = (0, 0);
    for start in starts {
        let mut sheet = Sheet::default();
        let range = sheet.walk(stream, start, &texts);
        cells += sheet.area.cells();
        characters += sheet.shared_characters;
        if cells > SHEET_CELLS_MAX {
            return Err(ImportError::limit("limit.cells", SHEET_CELLS_MAX));
        }
        if characters > SHARED_CHARACTERS_MAX {
            return Err(ImportError::limit(
                "limit.shared_characters",
                SHARED_CHARACTERS_MAX,
            ));
        }
        seen.push(range);
    }
    // Were two sheets the same bytes, a small file could ask for any number of large ones.
    seen.sort_by_key(|range| range.start);
    match seen.windows(2).any(|two| two[0].end > two[1].start) {
        true => Err(ImportError::broken_workbook("BOUNDSHEET")),
        false => Ok(()),
    }
}

/// The part before the sheets.
struct Head {
    range: Range<usize>,
    /// Where the sheets begin.
    starts: Vec<usize>,
    texts: Texts,
}

fn head(stream: &[u8]) -> Result<Head, ImportError> {
    let mut starts = Vec::new();
    let mut texts = Texts::default();
    let mut at = 0;
    while let Some(record) = Record::at(stream, at) {
        at = record.data.end;
        match record.kind {
            SHEET if record.data.len() >= 4 => {
                let start = record.long_number(stream, 0);
                starts.extend(usize::try_from(start).ok());
            }
            TEXTS => {
                let mut parts = vec![&stream[record.data]];
                while let Some(next) = Record::at(stream, at).filter(|next| next.kind == CONTINUED)
                {
                    at = next.data.end;
                    parts.push(&stream[next.data]);
                }
                texts = Texts::of(&parts)?;
            }
            END => break,
            _ => {}
        }
    }
    Ok(Head {
        range: 0..at,
        starts,
        texts,
    })
}

/// A record: its type, and where its content is.
struct Record {
    kind: u16,
    data: Range<usize>,
}

impl Record {
    /// The record that begins here; none where the stream ends before it does.
    fn at(stream: &[u8], at: usize) -> Option<Record> {
        let data = at.checked_add(4)?;
        let head = stream.get(at..data)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let end = data.checked_add(length)?;
        (end <= stream.len()).then_some(Record {
            kind: u16::from_le_bytes([head[0], head[1]]),
            data: data..end,
        })
    }

    /// A number in its content; 0 beyond it.
    fn number(&self, stream: &[u8], at: usize) -> u16 {
        let two = stream[self.data.clone()].get(at..at + 2);
        two.map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
    }

    /// A number of twice the length.
    fn long_number(&self, stream: &[u8], at: usize) -> u32 {
        let [low, high] = [at, at + 2].map(|half| u32::from(self.number(stream, half)));
        low | high << 16
    }
}

/// A sheet while it is being walked.
#[derive(Default)]
struct Sheet {
    area: Area,
    has_begun: bool,
    /// Charts inside it that have not ended; their cells are not read.
    inside: usize,
    formula: [u16; 2],
    /// Characters of its cells that name a shared text.
    shared_characters: u64,
}

impl Sheet {
    /// Takes every record of the sheet; where it lies.
    fn walk(&mut self, stream: &mut [u8], start: usize, texts: &Texts) -> Range<usize> {
        let mut at = start;
        while let Some(record) = Record::at(stream, at) {
            at = record.data.end;
            match record.kind {
                BEGIN if self.has_begun => self.inside += 1,
                BEGIN => self.has_begun = true,
                END if self.inside == 0 => break,
                END => self.inside -= 1,
                SIZE if self.inside == 0 => stream[record.data].fill(0),
                _ if self.inside == 0 => self.cell(stream, &record, texts),
                _ => {}
            }
        }
        start..at
    }

    fn cell(&mut self, stream: &[u8], record: &Record, texts: &Texts) {
        let place = [0, 2].map(|at| record.number(stream, at));
        if record.kind == TEXT_OF_FORMULA {
            self.area.hold(self.formula);
        } else if CELLS.contains(&record.kind) {
            self.area.hold(place);
        }
        if record.kind == FORMULA {
            self.formula = place;
        } else if record.kind == NUMBERS {
            let last = record.number(stream, record.data.len().saturating_sub(2));
            self.area.hold([place[0], last]);
        } else if record.kind == SHARED_TEXT {
            let number = record.long_number(stream, 6);
            self.shared_characters += texts.characters(number);
        }
    }
}

/// The rectangle that holds every cell of a sheet.
#[derive(Default)]
struct Area(Option<([u16; 2], [u16; 2])>);

impl Area {
    fn hold(&mut self, [row, column]: [u16; 2]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportErrorCode;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    fn numbers(numbers: &[u16]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    /// A stream whose sheets begin at these places behind the part before them.
    fn stream(starts: &[usize], sheets: &[u8]) -> Vec<u8> {
        let head = 8 + 10 * starts.len();
        let mut stream = record(BEGIN, &[]);
        for start in starts {
            let start = u32::try_from(head + start).unwrap();
            let place = [&start.to_le_bytes()[..], &[0, 0]].concat();
            stream.extend(record(SHEET, &place));
        }
        stream.extend(record(END, &[]));
        assert_eq!(stream.len(), head);
        [&stream, sheets].concat()
    }

    fn check_code(stream: &[u8]) -> Option<ImportErrorCode> {
        check(&mut stream.to_vec()).err().map(|error| error.code())
    }

    #[test]
    fn the_cells_of_a_sheet_and_nothing_else_tell_its_size() {
        let near = record(0x0203, &numbers(&[1, 1, 0, 0, 0, 0, 0]));
        let far = |kind, place: &[u16]| record(kind, &numbers(place));
        let end = record(END, &[]);
        let sheet = |cells: &[u8]| [&record(BEGIN, &[]), &near, cells, &end].concat();
        for (cells, refused) in [
            (vec![], false),
            (far(0x0203, &[60_000, 255, 0, 0, 0, 0, 0]), true),
            (far(NUMBERS, &[60_000, 1, 0, 0, 0, 255]), true),
            (far(0x0201, &[60_000, 255, 0]), false),
            (far(SIZE, &[0, 0, 65_535, 65_535, 0, 65_535, 0]), false),
            // A chart inside, and the text of a formula far away.
            (
                [far(BEGIN, &[]), far(0x0203, &[60_000, 255]), end.clone()].concat(),
                false,
            ),
            (
                [far(FORMULA, &[60_000, 255]), far(TEXT_OF_FORMULA, &[])].concat(),
                true,
            ),
        ] {
            let code = check_code(&stream(&[0], &sheet(&cells)));
            let expected = refused.then_some(ImportErrorCode::Limit);
            assert_eq!(code, expected, "{cells:?}");
        }
    }

    #[test]
    fn cells_that_share_a_long_text_are_counted_with_its_length() {
        let long = [&[0; 8][..], &59_999_u16.to_le_bytes(), &[0]].concat();
        let head = [
            record(BEGIN, &[]),
            record(TEXTS, &long),
            record(CONTINUED, &[b'x'; 60_000][..]),
            record(END, &[]),
        ];
        // What begins in a part goes on in the next one after the width of its characters.
        let mut head = head.concat();
        let flags = head.len() - 4 - 60_000;
        head[flags] = 0;
        let place = u32::try_from(head.len() + 12).unwrap().to_le_bytes();
        let sheet = record(SHEET, &[&place[..], &[0, 0, 0, 0]].concat());
        let head = [&head[..4], &sheet[..], &head[4..]].concat();
        let book = |cells: u16| {
            let cells = (0..cells).map(|row| record(SHARED_TEXT, &numbers(&[row, 0, 0, 0, 0])));
            let cells: Vec<u8> = cells.flatten().collect();
            [&head[..], &record(BEGIN, &[]), &cells, &record(END, &[])].concat()
        };
        assert_eq!(check_code(&book(1_000)), None);
        assert_eq!(check_code(&book(1_200)), Some(ImportErrorCode::Limit));
    }

    #[test]
    fn what_a_sheet_claims_to_be_its_size_is_taken_out() {
        let size = record(SIZE, &numbers(&[0, 0, 65_535, 65_535, 0, 255, 0]));
        let mut stream = stream(&[0], &[record(BEGIN, &[]), size].concat());
        check(&mut stream).unwrap();
        assert!(stream.ends_with(&record(SIZE, &[0; 14])));
    }

    #[test]
    fn sheets_that_are_the_same_bytes_are_refused() {
        let sheet = [record(BEGIN, &[]), record(END, &[])].concat();
        let two = [sheet.clone(), sheet].concat();
        assert_eq!(check_code(&stream(&[0, 8], &two)), None);
        assert_eq!(check_code(&stream(&[8, 0], &two)), None);
        let broken = Some(ImportErrorCode::BrokenWorkbook);
        assert_eq!(check_code(&stream(&[0, 0], &two)), broken);
        assert_eq!(check_code(&stream(&[0, 4], &two)), broken);
        let many = vec![0; ENTRIES_MAX + 1];
        assert_eq!(
            check_code(&stream(&many, &two)),
            Some(ImportErrorCode::Limit)
        );
    }
}
