//! Taxes by party, tax and period: what is due, paid, short and late.
//!
//! It judges nobody: where a fact is missing it says so, and a fine is a range. Years that the rules
//! do not cover are listed and nothing is computed for them.

pub mod additional;
pub mod agency;
mod agency_debts;
pub mod bonus;
mod books;
pub mod business;
mod business_summary;
pub mod businesses;
pub mod comprehensive;
pub mod corporate;
mod corporate_return;
pub mod cultural_levy;
pub mod deadlines;
pub mod fees;
pub mod fines;
pub mod instalments;
pub mod insurance;
pub(crate) mod labels;
pub mod labour;
pub mod late_fee;
pub mod limits;
pub mod natures;
pub mod occurrence;
mod outlook;
mod overdue;
pub mod payer;
mod payments;
pub mod per_time;
mod person;
pub mod platform;
mod platform_fees;
pub mod recharacterise;
pub mod registration;
mod row;
pub mod settlement;
mod stated_fine;
mod subjects;
pub mod surcharges;
mod totals;
pub mod unwithheld;
pub mod vat;
mod vat_return;
pub mod wages;
pub mod waiting;
mod withholding;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::computation::{
    AgencyDebt, Facts, TaxRow, TotalRow, UncoveredYear, WaitingRow, WithholdingRow,
};
use crate::money::Money;
use crate::period::Period;
use crate::rules::{Rules, RulesError};
use crate::worksheet::{Step, Worksheet, WorksheetError};

/// Why a tax could not be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssessError {
    /// The law of that date is not known.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The arithmetic has no exact result.
    #[error(transparent)]
    Worksheet(#[from] WorksheetError),
    /// The daily rate of the surcharge changed within the span.
    #[error("the daily rate of the surcharge changed between the deadline and the day of payment")]
    RateChanged,
    /// VAT of the period has two rates.
    #[error("the rate of VAT changed within {0}; ask for each of its months")]
    RateChangedWithin(Period),
    /// A return that is filed by the month.
    #[error("a platform files the VAT of a person month by month; {0} is no month")]
    FiledByMonth(Period),
    /// A return that is filed by month or quarter.
    #[error("this is filed by month or quarter; {0} is a year")]
    NotFiledByYear(Period),
    /// A threshold that no province could choose.
    #[error("{chosen} is no threshold that was possible on {date}")]
    NoSuchThreshold {
        /// The threshold stated.
        chosen: Money,
        /// The day.
        date: NaiveDate,
    },
    /// More was paid than is owed.
    #[error("what was paid on {on} is more than the tax that was still open")]
    PaidTooMuch {
        /// The day of the payment.
        on: NaiveDate,
    },
    /// A payment lies after the day of the computation.
    #[error("a payment of {on} lies after {as_of}")]
    PaidLater {
        /// The day of the payment.
        on: NaiveDate,
        /// The day of the computation.
        as_of: NaiveDate,
    },
    /// A series of more days than can be printed.
    #[error("a series has at most {0} days; ask for every so many with `every`")]
    TooManyDays(usize),
    /// The half relief where only some of an owner's businesses have it.
    #[error(
        "how the half relief is shared where only some of the businesses have it is not on file"
    )]
    ReliefOfSome,
    /// No deadline is known for this tax and length of period.
    #[error("no deadline is known for {tax} and the period {period}")]
    NoDeadline {
        /// The tax asked for.
        tax: String,
        /// The period asked for.
        period: Period,
    },
}

/// Taxes, withholding and totals, and the steps behind each of their figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// By party, tax and period: `T-1`, `K-1`, `O-1`, `V-1`, ….
    pub taxes: Vec<TaxRow>,
    /// By party, month and payer: `W-1`, `W-2`, ….
    pub withholding: Vec<WithholdingRow>,
    /// By agency: `D-1`, `D-2`, ….
    pub agency_debts: Vec<AgencyDebt>,
    /// By party: `S-1`, `S-2`, ….
    pub totals: Vec<TotalRow>,
    /// By party and manner: `C-1`, `C-2`, ….
    pub waiting: Vec<WaitingRow>,
    /// Years with income that the rules do not cover.
    pub uncovered: Vec<UncoveredYear>,
    /// Steps by figure code.
    pub worksheets: BTreeMap<String, Vec<Step>>,
}

/// Assesses every party and year of the facts as things stand on a day.
pub fn assess(facts: &Facts, rules: &Rules, as_of: NaiveDate) -> Assessment {
    let subjects = subjects::of(facts, rules);
    let mut assessment = Assessment {
        uncovered: subjects.uncovered,
        ..Assessment::default()
    };
    let withheld = withholding::of(facts, rules);
    let rows = computed(facts, rules, as_of, &subjects.covered, &withheld);
    for (total, sheet) in totals::of(facts, &rows) {
        assessment.keep(&total.figure, sheet.into_steps());
        assessment.totals.push(total);
    }
    let span = outlook::usual(rules, as_of);
    for (row, sheet) in outlook::of(facts, rules, &rows, span).unwrap_or_default() {
        assessment.keep(&row.figure, sheet.into_steps());
        assessment.waiting.push(row);
    }
    for row::Assessed { row, sheet, .. } in rows {
        assessment.keep(&row.figure, sheet.into_steps());
        assessment.taxes.push(row);
    }
    let ground = agency_debts::Ground {
        facts,
        rules,
        as_of,
        withheld: &withheld,
        taxes: &assessment.taxes,
        totals: &assessment.totals,
    };
    for (debt, sheet) in agency_debts::of(&ground) {
        assessment.keep(&debt.figure, sheet.into_steps());
        assessment.agency_debts.push(debt);
    }
    for (row, sheet) in withheld {
        assessment.keep(&row.figure, sheet.into_steps());
        assessment.withholding.push(row);
    }
    assessment
}

/// What waiting costs each party, on the days of a span. Debts are those of its first day.
pub fn outlook(
    facts: &Facts,
    rules: &Rules,
    span: waiting::Span,
) -> Result<Vec<WaitingRow>, AssessError> {
    let subjects = subjects::of(facts, rules);
    let withheld = withholding::of(facts, rules);
    let rows = computed(facts, rules, span.from, &subjects.covered, &withheld);
    let rows = outlook::of(facts, rules, &rows, span)?;
    Ok(rows.into_iter().map(|(row, _)| row).collect())
}

/// Every row in its place, computed in the order in which one needs another.
fn computed<'f>(
    facts: &'f Facts,
    rules: &'f Rules,
    as_of: NaiveDate,
    subjects: &'f [subjects::Subject<'f>],
    withheld: &[(WithholdingRow, Worksheet)],
) -> Vec<row::Assessed> {
    let short = withheld
        .iter()
        .filter(|(row, _)| row.shortfall > Money::ZERO);
    let short = short.map(|(row, _)| (row.party.clone(), row.period.year()));
    let mut case = row::Case::new(facts, rules, as_of, subjects, short.collect());
    let mut rows: Vec<(usize, row::Assessed)> = Vec::new();
    for stage in subjects::Stage::ALL {
        let numbered = subjects.iter().enumerate();
        for (place, subject) in numbered.filter(|(_, subject)| subject.tax.stage() == stage) {
            let assessed = row::of(&case, subject);
            case.note(&assessed);
            rows.push((place, assessed));
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    without_idle_levies(rows.into_iter().map(|(_, assessed)| assessed).collect())
}

/// Rows of levies on VAT only where VAT is due.
fn without_idle_levies(rows: Vec<row::Assessed>) -> Vec<row::Assessed> {
    let (mut kept, mut charged) = (Vec::<row::Assessed>::new(), false);
    for assessed in rows {
        if assessed.tax == subjects::Tax::Vat {
            charged = assessed.row.due.is_some_and(|due| due != Money::ZERO);
        }
        if charged || !assessed.tax.is_on_vat() {
            kept.push(assessed);
        }
    }
    kept
}

impl Assessment {
    fn keep(&mut self, figure: &str, steps: Vec<Step>) {
        self.worksheets.insert(figure.to_owned(), steps);
    }
}

#[cfg(test)]
mod tests;
