//! 扣缴义务: what an agency should have withheld on each payment, and the debts that follow.
//!
//! 个人所得税法 art. 9, 14; 税收征收管理法 art. 63(2), 69; from October 2025 the cumulative method where the
//! agency is the entity that settles payments for a reporting platform (国家税务总局公告2025年第16号).
//! Three debts of different people: the streamer's tax, the agency's fine, the agency's own taxes.
//! They are never added to each other.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::AssessError;
use super::deadlines::{self, Deadline};
use super::labels::levy::step;
use super::labels::step::{DUE, MONTH_INCOME};
use super::labour;
use super::platform::{self, MonthIncome};
use crate::period::{Grain, Period};
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

/// One payment to a person.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Handle of the person.
    pub recipient: String,
    /// Day of payment.
    pub date: NaiveDate,
    /// Labour remuneration before tax.
    pub income: Figure,
    /// What was withheld.
    pub withheld: Figure,
    /// What of it was remitted; all where it is absent.
    pub remitted: Option<Figure>,
    /// A job of its own, and not one of a continuing engagement.
    pub one_off: bool,
}

/// One taxable occurrence: a one-off payment, or a month of a continuing engagement.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The person.
    pub recipient: String,
    /// The month.
    pub month: Period,
    /// Income.
    pub income: Figure,
    /// What was to be withheld.
    pub due: Figure,
    /// What was withheld.
    pub withheld: Figure,
    /// Not withheld, not below zero.
    pub short: Figure,
    /// Withheld and not remitted, not below zero.
    pub kept: Figure,
    /// Last day for remitting.
    pub deadline: Deadline,
}

/// The payments of an occurrence.
struct Group {
    last: NaiveDate,
    incomes: Vec<Figure>,
    withheld: Vec<Figure>,
    remitted: Vec<Figure>,
}

/// By person, month, and number of the one-off payment (none for what continues).
type Groups = BTreeMap<(String, Period, Option<usize>), Group>;

/// Every occurrence by person and month. `settles_for_platform`: whether the agency is the entity
/// that settles payments for a platform that has filed its basic information.
pub fn occurrences(
    sheet: &mut Worksheet,
    rules: &Rules,
    payments: &[Payment],
    settles_for_platform: bool,
) -> Result<Vec<Occurrence>, AssessError> {
    let groups = grouped(rules, payments, settles_for_platform);
    let mut incomes = BTreeMap::new();
    for (key, group) in &groups {
        incomes.insert(key.clone(), sheet.sum(MONTH_INCOME, &group.incomes)?);
    }
    let cumulative = cumulative(sheet, rules, &incomes, settles_for_platform)?;
    let mut all = Vec::new();
    for (key, group) in groups {
        let (income, month) = (incomes[&key], key.1);
        let due = match cumulative.get(&(key.0.clone(), month)) {
            Some(due) => *due,
            None => labour::per_time(sheet, rules.on(group.last)?, income)?.withholding,
        };
        all.push(occurrence(sheet, rules, key, &group, income, due)?);
    }
    Ok(all)
}

fn grouped(rules: &Rules, payments: &[Payment], settles_for_platform: bool) -> Groups {
    let mut groups = Groups::new();
    for (number, payment) in payments.iter().enumerate() {
        let month = Period::containing(payment.date, Grain::Month);
        let alone = payment.one_off && !(settles_for_platform && has_cumulative(rules, month));
        let key = (payment.recipient.clone(), month, alone.then_some(number));
        let group = groups.entry(key).or_insert_with(|| Group {
            last: payment.date,
            incomes: Vec::new(),
            withheld: Vec::new(),
            remitted: Vec::new(),
        });
        group.last = group.last.max(payment.date);
        group.incomes.push(payment.income);
        group.withheld.push(payment.withheld);
        group
            .remitted
            .push(payment.remitted.unwrap_or(payment.withheld));
    }
    groups
}

fn has_cumulative(rules: &Rules, month: Period) -> bool {
    let law = rules.on(month.first_day());
    law.is_ok_and(|law| law.parameter(RuleId::PlatformExpenseRate).is_ok())
}

/// What is to be withheld by the cumulative method, by person and month.
fn cumulative(
    sheet: &mut Worksheet,
    rules: &Rules,
    incomes: &BTreeMap<(String, Period, Option<usize>), Figure>,
    settles_for_platform: bool,
) -> Result<BTreeMap<(String, Period), Figure>, AssessError> {
    let mut people: BTreeMap<&String, Vec<MonthIncome>> = BTreeMap::new();
    for ((person, month, _), income) in incomes {
        if settles_for_platform && has_cumulative(rules, *month) {
            let month = MonthIncome {
                month: *month,
                income: *income,
            };
            people.entry(person).or_default().push(month);
        }
    }
    let mut due = BTreeMap::new();
    for (person, months) in people {
        for month in platform::cumulative(sheet, rules, &months)? {
            due.insert((person.clone(), month.month), month.withholding);
        }
    }
    Ok(due)
}

fn occurrence(
    sheet: &mut Worksheet,
    rules: &Rules,
    (recipient, month, _): (String, Period, Option<usize>),
    group: &Group,
    income: Figure,
    due: Figure,
) -> Result<Occurrence, AssessError> {
    let withheld = sheet.sum(step::AGENCY_WITHHELD, &group.withheld)?;
    let rest = sheet.difference(DUE, due, &[withheld])?;
    let short = sheet.not_below_zero(step::AGENCY_NOT_WITHHELD, rest);
    let remitted = sheet.sum(step::AGENCY_REMITTED, &group.remitted)?;
    let rest = sheet.difference(step::AGENCY_KEPT, withheld, &[remitted])?;
    let kept = sheet.not_below_zero(step::AGENCY_KEPT, rest);
    Ok(Occurrence {
        recipient,
        month,
        income,
        due,
        withheld,
        short,
        kept,
        deadline: deadlines::deadline(rules, "iit.withheld", month)?,
    })
}
