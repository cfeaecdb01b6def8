//! Income tax: comprehensive, labour remuneration, business, and one nature taken for another.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::keys::Keys;
use super::request::{self, Business, Comprehensive, LabourPerTime, PlatformCumulative};
use super::{Answer, CalcError};
use crate::assess::business::BusinessTax;
use crate::assess::comprehensive::YearIncome;
use crate::assess::labels::step;
use crate::assess::platform::MonthIncome;
use crate::assess::{business as business_tax, comprehensive as comprehensive_tax};
use crate::assess::{labour, platform, recharacterise};
use crate::money::Money;
use crate::period::{Grain, Period};
use crate::rules::{InForce, Rules};
use crate::worksheet::{Figure, Unit, Worksheet};

pub(super) fn comprehensive(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Comprehensive = request.read()?;
    let law = law_of_year(rules, request.year)?;
    let income = year_income(sheet, &request)?;
    if [income.wages, income.labour, income.author, income.royalty] == [None; 4] {
        return Err(needs("one of wages, labour, author, royalty"));
    }
    let deductions = year_deductions(sheet, &request)?;
    let answer = comprehensive_tax::tax(sheet, law, &income, &deductions)?;
    outputs([
        ("income_amount", json!(answer.income_amount.money()?)),
        ("taxable_income", json!(answer.taxable_income.money()?)),
        ("rate", rate(answer.rate)),
        ("quick_deduction", json!(answer.quick_deduction.money()?)),
        ("tax", json!(answer.tax.money()?)),
    ])
}

pub(super) fn labour_per_time(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: LabourPerTime = request.read()?;
    let income = subject(sheet, step::INCOME, "income", request.income)?;
    let answer = labour::per_time(sheet, rules.on(request.date)?, income)?;
    outputs([
        ("taxable_income", json!(answer.taxable_income.money()?)),
        ("rate", rate(answer.rate)),
        ("quick_deduction", json!(answer.quick_deduction.money()?)),
        ("withholding", json!(answer.withholding.money()?)),
    ])
}

pub(super) fn platform_cumulative(
    request: Keys<'_>,
    sheet: &mut Worksheet,
    rules: &Rules,
) -> Answer {
    let mut months = request.read::<PlatformCumulative>()?.months;
    months.sort_by_key(|month| month.month);
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Err(needs("at least one month"));
    };
    let alike = |pair: &[request::Month]| pair[0].month == pair[1].month;
    if first.month.year() != last.month.year() || months.windows(2).any(alike) {
        return Err(needs("months of one year, each once"));
    }
    let mut incomes = Vec::new();
    for request::Month { month, income } in months {
        if month.grain() != Grain::Month {
            return Err(needs("months as YYYY-MM"));
        }
        let income = subject(sheet, step::MONTH_INCOME, "income", income)?;
        incomes.push(MonthIncome { month, income });
    }
    let answer = platform::cumulative(sheet, rules, &incomes)?;
    let withheld: Vec<Figure> = answer.iter().map(|month| month.withholding).collect();
    let total = sheet.sum(step::TOTAL, &withheld)?.money()?;
    let mut printed = Vec::new();
    for month in answer {
        let amount = month.withholding.money()?;
        printed.push(json!({ "month": month.month, "amount": amount }));
    }
    outputs([("withholding", json!(printed)), ("total", json!(total))])
}

pub(super) fn business(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Business = request.read()?;
    let law = law_of_year(rules, request.year)?;
    let answer = business_answer(sheet, law, &request)?;
    let relief = answer.relief.map(Figure::money).transpose()?;
    outputs([
        ("taxable_income", json!(answer.taxable_income.money()?)),
        (
            "tax_before_relief",
            json!(answer.tax_before_relief.money()?),
        ),
        ("relief", json!(relief.unwrap_or(Money::ZERO))),
        ("tax", json!(answer.tax.money()?)),
    ])
}

pub(super) fn recharacterised(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request::Recharacterise {
        year,
        income,
        mut declared,
        mut other_income,
    } = request.read()?;
    let law = law_of_year(rules, Some(year))?;
    if declared.taxable_income.is_none() {
        declared.income.get_or_insert(income);
    }
    let years = [
        *declared.year.get_or_insert(year),
        *other_income.year.get_or_insert(year),
    ];
    if years != [year; 2] {
        return Err(needs("one year for all parts"));
    }
    let declared = business_answer(sheet, law, &declared)?;
    let income = subject(sheet, step::TREATED_INCOME, "income", income)?;
    let other = year_income(sheet, &other_income)?;
    let deductions = year_deductions(sheet, &other_income)?;
    let answer =
        recharacterise::recharacterise(sheet, law, income, declared.tax, &other, &deductions)?;
    outputs([
        ("declared_tax", json!(declared.tax.money()?)),
        ("due_tax", json!(answer.due.tax.money()?)),
        ("underpaid", json!(answer.underpaid.money()?)),
    ])
}

pub(super) fn business_answer(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    request: &Business,
) -> Result<BusinessTax, CalcError> {
    let taxable = business_taxable(sheet, request)?;
    let relief = business_relief(sheet, request)?;
    Ok(business_tax::tax(
        sheet,
        law,
        taxable,
        request.entity,
        relief,
    )?)
}

pub(super) fn business_taxable(
    sheet: &mut Worksheet,
    request: &Business,
) -> Result<Figure, CalcError> {
    match (request.taxable_income, request.income, request.profit_rate) {
        (Some(taxable), None, None) => {
            subject(sheet, step::BUSINESS_TAXABLE, "taxable_income", taxable)
        }
        (None, Some(income), Some(profit)) => {
            let income = subject(sheet, step::BUSINESS_INCOME, "income", income)?;
            let profit = sheet.input_of(step::PROFIT_RATE, profit.0, Unit::Rate, None);
            Ok(business_tax::assessed(sheet, income, profit)?)
        }
        _ => Err(needs("taxable_income, or income and profit_rate")),
    }
}

pub(super) fn business_relief(
    sheet: &mut Worksheet,
    request: &Business,
) -> Result<Option<Figure>, CalcError> {
    let relief = request.other_relief;
    relief
        .map(|relief| subject(sheet, step::OTHER_RELIEF, "other_relief", relief))
        .transpose()
}

pub(super) fn year_income(
    sheet: &mut Worksheet,
    request: &Comprehensive,
) -> Result<YearIncome, CalcError> {
    let mut read = |label, key, amount: Option<Money>| {
        amount
            .map(|amount| subject(sheet, label, key, amount))
            .transpose()
    };
    Ok(YearIncome {
        wages: read(step::WAGES, "wages", request.wages)?,
        labour: read(step::LABOUR, "labour", request.labour)?,
        author: read(step::AUTHOR, "author", request.author)?,
        royalty: read(step::ROYALTY, "royalty", request.royalty)?,
    })
}

pub(super) fn year_deductions(
    sheet: &mut Worksheet,
    request: &Comprehensive,
) -> Result<Vec<Figure>, CalcError> {
    let stated = [
        (step::DEDUCTION_SPECIAL, "special", request.special),
        (step::DEDUCTION_ADDITIONAL, "additional", request.additional),
        (step::DEDUCTION_OTHER, "other", request.other),
    ];
    let stated = stated
        .into_iter()
        .filter_map(|(label, key, amount)| Some((label, key, amount?)));
    stated
        .map(|(label, key, amount)| subject(sheet, label, key, amount))
        .collect()
}

/// An amount of the request, which must not be negative.
pub(super) fn subject(
    sheet: &mut Worksheet,
    label: &'static str,
    key: &str,
    amount: Money,
) -> Result<Figure, CalcError> {
    if amount < Money::ZERO {
        return Err(CalcError::Request(format!("{key} is negative: {amount}")));
    }
    Ok(sheet.input(label, amount, None))
}

pub(super) fn needs(what: &str) -> CalcError {
    CalcError::Request(format!("expected {what}"))
}

pub(super) fn outputs<const N: usize>(pairs: [(&'static str, Value); N]) -> Answer {
    Ok(pairs.into())
}

pub(super) fn rate(figure: Figure) -> Value {
    json!(printed_rate(figure.value()))
}

/// A rate with two decimals at least: `0.30`, `0.0005`.
pub(super) fn printed_rate(rate: Decimal) -> String {
    let mut rate = rate.normalize();
    if rate.scale() < 2 {
        rate.rescale(2);
    }
    rate.to_string()
}

pub(super) fn law_of_year(rules: &Rules, year: Option<i32>) -> Result<InForce<'_>, CalcError> {
    let year = year.ok_or_else(|| needs("year"))?;
    if !(1..=9999).contains(&year) {
        return Err(needs("a year of four digits"));
    }
    Ok(rules.for_period(Period::year_of(year))?)
}
