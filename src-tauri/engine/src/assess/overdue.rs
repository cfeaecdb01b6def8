//! 滞纳金 of a row: what was paid after the deadline up to the day it was paid, the rest up to the day of
//! the computation.
//!
//! 税收征收管理法 art. 32. A payment of which no day is known is taken as paid in time. Whether income
//! that nobody withheld on bears surcharge is an open question, answered by a setting.

use chrono::NaiveDate;

use super::AssessError;
use super::instalments::{self, Debt, Payment};
use super::labels::levy::step;
use super::late_fee::late_fee;
use super::payments::{self, Payments};
use super::row::Case;
use super::subjects::{Subject, Tax};
use super::unwithheld;
use crate::computation::{Surcharge, SurchargePart};
use crate::settings::WhereNobodyWithheld;
use crate::worksheet::{Figure, Worksheet, WorksheetError};

/// What is owed, what of it is still short, and the last day for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owed {
    pub due: Figure,
    pub short: Figure,
    pub deadline: NaiveDate,
}

/// Surcharge as a figure that totals add up, and as it is shown.
pub(super) struct Overdue {
    pub amount: Figure,
    pub shown: Surcharge,
    /// Whether it is charged at all, as the setting has it.
    pub is_charged: bool,
}

/// Surcharge on a row as things stand on the day of the computation.
pub(super) fn surcharge(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    owed: Owed,
    payments: &Payments,
) -> Result<Overdue, AssessError> {
    if owed.short.value().is_zero() && payments.late.is_empty() {
        return nothing_late(sheet);
    }
    let is_open = subject.tax == Tax::Comprehensive && payments::a_payer_failed(case, subject);
    match (is_open, case.facts.settings.where_nobody_withheld) {
        (true, WhereNobodyWithheld::None) => not_charged(sheet, case, owed),
        (is_open, _) => {
            let overdue = match payments.late.is_empty() {
                true => to_date(sheet, case, owed)?,
                false => in_parts(sheet, case, owed, payments)?,
            };
            if is_open {
                unwithheld::state(sheet, overdue.amount);
            }
            Ok(overdue)
        }
    }
}

fn nothing_late(sheet: &mut Worksheet) -> Result<Overdue, AssessError> {
    let amount = sheet.sum(step::NOTHING_LEVIED, &[])?;
    Ok(Overdue {
        amount,
        shown: Surcharge {
            days: 0,
            amount: Some(amount.money()?),
            capped_at_tax: Some(amount.money()?),
            parts: Vec::new(),
        },
        is_charged: true,
    })
}

fn not_charged(sheet: &mut Worksheet, case: &Case<'_>, owed: Owed) -> Result<Overdue, AssessError> {
    let Owed {
        short, deadline, ..
    } = owed;
    let settings = case.facts.settings;
    let (amount, capped) =
        unwithheld::on(sheet, case.rules, settings, short, deadline, case.as_of)?;
    Ok(Overdue {
        amount,
        shown: Surcharge {
            days: 0,
            amount: Some(amount.money()?),
            capped_at_tax: Some(capped.money()?),
            parts: Vec::new(),
        },
        is_charged: false,
    })
}

/// One part: all that is short, up to the day of the computation.
fn to_date(sheet: &mut Worksheet, case: &Case<'_>, owed: Owed) -> Result<Overdue, AssessError> {
    let late = late_fee(sheet, case.rules, owed.short, owed.deadline, case.as_of)?;
    let part = SurchargePart {
        tax: owed.short.money()?,
        until: case.as_of,
        paid: false,
        days: late.days(),
        amount: late.amount.money()?,
    };
    Ok(Overdue {
        amount: late.amount,
        shown: Surcharge {
            days: late.days(),
            amount: Some(part.amount),
            capped_at_tax: Some(late.capped_at_tax.money()?),
            parts: (part.days > 0).then_some(part).into_iter().collect(),
        },
        is_charged: true,
    })
}

/// The tax that was not paid in time, in the parts in which it was paid later, and what is still open.
fn in_parts(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    owed: Owed,
    payments: &Payments,
) -> Result<Overdue, AssessError> {
    let late: Vec<Figure> = payments.late.iter().map(|payment| payment.amount).collect();
    let paid = match payments.paid {
        Some(paid) => sheet.difference(step::PAID_IN_TIME, paid, &late)?,
        None => sheet.sum(step::PAID_IN_TIME, &[])?,
    };
    let rest = sheet.difference(step::OPEN_DEBT, owed.due, &[paid])?;
    let amount = sheet.not_below_zero(step::OPEN_DEBT, rest);
    let debt = Debt {
        amount,
        deadline: owed.deadline,
    };
    let payments = within(sheet, amount, &payments.late)?;
    let settled = instalments::in_order(sheet, case.rules, &[debt], &payments, case.as_of)?;
    let mut parts = Vec::new();
    for part in &settled.parts {
        parts.push(SurchargePart {
            tax: part.amount.money()?,
            until: part.on,
            paid: part.paid,
            days: part.late.days(),
            amount: part.late.amount.money()?,
        });
    }
    Ok(Overdue {
        amount: settled.surcharge,
        shown: Surcharge {
            days: parts.iter().map(|part| part.days).max().unwrap_or(0),
            amount: Some(settled.surcharge.money()?),
            capped_at_tax: Some(settled.capped_at_tax.money()?),
            parts,
        },
        is_charged: true,
    })
}

/// The payments in the order of their days, none beyond what was still open then: the rest was too much.
fn within(
    sheet: &mut Worksheet,
    debt: Figure,
    late: &[Payment],
) -> Result<Vec<Payment>, WorksheetError> {
    let mut open = debt;
    let mut late = late.to_vec();
    late.sort_by_key(|payment| payment.on);
    let mut payments = Vec::new();
    for Payment { on, amount } in late {
        let part = sheet.at_most(step::PAYMENT_PART, amount, open);
        open = sheet.difference(step::OPEN_DEBT, open, &[part])?;
        payments.push(Payment { on, amount: part });
    }
    Ok(payments)
}
