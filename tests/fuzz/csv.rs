//! Texts with separators: a format, the lines below its header, and whatever stands around them.
//! The same text says the same in every encoding, and its cells are the same in a workbook.

use std::io::Cursor;

use encoding_rs::GB18030;
use engine::format::{Container, Format};
use engine::import::{TableRow, table_rows};

use super::reading::{self, Ask, Given, Question, give, is_table};
use super::sheet::{book, escaped};

/// The first line names the format; a line with nothing but `#` stands for its header.
pub fn check(input: &[u8], ask: Ask) {
    let (format, body) = reading::named(input, is_table);
    let bytes = headed(body, format);
    let given = reading::check(&bytes, format, true, ask);
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return;
    };
    let text = text.trim_start_matches('\u{feff}');
    if let Some(given) = given
        && ask.asks(Question::Other(0), &bytes)
    {
        in_every_encoding(text, given, format);
    }
    if ask.asks(Question::Other(1), &bytes) {
        as_workbook(text);
    }
}

fn headed(body: &[u8], format: &Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut waiting = true;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if waiting && line == b"#\n" {
            waiting = false;
            let headers = format.columns.iter().map(|column| column.header.as_str());
            bytes.extend_from_slice(headers.collect::<Vec<_>>().join(",").as_bytes());
            bytes.push(b'\n');
        } else {
            bytes.extend_from_slice(line);
        }
    }
    bytes
}

fn in_every_encoding(text: &str, mut given: Given, format: &Format) {
    given.reading.encoding = None;
    let (chinese, _, unknown) = GB18030.encode(text);
    let is_whole = !unknown && GB18030.decode_without_bom_handling(&chinese).0 == text;
    let wide = format!("\u{feff}{text}");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let others = [
        ("GB18030", chinese.as_ref(), is_whole),
        ("UTF-16LE", &wide, true),
    ];
    for (name, bytes, is_whole) in others {
        let Ok(mut other) = give(&mut Cursor::new(bytes), format) else {
            // Of few characters nobody can tell the encoding.
            assert_eq!(name, "GB18030", "a text with a mark is read");
            continue;
        };
        let encoding = other.reading.encoding.take();
        if is_whole && encoding.as_deref() == Some(name) {
            assert_eq!(other, given, "another text in {name}");
        }
    }
}

/// The cells of a text, written into a workbook, come out of it as they are.
fn as_workbook(text: &str) {
    let Ok(table) = table_rows(&mut Cursor::new(text), &[], u32::MAX) else {
        return;
    };
    if table.container != Container::Csv {
        return;
    }
    let mut sheet = String::from("<worksheet><sheetData>");
    for row in &table.rows {
        sheet += &format!(r#"<row r="{}">"#, row.number);
        for cell in &row.cells {
            let cell = escaped(cell);
            sheet += &format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#);
        }
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    let book = book(&[&sheet], "");
    match table_rows(&mut Cursor::new(book), &[], u32::MAX) {
        Ok(found) => {
            let cells = |rows: Vec<TableRow>| -> Vec<_> {
                rows.into_iter()
                    .map(|row| (row.number, row.cells))
                    .collect()
            };
            assert_eq!(cells(found.rows), cells(table.rows), "other cells");
        }
        Err(error) => {
            let is_wide = table.rows.iter().any(|row| row.cells.len() > 256);
            assert!(is_wide, "{error}");
        }
    }
}
