//! What an import would store, read inside its own transaction before it is taken back; and where
//! the rows of a document stand.

use std::collections::BTreeSet;

use engine::money::Money;
use rusqlite::Connection;

/// A stored record with all that a preview shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredRow {
    pub(crate) sheet: Option<String>,
    pub(crate) row: u32,
    pub(crate) account: Option<String>,
    pub(crate) status: String,
    pub(crate) side: Option<String>,
    pub(crate) class: Option<String>,
    pub(crate) amount: Option<Money>,
    pub(crate) field: Option<String>,
    pub(crate) on: Option<String>,
    pub(crate) order_id: Option<String>,
    pub(crate) counterparty: Option<String>,
    pub(crate) description: Option<String>,
}

/// The first records of a document, in the order of the file.
pub(crate) fn first_of_document(
    connection: &Connection,
    document: i64,
    limit: u32,
) -> rusqlite::Result<Vec<StoredRow>> {
    let mut statement = connection.prepare(
        "SELECT r.sheet, r.row, coalesce(a.name, json_extract(a.keys, '$[0]')), r.status, r.side,
             r.class, r.counted, r.counted_field,
             coalesce(r.counted_on, substr(r.ordered_at, 1, 10)), r.order_id, r.counterparty,
             r.description
         FROM records r LEFT JOIN accounts a ON a.id = r.account
         WHERE r.document = ?1 ORDER BY r.id LIMIT ?2",
    )?;
    let rows = statement.query_map((document, limit), |row| {
        Ok(StoredRow {
            sheet: row.get(0)?,
            row: row.get(1)?,
            account: row.get(2)?,
            status: row.get(3)?,
            side: row.get(4)?,
            class: row.get(5)?,
            amount: row.get::<_, Option<i64>>(6)?.map(Money::from_fen),
            field: row.get(7)?,
            on: row.get(8)?,
            order_id: row.get(9)?,
            counterparty: row.get(10)?,
            description: row.get(11)?,
        })
    })?;
    rows.collect()
}

/// Sheet and row of every record of a document.
pub(crate) fn places_of_document(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<BTreeSet<(Option<String>, u32)>> {
    let mut statement =
        connection.prepare("SELECT DISTINCT sheet, row FROM records WHERE document = ?1")?;
    let rows = statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
