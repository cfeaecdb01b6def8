//! What waiting costs, as a series by day.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::income_tax::{needs, outputs, subject};
use super::keys::Keys;
use super::{Answer, CalcError};
use crate::assess::deadlines;
use crate::assess::labels::step;
use crate::assess::waiting::{self, Bears, DayCost, Owed, Span};
use crate::computation::Manner;
use crate::money::Money;
use crate::period::Period;
use crate::rules::Rules;
use crate::worksheet::Worksheet;

/// Levies that are fees and no taxes.
const FEES: [&str; 3] = ["education", "local_education", "cultural_levy"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitingCost {
    debts: Vec<Debt>,
    from: NaiveDate,
    to: NaiveDate,
    #[serde(default = "daily")]
    every: u32,
}

/// One unpaid amount, with its deadline or with the tax and period from which it follows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Debt {
    amount: Money,
    tax: Option<String>,
    period: Option<Period>,
    deadline: Option<NaiveDate>,
}

fn daily() -> u32 {
    1
}

pub(super) fn waiting_cost(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: WaitingCost = request.read()?;
    if request.debts.is_empty() || request.to < request.from || request.every == 0 {
        return Err(needs("debts, and days from the first to the last"));
    }
    let mut owed = Vec::new();
    for debt in &request.debts {
        owed.push(one(sheet, rules, debt)?);
    }
    let span = Span {
        from: request.from,
        to: request.to,
        every: request.every,
    };
    let mut series = |manner| -> Result<Vec<Value>, CalcError> {
        let days = waiting::series(sheet, rules, &owed, manner, span)?;
        days.iter().map(printed).collect()
    };
    outputs([
        ("voluntary", json!(series(Manner::Voluntary)?)),
        ("after_notice", json!(series(Manner::AfterNotice)?)),
    ])
}

fn one(sheet: &mut Worksheet, rules: &Rules, debt: &Debt) -> Result<Owed, CalcError> {
    let deadline = match (debt.deadline, &debt.tax, debt.period) {
        (Some(deadline), _, None) => deadline,
        (None, Some(tax), Some(period)) => deadlines::deadline(rules, tax, period)?.date,
        _ => return Err(needs("a deadline, or tax and period, for each debt")),
    };
    let tax = debt.tax.as_deref();
    Ok(Owed {
        amount: subject(sheet, step::TAX, "amount", debt.amount)?,
        deadline,
        bears: match tax.is_some_and(|tax| FEES.contains(&tax)) {
            true => Bears::Nothing,
            false => Bears::SurchargeAndFine,
        },
    })
}

fn printed(day: &DayCost) -> Result<Value, CalcError> {
    Ok(json!({
        "date": day.date,
        "tax": day.tax.money()?,
        "surcharge": day.surcharge.money()?,
        "capped_at_tax": day.capped_at_tax.money()?,
        "fine_low": day.fine.low.money()?,
        "fine_high": day.fine.high.money()?,
        "total_low": day.total_low.money()?,
        "total_high": day.total_high.money()?,
    }))
}
