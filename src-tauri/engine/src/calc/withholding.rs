//! What a payer withholds on fees, on wages, on receipts that make one occurrence, and by which method.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::income_tax::{needs, outputs, rate, subject};
use super::keys::Keys;
use super::request::LabourPerTime;
use super::{Answer, CalcError};
use crate::assess::fees::{self, FeeKind};
use crate::assess::labels::step;
use crate::assess::occurrence::{self, Payment};
use crate::assess::payer::{self, Payer};
use crate::assess::wages::{self, WageMonth};
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::rules::Rules;
use crate::worksheet::{Figure, Worksheet};

pub(super) fn author_per_time(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    fee(keys, sheet, rules, FeeKind::Author)
}

pub(super) fn royalty_per_time(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    fee(keys, sheet, rules, FeeKind::Royalty)
}

fn fee(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules, kind: FeeKind) -> Answer {
    let request: LabourPerTime = keys.read()?;
    let income = subject(sheet, step::INCOME, "income", request.income)?;
    let answer = fees::per_time(sheet, rules.on(request.date)?, kind, income)?;
    outputs([
        ("taxable_income", json!(answer.taxable_income.money()?)),
        ("rate", rate(answer.rate)),
        ("withholding", json!(answer.withholding.money()?)),
    ])
}

/// `iit.wages_cumulative`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wages {
    months: Vec<WagesOfMonth>,
}

/// One month of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WagesOfMonth {
    month: Period,
    income: Money,
    special: Option<Money>,
    additional: Option<Money>,
    other: Option<Money>,
}

pub(super) fn wages_cumulative(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Wages = keys.read()?;
    let follow = |pair: &[WagesOfMonth]| {
        let next = pair[0].month.last_day().succ_opt();
        next == Some(pair[1].month.first_day()) && pair[0].month.year() == pair[1].month.year()
    };
    let (first, rest) = (request.months.first(), request.months.windows(2));
    let months = request.months.iter();
    let all_months = months
        .clone()
        .all(|month| month.month.grain() == Grain::Month);
    if first.is_none() || !all_months || !rest.into_iter().all(follow) {
        return Err(needs("months of one year as YYYY-MM, each after the other"));
    }
    let months: Result<Vec<WageMonth>, _> = months.map(|month| wage_month(sheet, month)).collect();
    let months = months?;
    let withheld = wages::cumulative(sheet, rules, &months)?;
    let total = sheet.sum(step::TOTAL, &withheld)?.money()?;
    let mut printed = Vec::new();
    for (month, amount) in months.iter().zip(withheld) {
        printed.push(json!({ "month": month.month, "amount": amount.money()? }));
    }
    outputs([("withholding", json!(printed)), ("total", json!(total))])
}

fn wage_month(sheet: &mut Worksheet, month: &WagesOfMonth) -> Result<WageMonth, CalcError> {
    let stated = [
        (step::DEDUCTION_SPECIAL, "special", month.special),
        (step::DEDUCTION_ADDITIONAL, "additional", month.additional),
        (step::DEDUCTION_OTHER, "other", month.other),
    ];
    let income = subject(sheet, step::MONTH_INCOME, "income", month.income)?;
    let mut deductions = Vec::new();
    for (label, key, amount) in stated {
        if let Some(amount) = amount {
            deductions.push(subject(sheet, label, key, amount)?);
        }
    }
    Ok(WageMonth {
        month: month.month,
        income,
        deductions,
    })
}

/// `iit.labour_occurrences`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Occurrences {
    payments: Vec<LabourPerTime>,
    continuing: bool,
}

pub(super) fn labour_occurrences(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let mut request: Occurrences = keys.read()?;
    if request.payments.is_empty() {
        return Err(needs("at least one payment"));
    }
    request.payments.sort_by_key(|payment| payment.date);
    let mut payments = Vec::new();
    for payment in &request.payments {
        payments.push(Payment {
            date: payment.date,
            income: subject(sheet, step::INCOME, "income", payment.income)?,
        });
    }
    let found = occurrence::occurrences(sheet, rules, &payments, request.continuing)?;
    let withheld: Vec<Figure> = found.iter().map(|one| one.due.withholding).collect();
    let total = sheet.sum(step::TOTAL, &withheld)?.money()?;
    let mut printed = Vec::new();
    for one in found {
        let (income, withholding) = (one.income.money()?, one.due.withholding.money()?);
        printed.push(json!({ "date": one.date, "income": income, "withholding": withholding }));
    }
    outputs([("occurrences", json!(printed)), ("total", json!(total))])
}

/// `iit.withholding_method`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Method {
    date: NaiveDate,
    payer: Payer,
}

pub(super) fn method(keys: Keys<'_>, _sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Method = keys.read()?;
    let (method, citation) = payer::method(rules.on(request.date)?, request.payer)?;
    outputs([("method", json!(method)), ("citation", json!(citation))])
}
