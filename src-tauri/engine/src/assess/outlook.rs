//! 等待的代价 of a case: what is open of each party, settled on a later day.

use chrono::{Days, NaiveDate};

use super::AssessError;
use super::labels::levy::step;
use super::row::Assessed;
use super::waiting::{self, DayCost, Owed, Span};
use crate::computation::{Facts, Manner, WaitingDay, WaitingRow};
use crate::rules::Rules;
use crate::worksheet::{Origin, Worksheet};

/// How far a computation looks ahead, and in which steps, in days.
const AHEAD: u64 = 90;
const EVERY: u32 = 30;

/// The days that a computation shows, no later than the law on file reaches.
pub(super) fn usual(rules: &Rules, as_of: NaiveDate) -> Span {
    let ahead = (0..=AHEAD).rev();
    let mut days = ahead.filter_map(|days| as_of.checked_add_days(Days::new(days)));
    Span {
        from: as_of,
        to: days.find(|day| rules.on(*day).is_ok()).unwrap_or(as_of),
        every: EVERY,
    }
}

/// One for each party with something open and each manner, in the order of the parties.
pub(super) fn of(
    facts: &Facts,
    rules: &Rules,
    rows: &[Assessed],
    span: Span,
) -> Result<Vec<(WaitingRow, Worksheet)>, AssessError> {
    let mut found = Vec::new();
    for party in &facts.parties {
        let theirs = rows
            .iter()
            .filter(|assessed| assessed.row.party == party.id);
        let open: Vec<&Assessed> = theirs.filter(|assessed| is_open(assessed)).collect();
        if open.is_empty() {
            continue;
        }
        for manner in Manner::ALL {
            let figure = format!("C-{}", found.len() + 1);
            found.push(row(rules, &open, *manner, span, figure)?);
        }
    }
    Ok(found)
}

/// Whether something is short of which the last day is known.
fn is_open(assessed: &Assessed) -> bool {
    let short = assessed.short.is_some_and(|short| !short.value().is_zero());
    short && assessed.row.deadline.is_some() && assessed.row.missing.is_none()
}

fn row(
    rules: &Rules,
    open: &[&Assessed],
    manner: Manner,
    span: Span,
    figure: String,
) -> Result<(WaitingRow, Worksheet), AssessError> {
    let mut sheet = Worksheet::new();
    let mut owed = Vec::new();
    for assessed in open {
        let (Some(short), Some(deadline)) = (assessed.short, assessed.row.deadline) else {
            continue;
        };
        let code = format!("{}.{}", assessed.row.figure, short.step());
        let origin = Origin::Figure { code };
        owed.push(Owed {
            amount: sheet.input(step::WAITING_TAX, short.money()?, Some(origin)),
            deadline,
            bears: assessed.bears,
        });
    }
    let days = waiting::series(&mut sheet, rules, &owed, manner, span)?;
    let days: Result<Vec<WaitingDay>, AssessError> = days.iter().map(day).collect();
    let row = WaitingRow {
        party: open[0].row.party.clone(),
        manner,
        taxes: open
            .iter()
            .map(|assessed| assessed.row.figure.clone())
            .collect(),
        days: days?,
        figure,
    };
    Ok((row, sheet))
}

fn day(cost: &DayCost) -> Result<WaitingDay, AssessError> {
    Ok(WaitingDay {
        date: cost.date,
        tax: cost.tax.money()?,
        surcharge: cost.surcharge.money()?,
        capped_at_tax: cost.capped_at_tax.money()?,
        fine_low: cost.fine.low.money()?,
        fine_high: cost.fine.high.money()?,
        total_low: cost.total_low.money()?,
        total_high: cost.total_high.money()?,
    })
}
