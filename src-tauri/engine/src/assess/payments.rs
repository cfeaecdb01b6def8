//! What was declared, withheld and paid on a tax, from files and from paper.
//!
//! It believes each paper to say what was paid with it. A paper that was imported too adds nothing.

use chrono::NaiveDate;

use super::AssessError;
use super::instalments::Payment;
use super::labels::{assumption, step};
use super::row::Case;
use super::subjects::{Subject, Tax};
use crate::bridge::SETTLED;
use crate::declared::is_imported;
use crate::money::Money;
use crate::party::Declared;
use crate::period::Period;
use crate::record::{Class, Side};
use crate::worksheet::{Figure, Measure, Origin, RecordsOf, Worksheet};

/// Tax declared and paid; absent where nothing on file speaks of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Payments {
    pub declared: Option<Figure>,
    /// What had been paid by the day of the computation.
    pub paid: Option<Figure>,
    /// What of it was paid after the deadline.
    pub late: Vec<Payment>,
}

/// An amount of tax, and the day it was paid where that is known.
#[derive(Clone, Copy, Debug)]
struct Input {
    amount: Figure,
    on: Option<NaiveDate>,
}

/// What was declared and paid on a subject. What a business paid on income that is treated as a
/// person's is credited to the person.
pub(super) fn of(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    deadline: Option<NaiveDate>,
) -> Result<Payments, AssessError> {
    let own = inputs(
        sheet,
        case,
        subject,
        step::DECLARED_TAX_RECORDS,
        step::DECLARED_TAX_PAPER,
    );
    let declared = if own.is_empty() {
        None
    } else {
        let amounts: Vec<Figure> = own.iter().map(|input| input.amount).collect();
        Some(sheet.sum(step::DECLARED_TAX, &amounts)?)
    };
    let all = all_papers(case, subject, subject.tax).len();
    if let Some(declared) = declared
        && all > papers(case, subject, subject.tax).len()
    {
        sheet.assume(declared, assumption::PAPER_WAS_IMPORTED);
    }
    let mut all = own;
    for business in case.treated_as(subject) {
        let credit = step::BUSINESS_CREDIT;
        all.extend(inputs(sheet, case, business, credit, credit));
    }
    all.retain(|input| input.on.is_none_or(|day| day <= case.as_of));
    let amounts: Vec<Figure> = all.iter().map(|input| input.amount).collect();
    let paid = match amounts.is_empty() {
        true => None,
        false => Some(sheet.sum(step::PAID, &amounts)?),
    };
    let late = all.iter().filter_map(|input| {
        let on = input
            .on
            .filter(|day| deadline.is_some_and(|last| *day > last))?;
        let amount = input.amount;
        Some(Payment { on, amount })
    });
    Ok(Payments {
        declared,
        paid,
        late: late.collect(),
    })
}

fn inputs(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    records_label: &'static str,
    paper_label: &'static str,
) -> Vec<Input> {
    let classes = subject.tax.classes();
    let measure = Measure::DeclaredTax;
    let mut figures = Vec::new();
    if let Some((tax, origin)) = records(case, subject, Side::Declared, classes, measure) {
        let amount = sheet.input(records_label, tax, Some(origin));
        figures.push(Input { amount, on: None });
    }
    for (entry, paper) in papers(case, subject, subject.tax) {
        let amount = sheet.input(paper_label, paper.tax_paid, Some(Origin::Paper { entry }));
        let on = paper.paid_on;
        figures.push(Input { amount, on });
    }
    figures
}

/// Whether a payer withheld too little in the year, or not at all on income that nobody declared.
pub(super) fn a_payer_failed(case: &Case<'_>, subject: &Subject<'_>) -> bool {
    let total = |side, classes: &[Class]| {
        let found = records(case, subject, side, classes, Measure::Counted);
        found.map_or(Money::ZERO, |(amount, _)| amount)
    };
    let settled = total(Side::Settled, &SETTLED);
    let year = (subject.party.id.clone(), subject.year());
    case.withheld_too_little.contains(&year)
        || settled > total(Side::Declared, &[Class::LabourRemuneration])
        || case.treated_as(subject).next().is_some()
}

/// The sum of a party's records of the year, and where it comes from; nothing without records.
pub(super) fn records(
    case: &Case<'_>,
    subject: &Subject<'_>,
    side: Side,
    classes: &[Class],
    measure: Measure,
) -> Option<(Money, Origin)> {
    let period: Period = subject.period;
    let sums = case.sums_of(subject).iter();
    let sums = sums.filter(|sum| sum.side == side && classes.contains(&sum.class));
    let sums = sums.filter(|sum| subject.covers(sum.month));
    let mut total = None;
    for sum in sums {
        total = Some(total.unwrap_or(Money::ZERO) + sum.measured(measure));
    }
    let origin = Origin::Records(RecordsOf {
        party: subject.party.id.clone(),
        period,
        side,
        classes: classes.to_vec(),
        measure,
    });
    total.map(|total| (total, origin))
}

/// The papers of a party that speak of a tax in the year and were not imported too, with their
/// numbers in the set-up.
pub(super) fn papers<'f>(
    case: &Case<'f>,
    subject: &Subject<'_>,
    tax: Tax,
) -> Vec<(u32, &'f Declared)> {
    let mut papers = all_papers(case, subject, tax);
    papers.retain(|(_, paper)| !is_imported(case.facts, paper));
    papers
}

/// The same with those that were imported too.
pub(super) fn all_papers<'f>(
    case: &Case<'f>,
    subject: &Subject<'_>,
    tax: Tax,
) -> Vec<(u32, &'f Declared)> {
    let papers = (1..).zip(&case.facts.papers).filter(|(_, paper)| {
        paper.party == subject.party.id
            && subject.covers(paper.period)
            && tax.is_of_paper(&paper.tax)
    });
    papers.collect()
}
