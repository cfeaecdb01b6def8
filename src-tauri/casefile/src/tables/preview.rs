//! What an import would store, read inside its own transaction before it is taken back.

use engine::money::Money;
use rusqlite::Connection;

use super::records::day_text;

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

/// The first records of a document with their parts, in the order of the file; rows known before
/// are none.
pub(crate) fn first_of_document(
    connection: &Connection,
    document: i64,
    limit: u32,
) -> rusqlite::Result<Vec<StoredRow>> {
    let mut statement = connection.prepare(
        "SELECT r.sheet, r.row, coalesce(a.name, json_extract(a.keys, '$[0]')), k.status, k.side,
             k.class, r.counted, k.field, coalesce(r.counted_on, r.ordered_at / 1000000),
             r.order_id, r.counterparty, r.description
         FROM documents d JOIN records r ON r.id BETWEEN d.first_record AND d.last_record
         JOIN record_kinds k ON k.id = r.kind LEFT JOIN accounts a ON a.id = r.account
         WHERE d.id = ?1 AND coalesce(r.part_of, r.id) IN (
             SELECT whole.id FROM documents d
             JOIN records whole ON whole.id BETWEEN d.first_record AND d.last_record
             WHERE d.id = ?1 AND whole.part_of IS NULL
                 AND whole.superseded_as IS NOT 'duplicate'
             ORDER BY whole.id LIMIT ?2)
         ORDER BY r.id",
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
            on: row.get::<_, Option<i64>>(8)?.map(day_text),
            order_id: row.get(9)?,
            counterparty: row.get(10)?,
            description: row.get(11)?,
        })
    })?;
    rows.collect()
}
