//! Where the labels of a format stand in a form, and the values to the right of them.

use std::collections::BTreeSet;

use crate::format::{Column, Format, Kind};
use crate::import::cell;
use crate::import::form::label::words;
use crate::import::header::{Layout, Names, laid_out, normalise};
use crate::import::letters::{Head, column_letter};
use crate::import::row::{CellKind, Row, trimmed};

/// Headings of the column that numbers the lines of a form.
const LINE_NUMBERS: [&str; 2] = ["行次", "栏次"];
/// Digits of the number of a line.
const LINE_NUMBER_DIGITS_MAX: usize = 3;

/// A cell: index of its row among the lines at hand, and of its column.
type At = (usize, usize);

/// Where the labels are.
pub(crate) struct Found {
    /// For each column of the format its label.
    labels: Vec<Option<At>>,
    /// Every cell that is a label.
    cells: BTreeSet<At>,
    /// The first line with a label that must be there.
    first: Option<usize>,
    /// A column whose label stands twice.
    repeated: Option<usize>,
    /// The column of the line numbers.
    numbers: Option<usize>,
    /// For each heading of amounts that is there its column and its words.
    amounts: Vec<(usize, String)>,
}

/// A form as one row.
pub(crate) struct FormRow {
    pub row: Row,
    pub layout: Layout,
    /// The words of the heading of its amounts.
    pub heading: Option<String>,
}

impl Found {
    pub fn of(format: &Format, names: &Names, lines: &[Row]) -> Found {
        let mut found = Found {
            labels: vec![None; format.columns.len()],
            cells: BTreeSet::new(),
            first: None,
            repeated: None,
            numbers: None,
            amounts: Vec::new(),
        };
        for (line, row) in lines.iter().enumerate() {
            for column in 0..row.len() {
                found.look_at(format, names, (line, column), row.cell(column).text);
            }
        }
        let above = &lines[..found.first_label().min(lines.len())];
        let headings = format.amounts_under.iter();
        found.amounts = headings.filter_map(|path| heading(above, path)).collect();
        found
    }

    fn look_at(&mut self, format: &Format, names: &Names, at: At, text: &str) {
        let text = words(text);
        if text.is_empty() {
            return;
        }
        if LINE_NUMBERS.contains(&text.as_str()) {
            self.numbers = self.numbers.or(Some(at.1));
        }
        let known =
            (0..format.columns.len()).find(|number| names.of_column(*number).contains(&text));
        let Some(number) = known else { return };
        self.cells.insert(at);
        if format.columns[number].required {
            self.first = self.first.or(Some(at.0));
        }
        match self.labels[number] {
            None => self.labels[number] = Some(at),
            Some(_) if format.columns[number].kind == Kind::Money => {
                self.repeated = self.repeated.or(Some(number));
            }
            Some(_) => {}
        }
    }

    /// Whether any label is there.
    pub fn has_any(&self) -> bool {
        self.labels.iter().any(Option::is_some)
    }

    /// Whether the labels that tell the format are there, and one of its headings of amounts.
    pub fn is_signed(&self, format: &Format) -> bool {
        let has = |header: &String| {
            let columns = format.columns.iter().zip(&self.labels);
            let mut named = columns.filter(|(column, _)| column.header == *header);
            named.any(|(_, label)| label.is_some())
        };
        format.signature.iter().all(has)
            && (format.amounts_under.is_empty() || !self.amounts.is_empty())
    }

    /// Required labels and headings that are not there.
    pub fn lacking(&self, format: &Format) -> Vec<String> {
        let columns = format.columns.iter().zip(&self.labels);
        let mut lacking: Vec<String> = columns
            .filter(|(column, label)| column.required && label.is_none())
            .map(|(column, _)| column.header.clone())
            .collect();
        if self.amounts.is_empty() {
            lacking.extend(format.amounts_under.iter().map(|path| path.join("：")));
        }
        lacking
    }

    /// The column of the format whose label stands twice.
    pub fn repeated(&self) -> Option<usize> {
        self.repeated
    }

    /// Index of the first line with a label that must be there.
    pub fn first_label(&self) -> usize {
        self.first.unwrap_or_default()
    }

    /// Physical number of the row with the title.
    pub fn title_row(&self, format: &Format, lines: &[Row]) -> u32 {
        let has_title = |row: &&Row| Head::of(format).take(&row.texts());
        let title = lines.iter().find(has_title).or(lines.first());
        title.map_or(1, |row| row.number)
    }

    /// The form as a row for each heading of amounts that has any; as one without headings.
    pub fn rows(&self, format: &Format, lines: &[Row]) -> Vec<FormRow> {
        if format.amounts_under.is_empty() {
            return vec![self.row_under(format, lines, None)];
        }
        let filled = |heading: &&(usize, String)| {
            let labels = self.labels.iter().flatten();
            let mut texts = labels.map(|(line, _)| lines[*line].cell(heading.0).text);
            texts.any(|text| cell::value(text, &format.null_words).is_some())
        };
        let mut headings: Vec<_> = self.amounts.iter().filter(filled).collect();
        if headings.is_empty() {
            headings.extend(self.amounts.first());
        }
        let under = |heading: &(usize, String)| self.row_under(format, lines, Some(heading));
        headings.into_iter().map(under).collect()
    }

    /// The form as one row: each value in the place of its column in the format.
    fn row_under(
        &self,
        format: &Format,
        lines: &[Row],
        heading: Option<&(usize, String)>,
    ) -> FormRow {
        let mut row = Row::of_workbook(lines.first().is_some_and(|row| row.epoch_1904));
        let mut places = Vec::new();
        let mut header = Vec::new();
        let mut stands_at = None;
        row.clear(0);
        for (number, column) in format.columns.iter().enumerate() {
            let label = self.labels[number];
            let value = label.and_then(|at| self.value(lines, at, heading));
            if stands_at.is_none() && stands_for_form(format, column) {
                stands_at = label.map(|(line, _)| line);
            }
            places.push(label.map(|_| number));
            let shown = |(line, index): At| {
                format!(
                    "{}{} {}",
                    column_letter(index),
                    lines[line].number,
                    column.header
                )
            };
            header.push(value.map_or_else(|| column.header.clone(), shown));
            if let Some((line, index)) = value {
                let cell = lines[line].cell(index);
                row.put(number, cell.text, cell.kind);
            } else {
                row.put(number, "", CellKind::Text);
            }
        }
        let stands_at = stands_at.unwrap_or_else(|| self.first_label());
        row.number = lines.get(stands_at).map_or(0, |line| line.number);
        let mut layout = laid_out(format, &header, places);
        layout.drift.moved.clear();
        layout.drift.added.clear();
        FormRow {
            row,
            layout,
            heading: heading.map(|(_, words)| words.clone()),
        }
    }

    /// The value of a label: under the heading of its amounts, or the first filled cell to the
    /// right that neither numbers the line nor is another label.
    fn value(
        &self,
        lines: &[Row],
        (line, label): At,
        heading: Option<&(usize, String)>,
    ) -> Option<At> {
        let row = &lines[line];
        if let Some((column, _)) = heading {
            return Some((line, *column)).filter(|(_, column)| *column > label);
        }
        let is_label = |column: usize| self.cells.contains(&(line, column));
        let right = (label + 1..row.len()).take_while(|column| !is_label(*column));
        let mut filled = right
            .filter(|column| !trimmed(row.cell(*column).text).is_empty())
            .filter(|column| Some(*column) != self.numbers);
        let first = filled.next()?;
        let numbers = self.numbers.is_none() && is_line_number(row.cell(first).text);
        let value = if numbers {
            filled.next().unwrap_or(first)
        } else {
            first
        };
        Some((line, value))
    }
}

/// The row of a form is that of the first amount it counts.
fn stands_for_form(format: &Format, column: &Column) -> bool {
    let mut counts = format.counts.iter().map(|count| count.amount.code());
    match column.field.as_deref() {
        Some(field) if counts.any(|counted| counted == field) => true,
        Some(_) => format.counts.is_empty() && column.kind == Kind::Money,
        None => false,
    }
}

fn is_line_number(text: &str) -> bool {
    let text = trimmed(text);
    text.len() <= LINE_NUMBER_DIGITS_MAX && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The column under headings, from the top one down: each lies below the one before, and not
/// below its neighbour. A heading that is repeated above each of its columns, as programs do that
/// take merged cells apart, is one.
fn heading(above: &[Row], path: &[String]) -> Option<(usize, String)> {
    let (mut line, mut from, mut until) = (0, 0, usize::MAX);
    for name in path {
        let wanted = normalise(name);
        let is_wanted =
            |line: usize, column: usize| normalise(above[line].cell(column).text) == wanted;
        let (at, column) = (line..above.len())
            .flat_map(|line| (from..above[line].len().min(until)).map(move |column| (line, column)))
            .find(|(line, column)| is_wanted(*line, *column))?;
        let next = (column + 1..above[at].len()).find(|next| {
            let text = normalise(above[at].cell(*next).text);
            !text.is_empty() && text != wanted
        });
        (line, from) = (at, column);
        until = next.unwrap_or(usize::MAX).min(until);
    }
    Some((from, path.join("：")))
}
