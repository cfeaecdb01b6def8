//! Each tax of each year: what is due, paid and short; how late; and the range of the fine.

use engine::computation::{Fine, SurchargePart, TaxRow};
use engine::money::Money;
use engine::period::Grain;
use engine::worksheet::Confidence;

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::scope::Scope;
use super::{citations, remark};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let rows = scope.taxes();
    if rows.is_empty() {
        return vec![remark("report.nothing_computed")];
    }
    let mut blocks = vec![Block::Table(Table {
        columns: vec![
            Column::text("report.tax", 1),
            Column::figure("report.income"),
            Column::figure("report.taxable_income"),
            Column::figure("report.due"),
            Column::figure("report.paid"),
            Column::figure("report.underpaid"),
            Column::figure("report.overpaid"),
        ],
        rows: by_party(scope, &rows, tax_line),
    })];
    blocks.extend(late(scope, &rows));
    blocks.extend(conditions(&rows));
    blocks
}

/// Surcharge and fines of what is short, or perhaps short, or was paid late.
fn late(scope: &Scope<'_>, rows: &[&TaxRow]) -> Vec<Block> {
    let in_full = |row: &TaxRow| row.underpaid.is_some_and(|amount| amount <= Money::ZERO);
    let in_time = |row: &TaxRow| row.surcharge.parts.iter().all(|part| !part.paid);
    let rows = rows.iter().copied();
    let short: Vec<&TaxRow> = rows.filter(|row| !in_full(row) || !in_time(row)).collect();
    if short.is_empty() {
        return vec![remark("report.nothing_late")];
    }
    let words = Words::text("report.late");
    vec![
        Block::Heading {
            words,
            figure: None,
        },
        remark("report.late_remark"),
        Block::Table(Table {
            columns: vec![
                Column::text("report.tax", 3),
                Column::figure("report.days"),
                Column::figure("report.surcharge"),
                Column::figure("report.surcharge_capped"),
                Column::text("report.fine_article", 2),
                Column::figure("report.fine_low"),
                Column::figure("report.fine_high"),
            ],
            rows: by_party(scope, &short, late_line),
        }),
    ]
}

/// A payment after the deadline, with its own days and surcharge.
fn paid_late(part: &SurchargePart) -> Words {
    let arguments = [
        ("tax", Value::Money(part.tax)),
        ("date", Value::Date(part.until)),
        ("days", Value::Count(u64::from(part.days))),
        ("amount", Value::Money(part.amount)),
    ];
    Words::with("report.paid_late", arguments)
}

/// Tax and period in words.
pub(super) fn tax_words(row: &TaxRow) -> Words {
    let key = match row.period.grain() {
        Grain::Year => "report.tax_of_year",
        Grain::Quarter | Grain::Month => "report.tax_of_period",
    };
    let tax = Words::text(format!("tax.{}", row.tax));
    let arguments = [
        ("tax", Value::Words(tax)),
        ("period", Value::Period(row.period)),
    ];
    Words::with(key, arguments)
}

fn tax_line(scope: &Scope<'_>, row: &TaxRow) -> Row {
    let code = &row.figure;
    let mut name = Cell::words(tax_words(row)).figure(code);
    if let Some(other) = &row.treated_as {
        name = name.detail(Words::with(
            "report.treated_as",
            [("other", scope.name_value(other))],
        ));
    }
    Row::body(vec![
        name,
        Cell::money(row.income).figure(code),
        Cell::money(row.taxable_income).figure(code),
        Cell::money(row.due).figure(code),
        Cell::money(row.paid).figure(code),
        Cell::underpaid(row.underpaid).figure(code),
        Cell::money(row.overpaid).figure(code),
    ])
}

fn late_line(_: &Scope<'_>, row: &TaxRow) -> Row {
    let code = &row.figure;
    let deadline = match row.deadline {
        Some(date) => Words::with("report.deadline", [("date", Value::Date(date))]),
        None => Words::text("report.deadline_not_published"),
    };
    let paid = row.surcharge.parts.iter().filter(|part| part.paid);
    let detail = paid.map(paid_late).fold(deadline, |first, second| {
        let both = [("first", first), ("second", second)];
        Words::with(
            "report.both",
            both.map(|(name, words)| (name, Value::Words(words))),
        )
    });
    let name = Cell::words(tax_words(row)).detail(detail).figure(code);
    let days = match row.surcharge.amount {
        _ if !row.overdue => Value::Words(Words::text("report.not_yet_due")),
        Some(_) => Value::Count(u64::from(row.surcharge.days)),
        None => Value::Absent,
    };
    let (low, high) = match row.fine.amount {
        Some(amount) => (Some(amount), Some(amount)),
        None => (row.fine.low, row.fine.high),
    };
    Row::body(vec![
        name,
        Cell::new(days).figure(code),
        Cell::money(row.surcharge.amount).figure(code),
        Cell::money(row.surcharge.capped_at_tax).figure(code),
        article(&row.fine),
        Cell::money(low).figure(code),
        Cell::money(high).figure(code),
    ])
}

/// Article of the Collection Law, with the multiple where a reviewer set one.
fn article(fine: &Fine) -> Cell {
    let Some(article) = &fine.article else {
        return Cell::new(Value::Absent);
    };
    let number = |text: &str| Value::Words(citations::number(text));
    let words = match article.split_once('.') {
        Some((article, paragraph)) => Words::with(
            "report.article_paragraph",
            [
                ("article", number(article)),
                ("paragraph", number(paragraph)),
            ],
        ),
        None => Words::with("report.article", [("article", number(article))]),
    };
    let cell = Cell::words(words);
    match fine.multiple {
        Some(multiple) => cell.detail(Words::with(
            "report.multiple",
            [("multiple", Value::Multiple(multiple))],
        )),
        None => cell,
    }
}

/// What rows rest on besides their figures: assumptions, missing facts, doubtful deadlines.
/// What several rest on is said once.
fn conditions(rows: &[&TaxRow]) -> Vec<Block> {
    let mut said: Vec<(&str, Words, Vec<Words>)> = Vec::new();
    for row in rows {
        let assumed = row.assumptions.iter().map(|key| {
            let what = Words::text(format!("assumption.{key}"));
            ("report.assumption", what)
        });
        let missing = row.missing.iter().map(|key| {
            let what = Words::text(format!("missing.{key}"));
            ("report.missing", what)
        });
        let weak = row.deadline_confidence == Some(Confidence::Low);
        let doubtful = row.deadline.filter(|_| weak).map(|deadline| {
            let date = Words::literal(deadline.to_string());
            ("report.deadline_doubtful", date)
        });
        for (key, what) in assumed.chain(missing).chain(doubtful) {
            let figure = Words::literal(&row.figure);
            match said.iter_mut().find(|(k, w, _)| *k == key && *w == what) {
                Some((_, _, figures)) => figures.push(figure),
                None => said.push((key, what, vec![figure])),
            }
        }
    }
    let say = |(key, what, parts): (&str, Words, Vec<Words>)| {
        let figures = Value::Words(Words::List { parts });
        let arguments = [("figures", figures), ("what", Value::Words(what))];
        Block::Remark {
            words: Words::with(key, arguments),
        }
    };
    said.into_iter().map(say).collect()
}

/// Rows under the name of their party.
fn by_party(
    scope: &Scope<'_>,
    rows: &[&TaxRow],
    line: impl Fn(&Scope<'_>, &TaxRow) -> Row,
) -> Vec<Row> {
    let mut all = Vec::new();
    let mut current = None;
    for row in rows {
        if current != Some(&row.party) {
            current = Some(&row.party);
            all.push(Row::group(Cell::words(scope.name(&row.party))));
        }
        all.push(line(scope, row));
    }
    all
}
