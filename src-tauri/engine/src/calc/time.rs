//! Deadlines, what being late costs, and until when it can be asked for.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::income_tax::{needs, outputs, subject};
use super::keys::Keys;
use super::{Answer, CalcError, request};
use crate::assess::instalments::{self, Debt, Part, Payment};
use crate::assess::labels::levy::{self, assumption};
use crate::assess::labels::step;
use crate::assess::limits::{self, Cause};
use crate::assess::{deadlines, late_fee, unwithheld};
use crate::money::Money;
use crate::party::Conduct;
use crate::rules::Rules;
use crate::settings::Settings;
use crate::worksheet::Worksheet;

pub(super) fn deadline(request: Keys<'_>, _sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: request::Deadline = request.read()?;
    let answer = deadlines::deadline(rules, &request.tax, request.period)?;
    outputs([
        ("deadline", json!(answer.date)),
        ("confidence", json!(answer.confidence)),
        ("citations", json!(answer.citations)),
    ])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LateSurcharge {
    tax_amount: Money,
    deadline: NaiveDate,
    paid_on: NaiveDate,
    /// Parts paid before; the rest is paid, or still open, on `paid_on`.
    #[serde(default)]
    payments: Vec<Paid>,
    /// Whether it is tax on income of a person that nobody withheld on.
    #[serde(default)]
    unwithheld: bool,
    settings: Option<Settings>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paid {
    paid_on: NaiveDate,
    amount: Money,
}

pub(super) fn late_surcharge(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: LateSurcharge = request.read()?;
    if request.unwithheld {
        return where_nobody_withheld(request, sheet, rules);
    }
    if request.settings.is_some() {
        return Err(needs("settings only where unwithheld is true"));
    }
    let tax = subject(sheet, step::TAX, "tax_amount", request.tax_amount)?;
    if !request.payments.is_empty() {
        let debt = Debt {
            amount: tax,
            deadline: request.deadline,
        };
        return in_parts(sheet, rules, &[debt], &request.payments, request.paid_on);
    }
    let answer = late_fee::late_fee(sheet, rules, tax, request.deadline, request.paid_on)?;
    outputs([
        ("first_day", json!(answer.first_day)),
        ("days", json!(answer.days())),
        ("surcharge", json!(answer.amount.money()?)),
        ("capped_at_tax", json!(answer.capped_at_tax.money()?)),
    ])
}

fn where_nobody_withheld(request: LateSurcharge, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    if !request.payments.is_empty() {
        return Err(needs("no payments where unwithheld is true"));
    }
    let settings = request.settings.unwrap_or_default();
    let tax = subject(sheet, step::TAX, "tax_amount", request.tax_amount)?;
    let (deadline, paid_on) = (request.deadline, request.paid_on);
    let (surcharge, capped) = unwithheld::on(sheet, rules, settings, tax, deadline, paid_on)?;
    outputs([
        ("surcharge", json!(surcharge.money()?)),
        ("capped_at_tax", json!(capped.money()?)),
        ("assumptions", json!(sheet.assumptions())),
        ("settings", json!(settings)),
    ])
}

fn in_parts(
    sheet: &mut Worksheet,
    rules: &Rules,
    debts: &[Debt],
    paid: &[Paid],
    as_of: NaiveDate,
) -> Answer {
    let mut payments = Vec::new();
    for Paid { paid_on, amount } in paid {
        let amount = subject(sheet, levy::step::PAYMENT, "amount", *amount)?;
        let on = *paid_on;
        payments.push(Payment { on, amount });
    }
    let answer = instalments::in_order(sheet, rules, debts, &payments, as_of)?;
    let parts = answer.parts.iter().map(printed);
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    outputs([
        ("parts", json!(parts)),
        ("surcharge", json!(answer.surcharge.money()?)),
        ("capped_at_tax", json!(answer.capped_at_tax.money()?)),
        ("open", json!(answer.open.money()?)),
        ("assumptions", json!(sheet.assumptions())),
    ])
}

fn printed(part: &Part) -> Result<Value, CalcError> {
    Ok(json!({
        "debt": part.debt + 1,
        "paid": part.paid,
        "on": part.on,
        "amount": part.amount.money()?,
        "first_day": part.late.first_day,
        "days": part.late.days(),
        "surcharge": part.late.amount.money()?,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeveralDebts {
    debts: Vec<OneDebt>,
    #[serde(default)]
    payments: Vec<Paid>,
    as_of: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneDebt {
    amount: Money,
    deadline: NaiveDate,
}

pub(super) fn late_surcharge_in_order(
    request: Keys<'_>,
    sheet: &mut Worksheet,
    rules: &Rules,
) -> Answer {
    let request: SeveralDebts = request.read()?;
    let mut debts = Vec::new();
    for OneDebt { amount, deadline } in request.debts {
        let amount = subject(sheet, step::TAX, "amount", amount)?;
        debts.push(Debt { amount, deadline });
    }
    if debts.is_empty() {
        return Err(needs("at least one debt"));
    }
    in_parts(sheet, rules, &debts, &request.payments, request.as_of)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limitation {
    amount: Money,
    deadline: NaiveDate,
    as_of: NaiveDate,
    conduct: Option<Conduct>,
    #[serde(default)]
    authority_at_fault: bool,
}

pub(super) fn limitation(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Limitation = request.read()?;
    let cause = match (request.conduct, request.authority_at_fault) {
        (Some(conduct), false) => Cause::Taxpayer(conduct),
        (None, true) => Cause::Authority,
        _ => return Err(needs("conduct, or authority_at_fault")),
    };
    let amount = subject(sheet, step::SHORT, "amount", request.amount)?;
    sheet.assume(amount, assumption::LIMIT_FROM_DEADLINE);
    let law = rules.on(request.as_of)?;
    let answer = limits::limit(sheet, law, cause, amount, request.deadline)?;
    let over = answer.last_day.is_some_and(|day| day < request.as_of);
    outputs([
        ("years", json!(answer.years)),
        ("last_day", json!(answer.last_day)),
        ("recoverable", json!(!over)),
        ("fine_last_day", json!(answer.fine_last_day)),
        ("finable", json!(request.as_of <= answer.fine_last_day)),
        ("assumptions", json!(sheet.assumptions())),
        ("citations", json!(answer.citations)),
    ])
}
