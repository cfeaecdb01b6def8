//! What a business owes for a year: assessed by a profit rate, or on its accounts.
//!
//! It has no accounts to read: on accounts it takes the taxable income that was declared and adds settled income that the return did not contain, without inventing costs for it.

use super::AssessError;
use super::business;
use super::labels::{assumption, missing, step};
use super::payments::{all_papers, records};
use super::platform_fees;
use super::row::{Case, Liability, Unknown};
use super::subjects::Subject;
use super::vat_return;
use crate::bridge::SETTLED;
use crate::party::{Collection, Declared};
use crate::record::Side;
use crate::rules::InForce;
use crate::worksheet::{Figure, Measure, Origin, Unit, Worksheet};

/// Tax on the business income of the year.
pub(super) fn liability(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    law: InForce<'_>,
    subject: &Subject<'_>,
) -> Result<Liability, Unknown> {
    if subject.treated.is_some() {
        return moved(sheet, case, subject);
    }
    let (income, taxable) = match &subject.party.collection {
        None => return Err(Unknown::Missing(missing::COLLECTION)),
        Some(Collection::Assessed { profit_rate }) => {
            let income = income(sheet, case, subject)?;
            let income = income.ok_or(Unknown::Missing(missing::BUSINESS_INCOME))?;
            let stated = Origin::Stated {
                party: subject.party.id.clone(),
            };
            let rate = sheet.input_of(step::PROFIT_RATE, *profit_rate, Unit::Rate, Some(stated));
            (income, business::assessed(sheet, income, rate)?)
        }
        Some(Collection::Books {}) => on_accounts(sheet, case, subject)?,
    };
    let tax = business::tax(sheet, law, taxable, Some(subject.party.kind), None)?;
    Ok(Liability {
        income,
        taxable_income: Some(tax.taxable_income),
        due: tax.tax,
    })
}

/// Nothing is due here where the income is taxed as a person's.
fn moved(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<Liability, Unknown> {
    let income = income(sheet, case, subject)?;
    Ok(Liability {
        income: income.ok_or(Unknown::Missing(missing::BUSINESS_INCOME))?,
        taxable_income: None,
        due: sheet.sum(step::DUE_NOTHING, &[])?,
    })
}

/// Income of the year: the larger of what was settled and what was declared, not below zero.
pub(super) fn income(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<Option<Figure>, AssessError> {
    let settled = records(case, subject, Side::Settled, &SETTLED, Measure::Counted);
    let settled = match settled {
        None => None,
        Some((amount, origin)) => {
            let figure = sheet.input(step::BUSINESS_SETTLED, amount, Some(origin));
            let figure = platform_fees::income(sheet, case, subject, figure)?;
            let settled = sheet.not_below_zero(step::BUSINESS_SETTLED_NET, figure);
            Some(vat_return::without_vat(sheet, case, subject, settled)?)
        }
    };
    let declared = declared_income(sheet, case, subject)?;
    Ok(match (settled, declared) {
        (Some(settled), Some(declared)) => {
            let larger = sheet.at_least(step::BUSINESS_INCOME, settled, declared);
            if declared.value() > settled.value() {
                sheet.assume(larger, assumption::DECLARED_ABOVE_SETTLED);
            }
            Some(larger)
        }
        (None, Some(declared)) => {
            sheet.assume(declared, assumption::DECLARED_STANDS_FOR_SETTLED);
            Some(declared)
        }
        (settled, None) => settled,
    })
}

/// From imported declarations; without any, from paper.
fn declared_income(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<Option<Figure>, AssessError> {
    let classes = subject.tax.classes();
    let found = records(case, subject, Side::Declared, classes, Measure::Counted);
    if let Some((amount, origin)) = found {
        return Ok(Some(sheet.input(
            step::BUSINESS_DECLARED,
            amount,
            Some(origin),
        )));
    }
    let papers = returns(case, subject);
    if papers.is_empty() {
        return Ok(None);
    }
    Ok(Some(paper_income(sheet, &papers)?))
}

fn paper_income(sheet: &mut Worksheet, papers: &[(u32, &Declared)]) -> Result<Figure, AssessError> {
    let incomes: Vec<Figure> = papers
        .iter()
        .map(|(entry, paper)| {
            let origin = Origin::Paper { entry: *entry };
            sheet.input(step::PAPER_INCOME, paper.income, Some(origin))
        })
        .collect();
    Ok(sheet.sum(step::BUSINESS_DECLARED, &incomes)?)
}

/// The annual returns of the year; without any, those of its months and quarters.
fn returns<'f>(case: &Case<'f>, subject: &Subject<'_>) -> Vec<(u32, &'f Declared)> {
    let all = all_papers(case, subject, subject.tax);
    let annual: Vec<_> = all
        .iter()
        .copied()
        .filter(|(_, paper)| paper.period == subject.period)
        .collect();
    if annual.is_empty() { all } else { annual }
}

/// Declared taxable income, and what was settled beyond the declared income. An annual return on
/// file goes before figures on paper.
pub(super) fn on_accounts(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<(Figure, Figure), Unknown> {
    let imported = imported_taxable(sheet, case, subject);
    let (declared, mut taxable) = match (declared_income(sheet, case, subject)?, imported) {
        (Some(declared), Some(taxable)) => (declared, vec![taxable]),
        _ => on_paper(sheet, case, subject)?,
    };
    let settled = records(case, subject, Side::Settled, &SETTLED, Measure::Counted);
    let Some((amount, origin)) = settled else {
        return Ok((declared, sheet.sum(step::BUSINESS_TAXABLE, &taxable)?));
    };
    let settled = sheet.input(step::BUSINESS_SETTLED, amount, Some(origin));
    let settled = platform_fees::income(sheet, case, subject, settled)?;
    let settled = vat_return::without_vat(sheet, case, subject, settled)?;
    let rest = sheet.difference(step::UNRECORDED_REST, settled, &[declared])?;
    let unrecorded = sheet.not_below_zero(step::UNRECORDED, rest);
    if !unrecorded.value().is_zero() {
        sheet.assume(unrecorded, assumption::UNRECORDED_INCOME_WITHOUT_COST);
    }
    taxable.push(unrecorded);
    let income = sheet.sum(step::BUSINESS_INCOME, &[declared, unrecorded])?;
    Ok((income, sheet.sum(step::BUSINESS_TAXABLE, &taxable)?))
}

/// Taxable income of the annual returns that were imported.
fn imported_taxable(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Option<Figure> {
    let lines = case.facts.declarations.iter().filter(|line| {
        line.party == subject.party.id
            && subject.tax.classes().contains(&line.class)
            && line.period == subject.period
    });
    let taxable: Vec<_> = lines
        .filter_map(|line| Some((line.record, line.annual_taxable?)))
        .collect();
    if taxable.is_empty() {
        return None;
    }
    let records = taxable.iter().map(|(record, _)| *record).collect();
    let amount = taxable.iter().map(|(_, amount)| *amount).sum();
    Some(sheet.input(step::FORM_TAXABLE, amount, Some(Origin::Lines { records })))
}

/// Income and taxable income of the returns on paper.
fn on_paper(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<(Figure, Vec<Figure>), Unknown> {
    let papers = returns(case, subject);
    let mut taxable = Vec::new();
    for (entry, paper) in &papers {
        let amount = paper
            .taxable_income
            .ok_or(Unknown::Missing(missing::TAXABLE_INCOME))?;
        let origin = Origin::Paper { entry: *entry };
        taxable.push(sheet.input(step::PAPER_TAXABLE, amount, Some(origin)));
    }
    if taxable.is_empty() {
        return Err(Unknown::Missing(missing::TAXABLE_INCOME));
    }
    Ok((paper_income(sheet, &papers)?, taxable))
}
