//! From rows to lines: finds the header, reads what stands around the table, and gives each row
//! as a record, a problem or a reason why it is no data. No row is left out.

use std::ops::ControlFlow;

use chrono::NaiveDate;

use crate::format::{Format, PeriodFrom, Sheets};
use crate::import::buyers;
use crate::import::checks::Check;
use crate::import::controls::Totals;
use crate::import::header::{Header, Layout};
use crate::import::letters::{Head, Headings};
use crate::import::limits::SHOWN_CHARACTERS_MAX;
use crate::import::pattern::Pattern;
use crate::import::plan::Plan;
use crate::import::records::{Built, Memory, Owner, build, holds_data, shown};
use crate::import::row::{Cell, Event, Flow, Row, trimmed};
use crate::import::{
    ColumnRead, ImportError, ImportErrorCode, Line, Reading, RowCounts, SaidPeriod, Skip,
};
use crate::record::Record;
use crate::source::{Place, Problem, ProblemCode};

mod held;
mod seeking;

use held::Held;

/// What the next row may be.
enum State {
    /// No header yet; the rows seen wait for their reason.
    Seeking(Vec<(u32, Skip)>),
    /// Data, and how many lines that are none come first.
    Data(u32),
    /// The table has ended.
    Ended,
    /// The sheet has no such table.
    Elsewhere,
    /// The sheet has the table that the data has to agree with.
    Checking,
}

/// Reads the table of a format.
pub(crate) struct Table<'f, 'e> {
    plan: Plan<'f>,
    totals: Totals<'f>,
    check: Option<Check<'f>>,
    marks: Vec<Pattern>,
    each: &'e mut dyn FnMut(Line) -> ControlFlow<()>,
    state: State,
    sheet: Option<String>,
    layout: Option<Layout>,
    /// What the sheet has yet to show above its header.
    head: Head,
    headings: Headings,
    period: SaidPeriod,
    owner: Owner,
    held: Vec<Held>,
    memory: Memory,
    found: Option<(NaiveDate, NaiveDate)>,
    first_table: Option<(Option<String>, u32)>,
    /// The header that came nearest, for the message.
    nearest: Option<(usize, Vec<String>)>,
    rows: RowCounts,
    /// Whoever takes the lines has had enough.
    stopped: bool,
}

impl<'f, 'e> Table<'f, 'e> {
    pub fn new(
        format: &'f Format,
        period: SaidPeriod,
        each: &'e mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Table<'f, 'e> {
        Table {
            plan: Plan::of(format),
            totals: Totals::of(format),
            check: Check::of(format),
            marks: format
                .footer
                .marks
                .iter()
                .map(|mark| Pattern::new(mark))
                .collect(),
            each,
            state: State::Seeking(Vec::new()),
            sheet: None,
            layout: None,
            head: Head::of(format),
            headings: Headings::default(),
            period,
            owner: Owner::default(),
            held: Vec::new(),
            memory: Memory::default(),
            found: None,
            first_table: None,
            nearest: None,
            rows: RowCounts::default(),
            stopped: false,
        }
    }

    /// Takes what the file gives next.
    pub fn take(&mut self, event: Event<'_>) -> Result<Flow, ImportError> {
        let goes_on = match event {
            Event::Sheet(name) => self.sheet(name)?,
            Event::Keys(keys) => {
                self.keys(keys);
                true
            }
            Event::Row(row) => self.read_held_before(row.group) && self.row(row)?,
            Event::Balances(balances) => {
                self.totals.balances(&balances)?;
                true
            }
            Event::Unreadable {
                row,
                found,
                element,
                ..
            } => self.unreadable(row, found, element),
            Event::Progress { read, total } => self.emit(Line::Progress { read, total }),
        };
        self.stopped = !goes_on;
        Ok(if goes_on { Flow::On } else { Flow::Stop })
    }

    /// Where the columns are, once the header has been seen.
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }

    fn emit(&mut self, line: Line) -> bool {
        (self.each)(line).is_continue()
    }

    fn sheet(&mut self, name: &str) -> Result<bool, ImportError> {
        let goes_on = self.end_headings()? && self.release();
        self.head = Head::of(self.plan.format);
        if self.plan.format.period_from == PeriodFrom::Head {
            self.owner = Owner::default();
        }
        self.sheet = Some(name.to_owned());
        let found = self.layout.is_some();
        let names = &self.plan.format.sheet_names;
        let looked_at = names.is_empty() || names.iter().any(|start| name.starts_with(start));
        let checked = self.check.as_ref().is_some_and(|check| check.is_on(name));
        self.state = match self.plan.format.sheets {
            _ if checked => State::Checking,
            _ if !looked_at => State::Elsewhere,
            Sheets::First if found => State::Elsewhere,
            Sheets::Continued if found => State::Data(0),
            _ => State::Seeking(Vec::new()),
        };
        Ok(goes_on)
    }

    /// Where rows name their values, these names are the header, and a new one makes a new header.
    fn keys(&mut self, keys: &[String]) {
        let header = Header::of(keys.to_vec());
        let layout = self.plan.names.compare(self.plan.format, &header);
        if layout.fits() {
            self.first_table.get_or_insert((None, 1));
        } else {
            self.nearest = Some((layout.matched, layout.lacking.clone()));
        }
        self.state = State::Data(0);
        self.layout = Some(layout);
    }

    fn row(&mut self, row: &Row) -> Result<bool, ImportError> {
        if row.is_blank() {
            return Ok(self.skip(row.number, Skip::Blank));
        }
        if matches!(self.state, State::Seeking(_)) {
            return self.seek(row);
        }
        Ok(match &mut self.state {
            State::Seeking(_) | State::Elsewhere => self.skip(row.number, Skip::OtherTable),
            State::Data(0) => self.data(row),
            State::Data(left) => {
                *left -= 1;
                let layout = self.layout.as_ref().expect("data follows a header");
                if holds_data(&self.plan, layout, row) {
                    self.state = State::Data(0);
                    return Ok(self.data(row));
                }
                self.skip(row.number, Skip::Junk)
            }
            State::Ended => {
                self.totals.line(&row.texts());
                self.skip(row.number, Skip::Footer)
            }
            State::Checking => {
                if let Some(check) = &mut self.check {
                    check.row(row);
                }
                self.skip(row.number, Skip::OtherTable)
            }
        })
    }

    fn data(&mut self, row: &Row) -> bool {
        if let Some(goes_on) = self.around(row) {
            return goes_on;
        }
        if self.plan.format.is_lettered() && is_only_numbered(row) {
            return self.skip(row.number, Skip::Blank);
        }
        let layout = self.layout.as_ref().expect("data follows a header");
        let sheet = self.sheet.as_deref();
        match build(
            &self.plan,
            layout,
            &self.owner,
            &mut self.memory,
            sheet,
            row,
        ) {
            Ok(built) => self.record(built),
            Err(problem) => self.problem(problem, row),
        }
    }

    fn problem(&mut self, problem: Problem, row: &Row) -> bool {
        self.rows.problems += 1;
        let layout = self.layout.as_ref().expect("data follows a header");
        let raw = shown(self.plan.format, layout, row, problem.code);
        self.emit(Line::Problem { problem, raw })
    }

    fn record(&mut self, built: Built) -> bool {
        self.rows.records += 1;
        self.totals.add(&built);
        if let Some(check) = &mut self.check {
            check.add(&built);
        }
        let Built { record, others, .. } = built;
        for day in days(&record).chain(others.iter().flat_map(days)) {
            self.found = Some(match self.found {
                Some((first, last)) => (first.min(day), last.max(day)),
                None => (day, day),
            });
        }
        self.emit(Line::Record(record))
            && others
                .into_iter()
                .all(|other| self.emit(Line::Record(other)))
    }

    /// A line among the data that is none: a sum, an end, the header once more.
    fn around(&mut self, row: &Row) -> Option<bool> {
        let footer = &self.plan.format.footer;
        let first = row
            .cells()
            .map(|cell| trimmed(cell.text))
            .find(|text| !text.is_empty())?;
        let begins = |words: &[String]| words.iter().any(|word| first.starts_with(word.as_str()));
        let layout = self.layout.as_ref()?;
        if begins(&footer.ends) {
            self.totals.line(&row.texts());
            self.state = State::Ended;
        } else if begins(&footer.words) {
            self.totals.sums(layout, row);
            self.totals.line(&row.texts());
        } else if layout.first == first && is_header(layout, row) {
            return Some(self.skip(row.number, Skip::Header));
        } else if !begins(&footer.others) && !self.is_mark(row) {
            return None;
        }
        Some(self.skip(row.number, Skip::Footer))
    }

    /// Whether the only filled cell of a row is a mark such as a page number.
    fn is_mark(&self, row: &Row) -> bool {
        if self.marks.is_empty() {
            return false;
        }
        let texts = row.texts();
        let filled = texts
            .iter()
            .filter(|text| !trimmed(text).is_empty())
            .count();
        filled == 1 && self.marks.iter().any(|mark| mark.find(&texts).is_some())
    }

    fn unreadable(&mut self, row: u32, found: String, element: bool) -> bool {
        if matches!(self.state, State::Elsewhere | State::Checking) {
            return self.skip(row, Skip::OtherTable);
        }
        self.rows.problems += 1;
        let found = match buyers::may_hold(self.plan.format, self.layout.as_ref(), &found) {
            true => String::new(),
            false => found,
        };
        let problem = Problem {
            place: self.place(row),
            code: match element {
                true => ProblemCode::UnreadableElement,
                false => ProblemCode::UnreadableText,
            },
            found: found.chars().take(SHOWN_CHARACTERS_MAX).collect(),
        };
        let raw = vec![found];
        self.emit(Line::Problem { problem, raw })
    }

    fn skip(&mut self, number: u32, why: Skip) -> bool {
        // Above the header nothing is certain yet.
        if let State::Seeking(waiting) = &mut self.state {
            waiting.push((number, why));
            return true;
        }
        self.rows.count(why);
        let place = self.place(number);
        self.emit(Line::Skipped { place, why })
    }

    /// Gives the rows that waited for a header which did not come.
    fn release(&mut self) -> bool {
        let State::Seeking(waiting) = &mut self.state else {
            return true;
        };
        let waiting = std::mem::take(waiting);
        self.state = State::Elsewhere;
        waiting.into_iter().all(|(number, why)| match why {
            Skip::Blank => self.skip(number, why),
            _ => self.skip(number, Skip::OtherTable),
        })
    }

    fn place(&self, row: u32) -> Place {
        Place {
            sheet: self.sheet.clone(),
            row,
            column: None,
        }
    }

    /// What was read in all, or why nothing could be.
    pub fn finish(mut self) -> Result<Reading, ImportError> {
        if !self.stopped {
            self.stopped = !self.end_headings()?;
        }
        if self.first_table.is_none() && !self.stopped {
            return Err(self.refusal());
        }
        if !self.stopped {
            self.stopped = !(self.release() && self.read_held());
        }
        let (sheet, header_row) = self.first_table.take().unzip();
        let mut controls = self.totals.results();
        controls.extend(self.check.iter().flat_map(Check::results));
        let layout = self.layout.take();
        Ok(Reading {
            complete: !self.stopped,
            encoding: None,
            sheet: sheet.flatten(),
            header_row: header_row.filter(|_| self.plan.format.keyed().is_none()),
            columns: layout
                .as_ref()
                .map(|layout| columns(self.plan.format, layout))
                .unwrap_or_default(),
            account: self.owner.account,
            account_name: self.owner.name,
            period: match self.owner.days {
                (Some(first), Some(last)) => Some((first, last)),
                _ => self.found,
            },
            controls,
            rows: self.rows,
            drift: layout.map(|layout| layout.drift).unwrap_or_default(),
        })
    }

    fn refusal(&self) -> ImportError {
        let format = self.plan.format;
        match &self.nearest {
            Some((_, lacking)) => {
                let lacking = if lacking.is_empty() {
                    &format.head
                } else {
                    lacking
                };
                ImportError::new(ImportErrorCode::MissingColumns)
                    .with("format", &format.id)
                    .with("columns", lacking.join(", "))
            }
            None => ImportError::new(ImportErrorCode::UnknownFormat).with("seen", &format.id),
        }
    }
}

/// A row of a printed template that nobody has filled in: it has its number and nothing else.
fn is_only_numbered(row: &Row) -> bool {
    let mut filled = row
        .cells()
        .map(|cell| trimmed(cell.text))
        .filter(|text| !text.is_empty());
    let number = filled.next().unwrap_or_default();
    number.bytes().all(|byte| byte.is_ascii_digit()) && filled.next().is_none()
}

/// The day a record speaks of.
fn days(record: &Record) -> impl Iterator<Item = NaiveDate> + use<> {
    let counted = record.counted.map(|counted| counted.on);
    let ordered = || record.ordered_at.map(|time| time.date());
    counted.or_else(ordered).into_iter()
}

fn is_header(layout: &Layout, row: &Row) -> bool {
    let same = |(name, cell): (&String, Cell<'_>)| trimmed(name) == trimmed(cell.text);
    layout.header.len() == row.len() && layout.header.iter().zip(row.cells()).all(same)
}

pub(super) fn columns(format: &Format, layout: &Layout) -> Vec<ColumnRead> {
    let column = |(index, header): (usize, &String)| ColumnRead {
        index: u32::try_from(index).expect("columns are few"),
        header: trimmed(header).to_owned(),
        field: layout
            .column_at(index)
            .and_then(|column| format.columns[column].field.clone()),
    };
    layout.header.iter().enumerate().map(column).collect()
}
