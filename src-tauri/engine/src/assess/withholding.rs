//! Withholding on labour remuneration recomputed, payer by payer and month by month.
//!
//! Continuing income of one payer and month is one payment. Whether a payer is a reporting platform
//! is not in the files: the cumulative method is taken where what was withheld equals it in every
//! month since October 2025, the per-time method otherwise. Lines for longer periods than a month
//! cannot be recomputed and are left out, and so are lines that do not tell what was withheld.

use std::collections::BTreeMap;

use super::AssessError;
use super::labels::step;
use super::platform::{self, MonthIncome};
use crate::computation::{Facts, WithholdingMethod, WithholdingRow};
use crate::money::Money;
use crate::party::Party;
use crate::period::{Grain, Period};
use crate::record::Class;
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Figure, Origin, Worksheet};

/// What one payer declared for one person and month.
#[derive(Clone, Debug, Default)]
struct Month {
    income: Money,
    withheld: Money,
    records: Vec<i64>,
}

type Months = BTreeMap<Period, Month>;

/// Every month and payer, by party, month and payer.
pub(super) fn of(facts: &Facts, rules: &Rules) -> Vec<(WithholdingRow, Worksheet)> {
    let mut all = Vec::new();
    let mut parties = by_party(facts);
    for party in &facts.parties {
        let mut rows = Vec::new();
        let payers = parties.remove(party.id.as_str()).unwrap_or_default();
        for ((payer, _), months) in payers {
            let cumulative = is_cumulative(rules, &months);
            for (month, line) in &months {
                let line = Line {
                    party,
                    payer,
                    month: *month,
                    line,
                };
                let computed = if cumulative && has_cumulative(rules, *month) {
                    line.cumulative(rules, &months)
                } else {
                    line.per_time(rules)
                };
                rows.extend(computed);
            }
        }
        rows.sort_by(|(a, _), (b, _)| (a.period, &a.payer).cmp(&(b.period, &b.payer)));
        all.extend(rows);
    }
    for (number, (row, _)) in (1..).zip(&mut all) {
        row.figure = format!("W-{number}");
    }
    all
}

/// Months of each party by payer and calendar year.
fn by_party(facts: &Facts) -> BTreeMap<&str, BTreeMap<(Option<&str>, i32), Months>> {
    let mut parties: BTreeMap<_, BTreeMap<_, Months>> = BTreeMap::new();
    for line in &facts.declarations {
        if line.class != Class::LabourRemuneration || line.period.grain() != Grain::Month {
            continue;
        }
        let Some(tax) = line.tax else { continue };
        let payers = parties.entry(line.party.as_str()).or_default();
        let key = (line.payer.as_deref(), line.period.year());
        let month = payers
            .entry(key)
            .or_default()
            .entry(line.period)
            .or_default();
        month.income += line.income;
        month.withheld += tax;
        month.records.push(line.record);
    }
    parties
}

fn has_cumulative(rules: &Rules, month: Period) -> bool {
    let law = rules.for_period(month);
    law.is_ok_and(|law| law.parameter(RuleId::PlatformExpenseRate).is_ok())
}

fn is_cumulative(rules: &Rules, months: &Months) -> bool {
    let covered: Months = months
        .iter()
        .filter(|(month, _)| has_cumulative(rules, **month))
        .map(|(month, line)| (*month, line.clone()))
        .collect();
    let mut sheet = Worksheet::new();
    let Ok(computed) = cumulative_to(&mut sheet, rules, &covered, None) else {
        return false;
    };
    let agrees = |(figure, line): (&Figure, &Month)| figure.money() == Ok(line.withheld);
    !covered.is_empty() && computed.iter().zip(covered.values()).all(agrees)
}

/// The cumulative method over the months that have it, up to and with the last.
fn cumulative_to(
    sheet: &mut Worksheet,
    rules: &Rules,
    months: &Months,
    last: Option<Period>,
) -> Result<Vec<Figure>, AssessError> {
    let months: Vec<MonthIncome> = months
        .iter()
        .filter(|(month, _)| last.is_none_or(|last| **month <= last))
        .filter(|(month, _)| has_cumulative(rules, **month))
        .map(|(month, line)| MonthIncome {
            month: *month,
            income: sheet.input(step::MONTH_INCOME, line.income, Some(line.origin())),
        })
        .collect();
    let answer = platform::cumulative(sheet, rules, &months)?;
    Ok(answer.iter().map(|month| month.withholding).collect())
}

impl Month {
    fn origin(&self) -> Origin {
        Origin::Lines {
            records: self.records.clone(),
        }
    }
}

/// One row to be computed.
struct Line<'f> {
    party: &'f Party,
    payer: Option<&'f str>,
    month: Period,
    line: &'f Month,
}

impl Line<'_> {
    /// Nothing where the month is not covered or the amounts do not fit.
    fn per_time(&self, rules: &Rules) -> Option<(WithholdingRow, Worksheet)> {
        let mut sheet = Worksheet::new();
        let law = rules.for_period(self.month).ok()?;
        let origin = Some(self.line.origin());
        let income = sheet.input(step::MONTH_INCOME, self.line.income, origin);
        let due = super::labour::per_time(&mut sheet, law, income).ok()?;
        self.row(sheet, WithholdingMethod::PerTime, due.withholding)
    }

    fn cumulative(&self, rules: &Rules, months: &Months) -> Option<(WithholdingRow, Worksheet)> {
        let mut sheet = Worksheet::new();
        let computed = cumulative_to(&mut sheet, rules, months, Some(self.month)).ok()?;
        self.row(sheet, WithholdingMethod::Cumulative, *computed.last()?)
    }

    fn row(
        &self,
        mut sheet: Worksheet,
        method: WithholdingMethod,
        due: Figure,
    ) -> Option<(WithholdingRow, Worksheet)> {
        let origin = Some(self.line.origin());
        let withheld = sheet.input(step::WITHHELD, self.line.withheld, origin);
        let rest = sheet.difference(step::DUE, due, &[withheld]).ok()?;
        let mut shortfall = sheet.not_below_zero(step::SHORT, rest);
        // A corrected month gives tax back: what was withheld below zero is not short.
        if self.line.income <= Money::ZERO {
            shortfall = sheet.sum(step::SHORT, &[]).ok()?;
        }
        let row = WithholdingRow {
            party: self.party.id.clone(),
            period: self.month,
            payer: self.payer.map(str::to_owned),
            income: self.line.income,
            method,
            due: due.money().ok()?,
            withheld: self.line.withheld,
            shortfall: shortfall.money().ok()?,
            figure: String::new(),
        };
        Some((row, sheet))
    }
}
