//! The rows of the tables of a web page, as banks and shops save it under the name of a workbook.
//!
//! Tables beside or inside each other are as sheets of a workbook, numbered in the order in which
//! their rows begin; the first has no name. Spans become empty cells, so that columns stay columns.

use std::io::BufReader;

use encoding_rs::Encoding;

use crate::import::ImportError;
use crate::import::limits::COLUMNS_MAX;
use crate::import::meter::{Gauge, Metered};
use crate::import::row::{CellKind, Each, Event, Flow, Row, Source};
use crate::import::utf8::Utf8;

mod entities;
mod tokens;

use tokens::{Token, Tokens, attribute};

/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 1024;
/// Names of the first element of a page, or of a part of a page that was saved as one.
const FIRST_ELEMENTS: [&str; 26] = [
    "html", "head", "body", "meta", "title", "link", "base", "style", "script", "table", "caption",
    "colgroup", "thead", "tbody", "tr", "div", "center", "span", "font", "form", "p", "br", "b",
    "h1", "h2", "h3",
];
/// Elements that begin a line of their own inside a cell.
const LINES: [&str; 4] = ["br", "p", "div", "li"];
/// The most rows that one cell may span.
const ROWS_SPANNED_MAX: u32 = 65_534;

/// Whether a text that begins with a tag is a web page.
pub(crate) fn begins(head: &str) -> bool {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let Some(tag) = rest.strip_prefix('<') else {
            return false;
        };
        let lower: String = tag
            .chars()
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        let end = match lower.as_bytes() {
            [b'!', b'-', b'-', ..] => "-->",
            [b'!', b'd', ..] if lower.starts_with("!doctype html") => return true,
            [b'!' | b'?', ..] => ">",
            _ => {
                let name = lower.split(|c: char| !c.is_ascii_alphanumeric()).next();
                return FIRST_ELEMENTS.contains(&name.unwrap_or_default());
            }
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
}

/// Whether the page has a row of a table at all.
pub(crate) fn has_rows(
    source: &mut dyn Source,
    encoding: &'static Encoding,
) -> Result<bool, ImportError> {
    let mut found = false;
    each(source, encoding, &mut |event| {
        let is_row = match event {
            Event::Row(row) => row.len() > 0,
            Event::Unreadable { .. } => true,
            _ => false,
        };
        found |= is_row;
        Ok(if is_row { Flow::Stop } else { Flow::On })
    })?;
    Ok(found)
}

/// Reads every row of every table.
pub(crate) fn each(
    source: &mut dyn Source,
    encoding: &'static Encoding,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let gauge = Gauge::default();
    let (bytes, total) = Metered::endless(source, &gauge)?;
    let text = Utf8::new(bytes, encoding);
    let mut tokens = Tokens::new(BufReader::with_capacity(1 << 16, text));
    let mut page = Page {
        each,
        gauge: &gauge,
        total,
        rows: 0,
        table: 0,
        new_table: false,
        flow: Flow::On,
        row: Row::of_workbook(false),
        in_row: false,
        no_text: false,
        cell: None,
        spanned: Vec::new(),
    };
    while let Some(token) = tokens
        .next()
        .map_err(|error| gauge.refusal().unwrap_or(error))?
    {
        page.take(token)?;
        if page.flow == Flow::Stop {
            return Ok(());
        }
    }
    page.end_row()
}

/// A cell while it is being read.
struct Draft {
    text: String,
    /// The number behind what is shown, as spreadsheets save it.
    number: Option<String>,
    columns: usize,
    rows: u32,
}

/// The table at hand and the row at hand.
struct Page<'p, 'e> {
    each: &'p mut Each<'e>,
    gauge: &'p Gauge,
    total: u64,
    rows: u64,
    /// Number of the table at hand.
    table: u32,
    /// The next row begins another table.
    new_table: bool,
    flow: Flow,
    row: Row,
    in_row: bool,
    /// The row has bytes that are no text.
    no_text: bool,
    cell: Option<Draft>,
    /// For each column how many rows a cell above still covers, and how many from the next on.
    spanned: Vec<(u32, u32)>,
}

impl Page<'_, '_> {
    fn take(&mut self, token: Token) -> Result<(), ImportError> {
        match token {
            Token::Text(text) => {
                if let Some(cell) = &mut self.cell {
                    entities::add(&mut cell.text, &text);
                }
            }
            Token::NoText => self.no_text |= self.in_row,
            Token::Open(name, attributes) => self.open(&name, &attributes)?,
            Token::Close(name) => match name.as_str() {
                "td" | "th" => self.end_cell()?,
                "tr" => self.end_row()?,
                "table" => self.end_table()?,
                _ => {}
            },
        }
        if !self.in_row {
            self.gauge.next();
        }
        Ok(())
    }

    fn open(&mut self, name: &str, attributes: &str) -> Result<(), ImportError> {
        match name {
            "table" => self.end_table(),
            "tr" => {
                self.end_row()?;
                self.start_row();
                Ok(())
            }
            "td" | "th" => {
                self.end_cell()?;
                if !self.in_row {
                    self.start_row();
                }
                self.cell = Some(draft(attributes));
                Ok(())
            }
            _ if LINES.contains(&name) => {
                if let Some(cell) = &mut self.cell
                    && !cell.text.is_empty()
                    && !cell.text.ends_with('\n')
                {
                    cell.text.push('\n');
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Rows on both sides of the beginning or the end of a table are of two tables.
    fn end_table(&mut self) -> Result<(), ImportError> {
        self.end_row()?;
        self.new_table = true;
        self.spanned.clear();
        Ok(())
    }

    fn start_row(&mut self) {
        self.in_row = true;
        let number = if self.new_table || self.table == 0 {
            1
        } else {
            self.row.number + 1
        };
        self.row.clear(number);
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        self.end_cell()?;
        if !std::mem::take(&mut self.in_row) {
            return Ok(());
        }
        for (now, later) in &mut self.spanned {
            *now = now.saturating_sub(1).max(std::mem::take(later));
        }
        if self.new_table || self.table == 0 {
            self.begin_table()?;
        }
        self.rows += 1;
        let no_text = std::mem::take(&mut self.no_text);
        if self.flow != Flow::On {
            return Ok(());
        }
        if self.rows.is_multiple_of(PROGRESS_ROWS) {
            let (read, total) = (self.gauge.read(), self.total);
            self.flow = (self.each)(Event::Progress { read, total })?;
            if self.flow != Flow::On {
                return Ok(());
            }
        }
        self.flow = match no_text {
            true => (self.each)(Event::Unreadable {
                row: self.row.number,
                found: self.row.texts().join(","),
                element: false,
                group: 0,
            })?,
            false => (self.each)(Event::Row(&self.row))?,
        };
        Ok(())
    }

    fn begin_table(&mut self) -> Result<(), ImportError> {
        self.new_table = false;
        self.table += 1;
        if self.table > 1 {
            self.flow = (self.each)(Event::Sheet(&self.table.to_string()))?;
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        while self
            .spanned
            .get(self.row.len())
            .is_some_and(|(now, _)| *now > 0)
        {
            self.row.push("", CellKind::Text);
        }
        let column = self.row.len();
        if column >= COLUMNS_MAX {
            return Err(ImportError::limit("limit.columns", COLUMNS_MAX));
        }
        match &cell.number {
            Some(number) => self.row.push(number, CellKind::Number),
            None => self.row.push(cell.text.trim_end(), CellKind::Text),
        }
        let end = column.saturating_add(cell.columns).min(COLUMNS_MAX);
        for _ in column + 1..end {
            self.row.push("", CellKind::Text);
        }
        if cell.rows > 1 {
            let width = self.spanned.len().max(end);
            self.spanned.resize(width, (0, 0));
            for (_, later) in &mut self.spanned[column..end] {
                *later = cell.rows - 1;
            }
        }
        Ok(())
    }
}

fn draft(attributes: &str) -> Draft {
    let span = |name: &str| attribute(attributes, name).and_then(|text| text.trim().parse().ok());
    let columns: Option<u32> = span("colspan");
    let columns = columns.and_then(|columns| usize::try_from(columns).ok());
    // Nought stands for all rows that follow.
    let rows = match span("rowspan") {
        Some(0) => ROWS_SPANNED_MAX,
        rows => rows.unwrap_or(1).min(ROWS_SPANNED_MAX),
    };
    Draft {
        text: String::new(),
        number: attribute(attributes, "x:num").filter(|number| !number.trim().is_empty()),
        columns: columns.unwrap_or(1).max(1),
        rows,
    }
}
