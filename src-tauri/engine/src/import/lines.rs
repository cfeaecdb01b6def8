//! What a reading gives, line by line, to whoever takes it: each line with its place, and all of
//! them counted. Tables and forms give theirs through here, so that no row goes uncounted.

use std::ops::ControlFlow;

use crate::format::Format;
use crate::import::limits::SHOWN_CHARACTERS_MAX;
use crate::import::{ImportError, ImportErrorCode, Line, RowCounts, Skip};
use crate::record::Record;
use crate::source::{Place, Problem, ProblemCode};

/// Gives lines. Each answer is whether whoever takes them wants more.
pub(crate) struct Lines<'e> {
    each: &'e mut dyn FnMut(Line) -> ControlFlow<()>,
    /// Where the rows at hand stand.
    pub sheet: Option<String>,
    /// What was given so far.
    pub rows: RowCounts,
}

impl<'e> Lines<'e> {
    pub fn new(each: &'e mut dyn FnMut(Line) -> ControlFlow<()>) -> Lines<'e> {
        Lines {
            each,
            sheet: None,
            rows: RowCounts::default(),
        }
    }

    /// A row with its further amounts.
    pub fn record(&mut self, record: Box<Record>, others: Vec<Record>) -> bool {
        self.rows.records += 1;
        self.give(Line::Record(record))
            && others
                .into_iter()
                .all(|other| self.give(Line::Record(Box::new(other))))
    }

    /// A row that cannot be taken.
    pub fn problem(&mut self, problem: Problem, raw: Vec<String>) -> bool {
        self.rows.problems += 1;
        self.give(Line::Problem { problem, raw })
    }

    /// A row of which nothing could be read.
    pub fn unreadable(&mut self, row: u32, code: ProblemCode, found: String) -> bool {
        let problem = Problem {
            place: self.place(row),
            code,
            found: found.chars().take(SHOWN_CHARACTERS_MAX).collect(),
        };
        self.problem(problem, vec![found])
    }

    /// A line that is no data.
    pub fn skip(&mut self, row: u32, why: Skip) -> bool {
        self.rows.count(why);
        let place = self.place(row);
        self.give(Line::Skipped { place, why })
    }

    /// Bytes read of bytes in all.
    pub fn progress(&mut self, read: u64, total: u64) -> bool {
        self.give(Line::Progress { read, total })
    }

    fn place(&self, row: u32) -> Place {
        Place {
            sheet: self.sheet.clone(),
            row,
            column: None,
        }
    }

    fn give(&mut self, line: Line) -> bool {
        (self.each)(line).is_continue()
    }
}

/// Why nothing could be read of a file: what the nearest table or form in it lacks, or else that
/// there is none. One that lacks no column lacks the words above it.
pub(crate) fn refusal(format: &Format, nearest: Option<&[String]>) -> ImportError {
    let id = &format.id;
    let Some(lacking) = nearest else {
        return ImportError::new(ImportErrorCode::UnknownFormat).with("seen", id);
    };
    let lacking = match lacking {
        [] => &format.head,
        columns => columns,
    };
    ImportError::new(ImportErrorCode::MissingColumns)
        .with("format", id)
        .with("columns", lacking.join(", "))
}
