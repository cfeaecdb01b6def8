//! What a format may not say: gaps and contradictions that would misread a file.

mod fee;

use std::collections::BTreeSet;

use crate::format::{Column, Container, Count, Format, Kind, PeriodFrom, Repeats, Shape};
use crate::import::header::normalise;
use crate::import::letters::column_index;
use crate::import::plan::ON_SCHEDULE;
use crate::record::AmountField;

/// Why a text is not a usable format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FormatError(String);

impl FormatError {
    pub(super) fn new(reason: impl Into<String>) -> FormatError {
        FormatError(reason.into())
    }
}

type Check = Result<(), FormatError>;

/// Checks one format against itself.
pub(super) fn format(format: &Format) -> Check {
    let named =
        |check: Check| check.map_err(|error| FormatError(format!("{}: {error}", format.id)));
    named(identity(format))?;
    named(shape(format))?;
    named(columns(format))?;
    named(references(format))?;
    named(restates(format))?;
    named(fee::fees(format))?;
    named(words(format))
}

/// Checks that no two formats could be taken for each other by id or signature.
pub(super) fn distinct(formats: &[Format]) -> Check {
    let mut ids = BTreeSet::new();
    let mut signatures = BTreeSet::new();
    for format in formats {
        require(ids.insert(&format.id), || {
            format!("two formats are called {}", format.id)
        })?;
        let names = |texts: &[String]| -> BTreeSet<String> {
            texts.iter().map(|text| normalise(text)).collect()
        };
        let signature = (names(&format.signature), names(&format.head));
        require(signatures.insert((format.keyed(), signature)), || {
            format!("{} has the signature of another format", format.id)
        })?;
        shared_rows(format, formats)?;
    }
    Ok(())
}

/// Rows that two formats share have one kind of key, and are each one event.
fn shared_rows(format: &Format, formats: &[Format]) -> Check {
    let shares = |other: &&Format| {
        other.id == format.rows_of()
            && other.rows_as.is_none()
            && (&other.platform, other.key.len()) == (&format.platform, format.key.len())
            && (other.repeats, format.repeats) == (Repeats::Never, Repeats::Never)
    };
    let found = format.rows_as.is_none() || formats.iter().any(|other| shares(&other));
    require(found, || {
        format!("{} cannot have the rows of {}", format.id, format.rows_of())
    })
}

fn identity(format: &Format) -> Check {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    require(
        !format.id.is_empty() && format.id.chars().all(plain),
        || "the id is not in lower case with underscores".into(),
    )?;
    require(
        !format.seen_in.is_empty() && format.seen_in.iter().all(|text| !text.trim().is_empty()),
        || "it does not say where the layout was seen".into(),
    )?;
    require(!format.containers.is_empty(), || {
        "it names no kind of file".into()
    })?;
    require(
        format.keyed().is_none() || format.containers.len() == 1,
        || "rows that name their values and tables are two formats".into(),
    )?;
    let has_paths = matches!(format.keyed(), Some(Container::Json | Container::Xml));
    require(has_paths != format.rows_at.is_empty(), || {
        "rows_at is for JSON and XML, and they need it".into()
    })?;
    require(
        format.balances.is_none() || format.keyed() == Some(Container::Xml),
        || "balances are looked for in XML alone".into(),
    )?;
    require(
        format.rows_within.is_none() || format.keyed() == Some(Container::Json),
        || "rows_within is for JSON".into(),
    )?;
    require(!format.signature.is_empty(), || {
        "it has no signature".into()
    })?;
    require(!format.key.is_empty(), || "it has no key".into())
}

/// What only forms have, and what only columns with letters have.
fn shape(format: &Format) -> Check {
    let form = format.shape == Shape::Form;
    let letters = format
        .columns
        .iter()
        .filter_map(|column| column.at.as_ref());
    for letter in letters {
        require(column_index(letter).is_some(), || {
            format!("{letter} is no letter of a column")
        })?;
    }
    let lettered = format.columns.iter().filter(|column| column.at.is_some());
    let all = if format.header_rows.is_some() {
        format.columns.len()
    } else {
        0
    };
    require(lettered.count() == all, || {
        "with header_rows every column has a letter, and without them none".into()
    })?;
    require(form || format.amounts_under.is_empty(), || {
        "amounts_under is for forms".into()
    })?;
    require(
        !form || !(format.keyed().is_some() || format.is_lettered()),
        || "a form neither has columns nor rows that name their values".into(),
    )?;
    require(
        !(form || format.is_lettered()) || !format.head.is_empty(),
        || "a form, or a table with letters, is known by its head".into(),
    )?;
    require(
        !format.cumulative || format.period_from == PeriodFrom::Head,
        || "cumulative amounts need the period that the head states".into(),
    )
}

fn columns(format: &Format) -> Check {
    let mut names = BTreeSet::new();
    for column in &format.columns {
        for name in std::iter::once(&column.header).chain(&column.aliases) {
            require(names.insert(normalise(name)), || {
                format!("two columns are called {name}")
            })?;
        }
        require(!(column.required && column.optional), || {
            format!("{} is both required and optional", column.header)
        })?;
        let sure = column.required && column.filled;
        require(column.kind != Kind::Status || sure, || {
            "a status must be in every file and every row".into()
        })?;
        let Some(field) = &column.field else {
            continue;
        };
        require(kind_fits(field, column.kind), || {
            format!("{} cannot be read as {:?}", field, column.kind)
        })?;
        let of_amounts = column.once_per.is_some() || column.negated;
        require(!of_amounts || column.kind == Kind::Money, || {
            format!(
                "{} is no amount and can be neither once_per nor negated",
                column.header
            )
        })?;
    }
    for header in &format.signature {
        let found = format
            .columns
            .iter()
            .find(|column| &column.header == header);
        require(found.is_some_and(|column| column.required), || {
            format!("{header} is in the signature and is no required column")
        })?;
    }
    Ok(())
}

pub(super) fn kind_fits(field: &str, kind: Kind) -> bool {
    let time = matches!(
        kind,
        Kind::Time | Kind::Clock | Kind::EpochSeconds | Kind::EpochMilliseconds
    );
    match field {
        "order_id" | "sub_order_id" => kind == Kind::Id,
        "order_time" | "settled_time" | "refund_time" | "modified_time" => time,
        "period" => matches!(kind, Kind::Period | Kind::FirstDay | Kind::LastDay),
        "status" => kind == Kind::Status,
        "direction" => kind == Kind::Direction,
        "counterparty" | "counterparty_account" | "description" => kind == Kind::Text,
        "tips_units" => kind == Kind::Number,
        "buyer" | "address" => kind == Kind::Buyer,
        _ if AmountField::from_code(field).is_some() => {
            matches!(kind, Kind::Money | Kind::Schedule)
        }
        _ => {
            let named = [
                Kind::Text,
                Kind::Id,
                Kind::Number,
                Kind::Rate,
                Kind::Direction,
            ];
            time || named.contains(&kind)
        }
    }
}

fn references(format: &Format) -> Check {
    buyers_decide_nothing(format)?;
    for field in &format.key {
        feeding(format, field)?;
    }
    let key_is_filled = |field: &String| {
        is_stated(format, field) || columns_of(format, field).any(|column| column.filled)
    };
    require(format.key.iter().any(key_is_filled), || {
        "no column of the key must be filled".into()
    })?;
    for field in format.account.keys.iter().chain(&format.account.name) {
        if field != "account" && field != "account_name" {
            feeding(format, field)?;
        }
    }
    for count in &format.counts {
        feeding(format, count.amount.code())?;
        if count.order_money.is_some() {
            feeding(format, "order_id")?;
        }
        day(format, count)?;
        let searched = count.rules.iter().flat_map(|rule| &rule.fields);
        for field in searched.chain(count.when.words.iter().flat_map(|words| &words.fields)) {
            feeding(format, field)?;
        }
        require(count.class.is_some() || !count.rules.is_empty(), || {
            "a count has neither class nor rules".into()
        })?;
    }
    for field in format
        .columns
        .iter()
        .filter_map(|column| column.once_per.as_ref())
    {
        feeding(format, field)?;
    }
    require(
        !format.running_balance || feeding(format, AmountField::Balance.code()).is_ok(),
        || "running_balance needs a column of the balance".into(),
    )?;
    controls(format)
}

/// What the totals of a file speak of is read.
fn controls(format: &Format) -> Check {
    let words = format
        .controls
        .iter()
        .flat_map(|control| &control.when.words);
    for field in words.flat_map(|words| &words.fields) {
        feeding(format, field)?;
    }
    let stated = format.controls.iter().filter_map(|control| control.amount);
    let mut amounts: Vec<AmountField> =
        stated.chain(format.footer.totals.iter().copied()).collect();
    if let Some(check) = &format.check_table {
        amounts.extend(&check.amounts);
        for field in &check.rows_of {
            feeding(format, field)?;
        }
        require(
            !check.amounts.is_empty() && !check.rows_of.is_empty(),
            || "a table to agree with needs amounts, and fields that tell its rows apart".into(),
        )?;
    }
    for amount in amounts {
        feeding(format, amount.code())?;
    }
    Ok(())
}

/// What is never stored can be no part of what a row is known by, or counts by.
fn buyers_decide_nothing(format: &Format) -> Check {
    for field in ["buyer", "address"] {
        let field = &field.to_owned();
        let counts = format.counts.iter().flat_map(|count| &count.rules);
        let words = format.counts.iter().flat_map(|count| &count.when.words);
        let used = format.key.contains(field)
            || format.account.keys.contains(field)
            || format.account.name.as_ref() == Some(field)
            || counts.into_iter().any(|rule| rule.fields.contains(field))
            || words.into_iter().any(|words| words.fields.contains(field));
        require(!used, || {
            format!("{field} is blanked and can decide nothing")
        })?;
    }
    Ok(())
}

/// The day of a count is one that a row can have.
fn day(format: &Format, count: &Count) -> Check {
    if count.on == ON_SCHEDULE {
        let amount = count.amount.code();
        let gives = |column: &Column| column.kind == Kind::Schedule;
        return require(columns_of(format, amount).any(gives), || {
            format!("no column has a schedule of {amount}")
        });
    }
    for day in std::iter::once(&count.on).chain(&count.else_on) {
        feeding(format, day)?;
        is_a_day(day)?;
    }
    Ok(())
}

fn is_a_day(field: &str) -> Check {
    let days = [
        "order_time",
        "settled_time",
        "refund_time",
        "modified_time",
        "period",
    ];
    require(days.contains(&field), || {
        format!("{field} is no day on which something counts")
    })
}

fn restates(format: &Format) -> Check {
    for rule in &format.restates {
        require(!rule.status.is_empty() && !rule.filled.is_empty(), || {
            "a restate says neither from what nor why".into()
        })?;
        for field in &rule.filled {
            feeding(format, field)?;
        }
    }
    let schedules = format.columns.iter();
    let schedules = schedules.filter(|column| column.kind == Kind::Schedule);
    require(schedules.count() < 2, || "it has two schedules".into())
}

fn words(format: &Format) -> Check {
    let has = |kind: Kind| format.columns.iter().any(|column| column.kind == kind);
    require(has(Kind::Status) != format.status.is_empty(), || {
        "a status column and a table of status words go together".into()
    })?;
    require(has(Kind::Status) != format.status_of_all.is_some(), || {
        "either a column or status_of_all tells the status".into()
    })?;
    require(has(Kind::Direction) != format.direction.is_empty(), || {
        "a direction column and a table of direction words go together".into()
    })?;
    let conditions = format.counts.iter().map(|count| &count.when);
    for condition in conditions.chain(format.controls.iter().map(|control| &control.when)) {
        for status in &condition.status {
            let restated = format.restates.iter().map(|rule| &rule.becomes);
            let known = format.status.values().chain(&format.status_of_all);
            require(known.chain(restated).any(|known| known == status), || {
                format!("no word means the status {}", status.code())
            })?;
        }
    }
    Ok(())
}

fn feeding(format: &Format, field: &str) -> Check {
    let fed = is_stated(format, field) || columns_of(format, field).next().is_some();
    require(fed, || format!("no column feeds {field}"))
}

/// Whether the head or the person states it for every row.
fn is_stated(format: &Format, field: &str) -> bool {
    field == "period" && format.period_from != PeriodFrom::Rows
}

fn columns_of<'f>(format: &'f Format, field: &str) -> impl Iterator<Item = &'f Column> {
    let wanted = field.to_owned();
    format
        .columns
        .iter()
        .filter(move |column| column.field.as_deref() == Some(&wanted))
}

fn require(holds: bool, reason: impl FnOnce() -> String) -> Check {
    if holds {
        Ok(())
    } else {
        Err(FormatError(reason()))
    }
}

#[cfg(test)]
mod tests;
