//! The steps to take, tax by tax, in the order in which they are taken.

use engine::computation::TaxRow;
use engine::money::Money;

use crate::document::{Block, Value, Words};

use super::scope::Scope;
use super::taxes::tax_words;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let taxes = scope.taxes();
    let short: Vec<&TaxRow> = taxes
        .iter()
        .copied()
        .filter(|row| row.underpaid.is_some_and(|amount| amount > Money::ZERO))
        .collect();
    let mut items = vec![Words::text("report.step.check")];
    items.extend(short.iter().map(|row| file(scope, row)));
    let unknown = taxes.iter().filter(|row| row.underpaid.is_none()).count();
    if taxes.is_empty() {
        items.push(Words::text("report.step.nothing_computed"));
    } else if unknown > 0 {
        let count = u64::try_from(unknown).expect("a count of taxes fits");
        let count = [("count", Value::Count(count))];
        items.push(Words::with("report.step.unknown", count));
    } else if short.is_empty() {
        items.push(Words::text("report.step.nothing_short"));
    }
    if !short.is_empty() {
        items.push(surcharge(scope));
        items.push(Words::text("report.step.timing"));
    }
    if taxes.iter().any(|row| row.overpaid > Some(Money::ZERO)) {
        items.push(Words::text("report.step.overpaid"));
    }
    items.push(Words::text("report.step.keep"));
    items.push(Words::text("report.step.advice"));
    vec![Block::Steps { items }]
}

fn file(scope: &Scope<'_>, row: &TaxRow) -> Words {
    let key = match row.overdue {
        true => "report.step.file",
        false => "report.step.file_in_time",
    };
    Words::with(
        key,
        [
            ("party", scope.name_value(&row.party)),
            ("tax", Value::Words(tax_words(row))),
            ("amount", row.underpaid.map_or(Value::Absent, Value::Money)),
            ("deadline", row.deadline.map_or(Value::Absent, Value::Date)),
            ("figure", Value::Words(Words::literal(&row.figure))),
        ],
    )
}

fn surcharge(scope: &Scope<'_>) -> Words {
    let (amounts, _) = scope.grand_total();
    Words::with(
        "report.step.surcharge",
        [
            ("as_of", Value::Date(scope.report.computation.as_of)),
            ("amount", Value::Money(amounts.surcharge)),
        ],
    )
}
