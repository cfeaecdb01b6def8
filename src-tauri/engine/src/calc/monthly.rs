//! What is withheld month by month on wages and on the commission of insurance agents.

use serde::Deserialize;
use serde_json::json;

use super::income_tax::{needs, outputs, subject};
use super::keys::Keys;
use super::{Answer, CalcError};
use crate::assess::insurance::{self, CommissionMonth};
use crate::assess::labels::{income as label, step};
use crate::assess::wages::{self, WageMonth};
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::rules::Rules;
use crate::worksheet::{Figure, Worksheet};

/// `iit.wages_cumulative` and `iit.insurance_cumulative`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    months: Vec<Month>,
}

/// One month of it. Surcharges are those on the VAT of a commission; wages have none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Month {
    month: Period,
    income: Money,
    surcharges: Option<Money>,
    special: Option<Money>,
    additional: Option<Money>,
    other: Option<Money>,
}

pub(super) fn wages_cumulative(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request = request(keys)?;
    if request.iter().any(|month| month.surcharges.is_some()) {
        return Err(needs("wages without surcharges"));
    }
    let mut months = Vec::new();
    for month in &request {
        months.push(WageMonth {
            month: month.month,
            income: subject(sheet, step::MONTH_INCOME, "income", month.income)?,
            deductions: deductions(sheet, month)?,
        });
    }
    let withheld = wages::cumulative(sheet, rules, &months)?;
    printed(sheet, &request, &withheld)
}

pub(super) fn insurance_cumulative(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request = request(keys)?;
    let mut months = Vec::new();
    for month in &request {
        let surcharges = [(label::COMMISSION_SURCHARGES, "surcharges", month.surcharges)];
        months.push(CommissionMonth {
            month: month.month,
            commission: subject(sheet, label::COMMISSION, "income", month.income)?,
            surcharges: stated(sheet, &surcharges)?,
            deductions: deductions(sheet, month)?,
        });
    }
    let withheld = insurance::cumulative(sheet, rules, &months)?;
    printed(sheet, &request, &withheld)
}

/// The months of a line, in an unbroken row.
fn request(keys: Keys<'_>) -> Result<Vec<Month>, CalcError> {
    let months = keys.read::<Months>()?.months;
    let follow = |pair: &[Month]| {
        let next = pair[0].month.last_day().succ_opt();
        next == Some(pair[1].month.first_day()) && pair[0].month.year() == pair[1].month.year()
    };
    let are_months = months
        .iter()
        .all(|month| month.month.grain() == Grain::Month);
    if months.is_empty() || !are_months || !months.windows(2).all(follow) {
        return Err(needs("months of one year as YYYY-MM, each after the other"));
    }
    Ok(months)
}

fn deductions(sheet: &mut Worksheet, month: &Month) -> Result<Vec<Figure>, CalcError> {
    let amounts = [
        (step::DEDUCTION_SPECIAL, "special", month.special),
        (step::DEDUCTION_ADDITIONAL, "additional", month.additional),
        (step::DEDUCTION_OTHER, "other", month.other),
    ];
    stated(sheet, &amounts)
}

/// The amounts that a line states.
fn stated(
    sheet: &mut Worksheet,
    amounts: &[(&'static str, &str, Option<Money>)],
) -> Result<Vec<Figure>, CalcError> {
    let stated = amounts
        .iter()
        .filter_map(|(label, key, amount)| Some((label, key, (*amount)?)));
    stated
        .map(|(label, key, amount)| subject(sheet, label, key, amount))
        .collect()
}

fn printed(sheet: &mut Worksheet, months: &[Month], withheld: &[Figure]) -> Answer {
    let total = sheet.sum(step::TOTAL, withheld)?.money()?;
    let mut printed = Vec::new();
    for (month, amount) in months.iter().zip(withheld) {
        printed.push(json!({ "month": month.month, "amount": amount.money()? }));
    }
    outputs([("withholding", json!(printed)), ("total", json!(total))])
}
