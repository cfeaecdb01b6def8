//! 分次缴款: several taxes paid in parts, each part with its surcharge from its deadline to its day.
//!
//! 税收征收管理法 art. 32; 实施细则 art. 75. Payments go to the oldest deadline first and to tax before
//! surcharge; what is paid on one day on one tax is one payment, so that dividing it changes
//! nothing. It refuses payments beyond the taxes, and such as come after the day of the computation.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::AssessError;
use super::labels::levy::{assumption, step};
use super::labels::step::{LATE_FEE_CAPPED, TOTAL_LATE_FEE};
use super::late_fee::{LateFee, late_fee};
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Figure, Worksheet};

/// One tax.
#[derive(Clone, Copy, Debug)]
pub struct Debt {
    /// Its amount.
    pub amount: Figure,
    /// Last day for payment.
    pub deadline: NaiveDate,
}

/// Money paid on a day.
#[derive(Clone, Copy, Debug)]
pub struct Payment {
    /// The day.
    pub on: NaiveDate,
    /// The amount.
    pub amount: Figure,
}

/// A part of a tax with its surcharge.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Which of the debts, from 0.
    pub debt: usize,
    /// The day of payment; of the computation where it is still open.
    pub on: NaiveDate,
    /// Whether it was paid.
    pub paid: bool,
    /// How much of the tax.
    pub amount: Figure,
    /// Its surcharge.
    pub late: LateFee,
}

/// All parts and what they come to.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// In the order of payment.
    pub parts: Vec<Part>,
    /// Surcharge together.
    pub surcharge: Figure,
    /// The same, on no debt above its tax.
    pub capped_at_tax: Figure,
    /// Tax still open.
    pub open: Figure,
}

/// Settles debts by payments as things stand on a day.
pub fn in_order(
    sheet: &mut Worksheet,
    rules: &Rules,
    debts: &[Debt],
    payments: &[Payment],
    as_of: NaiveDate,
) -> Result<Settlement, AssessError> {
    let mut open: Vec<Figure> = debts.iter().map(|debt| debt.amount).collect();
    let mut order: Vec<usize> = (0..debts.len()).collect();
    order.sort_by_key(|debt| debts[*debt].deadline);
    let mut parts = Vec::new();
    for (on, amounts) in by_day(payments) {
        if on > as_of {
            return Err(AssessError::PaidLater { on, as_of });
        }
        let mut left = sheet.sum(step::PAYMENT, &amounts)?;
        for debt in order.iter().copied() {
            if left.value().is_zero() || open[debt].value().is_zero() {
                continue;
            }
            let amount = sheet.at_most(step::PAYMENT_PART, left, open[debt]);
            sheet.assume(amount, assumption::PAYMENTS_GO_TO_TAX_FIRST);
            left = sheet.difference(step::OPEN_PAYMENT, left, &[amount])?;
            open[debt] = sheet.difference(step::OPEN_DEBT, open[debt], &[amount])?;
            let late = late_fee(sheet, rules, amount, debts[debt].deadline, on)?;
            parts.push(Part {
                debt,
                on,
                paid: true,
                amount,
                late,
            });
        }
        if !left.value().is_zero() {
            return Err(AssessError::PaidTooMuch { on });
        }
    }
    for debt in order {
        if !open[debt].value().is_zero() {
            let late = late_fee(sheet, rules, open[debt], debts[debt].deadline, as_of)?;
            parts.push(Part {
                debt,
                on: as_of,
                paid: false,
                amount: open[debt],
                late,
            });
        }
    }
    together(sheet, rules, debts, parts, &open, as_of)
}

fn by_day(payments: &[Payment]) -> BTreeMap<NaiveDate, Vec<Figure>> {
    let mut days: BTreeMap<NaiveDate, Vec<Figure>> = BTreeMap::new();
    for payment in payments {
        days.entry(payment.on).or_default().push(payment.amount);
    }
    days
}

fn together(
    sheet: &mut Worksheet,
    rules: &Rules,
    debts: &[Debt],
    parts: Vec<Part>,
    open: &[Figure],
    as_of: NaiveDate,
) -> Result<Settlement, AssessError> {
    let cap = rules.on(as_of)?.citation(RuleId::LateFeeCap)?;
    let (mut sums, mut capped) = (Vec::new(), Vec::new());
    for (number, debt) in debts.iter().enumerate() {
        let mine = parts.iter().filter(|part| part.debt == number);
        let fees: Vec<Figure> = mine.map(|part| part.late.amount).collect();
        let sum = sheet.sum(TOTAL_LATE_FEE, &fees)?;
        let most = sheet.at_most(LATE_FEE_CAPPED, sum, debt.amount);
        sheet.cite(most, &cap);
        sums.push(sum);
        capped.push(most);
    }
    Ok(Settlement {
        parts,
        surcharge: sheet.sum(TOTAL_LATE_FEE, &sums)?,
        capped_at_tax: sheet.sum(LATE_FEE_CAPPED, &capped)?,
        open: sheet.sum(step::OPEN_DEBT, open)?,
    })
}
