//! Corporate income tax of small agencies.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

use super::Answer;
use super::income_tax::{law_of_year, outputs, subject};
use super::keys::Keys;
use crate::assess::corporate::{self, Size};
use crate::assess::labels::levy;
use crate::assess::labels::step;
use crate::money::Money;
use crate::rules::Rules;
use crate::worksheet::{Unit, Worksheet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmallLowProfit {
    year: i32,
    taxable_income: Money,
    employees: Option<u32>,
    assets: Option<Money>,
}

pub(super) fn small_low_profit(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: SmallLowProfit = request.read()?;
    let law = law_of_year(rules, Some(request.year))?;
    let taxable = request.taxable_income;
    let taxable = subject(sheet, step::TAXABLE, "taxable_income", taxable)?;
    let employees = request.employees.map(|employees| {
        let count = Decimal::from(employees);
        sheet.input_of(levy::step::EMPLOYEES, count, Unit::Count, None)
    });
    let assets = request.assets;
    let assets = assets.map(|assets| subject(sheet, levy::step::ASSETS, "assets", assets));
    let size = Size {
        employees,
        assets: assets.transpose()?,
    };
    let answer = corporate::tax(sheet, law, taxable, size)?;
    outputs([
        ("small_low_profit", json!(answer.small_low_profit)),
        ("tax", json!(answer.tax.money()?)),
    ])
}
