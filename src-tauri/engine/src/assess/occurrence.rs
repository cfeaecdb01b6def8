//! 每次收入: what one payment is when labour remuneration is withheld on.
//!
//! 个人所得税法实施条例 art. 14(1): one-off income is one occurrence a receipt; continuing income of one
//! item and payer is one occurrence a calendar month. Whether income continues must be stated.

use chrono::NaiveDate;

use super::AssessError;
use super::labels::income as label;
use super::labour::{self, LabourWithholding};
use crate::period::{Grain, Period};
use crate::rules::Rules;
use crate::worksheet::{Figure, Worksheet};

/// A receipt of labour remuneration.
#[derive(Clone, Copy, Debug)]
pub struct Payment {
    /// Day of payment.
    pub date: NaiveDate,
    /// Its amount.
    pub income: Figure,
}

/// One occurrence and what is to be withheld on it.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// Day of its last payment.
    pub date: NaiveDate,
    /// Income of the occurrence.
    pub income: Figure,
    /// What is withheld.
    pub due: LabourWithholding,
}

/// The occurrences of one item and payer, by day; payments in the order of their days.
pub fn occurrences(
    sheet: &mut Worksheet,
    rules: &Rules,
    payments: &[Payment],
    continuing: bool,
) -> Result<Vec<Occurrence>, AssessError> {
    let month = |payment: &Payment| Period::containing(payment.date, Grain::Month);
    let together = |one: &Payment, other: &Payment| continuing && month(one) == month(other);
    let mut found = Vec::new();
    for group in payments.chunk_by(together) {
        let Some(last) = group.last() else { continue };
        let law = rules.on(last.date)?;
        let income = match group {
            [single] => single.income,
            group => {
                let parts: Vec<Figure> = group.iter().map(|payment| payment.income).collect();
                sheet.sum(label::OCCURRENCE, &parts)?
            }
        };
        found.push(Occurrence {
            date: last.date,
            income,
            due: labour::per_time(sheet, law, income)?,
        });
    }
    Ok(found)
}
