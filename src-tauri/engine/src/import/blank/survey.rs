//! Looks for buyers' columns in the first rows of every sheet, read by the format or not: a sheet
//! that no format reads is kept with the document all the same.

use crate::format::{Format, Sheets};
use crate::import::ImportError;
use crate::import::blank::TableOf;
use crate::import::buyers::in_unknown;
use crate::import::container::Opened;
use crate::import::header::{Header, Names};
use crate::import::limits::HEADER_ROW_MAX;
use crate::import::row::{Event, Flow, Row, Source, trimmed};

/// How sure the table of a sheet is.
#[derive(Default)]
enum Seen {
    #[default]
    Nothing,
    /// A row that names buyers' columns.
    Likely(TableOf),
    /// The header of the format.
    Header(TableOf),
}

/// The tables of a document, one a sheet.
pub(super) fn tables(
    source: &mut dyn Source,
    opened: Opened,
    format: &Format,
) -> Result<Vec<TableOf>, ImportError> {
    if opened.container().is_keyed() {
        return Ok(Vec::new());
    }
    let names = Names::of(format);
    let mut sheets: Vec<Seen> = Vec::new();
    opened.each(source, &[], &mut |event| {
        match event {
            Event::Sheet(_) => sheets.push(Seen::default()),
            Event::Row(row) => {
                if sheets.is_empty() {
                    sheets.push(Seen::default());
                }
                let sheet = sheets.last_mut().expect("there is one now");
                return Ok(look(sheet, row, format, &names));
            }
            Event::Keys(_)
            | Event::Balances(_)
            | Event::Unreadable { .. }
            | Event::Progress { .. } => {}
        }
        Ok(Flow::On)
    })?;
    Ok(settled(sheets, format.sheets == Sheets::Continued))
}

fn look(sheet: &mut Seen, row: &Row, format: &Format, names: &Names) -> Flow {
    if row.number > HEADER_ROW_MAX {
        return Flow::NextSheet;
    }
    let texts = row.texts();
    let layout = names.compare(format, &Header::of(texts.clone()));
    if layout.fits() {
        *sheet = Seen::Header(table(row.number, &texts, layout.buyers));
        return Flow::NextSheet;
    }
    let likely = match format.perspective.declares() {
        true => Vec::new(),
        false => in_unknown(&texts),
    };
    if matches!(sheet, Seen::Nothing) && !likely.is_empty() {
        *sheet = Seen::Likely(table(row.number, &texts, likely));
    }
    Flow::On
}

fn table(header_row: u32, texts: &[String], columns: Vec<super::BuyerColumn>) -> TableOf {
    let filled = texts.iter().rposition(|text| !trimmed(text).is_empty());
    TableOf {
        header_row,
        header_cells: texts.len(),
        filled_cells: filled.map_or(0, |last| last + 1),
        columns,
    }
}

/// Each sheet by its own header, else by that of the table it continues.
fn settled(sheets: Vec<Seen>, continued: bool) -> Vec<TableOf> {
    let mut above: Option<TableOf> = None;
    let mut tables = Vec::new();
    for sheet in sheets {
        tables.push(match (sheet, &above) {
            (Seen::Header(table), _) => {
                above = Some(table.clone());
                table
            }
            (_, Some(table)) if continued => TableOf {
                header_row: 0,
                ..table.clone()
            },
            (Seen::Likely(table), _) => table,
            (Seen::Nothing, _) => TableOf::default(),
        });
    }
    tables
}
