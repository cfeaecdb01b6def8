//! Several businesses of one owner, and one income under every nature it may have.

use serde::Deserialize;
use serde_json::{Value, json};

use super::income_tax::{
    business_answer, business_relief, business_taxable, law_of_year, needs, outputs, subject,
    year_deductions, year_income,
};
use super::keys::Keys;
use super::request::{self, Comprehensive, Number};
use super::{Answer, CalcError};
use crate::assess::businesses::{self, Business};
use crate::assess::labels::{income as label, step};
use crate::assess::natures::{self, SameFacts, UnderNature};
use crate::money::Money;
use crate::rules::{InForce, Rules};
use crate::text::{Lang, text};
use crate::worksheet::{Figure, Unit, Worksheet};

/// `iit.business_summary`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessSummary {
    year: i32,
    businesses: Vec<request::Business>,
}

pub(super) fn business_summary(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: BusinessSummary = keys.read()?;
    let law = law_of_year(rules, Some(request.year))?;
    let mut all = Vec::new();
    for one in &request.businesses {
        if one.year.is_some_and(|year| year != request.year) {
            return Err(needs("one year for all parts"));
        }
        all.push(Business {
            entity: one.entity.ok_or_else(|| needs("an entity for each"))?,
            taxable: business_taxable(sheet, one)?,
            other_relief: business_relief(sheet, one)?,
        });
    }
    if all.is_empty() {
        return Err(needs("at least one business"));
    }
    let answer = businesses::summary(sheet, law, &all)?;
    let relief = answer.tax.relief.map(Figure::money).transpose()?;
    outputs([
        ("taxable_income", json!(answer.tax.taxable_income.money()?)),
        (
            "tax_before_relief",
            json!(answer.tax.tax_before_relief.money()?),
        ),
        ("relief", json!(relief.unwrap_or(Money::ZERO))),
        ("tax", json!(answer.tax.tax.money()?)),
        ("separate", json!(answer.separate.money()?)),
        ("more", json!(answer.more.money()?)),
        ("citation", json!(answer.citation)),
    ])
}

/// `recharacterise.table`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    year: i32,
    income: Money,
    costs: Option<Money>,
    profit_rate: Option<Number>,
    declared: Option<request::Business>,
    #[serde(default)]
    other_income: Comprehensive,
}

pub(super) fn table(keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: Table = keys.read()?;
    let law = law_of_year(rules, Some(request.year))?;
    let years = [
        request.other_income.year,
        request.declared.as_ref().and_then(|declared| declared.year),
    ];
    if years.into_iter().flatten().any(|year| year != request.year) {
        return Err(needs("one year for all parts"));
    }
    let other = year_income(sheet, &request.other_income)?;
    let deductions = year_deductions(sheet, &request.other_income)?;
    let costs = request.costs;
    let rate = request.profit_rate;
    let facts = SameFacts {
        income: subject(sheet, step::TREATED_INCOME, "income", request.income)?,
        costs: costs
            .map(|costs| subject(sheet, label::COSTS, "costs", costs))
            .transpose()?,
        profit_rate: rate.map(|rate| sheet.input_of(step::PROFIT_RATE, rate.0, Unit::Rate, None)),
        other: &other,
        deductions: &deductions,
    };
    let rows = natures::table(sheet, law, &facts)?;
    let declared = match request.declared {
        Some(declared) => Some(declared_tax(sheet, law, &facts, declared, request.income)?),
        None => None,
    };
    let differences = match declared {
        Some(declared) => natures::differences(sheet, &rows, declared)?,
        None => vec![None; rows.len()],
    };
    let printed: Result<Vec<Value>, _> = rows.iter().zip(differences).map(printed).collect();
    let declared = declared.map(Figure::money).transpose()?;
    outputs([
        ("declared_tax", json!(declared)),
        ("natures", json!(printed?)),
    ])
}

/// Tax of the year as it was declared.
fn declared_tax(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    facts: &SameFacts<'_>,
    mut declared: request::Business,
    income: Money,
) -> Result<Figure, CalcError> {
    if declared.taxable_income.is_none() {
        declared.income.get_or_insert(income);
    }
    let tax = business_answer(sheet, law, &declared)?.tax;
    Ok(natures::with_other(sheet, law, facts, tax)?)
}

fn printed((row, difference): (&UnderNature, Option<Figure>)) -> Result<Value, CalcError> {
    let key = format!("nature.{}", row.nature.code());
    Ok(json!({
        "nature": row.nature.code(),
        "tax": row.tax.map(Figure::money).transpose()?,
        "difference": difference.map(Figure::money).transpose()?,
        "needs": { "zh": text(Lang::Zh, &key, &[]), "en": text(Lang::En, &key, &[]) },
        "citations": row.citations,
    }))
}
