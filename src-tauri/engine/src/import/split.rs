//! Text with separators to rows. Blank lines are rows, a row keeps its physical number, and a
//! stray quote costs its own row and no other.

use std::collections::VecDeque;

use encoding_rs::Encoding;

use crate::import::decode::{Line, Lines};
use crate::import::limits::{COLUMNS_MAX, HEADER_ROW_MAX, QUOTED_LINES_MAX};
use crate::import::row::{CellKind, Each, Event, Flow, Row, Source};
use crate::import::{ImportError, decode};

/// Rows between two reports of progress.
const PROGRESS_ROWS: u32 = 4096;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub encoding: &'static Encoding,
    pub separator: u8,
}

/// Finds encoding and separator.
pub(crate) fn open(source: &mut dyn Source) -> Result<Text, ImportError> {
    let encoding = decode::encoding(source)?;
    let mut lines = Lines::new(source, encoding)?;
    let (mut commas, mut tabs) = (0, 0);
    let mut line = String::new();
    for _ in 0..HEADER_ROW_MAX {
        line.clear();
        if lines.next(&mut line)?.is_none() {
            break;
        }
        commas = commas.max(line.matches(',').count());
        tabs = tabs.max(separating_tabs(&line));
    }
    let separator = if tabs > commas { b'\t' } else { b',' };
    Ok(Text {
        encoding,
        separator,
    })
}

/// Tabs that stand between cells. Beside a comma, or at either end of a line, a tab is padding:
/// some platforms put one into every cell so that spreadsheets take numbers for text.
fn separating_tabs(line: &str) -> usize {
    let padding = |at: usize| {
        let before = line[..at].trim_end_matches(['"', ' ']);
        let after = line[at + 1..].trim_start_matches(['"', ' ']);
        let outside = before.is_empty() || after.is_empty();
        outside || before.ends_with(',') || after.starts_with(',')
    };
    let tabs = line.match_indices('\t');
    tabs.filter(|(at, _)| !padding(*at)).count()
}

/// Reads every row.
pub(crate) fn each(
    source: &mut dyn Source,
    text: Text,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let mut lines = Numbered {
        lines: Lines::new(source, text.encoding)?,
        number: 0,
        waiting: VecDeque::new(),
    };
    let mut row = Row::of_text();
    loop {
        row.clear(lines.number + 1);
        let flow = match lines.next(row.line())? {
            None => return Ok(()),
            Some(Line::Text) => {
                cut(&mut row, &mut lines, text.separator)?;
                if row.len() > COLUMNS_MAX && row.number <= HEADER_ROW_MAX {
                    return Err(ImportError::limit("limit.columns", COLUMNS_MAX));
                }
                each(Event::Row(&row))?
            }
            Some(Line::Unreadable(found)) => each(Event::Unreadable {
                row: row.number,
                found,
                element: false,
                group: 0,
            })?,
        };
        if flow != Flow::On {
            return Ok(());
        }
        if lines.number.is_multiple_of(PROGRESS_ROWS) {
            let (read, total) = (lines.lines.read, lines.lines.total);
            if each(Event::Progress { read, total })? != Flow::On {
                return Ok(());
            }
        }
    }
}

/// Lines with their physical numbers; lines read ahead in vain wait to be read again.
struct Numbered<'s> {
    lines: Lines<'s>,
    number: u32,
    waiting: VecDeque<Result<String, String>>,
}

impl Numbered<'_> {
    fn next(&mut self, text: &mut String) -> Result<Option<Line>, ImportError> {
        let line = match self.waiting.pop_front() {
            Some(Ok(line)) => {
                text.push_str(&line);
                Some(Line::Text)
            }
            Some(Err(found)) => Some(Line::Unreadable(found)),
            None => self.lines.next(text)?,
        };
        self.number += u32::from(line.is_some());
        Ok(line)
    }

    fn give_back(&mut self, lines: Vec<Result<String, String>>) {
        for line in lines.into_iter().rev() {
            self.number -= 1;
            self.waiting.push_front(line);
        }
    }
}

/// Cuts the line in the row into cells, joining the lines that a quoted cell spans.
fn cut(row: &mut Row, lines: &mut Numbered<'_>, separator: u8) -> Result<(), ImportError> {
    if memchr::memchr(b'"', row.line().as_bytes()).is_none() {
        row.cut(separator);
        return Ok(());
    }
    let first = row.line().clone();
    let mut joined = first.clone();
    let mut ahead = Vec::new();
    let number = row.number;
    while !unquoted(row, &joined, number, separator) {
        let mut line = String::new();
        let next = match ahead.len() < QUOTED_LINES_MAX {
            true => lines.next(&mut line)?,
            false => None,
        };
        match next {
            Some(Line::Text) => {
                joined.push('\n');
                joined.push_str(&line);
                ahead.push(Ok(line));
            }
            other => {
                if let Some(Line::Unreadable(found)) = other {
                    ahead.push(Err(found));
                }
                lines.give_back(ahead);
                row.clear(number);
                row.line().push_str(&first);
                row.cut(separator);
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Fills the row from a line with quotes; false where a quote is still open at its end.
fn unquoted(row: &mut Row, line: &str, number: u32, separator: u8) -> bool {
    row.clear(number);
    let mut rest = line;
    loop {
        let after = match rest.strip_prefix('"') {
            _ if row.len() == COLUMNS_MAX => {
                row.push(rest, CellKind::Text);
                return true;
            }
            Some(quoted) => match quoted_cell(row, quoted, separator) {
                Some(after) => after,
                None => return false,
            },
            None => {
                let end = find(rest, separator).unwrap_or(rest.len());
                row.push(&rest[..end], CellKind::Text);
                &rest[end..]
            }
        };
        match strip(after, separator) {
            Some(next) => rest = next,
            None => return true,
        }
    }
}

/// Adds the cell whose opening quote has been passed; what follows it, or `None` if it is open.
fn quoted_cell<'l>(row: &mut Row, line: &'l str, separator: u8) -> Option<&'l str> {
    let mut cell = String::new();
    let mut rest = line;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => {
                let end = find(after, separator).unwrap_or(after.len());
                cell.push_str(&after[..end]);
                row.push(&cell, CellKind::Text);
                return Some(&after[end..]);
            }
        }
    }
}

fn find(text: &str, separator: u8) -> Option<usize> {
    memchr::memchr(separator, text.as_bytes())
}

fn strip(text: &str, separator: u8) -> Option<&str> {
    text.strip_prefix(char::from(separator))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let mut source = Cursor::new(text.as_bytes().to_vec());
        let opened = open(&mut source).unwrap();
        let mut rows = Vec::new();
        each(&mut source, opened, &mut |event| {
            if let Event::Row(row) = event {
                rows.push((row.number, row.texts()));
            }
            Ok(Flow::On)
        })
        .unwrap();
        let expected: Vec<(u32, Vec<String>)> = expected
            .iter()
            .map(|(number, cells)| (*number, cells.iter().map(|c| (*c).to_owned()).collect()))
            .collect();
        assert_eq!(rows, expected, "{text:?}");
    }

    #[test]
    fn rows_keep_their_physical_numbers() {
        check(
            "a,b\r\n\r\n1,2,\r\n",
            &[(1, &["a", "b"]), (2, &[""]), (3, &["1", "2", ""])],
        );
        check("a\tb,c\td\n", &[(1, &["a", "b,c", "d"])]);
    }

    #[test]
    fn quoted_cells_may_hold_separators_quotes_and_lines() {
        check(
            "\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",x\nend,y",
            &[
                (1, &["a,b", "say \"hi\""]),
                (2, &["two\nlines", "x"]),
                (4, &["end", "y"]),
            ],
        );
        check("=\"001\",x\n", &[(1, &["=\"001\"", "x"])]);
    }

    #[test]
    fn a_stray_quote_costs_its_own_row() {
        check(
            "\"a,b\n1,2\n3,4\n",
            &[(1, &["\"a", "b"]), (2, &["1", "2"]), (3, &["3", "4"])],
        );
    }
}
