//! Writes rows as csv or xlsx. Knows no platform and adds nothing of its own but quoting.

use std::path::Path;

use encoding_rs::GB18030;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::ledger::yuan;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text, in xlsx too.
    Text(String),
    /// An amount in fen: a number in xlsx, two decimals in csv.
    Fen(i64),
    /// A whole number.
    Count(i64),
}

impl Cell {
    /// A text cell.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    fn printed(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Fen(fen) => yuan(*fen),
            Cell::Count(count) => count.to_string(),
        }
    }
}

/// Bytes of text, and how they are encoded.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    /// Without a mark in front.
    Utf8,
    /// With the byte order mark that spreadsheets write.
    Utf8Marked,
    /// What Chinese platforms and wallets write.
    Gb18030,
}

/// One line of csv; a cell is quoted where it must be.
pub fn csv_line(cells: &[Cell]) -> String {
    let quoted: Vec<_> = cells
        .iter()
        .map(|cell| {
            let text = cell.printed();
            if text.contains([',', '"', '\n']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        })
        .collect();
    quoted.join(",") + "\r\n"
}

/// The text in that encoding; a character it lacks is a bug of the generator.
pub fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Marked => ["\u{feff}", text].concat().into_bytes(),
        Encoding::Gb18030 => {
            let (bytes, _, lossy) = GB18030.encode(text);
            assert!(!lossy, "GB18030 has every character");
            bytes.into_owned()
        }
    }
}

/// Writes lines of free text, then rows.
pub fn write_csv(
    path: &Path,
    encoding: Encoding,
    preamble: &str,
    rows: &[Vec<Cell>],
) -> Result<(), String> {
    let lines: String = rows.iter().map(|row| csv_line(row)).collect();
    write_bytes(path, &encoded(&[preamble, &lines].concat(), encoding))
}

/// Writes a file; the error names it.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Writes a workbook of one sheet; the same rows give the same bytes.
pub fn write_xlsx(path: &Path, sheet: &str, rows: &[Vec<Cell>]) -> Result<(), String> {
    let bytes = workbook(sheet, rows).map_err(|error| error.to_string())?;
    write_bytes(path, &bytes)
}

fn workbook(sheet: &str, rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let written_on = ExcelDateTime::from_ymd(2026, 1, 2)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&written_on));
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet)?;
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => drop(worksheet.write_string(row, column, text)?),
                Cell::Fen(fen) => drop(worksheet.write(row, column, Decimal::new(*fen, 2))?),
                Cell::Count(count) => drop(worksheet.write(row, column, Decimal::from(*count))?),
            }
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_would_break_the_line() {
        let cells = [
            Cell::text("=\"9001\""),
            Cell::Fen(123_450),
            Cell::text("a,b"),
            Cell::Count(3),
        ];
        assert_eq!(csv_line(&cells), "\"=\"\"9001\"\"\",1234.50,\"a,b\",3\r\n");
    }
}
