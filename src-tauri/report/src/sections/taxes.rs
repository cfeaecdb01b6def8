//! Each tax of each year: what is due, paid and short; how late; and the range of the fine.

use engine::computation::{Fine, TaxRow};
use engine::worksheet::Confidence;

use crate::document::{Block, Cell, Column, Row, Table, Value, Words};

use super::remark;
use super::scope::Scope;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let rows = scope.taxes();
    if rows.is_empty() {
        return vec![remark("report.nothing_computed")];
    }
    let mut blocks = vec![
        Block::Table(Table {
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
        }),
        Block::Heading {
            words: Words::text("report.late"),
            figure: None,
        },
        remark("report.late_remark"),
        Block::Table(Table {
            columns: vec![
                Column::text("report.tax", 4),
                Column::figure("report.days"),
                Column::figure("report.surcharge"),
                Column::figure("report.surcharge_capped"),
                Column::text("report.fine_article", 1),
                Column::figure("report.fine_low"),
                Column::figure("report.fine_high"),
            ],
            rows: by_party(scope, &rows, late_line),
        }),
    ];
    blocks.extend(rows.iter().flat_map(|row| conditions(row)));
    blocks
}

/// Tax and period in words.
pub(super) fn tax_words(row: &TaxRow) -> Words {
    Words::join(
        vec![
            Words::text(format!("tax.{}", row.tax)),
            Words::literal(row.period.to_string()),
        ],
        " ",
    )
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
    let deadline = Words::with("report.deadline", [("date", Value::Date(row.deadline))]);
    let name = Cell::words(tax_words(row)).detail(deadline).figure(code);
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
    let literal = |text: &str| Value::Words(Words::literal(text));
    let words = match article.split_once('.') {
        Some((article, paragraph)) => Words::with(
            "report.article_paragraph",
            [
                ("article", literal(article)),
                ("paragraph", literal(paragraph)),
            ],
        ),
        None => Words::with("report.article", [("article", literal(article))]),
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

/// What a row rests on besides its figures: assumptions, missing facts, a doubtful deadline.
fn conditions(row: &TaxRow) -> Vec<Block> {
    let figure = || Value::Words(Words::literal(&row.figure));
    let say = |key: &str, what: Words| Block::Remark {
        words: Words::with(key, [("figure", figure()), ("what", Value::Words(what))]),
    };
    let assumed = row.assumptions.iter().map(|key| {
        let key = format!("assumption.{key}");
        say("report.assumption", Words::text(key))
    });
    let missing = row.missing.iter().map(|key| {
        let key = format!("missing.{key}");
        say("report.missing", Words::text(key))
    });
    let doubtful = (row.deadline_confidence == Confidence::Low).then(|| {
        let date = Value::Date(row.deadline);
        Block::Remark {
            words: Words::with(
                "report.deadline_doubtful",
                [("figure", figure()), ("date", date)],
            ),
        }
    });
    assumed.chain(missing).chain(doubtful).collect()
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
