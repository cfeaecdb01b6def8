//! Tables of a report and the cells they share with its lists of facts.
//!
//! Holds no width: columns say how they are aligned, the layout finds the room.

use engine::money::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::words::{Value, Words};

/// A table. Every row has as many cells as there are columns, a group row only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportTable")]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows in order.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportColumn")]
pub struct Column {
    /// What stands above it.
    pub header: Words,
    /// How its cells are aligned.
    pub align: Align,
    /// Its share of the width that is left once every figure has its room.
    pub weight: u16,
}

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportAlign")]
pub enum Align {
    /// Text, from the left; it may break into lines.
    Text,
    /// Figures, by their decimal point; they never break.
    Figure,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportRow")]
pub struct Row {
    /// What kind of row.
    pub kind: RowKind,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// What kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportRowKind")]
pub enum RowKind {
    /// An ordinary row.
    Body,
    /// Names the rows below it; its one cell spans the table.
    Group,
    /// The sum of the rows above it.
    Total,
    /// A row that asks to be verified.
    Marked,
}

/// A cell: a value, the code of its figure, and how loud it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ReportCell")]
pub struct Cell {
    /// The value.
    pub value: Value,
    /// The code of the figure, such as `B-12.3`.
    pub figure: Option<String>,
    /// A second line in small type.
    pub detail: Option<Words>,
    /// How loud.
    pub tone: Tone,
}

/// How loud a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportTone")]
pub enum Tone {
    /// As the rest.
    #[default]
    Plain,
    /// Set off.
    Strong,
    /// An underpaid amount above zero.
    Underpaid,
}

impl Cell {
    /// A cell with a value and nothing else.
    pub fn new(value: Value) -> Cell {
        Cell {
            value,
            figure: None,
            detail: None,
            tone: Tone::Plain,
        }
    }

    /// A cell of words.
    pub fn words(words: Words) -> Cell {
        Cell::new(Value::Words(words))
    }

    /// A cell of text that is the same in every language.
    pub fn literal(text: impl Into<String>) -> Cell {
        Cell::words(Words::literal(text))
    }

    /// An amount; absent where nothing is known.
    pub fn money(amount: Option<Money>) -> Cell {
        Cell::new(amount.map_or(Value::Absent, Value::Money))
    }

    /// An underpaid amount: red when there is one.
    pub fn underpaid(amount: Option<Money>) -> Cell {
        let short = amount.is_some_and(|amount| amount > Money::ZERO);
        let tone = if short { Tone::Underpaid } else { Tone::Plain };
        Cell::money(amount).tone(tone)
    }

    /// An empty cell.
    pub fn empty() -> Cell {
        Cell::literal("")
    }

    /// The same with the code of its figure.
    pub fn figure(self, code: impl Into<String>) -> Cell {
        Cell {
            figure: Some(code.into()),
            ..self
        }
    }

    /// The same with a second line in small type.
    pub fn detail(self, words: Words) -> Cell {
        Cell {
            detail: Some(words),
            ..self
        }
    }

    /// The same in another tone.
    pub fn tone(self, tone: Tone) -> Cell {
        Cell { tone, ..self }
    }
}

impl Column {
    /// A column of text with its share of the width.
    pub fn text(key: &str, weight: u16) -> Column {
        Column {
            header: Words::text(key),
            align: Align::Text,
            weight,
        }
    }

    /// A column of figures.
    pub fn figure(key: &str) -> Column {
        Column {
            header: Words::text(key),
            align: Align::Figure,
            weight: 0,
        }
    }
}

impl Row {
    /// A row of a kind.
    pub fn new(kind: RowKind, cells: Vec<Cell>) -> Row {
        Row { kind, cells }
    }

    /// An ordinary row.
    pub fn body(cells: Vec<Cell>) -> Row {
        Row::new(RowKind::Body, cells)
    }

    /// A row that names those below it.
    pub fn group(cell: Cell) -> Row {
        Row::new(RowKind::Group, vec![cell])
    }
}
