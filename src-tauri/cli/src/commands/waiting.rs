//! `zicha waiting`.

use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use engine::assess::waiting::Span;
use engine::computation::WaitingRow;
use engine::text::{Lang, text};

use crate::output::{self, Done, amount, range};
use crate::{Common, Outcome};

/// Tell what it costs to settle what is open on a later day: tax, surcharge and the range of the fine.
///
/// Example: zicha waiting spring.zicha --party li --from 2025-07-01 --to 2025-07-31
#[derive(clap::Args)]
pub(crate) struct Waiting {
    /// The case.
    case: PathBuf,
    /// The first day; today when left out. What is open is what is open on it.
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// The last day; 90 days later when left out.
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// Every so many days.
    #[arg(long, value_name = "DAYS", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    every: u32,
    /// Only this party.
    #[arg(long, value_name = "ID")]
    party: Option<String>,
}

/// How far is looked ahead where no last day is given.
const AHEAD: Days = Days::new(90);

impl Waiting {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        let from = super::as_of(self.from);
        let to = self.to.or_else(|| from.checked_add_days(AHEAD));
        let span = Span {
            from,
            to: to.unwrap_or(from),
            every: self.every,
        };
        let mut rows = case.waiting(span)?;
        let is_meant =
            |row: &WaitingRow| self.party.as_ref().is_none_or(|party| *party == row.party);
        rows.retain(is_meant);
        match common.json {
            true => output::json(&rows)?,
            false => print(&rows, common.lang()),
        }
        Ok(Done::Clean)
    }
}

fn print(rows: &[WaitingRow], lang: Lang) {
    if rows.is_empty() {
        output::line(&text(lang, "waiting.nothing_open", &[]));
        return;
    }
    let word = |key: &str| format!(">{}", text(lang, key, &[]));
    let headings = [
        String::new(),
        String::new(),
        String::new(),
        word("waiting.tax"),
        word("column.surcharge"),
        word("column.fine_range"),
        word("column.total_range"),
    ];
    let lines = rows.iter().flat_map(|row| {
        let manner = text(lang, &format!("manner.{}", row.manner.code()), &[]);
        row.days.iter().map(move |day| {
            vec![
                row.party.clone(),
                manner.clone(),
                day.date.to_string(),
                amount(Some(day.tax)),
                amount(Some(day.surcharge)),
                range(day.fine_low, day.fine_high),
                range(day.total_low, day.total_high),
            ]
        })
    });
    output::table(&headings.each_ref().map(String::as_str), lines);
}
