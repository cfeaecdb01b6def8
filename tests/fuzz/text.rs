//! The decoder and the cutting into rows: every line of a text is there once, character by
//! character as its encoding has it, or is said to be no text.

use std::io::Cursor;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use engine::format::Container;
use engine::import::{TableRow, recognise, table_rows};

use super::reading::Pieces;

/// Any bytes as a text.
pub fn check(bytes: &[u8]) {
    let seen = recognise(&mut Cursor::new(bytes), &[]);
    let whole = table_rows(&mut Cursor::new(bytes), &[], u32::MAX);
    let pieces = table_rows(&mut Pieces::of(bytes), &[], u32::MAX);
    assert_eq!(
        whole.as_ref().map_err(|error| error.code()),
        pieces.as_ref().map_err(|error| error.code()),
        "pieces make another text"
    );
    let (Ok(seen), Ok(table)) = (seen, whole) else {
        return;
    };
    if seen.container != Container::Csv {
        return;
    }
    let name = seen.encoding.unwrap_or_default();
    let encoding = Encoding::for_label(name.as_bytes()).expect("a text has an encoding");
    let lines = lines(bytes, encoding);
    let is_quoted = |line: &Option<String>| line.as_ref().is_some_and(|line| line.contains('"'));
    match lines.iter().any(is_quoted) {
        true => ascending(&table.rows, lines.len()),
        false => equal(&table.rows, &lines),
    }
}

/// Rows that may span lines: each begins at a line of its own.
fn ascending(rows: &[TableRow], lines: usize) {
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    let last = numbers.last().copied().unwrap_or(0);
    assert!(usize::try_from(last).expect("few lines") <= lines);
}

/// Without quotes a line is its row, put together again with the one separator that all have.
fn equal(rows: &[TableRow], lines: &[Option<String>]) {
    let joined = |separator: &str| -> Vec<_> {
        rows.iter()
            .map(|row| (row.number, row.cells.join(separator)))
            .collect()
    };
    let expected: Vec<(u32, String)> = (1..)
        .zip(lines)
        .filter_map(|(number, line)| Some((number, line.clone()?)))
        .collect();
    assert!(
        joined(",") == expected || joined("\t") == expected,
        "{rows:?} of {expected:?}"
    );
}

/// The lines as the encoding itself has them; nothing where the bytes of one are no text.
fn lines(bytes: &[u8], encoding: &'static Encoding) -> Vec<Option<String>> {
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let bytes = &bytes[mark..];
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return wide_lines(bytes, encoding == UTF_16BE);
    }
    let mut lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
    lines.pop_if(|last| last.is_empty());
    let line = |line: &[u8]| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = encoding.decode_without_bom_handling_and_without_replacement(line);
        text.filter(|text| !text.contains('\0'))
            .map(|text| text.into_owned())
    };
    lines.into_iter().map(line).collect()
}

fn wide_lines(bytes: &[u8], is_big: bool) -> Vec<Option<String>> {
    let unit = |two: &[u8]| match (is_big, two) {
        (true, [high, low]) | (false, [low, high]) => u16::from_be_bytes([*high, *low]),
        // Half a unit at the end is no text, as half a pair is none.
        _ => 0xd800,
    };
    let units = bytes.chunks(2).map(unit);
    let characters: Vec<_> = char::decode_utf16(units).map(Result::ok).collect();
    let mut lines: Vec<_> = characters
        .split(|character| *character == Some('\n'))
        .collect();
    lines.pop_if(|last| last.is_empty());
    let line = |line: &[Option<char>]| {
        let line = line.strip_suffix(&[Some('\r')]).unwrap_or(line);
        let text: Option<String> = line.iter().copied().collect();
        text.filter(|text| !text.contains('\0'))
    };
    lines.into_iter().map(line).collect()
}
