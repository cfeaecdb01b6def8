//! Forms: sheets laid out as on paper, with a label to the left and its value to the right. Each
//! form is read as one row whose cells are the values of its labels, so that everything that
//! holds for rows of tables holds for forms too. A form is taken whole or not at all.

use std::ops::ControlFlow;

use crate::format::Format;
use crate::import::controls::Totals;
use crate::import::form::found::{FormRow, Found};
use crate::import::header::Layout;
use crate::import::letters::Head;
use crate::import::lines::{Lines, refusal};
use crate::import::plan::Plan;
use crate::import::records::{Memory, Owner, build, shown};
use crate::import::reread::{Corrected, revised};
use crate::import::row::{Event, Flow, Row};
use crate::import::table::columns;
use crate::import::{ColumnRead, ImportError, Line, Reading, SaidPeriod, Skip};
use crate::record::Record;
use crate::source::{Place, Problem, ProblemCode};

pub(crate) mod found;
mod label;

/// Rows of a sheet in which forms are looked for; the longest official one has about a hundred.
const FORM_ROWS_MAX: usize = 1_000;

/// Reads the forms of a file.
pub(crate) struct Forms<'f, 'e> {
    plan: Plan<'f>,
    totals: Totals<'f>,
    period: SaidPeriod,
    lines: Lines<'e>,
    /// The form at hand, row by row.
    at_hand: Vec<Row>,
    /// What its title lacks so far.
    head: Head,
    owner: Owner,
    first: Option<(Option<String>, u32)>,
    layout: Option<Layout>,
    nearest: Option<Vec<String>>,
    stopped: bool,
    /// Forms whose values a person corrected.
    corrected: Option<&'f Corrected<'f>>,
}

impl<'f, 'e> Forms<'f, 'e> {
    pub fn new(
        format: &'f Format,
        period: SaidPeriod,
        each: &'e mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Forms<'f, 'e> {
        Forms {
            plan: Plan::of(format),
            totals: Totals::of(format),
            period,
            lines: Lines::new(each),
            at_hand: Vec::new(),
            head: Head::of(format),
            owner: Owner::default(),
            first: None,
            layout: None,
            nearest: None,
            stopped: false,
            corrected: None,
        }
    }

    /// Reads the forms at these places with other values.
    pub fn corrected(self, corrected: &'f Corrected<'f>) -> Forms<'f, 'e> {
        Forms {
            corrected: Some(corrected),
            ..self
        }
    }

    /// Takes what the file gives next.
    pub fn take(&mut self, event: Event<'_>) -> Result<Flow, ImportError> {
        let goes_on = match event {
            Event::Sheet(name) => {
                let goes_on = self.close()?;
                self.lines.sheet = Some(name.to_owned());
                goes_on
            }
            Event::Row(row) => self.row(row)?,
            Event::Unreadable { row, found, .. } => {
                let code = ProblemCode::UnreadableText;
                self.lines.unreadable(row, code, found)
            }
            Event::Progress { read, total } => self.lines.progress(read, total),
            Event::Keys(_) | Event::Balances(_) => true,
        };
        self.stopped = !goes_on;
        Ok(if goes_on { Flow::On } else { Flow::Stop })
    }

    fn row(&mut self, row: &Row) -> Result<bool, ImportError> {
        if self.at_hand.len() == FORM_ROWS_MAX {
            return Ok(self.lines.skip(row.number, Skip::OtherTable));
        }
        let texts = row.texts();
        let begins = Head::of(self.plan.format).take(&texts);
        let goes_on = match begins && self.head.is_whole() {
            // The title once more: the next form of the same sheet.
            true => self.close()?,
            false => true,
        };
        self.head.take(&texts);
        self.at_hand.push(row.clone());
        Ok(goes_on)
    }

    /// The form at hand has ended: it becomes its records, or the reason why there are none.
    fn close(&mut self) -> Result<bool, ImportError> {
        let lines = std::mem::take(&mut self.at_hand);
        let head = std::mem::replace(&mut self.head, Head::of(self.plan.format));
        let found = Found::of(self.plan.format, &self.plan.names, &lines);
        if !head.is_whole() || !found.is_signed(self.plan.format) {
            if head.is_whole() || found.has_any() {
                self.nearest = Some(found.lacking(self.plan.format));
            }
            return Ok(lines
                .iter()
                .all(|row| self.lines.skip(row.number, Skip::OtherTable)));
        }
        self.told(&lines, &found)?;
        let title = found.title_row(self.plan.format, &lines);
        self.first.get_or_insert((self.lines.sheet.clone(), title));
        let rows = found.rows(self.plan.format, &lines);
        let mut goes_on = true;
        for row in &lines {
            let stands = rows.iter().any(|form| form.row.number == row.number);
            let why = if row.is_blank() {
                Skip::Blank
            } else {
                Skip::Form
            };
            goes_on = goes_on && (stands || self.lines.skip(row.number, why));
        }
        for form in rows {
            goes_on = goes_on && self.form(&found, form);
        }
        Ok(goes_on)
    }

    /// What the lines above the first label tell of the taxpayer and the period.
    fn told(&mut self, lines: &[Row], found: &Found) -> Result<(), ImportError> {
        self.owner = Owner::default();
        for row in &lines[..found.first_label()] {
            if let Some(told) = self.totals.line(&row.texts()) {
                self.owner.told(&told);
            }
        }
        self.owner.settle_period(self.plan.format, self.period)
    }

    fn form(&mut self, found: &Found, form: FormRow) -> bool {
        let FormRow {
            row,
            layout,
            heading,
        } = form;
        let sheet = self.lines.sheet.as_deref();
        let cells = self.corrected.and_then(|all| all.get(&(sheet, row.number)));
        let row = cells.map_or(row.clone(), |cells| revised(&row, cells));
        let mut memory = Memory::default();
        let repeated = found.repeated().map(|number| Problem {
            place: Place {
                sheet: self.lines.sheet.clone(),
                row: row.number,
                column: Some(self.plan.format.columns[number].header.clone()),
            },
            code: ProblemCode::RepeatedLabel,
            found: String::new(),
        });
        let built = match repeated {
            Some(problem) => Err(problem),
            None => build(&self.plan, &layout, &self.owner, &mut memory, sheet, &row),
        };
        self.layout.get_or_insert_with(|| layout.clone());
        match built {
            Ok(mut built) => {
                self.totals.add(&built);
                let records = std::iter::once(&mut *built.record).chain(&mut built.others);
                records.for_each(|record| self.owner.name(record, heading.as_deref()));
                self.lines.record(built.record, built.others)
            }
            Err(problem) => {
                let raw = shown(self.plan.format, &layout, &row, problem.code);
                self.lines.problem(problem, raw)
            }
        }
    }

    /// What was read in all, or why nothing could be.
    pub fn finish(mut self) -> Result<Reading, ImportError> {
        if !self.stopped {
            self.stopped = !self.close()?;
        }
        if self.first.is_none() && !self.stopped {
            return Err(refusal(self.plan.format, self.nearest.as_deref()));
        }
        let (sheet, header_row) = self.first.take().unzip();
        let layout = self.layout.take();
        let columns = layout
            .as_ref()
            .map(|layout| labels(self.plan.format, layout));
        Ok(Reading {
            complete: !self.stopped,
            encoding: None,
            sheet: sheet.flatten(),
            header_row,
            columns: columns.unwrap_or_default(),
            account: self.owner.account,
            account_name: self.owner.name,
            period: self.owner.days.0.zip(self.owner.days.1),
            controls: self.totals.results(),
            rows: self.lines.rows,
            drift: layout.map(|layout| layout.drift).unwrap_or_default(),
        })
    }
}

/// The labels that were read. Where the values stand differs from form to form.
fn labels(format: &Format, layout: &Layout) -> Vec<ColumnRead> {
    let mut read = columns(format, layout);
    for (column, known) in read.iter_mut().zip(&format.columns) {
        column.header.clone_from(&known.header);
    }
    read
}

impl Owner {
    /// Forms are told apart by the very days they are for, not by the period around them, and
    /// by the heading of their amounts.
    fn name(&self, record: &mut Record, heading: Option<&str>) {
        if let Some(heading) = heading {
            record.line_key = format!("{heading}|{}", record.line_key);
        }
        if let (Some(first), Some(last)) = self.days {
            record.line_key = format!("{first}~{last}|{}", record.line_key);
        }
    }
}
