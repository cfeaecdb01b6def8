//! Tables: widths of columns, rows that stay whole, headers that return on every page.
//!
//! Figures never break and stand on their decimal points; text takes the room that is left.
#![allow(
    clippy::float_arithmetic,
    reason = "positions on the page; amounts arrive as finished text"
)]

mod columns;
mod points;

use crate::document::{Align, Cell, Row, RowKind, Table};
use crate::font;
use crate::wording::Phrase;

use super::style::{
    BODY, BOTTOM, CODE, HAIRLINE, HEADING, INK, LEFT, LINE, MUTED, SAND, SMALL, TEAL, TINT, TOP,
    WIDTH,
};
use super::{Flow, SetLine, Type, height, in_lines, toned};
use columns::{Need, widths};
use points::{fraction, fractions, is_figure, room};

/// Sizes of type to try, largest first.
const SIZES: [f32; 5] = [8.2, 7.6, 7.0, 6.4, 5.8];
/// Between two columns.
const GAP: f32 = 9.0;
/// Between figures and the text that follows them, on top of the gap.
const INDENT: f32 = 8.0;
/// So much does no harm when widths were added up in another order.
const TOLERANCE: f32 = 0.05;
/// Above and below the lines of a row.
const PADDING: f32 = 3.2;

/// A table with its measures.
struct Grid<'a> {
    table: &'a Table,
    size: f32,
    widths: Vec<f32>,
    /// Room that each column keeps to the right of its decimal points.
    fractions: Vec<f32>,
}

/// A row ready to be placed.
struct Placed {
    kind: RowKind,
    cells: Vec<Vec<SetLine>>,
    height: f32,
}

/// A table up to this height stays on one page.
const WHOLE: f32 = 190.0;

/// Room that a table needs at least: all of a small one, header and first rows of another.
pub(super) fn company(flow: &Flow, table: &Table) -> f32 {
    // Anything with more rows is taller than what stays whole.
    const SMALL_TABLE: usize = 12;
    let beginning = match table.rows.len() <= SMALL_TABLE {
        true => table.clone(),
        false => Table {
            columns: table.columns.clone(),
            rows: table.rows[..SMALL_TABLE].to_vec(),
        },
    };
    let grid = measured(flow, &beginning);
    let header = grid.header(flow);
    let rows: Vec<Placed> = beginning
        .rows
        .iter()
        .map(|row| grid.row(flow, row))
        .collect();
    start_height(&header, &rows)
}

/// Header and rows that must stand together at the beginning of a table.
fn start_height(header: &Placed, rows: &[Placed]) -> f32 {
    let whole = header.height + rows.iter().map(|row| row.height).sum::<f32>() + 2.0;
    if whole <= WHOLE {
        return whole;
    }
    let first = rows.first().map_or(0.0, |row| row.height);
    header.height + first + row_company(rows, 0) + 2.0
}

pub(super) fn place(flow: &mut Flow, table: &Table) {
    let grid = measured(flow, table);
    let header = grid.header(flow);
    let rows: Vec<Placed> = table
        .rows
        .iter()
        .flat_map(|row| whole_pages(grid.row(flow, row), header.height))
        .collect();
    flow.need(start_height(&header, &rows));
    flow.y += 2.0;
    grid.place_header(flow, &header);
    let mut group = None;
    for (index, row) in rows.iter().enumerate() {
        let before = flow.pages.len();
        flow.need(row.height + row_company(&rows, index));
        let turned = flow.pages.len() > before;
        if turned {
            grid.place_header(flow, &header);
        }
        match row.kind {
            RowKind::Group => group = Some(row),
            RowKind::Body | RowKind::Total | RowKind::Marked if turned => {
                if let Some(group) = group {
                    grid.place_row(flow, group);
                }
            }
            RowKind::Body | RowKind::Total | RowKind::Marked => {}
        }
        grid.place_row(flow, row);
    }
    flow.y += 8.0;
}

/// Room for the rows without which this one must not stand at the end of a page: the first of
/// its group, the sum of its column, the last of all.
fn row_company(rows: &[Placed], index: usize) -> f32 {
    let (Some(row), Some(next)) = (rows.get(index), rows.get(index + 1)) else {
        return 0.0;
    };
    let last = index + 2 == rows.len();
    if last || row.kind == RowKind::Group || next.kind == RowKind::Total {
        next.height + row_company(rows, index + 1)
    } else {
        0.0
    }
}

/// A row as it is, or in parts of a page each where it is taller than a page.
fn whole_pages(row: Placed, header: f32) -> Vec<Placed> {
    let tallest = BOTTOM - TOP - header - PADDING * 2.0;
    let mut parts = Vec::new();
    let mut rest = row;
    while rest.height > tallest {
        let mut head = Vec::new();
        let mut tail = Vec::new();
        for lines in rest.cells {
            let fitting = lines.len().min(fitting(&lines, tallest));
            tail.push(lines[fitting..].to_vec());
            head.push(lines[..fitting].to_vec());
        }
        parts.push(Placed::new(rest.kind, head));
        rest = Placed::new(rest.kind, tail);
    }
    parts.push(rest);
    parts
}

/// How many lines fit into a height; at least one, so that there is an end.
fn fitting(lines: &[SetLine], room: f32) -> usize {
    let mut used = 0.0;
    let fit = lines.iter().take_while(|line| {
        used += line.set.leading();
        used <= room - PADDING * 2.0
    });
    fit.count().max(1)
}

/// The largest size of type at which the columns fit between the margins.
fn measured<'a>(flow: &Flow, table: &'a Table) -> Grid<'a> {
    let smallest = SIZES[SIZES.len() - 1];
    for size in SIZES {
        let needs = needs(flow, table, size);
        let widths = widths(&needs, WIDTH, GAP);
        if widths.fits || size <= smallest {
            return Grid {
                fractions: fractions(flow, table, size),
                table,
                size,
                widths: widths.each,
            };
        }
    }
    unreachable!("the smallest size is always taken");
}

/// What each column needs at a size of type.
fn needs(flow: &Flow, table: &Table, size: f32) -> Vec<Need> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(index, column)| {
            let header = flow.phrase(&column.header);
            let set = header_type(size);
            let mut need = Need::of_header(&header, set, column.align, column.weight);
            let rows = table.rows.iter().filter(|row| row.kind != RowKind::Group);
            for row in rows {
                let Some(cell) = row.cells.get(index) else {
                    continue;
                };
                let set = cell_type(size, row.kind, cell);
                need.take(&flow.value(&cell.value), set, column.align);
                if let Some(detail) = &cell.detail {
                    need.take_detail(&flow.phrase(detail), detail_type(size));
                }
                if let Some(code) = own_code(row, cell) {
                    need.take_code(code);
                }
            }
            if column.align == Align::Figure {
                need.take_room(room(flow, table, index, size));
            }
            need.indented(indent(table, index))
        })
        .collect()
}

/// Room that text keeps from figures at its left.
fn indent(table: &Table, column: usize) -> f32 {
    let align = |index: usize| table.columns[index].align;
    let after_figures = column > 0 && align(column - 1) == Align::Figure;
    if after_figures && align(column) == Align::Text {
        INDENT
    } else {
        0.0
    }
}

fn detail_type(size: f32) -> Type {
    SMALL.sized(size * 0.84)
}

fn header_type(size: f32) -> Type {
    HEADING.sized(size * 0.88).coloured(MUTED)
}

fn cell_type(size: f32, kind: RowKind, cell: &Cell) -> Type {
    let set = toned(BODY.sized(size), cell.tone);
    match kind {
        RowKind::Total | RowKind::Group => set.bold(),
        RowKind::Body | RowKind::Marked => set,
    }
}

/// The code to print under a cell: none where the whole row goes by one code, which then
/// stands under its first cell only.
fn own_code<'a>(row: &'a Row, cell: &'a Cell) -> Option<&'a str> {
    let codes = || row.cells.iter().filter_map(|cell| cell.figure.as_deref());
    let first = codes().next()?;
    if codes().count() > 1 && codes().all(|code| code == first) {
        let head = row.cells.first();
        let is_first = head.is_some_and(|head| std::ptr::eq(head, cell));
        return is_first.then_some(first);
    }
    cell.figure.as_deref()
}

/// Both languages on one line where they fit there, else one beneath the other.
fn detail_lines(flow: &Flow, phrase: &Phrase, width: f32, set: Type) -> Vec<SetLine> {
    let text = phrase.on_one_line();
    if font::width(set.weight, set.size, &text) <= width {
        return vec![SetLine { text, set }];
    }
    flow.broken(phrase, width, set)
}

impl Placed {
    fn new(kind: RowKind, cells: Vec<Vec<SetLine>>) -> Placed {
        let tallest = cells.iter().map(|lines| height(lines)).fold(0.0, f32::max);
        Placed {
            kind,
            cells,
            height: tallest + PADDING * 2.0,
        }
    }
}

impl Grid<'_> {
    fn header(&self, flow: &Flow) -> Placed {
        let set = header_type(self.size);
        let columns = self.table.columns.iter().zip(&self.widths);
        let cells = columns.enumerate().map(|(index, (column, width))| {
            let width = width - indent(self.table, index) + TOLERANCE;
            flow.broken(&flow.phrase(&column.header), width, set)
        });
        Placed::new(RowKind::Body, cells.collect())
    }

    fn row(&self, flow: &Flow, row: &Row) -> Placed {
        let cells = row.cells.iter().enumerate();
        let cells = cells.map(|(index, cell)| {
            let group = row.kind == RowKind::Group;
            let width = match group {
                true => WIDTH - GAP,
                false => self.widths[index] - indent(self.table, index) + TOLERANCE,
            };
            let figure = !group && self.table.columns[index].align == Align::Figure;
            self.cell(flow, row, cell, width, figure)
        });
        Placed::new(row.kind, cells.collect())
    }

    fn cell(&self, flow: &Flow, row: &Row, cell: &Cell, width: f32, figure: bool) -> Vec<SetLine> {
        let set = cell_type(self.size, row.kind, cell);
        let value = flow.value(&cell.value);
        let mut lines = if figure {
            vec![SetLine {
                text: value.first,
                set,
            }]
        } else if row.kind == RowKind::Group {
            in_lines(&value.on_one_line(), width, set.coloured(TEAL))
        } else {
            flow.broken(&value, width, set)
        };
        if let Some(detail) = &cell.detail {
            let phrase = flow.phrase(detail);
            lines.extend(detail_lines(flow, &phrase, width, detail_type(self.size)));
        }
        if let Some(code) = own_code(row, cell) {
            lines.extend(in_lines(code, width, CODE));
        }
        lines
    }

    fn place_header(&self, flow: &mut Flow, header: &Placed) {
        let bottom = flow.y + header.height;
        let mut x = LEFT;
        for (index, lines) in header.cells.iter().enumerate() {
            let top = bottom - PADDING - height(lines);
            self.place_lines(flow, index, x, top, lines, false);
            x += self.widths[index] + GAP;
        }
        flow.fill(LEFT, bottom - 0.7, WIDTH, 0.7, TEAL);
        flow.y = bottom;
    }

    fn place_row(&self, flow: &mut Flow, row: &Placed) {
        let top = flow.y;
        match row.kind {
            RowKind::Group => flow.fill(LEFT, top, WIDTH, row.height, TINT),
            RowKind::Marked => flow.fill(LEFT, top, WIDTH, row.height, SAND),
            RowKind::Total => flow.fill(LEFT, top, WIDTH, 0.7, INK),
            RowKind::Body => {}
        }
        let mut x = LEFT;
        for (index, lines) in row.cells.iter().enumerate() {
            if row.kind == RowKind::Group {
                flow.set_lines(LEFT + 5.0, top + PADDING, lines);
            } else {
                self.place_lines(flow, index, x, top + PADDING, lines, true);
                x += self.widths[index] + GAP;
            }
        }
        flow.y = top + row.height;
        flow.fill(LEFT, flow.y - HAIRLINE, WIDTH, HAIRLINE, LINE);
    }

    /// Lines of a cell; those of figures to the right, the figure itself by its decimal point.
    fn place_lines(
        &self,
        flow: &mut Flow,
        column: usize,
        x: f32,
        top: f32,
        lines: &[SetLine],
        by_point: bool,
    ) {
        if self.table.columns[column].align == Align::Text {
            flow.set_lines(x + indent(self.table, column), top, lines);
            return;
        }
        let right = x + self.widths[column];
        let mut y = top;
        for (index, line) in lines.iter().enumerate() {
            let width = |text: &str| font::width(line.set.weight, line.set.size, text);
            let mut start = right - width(&line.text);
            let own = fraction(&line.text);
            if by_point && index == 0 && is_figure(&line.text) {
                start -= self.fractions[column] - width(own);
            }
            flow.write(start, y + line.set.ascent(), line.set, &line.text);
            y += line.set.leading();
        }
    }
}

#[cfg(test)]
mod tests;
