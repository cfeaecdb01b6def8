//! What holds for the rows of any file: none is lost or there twice, each leads back to where it
//! stands, and neither the size of the pieces in which the bytes come nor the copy without its
//! buyers makes another file of it.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Result, Seek, SeekFrom};
use std::ops::ControlFlow;

use engine::format::{Format, Shape, formats};
use engine::import::{ImportErrorCode, Line, Reading, blank, buyer_columns, raw_rows, read_for};
use engine::period::Period;
use engine::record::Record;
use engine::source::Place;

/// Records followed back to their cells; the others are read by the same lines of code.
const FOLLOWED: usize = 3;
/// Characters of what a problem shows.
const SHOWN_MOST: usize = 1_000;

/// Everything that a file gave.
#[derive(Debug, PartialEq)]
pub struct Given {
    /// The file as a whole.
    pub reading: Reading,
    /// Its rows.
    pub lines: Vec<Line>,
}

/// What is asked of a file that has been read once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The size of the pieces in which the bytes come makes no other file of it.
    Pieces,
    /// A record leads to its row, and what counts to a cell with a figure in it.
    Places,
    /// The copy that a case keeps has the same rows, and no buyer.
    Copy,
    /// A further one, of this kind of file alone.
    Other(u8),
}

/// How many of them are asked of one file.
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// All.
    All,
    /// One that the bytes themselves choose: a fuzzer that reads each file once or twice instead
    /// of seven times tries more of them.
    One,
}

impl Ask {
    /// Whether a question is asked of these bytes.
    pub fn asks(self, question: Question, bytes: &[u8]) -> bool {
        let number = match question {
            Question::Pieces => 0,
            Question::Places => 1,
            Question::Copy => 2,
            Question::Other(other) => 3 + other,
        };
        let sum = bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        match self {
            Ask::All => true,
            Ask::One => sum % 5 == number,
        }
    }
}

/// Reads a file and checks all that holds for any; nothing where it is refused. Where the file is
/// put together badly, its copy may differ: then the case refuses it.
pub fn check(bytes: &[u8], format: &Format, is_regular: bool, ask: Ask) -> Option<Given> {
    let whole = give(&mut Cursor::new(bytes), format);
    if ask.asks(Question::Pieces, bytes) {
        let pieces = give(&mut Pieces::of(bytes), format);
        assert_eq!(whole, pieces, "pieces make another file");
    }
    let given = whole.ok()?;
    counted(&given, format);
    if ask.asks(Question::Places, bytes) {
        followed(bytes, &given, format);
    }
    if ask.asks(Question::Copy, bytes) {
        without_buyers(bytes, &given, format, is_regular);
    }
    Some(given)
}

/// Reads a file. Its progress depends on how it comes, and is left out.
pub fn give(
    source: &mut (impl Read + Seek),
    format: &Format,
) -> std::result::Result<Given, ImportErrorCode> {
    let mut lines = Vec::new();
    let said: Period = "2024-05".parse().expect("a month");
    let reading = read_for(source, format, Some(said), &mut |line| {
        if !matches!(line, Line::Progress { .. }) {
            lines.push(line);
        }
        ControlFlow::Continue(())
    });
    match reading {
        Ok(reading) => Ok(Given { reading, lines }),
        Err(error) => Err(error.code()),
    }
}

/// The lines are as many as the counts say, and no two are the same row of the file.
fn counted(given: &Given, format: &Format) {
    let (mut records, mut problems, mut skipped) = (0, 0, 0);
    let mut places = BTreeSet::new();
    for line in &given.lines {
        let place = match line {
            Line::Record(record) if record.is_part => continue,
            Line::Record(record) => {
                records += 1;
                &record.place
            }
            Line::Problem { problem, .. } => {
                problems += 1;
                assert!(problem.found.chars().count() <= SHOWN_MOST);
                &problem.place
            }
            Line::Skipped { place, .. } => {
                skipped += 1;
                place
            }
            Line::Progress { .. } => continue,
        };
        let is_new = places.insert((place.sheet.clone(), place.row));
        assert!(is_new || format.shape == Shape::Form, "twice: {place:?}");
    }
    let rows = given.reading.rows;
    assert_eq!((rows.records, rows.problems), (records, problems));
    assert_eq!(rows.all(), records + problems + skipped, "a row is lost");
}

fn followed(bytes: &[u8], given: &Given, format: &Format) {
    let whole = |record: &&Record| !record.is_part;
    let records: Vec<_> = records(given).filter(whole).take(FOLLOWED).collect();
    let place = |record: &&Record| Place {
        column: None,
        ..record.place.clone()
    };
    let places: Vec<_> = records.iter().map(place).collect();
    let rows = raw_rows(&mut Cursor::new(bytes), format, &places);
    let rows = rows.expect("a record leads to its row");
    for record in records {
        let row = rows.iter().find(|row| row.place == place(&record));
        let row = row.expect("each record has its row");
        if let Some(counted) = record.counted {
            let cell = row.amount(counted.field).expect("its amount is read");
            let is_figure = cell.text.chars().any(char::is_numeric);
            assert!(is_figure, "{} counts {:?}", cell.text, counted);
        }
    }
}

fn records(given: &Given) -> impl Iterator<Item = &Record> {
    given.lines.iter().filter_map(|line| match line {
        Line::Record(record) => Some(&**record),
        _ => None,
    })
}

/// Tables and rows are the same, and none of those is lost that can be taken.
fn without_buyers(bytes: &[u8], given: &Given, format: &Format, is_regular: bool) {
    let Ok(found) = buyer_columns(&mut Cursor::new(bytes), format) else {
        return;
    };
    if found.is_empty() {
        return;
    }
    let mut copy = Vec::new();
    if blank(&mut Cursor::new(bytes), format, &found, &mut copy).is_err() {
        return;
    }
    let copied = give(&mut Cursor::new(&copy), format);
    if let Ok(copied) = &copied {
        assert!(
            records(copied).all(|record| record.buyer.is_none() && record.address.is_none()),
            "a buyer is in the copy"
        );
    }
    if is_regular {
        let again = buyer_columns(&mut Cursor::new(&copy), format);
        assert_eq!(again.as_ref(), Ok(&found), "the tables of the copy");
        let (kept, rows) = (
            copied.expect("the copy is read").reading.rows,
            given.reading.rows,
        );
        assert_eq!(kept.all(), rows.all(), "the rows of the copy");
        assert!(kept.records >= rows.records, "the records of the copy");
    }
}

/// The format that the first line names, and the bytes below. Any other line stands for one of
/// the formats too, so that no input is spent in vain.
pub fn named(input: &[u8], suits: impl Fn(&Format) -> bool) -> (&'static Format, &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n');
    let (name, body) = input.split_at(end.unwrap_or(input.len()));
    let suited: Vec<_> = formats().iter().filter(|format| suits(format)).collect();
    let known = suited.iter().find(|format| format.id.as_bytes() == name);
    let sum = name.iter().fold(0_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(*byte))
    });
    let format = known.unwrap_or(&suited[sum % suited.len()]);
    (format, body.get(1..).unwrap_or_default())
}

/// Whether a format describes tables, whose columns a header names.
pub fn is_table(format: &Format) -> bool {
    format.keyed().is_none()
}

/// A file that comes in pieces of changing size, as disks and archives may give it.
pub struct Pieces<'b> {
    bytes: Cursor<&'b [u8]>,
    turn: usize,
}

/// Bytes of the pieces, one after the other.
const SIZES: [usize; 7] = [1, 3, 2, 61, 1, 5, 211];

impl<'b> Pieces<'b> {
    /// Of these bytes.
    pub fn of(bytes: &'b [u8]) -> Pieces<'b> {
        Pieces {
            bytes: Cursor::new(bytes),
            turn: 0,
        }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.turn += 1;
        let length = buffer.len().min(SIZES[self.turn % SIZES.len()]);
        self.bytes.read(&mut buffer[..length])
    }
}

impl Seek for Pieces<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.bytes.seek(to)
    }
}
