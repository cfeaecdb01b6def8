//! What an agency should have withheld, and the three debts that follow; no sum over them exists.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::income_tax::{needs, outputs, subject};
use super::keys::Keys;
use super::{Answer, CalcError};
use crate::assess::agency::{self, Occurrence, Payment};
use crate::assess::deadlines;
use crate::assess::fines;
use crate::assess::labels::levy;
use crate::assess::labels::step;
use crate::assess::late_fee::late_fee;
use crate::assess::unwithheld;
use crate::money::Money;
use crate::period::Period;
use crate::rules::{InForce, RuleId, Rules};
use crate::settings::Settings;
use crate::worksheet::{Figure, Worksheet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyDebts {
    as_of: NaiveDate,
    payments: Vec<Paid>,
    /// Whether the agency settles payments for a platform that has filed its basic information.
    #[serde(default)]
    settles_for_platform: bool,
    #[serde(default)]
    own_taxes: Vec<OwnTax>,
    #[serde(default)]
    settings: Settings,
}

/// A payment to a person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paid {
    recipient: String,
    date: NaiveDate,
    income: Money,
    #[serde(default)]
    withheld: Money,
    remitted: Option<Money>,
    #[serde(default)]
    one_off: bool,
}

/// Unpaid tax of the agency itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnTax {
    tax: String,
    period: Period,
    amount: Money,
}

pub(super) fn agency_debts(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: AgencyDebts = request.read()?;
    if request
        .payments
        .iter()
        .any(|paid| paid.date > request.as_of)
    {
        return Err(needs("payments before the day of the computation"));
    }
    let mut payments = Vec::new();
    for paid in &request.payments {
        payments.push(payment(sheet, paid)?);
    }
    let platform = request.settles_for_platform;
    let occurrences = agency::occurrences(sheet, rules, &payments, platform)?;
    let printed = occurrences.iter().map(printed);
    let printed = printed.collect::<Result<Vec<_>, _>>()?;
    let streamers = streamer_tax(sheet, rules, &request, &occurrences)?;
    let fine = agency_fine(sheet, rules.on(request.as_of)?, &occurrences)?;
    let own = own(sheet, rules, &request, &occurrences)?;
    outputs([
        ("withholding", json!(printed)),
        ("streamer_tax", json!(streamers)),
        ("agency_fine", fine),
        ("agency_own", json!(own)),
        ("assumptions", json!(sheet.assumptions())),
        ("settings", json!(request.settings)),
    ])
}

fn payment(sheet: &mut Worksheet, paid: &Paid) -> Result<Payment, CalcError> {
    let remitted = paid
        .remitted
        .map(|amount| subject(sheet, levy::step::AGENCY_REMITTED, "remitted", amount));
    Ok(Payment {
        recipient: paid.recipient.clone(),
        date: paid.date,
        income: subject(sheet, levy::step::AGENCY_INCOME, "income", paid.income)?,
        withheld: subject(
            sheet,
            levy::step::AGENCY_WITHHELD,
            "withheld",
            paid.withheld,
        )?,
        remitted: remitted.transpose()?,
        one_off: paid.one_off,
    })
}

fn printed(occurrence: &Occurrence) -> Result<Value, CalcError> {
    Ok(json!({
        "recipient": occurrence.recipient,
        "month": occurrence.month,
        "income": occurrence.income.money()?,
        "due": occurrence.due.money()?,
        "withheld": occurrence.withheld.money()?,
        "not_withheld": occurrence.short.money()?,
        "kept": occurrence.kept.money()?,
        "deadline": occurrence.deadline.date,
    }))
}

/// Of each person and year: what was not withheld is owed by the person, not by the agency.
fn streamer_tax(
    sheet: &mut Worksheet,
    rules: &Rules,
    request: &AgencyDebts,
    occurrences: &[Occurrence],
) -> Result<Vec<Value>, CalcError> {
    let mut years: BTreeMap<(&str, i32), Vec<Figure>> = BTreeMap::new();
    for occurrence in occurrences {
        let key = (occurrence.recipient.as_str(), occurrence.month.year());
        years.entry(key).or_default().push(occurrence.short);
    }
    let (settings, as_of) = (request.settings, request.as_of);
    let mut all = Vec::new();
    for ((recipient, year), shorts) in years {
        let tax = sheet.sum(levy::step::AGENCY_NOT_WITHHELD, &shorts)?;
        let late = unwithheld::surcharge(sheet, rules, settings, tax, year, as_of)?;
        all.push(json!({
            "recipient": recipient,
            "year": year,
            "not_withheld": tax.money()?,
            "deadline": late.deadline.date,
            "surcharge": late.surcharge.money()?,
            "capped_at_tax": late.capped_at_tax.money()?,
        }));
    }
    Ok(all)
}

/// Of the agency, on all that it did not withhold; the tax itself is not collected from it.
fn agency_fine(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    occurrences: &[Occurrence],
) -> Result<Value, CalcError> {
    let shorts: Vec<Figure> = occurrences.iter().map(|one| one.short).collect();
    let base = sheet.sum(step::FINE_BASE, &shorts)?;
    fined(sheet, law, "69", RuleId::Fine69, base)
}

fn fined(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    article: &str,
    rule: RuleId,
    base: Figure,
) -> Result<Value, CalcError> {
    let range = fines::range(sheet, law, base, rule)?;
    Ok(json!({
        "article": article,
        "base": base.money()?,
        "low": range.low.money()?,
        "high": range.high.money()?,
    }))
}

/// What the agency itself owes: tax that it withheld and kept, and its own taxes.
fn own(
    sheet: &mut Worksheet,
    rules: &Rules,
    request: &AgencyDebts,
    occurrences: &[Occurrence],
) -> Result<Vec<Value>, CalcError> {
    let mut debts = Vec::new();
    for occurrence in occurrences {
        if !occurrence.kept.value().is_zero() {
            let (month, deadline) = (occurrence.month, occurrence.deadline.date);
            debts.push(("iit.withheld", month, occurrence.kept, deadline, "63.2"));
        }
    }
    for own in &request.own_taxes {
        let amount = subject(sheet, step::TAX, "amount", own.amount)?;
        let deadline = deadlines::deadline(rules, &own.tax, own.period)?.date;
        debts.push((own.tax.as_str(), own.period, amount, deadline, "63"));
    }
    let law = rules.on(request.as_of)?;
    let mut all = Vec::new();
    for (tax, period, amount, deadline, article) in debts {
        let late = late_fee(sheet, rules, amount, deadline, request.as_of)?;
        let rule = fines::rule_of(article).expect("articles of evasion have a range");
        let overdue = request.as_of > deadline;
        let fine = match overdue {
            true => Some(fined(sheet, law, article, rule, amount)?),
            false => None,
        };
        all.push(json!({
            "tax": tax,
            "period": period,
            "amount": amount.money()?,
            "deadline": deadline,
            "days": late.days(),
            "surcharge": late.amount.money()?,
            "capped_at_tax": late.capped_at_tax.money()?,
            "fine": fine,
        }));
    }
    Ok(all)
}
