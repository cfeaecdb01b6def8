//! The cells of one .xlsx sheet copied without its buyers. Of the sheet only its cells and their
//! measures are copied: filters, checks and links repeat what stands in cells.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, Event as Xml};

use crate::import::ImportError;
use crate::import::blank::{TableOf, Tally};
use crate::import::meter::Gauge;
use crate::import::row::trimmed;
use crate::import::sheet::{Inside, column, row_number};
use crate::import::strings::{Strings, resolve, unescaped};
use crate::import::workbook::{Part, attribute, next};

/// What is copied of a sheet, in the order in which it stands there.
const KEPT: [&str; 5] = [
    "dimension",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "mergeCells",
];

/// A cell while it is being read.
#[derive(Default)]
struct Draft {
    events: Vec<Xml<'static>>,
    shared: bool,
    value: String,
    formula: String,
    filled: bool,
}

/// Copies sheet after sheet and marks the shared texts that stay in use.
pub(super) struct SheetCopier<'c, W: Write> {
    pub out: Writer<W>,
    pub strings: &'c Strings,
    pub used: &'c mut Vec<bool>,
    pub table: &'c TableOf,
    pub tally: &'c mut Tally,
    row: u32,
    /// Cells of the row so far, the filled ones and those before them.
    row_cells: usize,
    inside: Inside,
    cell: Option<Draft>,
}

impl<'c, W: Write> SheetCopier<'c, W> {
    pub fn new(
        out: W,
        strings: &'c Strings,
        used: &'c mut Vec<bool>,
        table: &'c TableOf,
        tally: &'c mut Tally,
    ) -> SheetCopier<'c, W> {
        SheetCopier {
            out: Writer::new(out),
            strings,
            used,
            table,
            tally,
            row: 0,
            row_cells: 0,
            inside: Inside::Nothing,
            cell: None,
        }
    }

    /// Copies one sheet.
    pub fn copy(&mut self, xml: &mut Part<'_, '_>, gauge: &Gauge) -> Result<(), ImportError> {
        let mut buffer = Vec::new();
        let mut depth: usize = 0;
        let mut skipped_from: Option<usize> = None;
        loop {
            let event = next(xml, gauge, &mut buffer)?;
            match &event {
                Xml::Eof => return Ok(()),
                Xml::Start(element) => {
                    if skipped_from.is_none() && !self.is_kept(element, depth) {
                        skipped_from = Some(depth);
                    }
                    depth += 1;
                    if skipped_from.is_none() {
                        self.start(element)?;
                    }
                }
                Xml::End(element) => {
                    depth = depth.saturating_sub(1);
                    match skipped_from {
                        Some(from) if from == depth => skipped_from = None,
                        Some(_) => {}
                        None => self.end(element)?,
                    }
                }
                Xml::Empty(element) if skipped_from.is_none() && self.is_kept(element, depth) => {
                    self.empty(element)?;
                }
                Xml::Decl(_) => self.out.write_event(event)?,
                Xml::Text(_) | Xml::CData(_) | Xml::GeneralRef(_) if skipped_from.is_none() => {
                    self.text(event)?;
                }
                _ => {}
            }
        }
    }

    /// Root, its parts that are copied, rows in the cells' part, cells in rows.
    fn is_kept(&self, element: &BytesStart<'_>, depth: usize) -> bool {
        let name = element.local_name();
        let name = name.as_ref();
        match depth {
            0 => true,
            1 => KEPT.contains(&name),
            _ if self.cell.is_some() => true,
            2 => ["row", "col", "mergeCell"].contains(&name),
            _ => name == "c",
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let name = element.local_name();
        match name.as_ref() {
            "row" if self.cell.is_none() => self.start_row(element)?,
            "c" if self.cell.is_none() => self.cell = Some(draft(element)),
            _ => {}
        }
        let Some(cell) = &mut self.cell else {
            self.out.write_event(Xml::Start(element.borrow()))?;
            return Ok(());
        };
        cell.events.push(Xml::Start(element.to_owned()));
        self.inside = self.inside.after_start(name.as_ref());
        cell.filled |= self.inside == Inside::Value;
        Ok(())
    }

    fn empty(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        match &mut self.cell {
            Some(cell) => cell.events.push(Xml::Empty(element.to_owned())),
            None => {
                if element.local_name().as_ref() == "row" {
                    self.start_row(element)?;
                }
                self.out.write_event(Xml::Empty(element.borrow()))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, element: &BytesEnd<'_>) -> Result<(), ImportError> {
        let Some(cell) = &mut self.cell else {
            self.out.write_event(Xml::End(element.borrow()))?;
            return Ok(());
        };
        cell.events.push(Xml::End(element.borrow().into_owned()));
        match element.local_name().as_ref() {
            "v" | "t" | "f" | "rPh" => self.inside = Inside::Nothing,
            "c" => {
                self.inside = Inside::Nothing;
                let cell = self.cell.take().unwrap_or_default();
                self.end_cell(cell)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, event: Xml<'_>) -> Result<(), ImportError> {
        let Some(cell) = &mut self.cell else {
            return Ok(());
        };
        let mut text = String::new();
        match &event {
            Xml::Text(plain) => text.push_str(&plain.xml10_content()),
            Xml::CData(plain) => text.push_str(plain),
            Xml::GeneralRef(reference) => resolve(reference, &mut text)?,
            _ => {}
        }
        match self.inside {
            Inside::Value => cell.value.push_str(&text),
            Inside::Formula => cell.formula.push_str(&text),
            Inside::Nothing | Inside::Guide => {}
        }
        cell.events.push(event.into_owned());
        Ok(())
    }

    fn start_row(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        self.row_cells = 0;
        self.row = row_number(element, self.row)?;
        Ok(())
    }

    fn end_cell(&mut self, cell: Draft) -> Result<(), ImportError> {
        let Some(Xml::Start(element)) = cell.events.first() else {
            return Ok(());
        };
        let place = attribute(element, "r");
        let index = match &place {
            Some(place) => column(place)
                .ok_or_else(|| ImportError::broken_workbook(format!("cell {place}")))?,
            None => self.row_cells,
        };
        let holds = cell.filled || !cell.formula.is_empty();
        if holds {
            self.row_cells = self.row_cells.max(index + 1);
        }
        let shared = cell.shared.then(|| cell.value.trim().parse::<usize>().ok());
        let shared = shared.flatten();
        let text = self.text_of(&cell, shared);
        let table = self.table;
        let buyers = table
            .columns
            .iter()
            .find(|column| column.index == index && self.row > table.header_row);
        match buyers {
            // The header may stand once more among the data.
            Some(column) if holds && trimmed(&text) != column.name => {
                if !trimmed(&text).is_empty() {
                    self.tally.cell(&column.name);
                }
                self.write_blank(element)
            }
            _ => {
                if let Some(used) = shared.and_then(|index| self.used.get_mut(index)) {
                    *used = true;
                }
                for event in cell.events {
                    self.out.write_event(event)?;
                }
                Ok(())
            }
        }
    }

    fn text_of(&self, cell: &Draft, shared: Option<usize>) -> String {
        let text = match (cell.shared, cell.filled) {
            (true, _) => shared
                .and_then(|index| self.strings.get(index))
                .unwrap_or_default(),
            (false, true) => &cell.value,
            (false, false) => &cell.formula,
        };
        unescaped(text).unwrap_or_else(|| text.to_owned())
    }

    /// A text without characters: it takes its place in the row like the one it stands for.
    fn write_blank(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let name = element.name();
        let value = match name.prefix() {
            Some(prefix) => format!("{}:v", prefix.into_inner()),
            None => "v".to_owned(),
        };
        let mut blank = BytesStart::new(name.as_ref());
        for kept in ["r", "s"] {
            if let Some(text) = attribute(element, kept) {
                blank.push_attribute((kept, text.as_str()));
            }
        }
        blank.push_attribute(("t", "str"));
        self.out.write_event(Xml::Start(blank.borrow()))?;
        self.out.write_event(Xml::Start(BytesStart::new(&*value)))?;
        self.out.write_event(Xml::End(BytesEnd::new(&*value)))?;
        self.out.write_event(Xml::End(blank.to_end()))?;
        Ok(())
    }
}

fn draft(element: &BytesStart<'_>) -> Draft {
    Draft {
        shared: attribute(element, "t").as_deref() == Some("s"),
        ..Draft::default()
    }
}
