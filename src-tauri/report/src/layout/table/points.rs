//! Decimal points in one line: what stands before and after them in a column.
#![allow(
    clippy::float_arithmetic,
    reason = "widths on the page; amounts arrive as finished text"
)]

use crate::document::{Align, Table};
use crate::font;

use super::super::Flow;
use super::cell_type;

/// Room for the widest fraction of each column, so that decimal points stand in one line.
pub(super) fn fractions(flow: &Flow, table: &Table, size: f32) -> Vec<f32> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(index, column)| match column.align {
            Align::Figure => parts(flow, table, index, size).1,
            Align::Text => 0.0,
        })
        .collect()
}

/// Room for a column of figures: its widest whole part and its widest fraction, which need not
/// belong to the same figure.
pub(super) fn room(flow: &Flow, table: &Table, column: usize, size: f32) -> f32 {
    let (whole, fraction) = parts(flow, table, column, size);
    whole + fraction
}

fn parts(flow: &Flow, table: &Table, column: usize, size: f32) -> (f32, f32) {
    let cells = table.rows.iter().filter_map(|row| {
        let cell = row.cells.get(column)?;
        Some((cell, cell_type(size, row.kind, cell)))
    });
    let (mut whole, mut widest) = (0.0_f32, 0.0_f32);
    for (cell, set) in cells {
        let text = flow.value(&cell.value).first;
        let own = fraction(&text);
        widest = widest.max(font::width(set.weight, set.size, own));
        if is_figure(&text) {
            let before = &text[..text.len() - own.len()];
            whole = whole.max(font::width(set.weight, set.size, before));
        }
    }
    (whole, widest)
}

/// Whether a text stands by its decimal point.
pub(super) fn is_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// What stands after the whole part of a figure: `.50`, `%`, or nothing.
pub(super) fn fraction(figure: &str) -> &str {
    let whole = |c: char| c.is_ascii_digit() || c == ',' || c == '-';
    if !is_figure(figure) {
        return "";
    }
    figure.find(|c| !whole(c)).map_or("", |at| &figure[at..])
}
