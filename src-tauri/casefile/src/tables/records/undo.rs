//! Taking the records of a document out again, and finding what stood on them.

use engine::money::Money;
use rusqlite::Connection;

/// What must be known of a record that is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Removed {
    pub(crate) id: i64,
    pub(crate) key_hash: i64,
    pub(crate) order_id: Option<String>,
}

/// The records of a document, a page at a time: those after a number.
pub(crate) fn of_document(
    connection: &Connection,
    document: i64,
    after: i64,
    limit: u32,
) -> rusqlite::Result<Vec<Removed>> {
    connection
        .prepare_cached(
            "SELECT id, key_hash, order_id FROM records
             WHERE document = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        )?
        .query_map((document, after, limit), |row| {
            Ok(Removed {
                id: row.get(0)?,
                key_hash: row.get(1)?,
                order_id: row.get(2)?,
            })
        })?
        .collect()
}

/// Rows of other documents that repeat a row of this one: number, key and fingerprint.
pub(crate) fn duplicates_of(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<Vec<(i64, i64, i64)>> {
    connection
        .prepare_cached(
            "SELECT r.id, r.key_hash, k.fingerprint
             FROM records r JOIN records first ON first.id = r.superseded_by
             JOIN record_keys k ON k.key_hash = r.key_hash AND k.record = first.id
             WHERE r.superseded_by IS NOT NULL AND r.superseded_as = 'duplicate'
                 AND first.document = ?1 AND r.document <> ?1",
        )?
        .query_map([document], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect()
}

/// Sum of what the rows of a document count that the case did not hold already.
pub(crate) fn new_sum(connection: &Connection, document: i64) -> rusqlite::Result<Money> {
    let sql = "SELECT coalesce(sum(counted), 0) FROM records
        WHERE document = ?1 AND superseded_as IS NOT 'duplicate'";
    connection.query_row(sql, [document], |row| Ok(Money::from_fen(row.get(0)?)))
}

/// Takes the records of a document out; what pointed at them points nowhere.
pub(crate) fn remove(connection: &Connection, document: i64) -> rusqlite::Result<()> {
    for sql in [
        "UPDATE records SET superseded_by = NULL, superseded_as = NULL
         WHERE superseded_by IS NOT NULL
             AND superseded_by IN (SELECT id FROM records WHERE document = ?1)",
        "UPDATE records SET view_of = NULL
         WHERE view_of IS NOT NULL AND view_of IN (SELECT id FROM records WHERE document = ?1)",
        "DELETE FROM records WHERE document = ?1",
    ] {
        connection.execute(sql, [document])?;
    }
    Ok(())
}
