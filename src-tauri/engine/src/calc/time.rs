//! Deadlines, and what being late costs.

use serde_json::json;

use super::income_tax::{outputs, subject};
use super::keys::Keys;
use super::{Answer, request};
use crate::assess::labels::step;
use crate::assess::{deadlines, late_fee};
use crate::rules::Rules;
use crate::worksheet::Worksheet;

pub(super) fn deadline(request: Keys<'_>, _sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: request::Deadline = request.read()?;
    let answer = deadlines::deadline(rules, &request.tax, request.period)?;
    outputs([
        ("deadline", json!(answer.date)),
        ("confidence", json!(answer.confidence)),
        ("citations", json!(answer.citations)),
    ])
}

pub(super) fn late_surcharge(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: request::LateSurcharge = request.read()?;
    let tax = subject(sheet, step::TAX, "tax_amount", request.tax_amount)?;
    let answer = late_fee::late_fee(sheet, rules, tax, request.deadline, request.paid_on)?;
    outputs([
        ("first_day", json!(answer.first_day)),
        ("days", json!(answer.days())),
        ("surcharge", json!(answer.amount.money()?)),
        ("capped_at_tax", json!(answer.capped_at_tax.money()?)),
    ])
}
