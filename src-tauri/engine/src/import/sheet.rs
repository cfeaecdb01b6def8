//! The rows of one .xlsx sheet, as a stream. The declared dimension is not believed, hidden rows
//! are rows, and a number is the text that is stored, never a float.

use quick_xml::events::{BytesStart, Event as Xml};

use crate::import::ImportError;
use crate::import::limits::{COLUMNS_MAX, SHEET_CELLS_MAX, SHEET_ROWS_MAX};
use crate::import::meter::Gauge;
use crate::import::row::{CellKind, Each, Event, Flow, Row};
use crate::import::strings::{Strings, resolve, unescaped};
use crate::import::workbook::{Part, attribute, next};

/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 1024;

/// Reads sheet after sheet and counts rows and cells of them all.
pub(crate) struct SheetReader<'b> {
    strings: &'b Strings,
    rows: u64,
    cells: u64,
    row: Row,
    cell: Draft,
}

/// A cell while it is being read.
#[derive(Default)]
struct Draft {
    column: usize,
    shared: bool,
    number: bool,
    value: String,
    formula: String,
    filled: bool,
}

/// Which text of a cell is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    Nothing,
    Value,
    Formula,
    /// How a text is pronounced, which is no part of it.
    Guide,
}

impl Inside {
    /// Where an element that starts here leads.
    pub fn after_start(self, name: &str) -> Inside {
        match name {
            "row" | "c" => Inside::Nothing,
            "rPh" => Inside::Guide,
            _ if self == Inside::Guide => Inside::Guide,
            "v" | "t" => Inside::Value,
            "f" => Inside::Formula,
            _ => Inside::Nothing,
        }
    }
}

impl<'b> SheetReader<'b> {
    pub fn new(strings: &'b Strings, epoch_1904: bool) -> SheetReader<'b> {
        SheetReader {
            strings,
            rows: 0,
            cells: 0,
            row: Row::of_workbook(epoch_1904),
            cell: Draft::default(),
        }
    }

    /// Gives every row of a sheet.
    pub fn rows(
        &mut self,
        xml: &mut Part<'_, '_>,
        gauge: &Gauge,
        total: u64,
        each: &mut Each<'_>,
    ) -> Result<Flow, ImportError> {
        let mut buffer = Vec::new();
        let mut inside = Inside::Nothing;
        self.row.clear(0);
        loop {
            match next(xml, gauge, &mut buffer)? {
                Xml::Start(element) => inside = self.start(&element, inside)?,
                Xml::Empty(element) => match element.local_name().as_ref() {
                    "row" => {
                        self.start_row(&element)?;
                        let flow = self.end_row(gauge, total, each)?;
                        if flow != Flow::On {
                            return Ok(flow);
                        }
                    }
                    "c" => self.start_cell(&element)?,
                    _ => {}
                },
                Xml::End(element) => match element.local_name().as_ref() {
                    "c" => self.end_cell()?,
                    "row" => {
                        let flow = self.end_row(gauge, total, each)?;
                        if flow != Flow::On {
                            return Ok(flow);
                        }
                    }
                    "v" | "t" | "f" | "rPh" => inside = Inside::Nothing,
                    "sheetData" => return Ok(Flow::On),
                    _ => {}
                },
                Xml::Text(text) => self.text(inside, &text.xml10_content()),
                Xml::CData(text) => self.text(inside, &text),
                Xml::GeneralRef(reference) => {
                    let mut text = String::new();
                    resolve(&reference, &mut text)?;
                    self.text(inside, &text);
                }
                Xml::Eof => return Ok(Flow::On),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, inside: Inside) -> Result<Inside, ImportError> {
        let name = element.local_name();
        match name.as_ref() {
            "row" => self.start_row(element)?,
            "c" => self.start_cell(element)?,
            _ => {}
        }
        let inside = inside.after_start(name.as_ref());
        self.cell.filled |= inside == Inside::Value;
        Ok(inside)
    }

    fn text(&mut self, inside: Inside, text: &str) {
        match inside {
            Inside::Value => self.cell.value.push_str(text),
            Inside::Formula => self.cell.formula.push_str(text),
            Inside::Nothing | Inside::Guide => {}
        }
    }

    fn start_row(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let number = match attribute(element, "r") {
            Some(number) => number
                .parse()
                .map_err(|_| ImportError::broken_workbook(format!("row {number}")))?,
            None => self.row.number + 1,
        };
        self.row.clear(number);
        self.rows += 1;
        if self.rows > SHEET_ROWS_MAX {
            return Err(ImportError::limit("limit.rows", SHEET_ROWS_MAX));
        }
        Ok(())
    }

    fn end_row(
        &mut self,
        gauge: &Gauge,
        total: u64,
        each: &mut Each<'_>,
    ) -> Result<Flow, ImportError> {
        if self.rows.is_multiple_of(PROGRESS_ROWS) {
            let read = gauge.read();
            let flow = each(Event::Progress { read, total })?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        each(Event::Row(&self.row))
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let place = attribute(element, "r");
        self.cell.column = match &place {
            Some(place) => column(place)
                .ok_or_else(|| ImportError::broken_workbook(format!("cell {place}")))?,
            None => self.row.len(),
        };
        let kind = attribute(element, "t");
        self.cell.shared = kind.as_deref() == Some("s");
        self.cell.number = matches!(kind.as_deref(), None | Some("n"));
        self.cell.value.clear();
        self.cell.formula.clear();
        self.cell.filled = false;
        self.cells += 1;
        if self.cells > SHEET_CELLS_MAX {
            return Err(ImportError::limit("limit.cells", SHEET_CELLS_MAX));
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let cell = &self.cell;
        let formula_without_value = !cell.filled && !cell.formula.is_empty();
        if !cell.filled && !formula_without_value {
            return Ok(());
        }
        if cell.column >= COLUMNS_MAX {
            return Err(ImportError::limit("limit.columns", COLUMNS_MAX));
        }
        if formula_without_value {
            let text = format!("={}", cell.formula);
            self.row.put(cell.column, &text, CellKind::Text);
            return Ok(());
        }
        if cell.number {
            self.row
                .put(cell.column, cell.value.trim(), CellKind::Number);
            return Ok(());
        }
        let text = match cell.shared {
            true => cell
                .value
                .trim()
                .parse()
                .ok()
                .and_then(|index| self.strings.get(index))
                .ok_or_else(|| ImportError::broken_workbook(format!("text {}", cell.value)))?,
            false => &cell.value,
        };
        let plain = if text.contains("_x") {
            unescaped(text)
        } else {
            None
        };
        self.row.put(
            cell.column,
            plain.as_deref().unwrap_or(text),
            CellKind::Text,
        );
        Ok(())
    }
}

/// The column of a place such as `AB12`, from 0.
pub(crate) fn column(place: &str) -> Option<usize> {
    let mut column: usize = 0;
    for letter in place.bytes().take_while(u8::is_ascii_alphabetic) {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_columns() {
        for (place, index) in [
            ("A1", 0),
            ("Z9", 25),
            ("AA1", 26),
            ("IV1", 255),
            ("ZZ200000", 701),
        ] {
            assert_eq!(column(place), Some(index), "{place}");
        }
        assert_eq!(column("12"), None);
        assert_eq!(column("ZZZZZZZZZZZZZZZZZZZZ1"), None);
    }
}
