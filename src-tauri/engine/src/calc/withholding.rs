//! What a payer withholds on fees and on receipts that make one occurrence, and by which method.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::Answer;
use super::income_tax::{needs, outputs, rate, subject};
use super::keys::Keys;
use super::request::LabourPerTime;
use crate::assess::fees::{self, FeeKind};
use crate::assess::labels::step;
use crate::assess::occurrence::{self, Payment};
use crate::assess::payer::{self, Payer};
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
