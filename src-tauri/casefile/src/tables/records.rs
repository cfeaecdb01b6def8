//! Table `records`: writing them, finding the ones a new row may repeat, and adding them up.

pub(crate) mod facts;
pub(crate) mod flows;
mod insert;
mod key_page;
mod keys;
mod months;
pub(crate) mod not_settled;
mod put;
mod sums;
mod undo;
mod unnamed;
mod versions;

use engine::money::Money;
use engine::record::{AmountField, Class, Status};
use rusqlite::{Connection, OptionalExtension, Row};

pub(crate) use keys::{
    HeldKeys, Key, PutKeys, of_group, put_key, remove_key, remove_key_pages, remove_key_row,
};
pub(crate) use months::{Months, put_months};
pub(crate) use put::{BuyerHashes, Place, Put};

pub(crate) use sums::{
    Owned, Page, PageOf, PlacedAmounts, counted_by_party, declared_lines, page_of, uncounted_owners,
};
pub(crate) use undo::{Removed, duplicates_of, new_sum, of_document, remove};
pub(crate) use unnamed::{
    OfOrder, SaidBy, any_unnamed, belongs_to, named, put_unnamed, remove_unnamed, unnamed_of,
};
pub(crate) use versions::{repeats_of, stand, stand_in, version, view};

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
     k.status, r.counterparty, r.description, k.class, r.counted, k.field, r.counted_on";

/// How many current records the case holds.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row(
        "SELECT (SELECT coalesce(sum(records), 0) FROM documents WHERE undone_at IS NULL)
             - (SELECT count(*) FROM record_links l JOIN records r ON r.id = l.record
                WHERE r.superseded_by = l.target AND r.superseded_as = 'version'
                    AND r.part_of IS NULL)",
        [],
        |row| row.get(0),
    )
}

/// The periods of the rows of a document, each once.
pub(crate) fn periods_of(connection: &Connection, document: i64) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT DISTINCT period FROM records
        WHERE document = ?1 AND period IS NOT NULL ORDER BY period";
    let mut statement = connection.prepare(sql)?;
    statement.query_map([document], |row| row.get(0))?.collect()
}

/// One record by number.
pub(crate) fn by_id(connection: &Connection, id: i64) -> rusqlite::Result<Option<RecordRow>> {
    let sql = format!(
        "SELECT {ROW_COLUMNS} FROM records r JOIN documents d ON d.id = r.document
         JOIN record_kinds k ON k.id = r.kind WHERE r.id = ?1"
    );
    connection.query_row(&sql, [id], record_row).optional()
}

/// The number the next record gets.
pub(crate) fn next_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM records),
                        (SELECT coalesce(max(last_record), 0) FROM documents),
                        (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM facts_of_case
                         WHERE name = ?1))",
        [LAST_NUMBER],
        |row| row.get(0),
    )
}

/// Remembers the number given last, before records that are in line with no document go.
pub(crate) fn keep_last_number(connection: &Connection) -> rusqlite::Result<()> {
    let last = next_id(connection)? - 1;
    super::set_up::put_fact(connection, LAST_NUMBER, &last.to_string())?;
    Ok(())
}

/// Name of the fact that holds the number given last when an import was taken back.
const LAST_NUMBER: &str = "last_record";

pub(crate) fn record_row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        id: row.get(0)?,
        document: row.get(1)?,
        document_name: row.get(2)?,
        sheet: row.get(3)?,
        row: row.get(4)?,
        order_id: row.get(5)?,
        status: required(row, 6, Status::from_code)?,
        counterparty: row.get(7)?,
        description: row.get(8)?,
        class: code(row, 9, Class::from_code)?,
        counted: row.get::<_, Option<i64>>(10)?.map(Money::from_fen),
        counted_field: code(row, 11, AmountField::from_code)?,
        counted_on: row.get::<_, Option<i64>>(12)?.map(day_text),
    })
}

/// A stored day, YYYYMMDD, as it is shown.
pub(crate) fn day_text(day: i64) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        day / 10_000,
        day / 100 % 100,
        day % 100
    )
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

pub(crate) fn required<T>(
    row: &Row<'_>,
    column: usize,
    from_code: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    code(row, column, from_code)?.ok_or_else(|| wrong(column, "a code"))
}

pub(crate) fn wrong(column: usize, found: &str) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, found.to_owned(), rusqlite::types::Type::Text)
}
