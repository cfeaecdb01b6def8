//! Table `records`: writing them, finding the ones a new row may repeat, and adding them up.

mod sums;
mod versions;

use chrono::NaiveDateTime;
use engine::money::Money;
use engine::record::{AmountField, Class, Counted, Record, Status};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter, types::Value};

pub(crate) use sums::{
    Owned, Page, PageOf, counted_by_party, declared_lines, page_of, uncounted_owners,
};
pub(crate) use versions::{Version, current_of_key, supersede, take_account_of_order};

/// A record as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordRow {
    pub(crate) id: i64,
    pub(crate) document: i64,
    pub(crate) document_name: String,
    pub(crate) sheet: Option<String>,
    pub(crate) row: u32,
    pub(crate) order_id: Option<String>,
    pub(crate) status: Status,
    pub(crate) counterparty: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) class: Option<Class>,
    pub(crate) counted: Option<Money>,
    pub(crate) counted_field: Option<AmountField>,
    pub(crate) counted_on: Option<String>,
}

pub(crate) const ROW_COLUMNS: &str = "r.id, r.document, d.name, r.sheet, r.row, r.order_id, \
     r.status, r.counterparty, r.description, r.class, r.counted, r.counted_field, r.counted_on";

/// Adds a record of a document. `key_hash` stands for format, account and line key.
pub(crate) fn put(
    connection: &Connection,
    document: i64,
    account: Option<i64>,
    key_hash: i64,
    fingerprint: &[u8; 16],
    record: &Record,
) -> rusqlite::Result<i64> {
    let mut values: Vec<Value> = vec![
        document.into(),
        record.place.sheet.clone().into(),
        record.place.row.into(),
        account.into(),
        key_hash.into(),
        fingerprint.to_vec().into(),
        record.order_id.clone().into(),
        record.sub_order_id.clone().into(),
        record.status.code().to_owned().into(),
        time(record.ordered_at),
        time(record.settled_at),
        time(record.refunded_at),
        time(record.modified_at),
        record.period.map(|period| period.to_string()).into(),
        record.cumulative_to.map(|day| day.to_string()).into(),
        record.counterparty.clone().into(),
        record.counterparty_account.clone().into(),
        record.tips_units.clone().into(),
        record.description.clone().into(),
    ];
    values.extend(counted_values(record.counted.as_ref()));
    values.extend(
        AmountField::ALL
            .iter()
            .map(|field| record.amounts.get(*field).map(Money::fen).into()),
    );
    connection
        .prepare_cached(insert())?
        .execute(params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

fn counted_values(counted: Option<&Counted>) -> [Value; 5] {
    match counted {
        None => [
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
        ],
        Some(counted) => [
            counted.side.code().to_owned().into(),
            counted.class.code().to_owned().into(),
            counted.amount.fen().into(),
            counted.field.code().to_owned().into(),
            counted.on.to_string().into(),
        ],
    }
}

fn time(time: Option<NaiveDateTime>) -> Value {
    time.map(|time| time.format("%Y-%m-%d %H:%M:%S").to_string())
        .into()
}

fn insert() -> &'static str {
    static INSERT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let fixed = "document, sheet, row, account, key_hash, fingerprint, order_id, sub_order_id, \
             status, ordered_at, settled_at, refunded_at, modified_at, period, cumulative_to, counterparty, \
             counterparty_account, tips_units, description, side, class, counted, counted_field, counted_on";
        let amounts: Vec<_> = AmountField::ALL.iter().map(|field| field.code()).collect();
        let count = fixed.split(',').count() + amounts.len();
        let marks = vec!["?"; count].join(", ");
        format!(
            "INSERT INTO records ({fixed}, {}) VALUES ({marks})",
            amounts.join(", ")
        )
    });
    &INSERT
}

/// How many current records the case holds.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row(
        "SELECT count(*) FROM records WHERE superseded_by IS NULL",
        [],
        |row| row.get(0),
    )
}

/// One record by number.
pub(crate) fn by_id(connection: &Connection, id: i64) -> rusqlite::Result<Option<RecordRow>> {
    let sql = format!(
        "SELECT {ROW_COLUMNS} FROM records r JOIN documents d ON d.id = r.document WHERE r.id = ?1"
    );
    connection.query_row(&sql, [id], record_row).optional()
}

/// First and last counted day of a document's records.
pub(crate) fn span_of_document(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<(Option<String>, Option<String>)> {
    connection.query_row(
        "SELECT min(day), max(day) FROM (
             SELECT coalesce(counted_on, substr(ordered_at, 1, 10)) AS day
             FROM records WHERE document = ?1)",
        [document],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(crate) fn record_row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    let status: String = row.get(6)?;
    Ok(RecordRow {
        id: row.get(0)?,
        document: row.get(1)?,
        document_name: row.get(2)?,
        sheet: row.get(3)?,
        row: row.get(4)?,
        order_id: row.get(5)?,
        status: Status::from_code(&status).unwrap_or(Status::Error),
        counterparty: row.get(7)?,
        description: row.get(8)?,
        class: code(row, 9, Class::from_code)?,
        counted: row.get::<_, Option<i64>>(10)?.map(Money::from_fen),
        counted_field: code(row, 11, AmountField::from_code)?,
        counted_on: row.get(12)?,
    })
}

/// A coded column; an unknown code is an error of the file, never a guess.
fn code<T>(
    row: &Row<'_>,
    column: usize,
    from_code: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let Some(code) = row.get::<_, Option<String>>(column)? else {
        return Ok(None);
    };
    match from_code(&code) {
        Some(value) => Ok(Some(value)),
        None => Err(rusqlite::Error::InvalidColumnType(
            column,
            code,
            rusqlite::types::Type::Text,
        )),
    }
}
