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
use crate::import::lines::{Lines, refusal};
use crate::import::pattern::Pattern;
use crate::import::plan::Plan;
use crate::import::records::{Built, Memory, Owner, build, holds_data, shown};
use crate::import::row::{Event, Flow, Row, trimmed};
use crate::import::{ColumnRead, ImportError, Line, Reading, SaidPeriod, Skip};
use crate::record::Record;
use crate::source::{Problem, ProblemCode};

mod around;
mod held;
mod seeking;

use around::is_only_numbered;
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
    lines: Lines<'e>,
    state: State,
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
            lines: Lines::new(each),
            state: State::Seeking(Vec::new()),
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
            Event::Progress { read, total } => self.lines.progress(read, total),
        };
        self.stopped = !goes_on;
        Ok(if goes_on { Flow::On } else { Flow::Stop })
    }

    /// Where the columns are, once the header has been seen.
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }

    fn sheet(&mut self, name: &str) -> Result<bool, ImportError> {
        let goes_on = self.end_headings()? && self.release();
        self.head = Head::of(self.plan.format);
        if self.plan.format.period_from == PeriodFrom::Head {
            self.owner = Owner::default();
        }
        self.lines.sheet = Some(name.to_owned());
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
        let sheet = self.lines.sheet.as_deref();
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
        let layout = self.layout.as_ref().expect("data follows a header");
        let raw = shown(self.plan.format, layout, row, problem.code);
        self.lines.problem(problem, raw)
    }

    fn record(&mut self, built: Built) -> bool {
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
        self.lines.record(record, others)
    }

    fn unreadable(&mut self, row: u32, found: String, element: bool) -> bool {
        if matches!(self.state, State::Elsewhere | State::Checking) {
            return self.skip(row, Skip::OtherTable);
        }
        let found = match buyers::may_hold(self.plan.format, self.layout.as_ref(), &found) {
            true => String::new(),
            false => found,
        };
        let code = match element {
            true => ProblemCode::UnreadableElement,
            false => ProblemCode::UnreadableText,
        };
        self.lines.unreadable(row, code, found)
    }

    fn skip(&mut self, number: u32, why: Skip) -> bool {
        // Above the header nothing is certain yet.
        if let State::Seeking(waiting) = &mut self.state {
            waiting.push((number, why));
            return true;
        }
        self.lines.skip(number, why)
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

    /// What was read in all, or why nothing could be.
    pub fn finish(mut self) -> Result<Reading, ImportError> {
        if !self.stopped {
            self.stopped = !self.end_headings()?;
        }
        if self.first_table.is_none() && !self.stopped {
            let nearest = self.nearest.as_ref().map(|(_, lacking)| lacking.as_slice());
            return Err(refusal(self.plan.format, nearest));
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
            rows: self.lines.rows,
            drift: layout.map(|layout| layout.drift).unwrap_or_default(),
        })
    }
}

/// The day a record speaks of.
fn days(record: &Record) -> impl Iterator<Item = NaiveDate> + use<> {
    let counted = record.counted.map(|counted| counted.on);
    let ordered = || record.ordered_at.map(|time| time.date());
    counted.or_else(ordered).into_iter()
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
