//! A document copied without its buyers: every cell of theirs is blanked on the way, all else
//! stays where it was, and what was blanked is told. A kind of file in which that cannot be done
//! is refused.

use std::io::{Cursor, Read, Seek, Write};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::Format;
use crate::import::buyers::{BuyerColumn, Judge};
use crate::import::container::{self, Opened};
use crate::import::row::Source;
use crate::import::{ImportError, ImportErrorCode};

mod json;
mod lines;
mod package;
mod sheet;
mod survey;
mod text;

/// A column whose cells were blanked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BlankedColumn {
    /// Its header; `None` for whole lines whose cells could not be told apart.
    pub column: Option<String>,
    /// How many cells that held something, or how many whole lines.
    pub cells: u32,
}

/// Where a document has buyers' data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyerColumns {
    opened: Opened,
    /// One for each sheet in order; one for a text; none for JSON, which tells with every element.
    tables: Vec<TableOf>,
}

/// Buyers' columns of one sheet or text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TableOf {
    /// Physical row of the header; nothing above it is blanked. 0 where the rows of an earlier
    /// sheet go on.
    header_row: u32,
    /// How many cells the header has, and how many without empty ones at its end.
    header_cells: usize,
    filled_cells: usize,
    columns: Vec<BuyerColumn>,
}

impl BuyerColumns {
    /// Whether a copy is the document itself, byte for byte. JSON is known only when it has been
    /// copied.
    pub fn is_empty(&self) -> bool {
        self.opened != Opened::Json && self.tables.iter().all(|table| table.columns.is_empty())
    }
}

/// Finds the buyers' columns of a document from its first rows.
///
/// Fails with `buyer_data_kind` where it has some and its kind of file cannot be blanked.
pub fn buyer_columns<S: Read + Seek>(
    source: &mut S,
    format: &Format,
) -> Result<BuyerColumns, ImportError> {
    let opened = container::open_as(source, format)?;
    let tables = survey::tables(source, opened, format)?;
    let found = BuyerColumns { opened, tables };
    match opened {
        Opened::Xls if !found.is_empty() => {
            let columns = found.tables.iter().flat_map(|table| &table.columns);
            let names: Vec<&str> = columns.map(|column| column.name.as_str()).collect();
            Err(ImportError::new(ImportErrorCode::BuyerDataKind).with("columns", names.join(", ")))
        }
        _ => Ok(found),
    }
}

/// Copies a document into the sink without its buyers; tells which cells were blanked.
///
/// Rows and cells of the copy are where they are in the document. Of a workbook only its cells
/// are copied: notes, pictures and what else could repeat them are left out.
pub fn blank<S: Read + Seek>(
    source: &mut S,
    format: &Format,
    found: &BuyerColumns,
    sink: &mut dyn Write,
) -> Result<Vec<BlankedColumn>, ImportError> {
    let source: &mut dyn Source = source;
    let mut tally = Tally::default();
    if found.is_empty() {
        source.rewind()?;
        std::io::copy(source, sink)?;
        return Ok(Vec::new());
    }
    match found.opened {
        Opened::Text(text) => {
            let table = found.tables.first().cloned().unwrap_or_default();
            text::copy(source, text, format, &table, sink, &mut tally)?;
        }
        Opened::Xlsx => package::copy(source, &found.tables, sink, &mut tally)?,
        Opened::Json => json::copy(source, format, sink, &mut tally)?,
        Opened::Xls | Opened::Html(_) | Opened::Xml(_) | Opened::Mt940(_) => {
            return Err(ImportError::new(ImportErrorCode::BuyerDataKind));
        }
    }
    Ok(tally.columns)
}

/// A value of JSON that stands as text in a row, without its buyers; empty where it is damaged.
pub(crate) fn text_of_json(format: &Format, key: &str, text: &str) -> String {
    let mut copied = Vec::new();
    let mut source = Cursor::new(text.as_bytes());
    let judge = Judge::of(format);
    let done = json::copy_below(
        key,
        &mut source,
        &judge,
        &[],
        &mut copied,
        &mut Tally::default(),
    );
    match done {
        Ok(()) => String::from_utf8(copied).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// What was blanked so far, in the order in which it was met.
#[derive(Default)]
struct Tally {
    columns: Vec<BlankedColumn>,
}

impl Tally {
    fn cell(&mut self, column: &str) {
        self.add(Some(column));
    }

    fn whole_line(&mut self) {
        self.add(None);
    }

    fn add(&mut self, column: Option<&str>) {
        let known = |known: &&mut BlankedColumn| known.column.as_deref() == column;
        match self.columns.iter_mut().find(known) {
            Some(known) => known.cells = known.cells.saturating_add(1),
            None => self.columns.push(BlankedColumn {
                column: column.map(str::to_owned),
                cells: 1,
            }),
        }
    }
}
