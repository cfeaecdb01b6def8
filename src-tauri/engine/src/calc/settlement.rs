//! The year settled, a bonus taxed both ways, and the special additional deductions of a year.

use serde::Deserialize;
use serde_json::json;

use super::income_tax::{law_of_year, needs, outputs, subject, year_deductions, year_income};
use super::keys::Keys;
use super::request::Comprehensive;
use super::{Answer, CalcError};
use crate::assess::additional::{self, Claims, RentClass};
use crate::assess::bonus as bonus_tax;
use crate::assess::comprehensive::{self, YearIncome};
use crate::assess::labels::{income as label, step};
use crate::assess::settlement::{self as settled, Circumstances};
use crate::money::Money;
use crate::rules::{InForce, Rules};
use crate::worksheet::{Figure, Worksheet};

/// `iit.settlement`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settlement {
    year: i32,
    income: Comprehensive,
    withheld: Money,
    #[serde(default)]
    two_payers_of_wages: bool,
    #[serde(default)]
    payer_failed_to_withhold: bool,
}

pub(super) fn settlement(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Settlement = keys.read()?;
    let (law, income) = year(sheet, rules, request.year, &request.income)?;
    let kinds = [income.wages, income.labour, income.author, income.royalty];
    let kinds: Vec<Figure> = kinds.into_iter().flatten().collect();
    if kinds.is_empty() {
        return Err(needs("one of wages, labour, author, royalty"));
    }
    let deductions = year_deductions(sheet, &request.income)?;
    let tax = comprehensive::tax(sheet, law, &income, &deductions)?;
    let not_wages = kinds.len() > usize::from(income.wages.is_some());
    let year = Circumstances {
        gross: sheet.sum(step::INCOME, &kinds)?,
        withheld: subject(sheet, step::WITHHELD, "withheld", request.withheld)?,
        special: request.income.special.and(deductions.first().copied()),
        several: not_wages || request.two_payers_of_wages,
        payer_failed: request.payer_failed_to_withhold,
    };
    let answer = settled::settle(sheet, law, &tax, &year)?;
    outputs([
        ("income_amount", json!(tax.income_amount.money()?)),
        ("taxable_income", json!(tax.taxable_income.money()?)),
        ("tax", json!(tax.tax.money()?)),
        ("short", json!(answer.short.money()?)),
        ("refund", json!(answer.refund.money()?)),
        ("duty", json!(answer.duty)),
        ("citations", json!(answer.citations)),
    ])
}

/// `iit.bonus`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bonus {
    year: i32,
    bonus: Money,
    #[serde(default)]
    income: Comprehensive,
}

pub(super) fn bonus(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Bonus = keys.read()?;
    let (law, income) = year(sheet, rules, request.year, &request.income)?;
    let bonus = subject(sheet, label::BONUS, "bonus", request.bonus)?;
    let deductions = year_deductions(sheet, &request.income)?;
    let answer = bonus_tax::options(sheet, law, bonus, &income, &deductions)?;
    let lower = match answer.apart.value().cmp(&answer.together.value()) {
        std::cmp::Ordering::Less => "apart",
        std::cmp::Ordering::Equal => "equal",
        std::cmp::Ordering::Greater => "together",
    };
    outputs([
        ("bonus_tax", json!(answer.bonus_tax.money()?)),
        ("apart", json!(answer.apart.money()?)),
        ("together", json!(answer.together.money()?)),
        ("lower", json!(lower)),
    ])
}

/// The law and the income of one year; the nested object may leave the year out.
fn year<'r>(
    sheet: &mut Worksheet,
    rules: &'r Rules,
    year: i32,
    income: &Comprehensive,
) -> Result<(InForce<'r>, YearIncome), CalcError> {
    if income.year.is_some_and(|other| other != year) {
        return Err(needs("one year for all parts"));
    }
    Ok((law_of_year(rules, Some(year))?, year_income(sheet, income)?))
}

/// `iit.additional`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Additional {
    year: i32,
    #[serde(default)]
    child_months: u32,
    #[serde(default)]
    infant_months: u32,
    #[serde(default)]
    elder_only_months: u32,
    elder_shared: Option<Shared>,
    #[serde(default)]
    degree_months: u32,
    #[serde(default)]
    certificate: bool,
    illness: Option<Money>,
    #[serde(default)]
    home_loan_months: u32,
    rent: Option<Rent>,
}

/// A share of the support of parents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    amount: Money,
    months: u32,
}

/// Rent in a class of cities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rent {
    class: RentClass,
    months: u32,
}

pub(super) fn additional(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Additional = keys.read()?;
    let law = law_of_year(rules, Some(request.year))?;
    let claims = claims(&request)?;
    let parts = additional::deductions(sheet, law, &claims)?;
    let total = sheet.sum(step::DEDUCTION_ADDITIONAL, &parts)?;
    let parts: Result<Vec<Money>, _> = parts.into_iter().map(Figure::money).collect();
    outputs([("parts", json!(parts?)), ("total", json!(total.money()?))])
}

fn claims(request: &Additional) -> Result<Claims, CalcError> {
    let shared = request.elder_shared.as_ref();
    let rent = request.rent.as_ref();
    let months = [
        request.elder_only_months,
        request.degree_months,
        request.home_loan_months,
        shared.map_or(0, |shared| shared.months),
        rent.map_or(0, |rent| rent.months),
    ];
    if months.iter().any(|months| *months > 12) {
        return Err(needs("at most the twelve months of the year"));
    }
    let stated = [shared.map(|shared| shared.amount), request.illness];
    if stated
        .into_iter()
        .flatten()
        .any(|amount| amount < Money::ZERO)
    {
        return Err(needs("amounts that are not negative"));
    }
    Ok(Claims {
        child_months: request.child_months,
        infant_months: request.infant_months,
        elder_only_months: request.elder_only_months,
        elder_shared: shared.map(|shared| (shared.amount, shared.months)),
        degree_months: request.degree_months,
        certificate: request.certificate,
        illness: request.illness,
        loan_months: request.home_loan_months,
        rent: rent.map(|rent| (rent.class, rent.months)),
    })
}
