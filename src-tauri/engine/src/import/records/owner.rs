//! Whose a file is and for which time, by the lines above its rows or by what a person said.

use chrono::{NaiveDate, NaiveDateTime};

use crate::format::{Format, PeriodFrom};
use crate::import::cell;
use crate::import::pattern::Captures;
use crate::import::row::{Cell, CellKind};
use crate::import::{ImportError, ImportErrorCode, SaidPeriod};
use crate::period::Period;

/// What the lines above the header told about the account and its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    pub account: Option<String>,
    pub name: Option<String>,
    /// The currency of the whole file, where it is not renminbi.
    pub foreign: bool,
    /// First and last day.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// When the rows were copied from their source: of two states of a row the later one holds.
    pub fetched: Option<NaiveDateTime>,
    /// Period of every row, where the head or the person tells it.
    pub period: Option<Period>,
    /// Last day of amounts that run from the beginning of the year.
    pub cumulative_to: Option<NaiveDate>,
}

impl Owner {
    /// Takes what a line told. The first that tells something holds.
    pub fn told(&mut self, found: &Captures) {
        let text = |name: &str| found.get(name).filter(|text| !text.is_empty()).cloned();
        self.account = self.account.take().or_else(|| text("account"));
        self.name = self.name.take().or_else(|| text("account_name"));
        self.foreign |= text("currency").is_some_and(|name| !cell::is_renminbi(&name));
        let kind = CellKind::Text;
        let time = |name: &str| {
            let text = text(name)?;
            let text = text.as_str();
            cell::time(Cell { text, kind }, false).ok()?
        };
        let day = |name: &str| time(name).map(|time| time.date());
        self.fetched = self.fetched.or_else(|| time("fetched"));
        self.days.0 = self.days.0.or_else(|| day("period_start"));
        self.days.1 = self.days.1.or_else(|| day("period_end"));
        if let (Some(text), (None, None)) = (text("period"), self.days) {
            let text = text.as_str();
            if let Ok(period) = cell::period(Cell { text, kind }, false) {
                self.days = (Some(period.first_day()), Some(period.last_day()));
            }
        }
    }

    /// Settles the period of every row, by the lines above them or else by the person. Fails
    /// where neither tells one that a return can have, and it cannot be done without.
    pub fn settle_period(
        &mut self,
        format: &Format,
        period: SaidPeriod,
    ) -> Result<(), ImportError> {
        let stated = match (format.period_from, self.days) {
            (PeriodFrom::Rows, _) => return Ok(()),
            (PeriodFrom::Head, (Some(first), Some(last))) if format.cumulative => {
                Period::covering(first, last).map(|period| (period, last))
            }
            (PeriodFrom::Head, (Some(first), Some(last))) => {
                Period::between(first, last).map(|period| (period, last))
            }
            _ => None,
        };
        let stated = stated.or_else(|| period.said.map(|period| (period, period.last_day())));
        self.period = stated.map(|(period, _)| period);
        let last = stated.map(|(_, last)| last);
        self.cumulative_to = last.filter(|_| format.cumulative);
        match self.period {
            None if period.needed => {
                Err(ImportError::new(ImportErrorCode::NeedsPeriod).with("format", &format.id))
            }
            _ => Ok(()),
        }
    }
}
