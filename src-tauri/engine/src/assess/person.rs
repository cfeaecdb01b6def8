//! What a natural person owes for a year: own income, and income of businesses treated as own.
//!
//! Where platforms settled anything in the year, settlements are the income, never the declaration.

use super::books;
use super::comprehensive::{self, YearIncome};
use super::labels::{assumption, missing, step};
use super::payments::records;
use super::platform_fees;
use super::recharacterise::labour_with;
use super::row::{Case, Liability, Unknown};
use super::subjects::Subject;
use super::vat_return;
use crate::bridge::SETTLED;
use crate::money::Money;
use crate::party::Deductions;
use crate::record::{Class, Side};
use crate::rules::InForce;
use crate::worksheet::{Figure, Measure, Origin, Worksheet};

/// Tax on the comprehensive income of the year.
pub(super) fn liability(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    law: InForce<'_>,
    subject: &Subject<'_>,
) -> Result<Liability, Unknown> {
    let mut declared = |label, class| {
        let found = records(case, subject, Side::Declared, &[class], Measure::Counted);
        found.map(|(amount, origin)| sheet.input(label, amount, Some(origin)))
    };
    let mut income = YearIncome {
        wages: declared(step::WAGES, Class::Wages),
        labour: None,
        author: declared(step::AUTHOR, Class::AuthorRemuneration),
        royalty: declared(step::ROYALTY, Class::Royalties),
    };
    let labour = own_labour(sheet, case, subject)?;
    let mut treated = Vec::new();
    for business in case.treated_as(subject) {
        treated.push(
            books::income(sheet, case, business)?
                .ok_or(Unknown::Missing(missing::TREATED_INCOME))?,
        );
    }
    income.labour = match (labour, treated.is_empty()) {
        (labour, true) => labour,
        (labour, false) => Some(labour_with(sheet, labour, &treated)?),
    };
    let parts = [income.wages, income.labour, income.author, income.royalty];
    let parts: Vec<Figure> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return Err(Unknown::Missing(missing::SPLIT_OF_INCOME));
    }
    let gross = sheet.sum(step::INCOME, &parts)?;
    let deductions = deductions(sheet, subject);
    let tax = comprehensive::tax(sheet, law, &income, &deductions)?;
    Ok(Liability {
        income: gross,
        taxable_income: Some(tax.taxable_income),
        due: tax.tax,
    })
}

/// The larger of settlements less clawbacks and what was declared, not below zero: platforms that
/// were not imported show in the declared side only.
fn own_labour(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<Option<Figure>, Unknown> {
    let declared = records(
        case,
        subject,
        Side::Declared,
        &[Class::LabourRemuneration],
        Measure::Counted,
    );
    let settled = records(case, subject, Side::Settled, &SETTLED, Measure::Counted);
    match (settled, declared) {
        (None, None) => Ok(None),
        (None, Some((amount, origin))) => {
            let figure = sheet.input(step::LABOUR_DECLARED, amount, Some(origin));
            sheet.assume(figure, assumption::DECLARED_STANDS_FOR_SETTLED);
            Ok(Some(sheet.not_below_zero(step::LABOUR_NET, figure)))
        }
        (Some((amount, origin)), declared) => {
            let figure = sheet.input(step::LABOUR_SETTLED, amount, Some(origin));
            sheet.assume(figure, assumption::SETTLED_SHARE_IS_INCOME);
            let figure = platform_fees::income(sheet, case, subject, figure)?;
            let whole = figure.money()?;
            let settled = sheet.not_below_zero(step::LABOUR_NET, figure);
            let settled = vat_return::without_vat(sheet, case, subject, settled)?;
            let Some((declared, origin)) = declared.filter(|(declared, _)| *declared > whole)
            else {
                return Ok(Some(settled));
            };
            let declared = sheet.input(step::LABOUR_DECLARED, declared, Some(origin));
            sheet.assume(declared, assumption::DECLARED_ABOVE_SETTLED);
            Ok(Some(sheet.at_least(step::LABOUR, settled, declared)))
        }
    }
}

fn deductions(sheet: &mut Worksheet, subject: &Subject<'_>) -> Vec<Figure> {
    let origin = Origin::Stated {
        party: subject.party.id.clone(),
    };
    let mut stated = subject.party.deductions.iter();
    let Some(year) = stated.find(|stated| stated.year == subject.year()) else {
        let none = sheet.input(step::DEDUCTION_SPECIAL, Money::ZERO, None);
        sheet.assume(none, assumption::NO_DEDUCTIONS_STATED);
        return vec![none];
    };
    let Deductions {
        special,
        additional,
        other,
        ..
    } = *year;
    [
        (step::DEDUCTION_SPECIAL, special),
        (step::DEDUCTION_ADDITIONAL, additional),
        (step::DEDUCTION_OTHER, other),
    ]
    .map(|(label, amount)| sheet.input(label, amount, Some(origin.clone())))
    .to_vec()
}
