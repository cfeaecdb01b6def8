//! Which stored records a new row may repeat or replace, and their account by their order.

use engine::record::Status;
use rusqlite::Connection;

/// What must be known of a stored record to tell a repeat, a later version and a new row apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) id: i64,
    pub(crate) document: i64,
    pub(crate) fingerprint: [u8; 16],
    pub(crate) status: Status,
    pub(crate) ordered_at: Option<String>,
    pub(crate) settled_at: Option<String>,
    pub(crate) modified_at: Option<String>,
}

/// The current records under a key, oldest first.
pub(crate) fn current_of_key(
    connection: &Connection,
    key_hash: i64,
) -> rusqlite::Result<Vec<Version>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, document, fingerprint, status, ordered_at, settled_at, modified_at
         FROM records WHERE key_hash = ?1 AND superseded_by IS NULL ORDER BY id",
    )?;
    let rows = statement.query_map([key_hash], |row| {
        let status: String = row.get(3)?;
        Ok(Version {
            id: row.get(0)?,
            document: row.get(1)?,
            fingerprint: row.get(2)?,
            status: Status::from_code(&status).unwrap_or(Status::Error),
            ordered_at: row.get(4)?,
            settled_at: row.get(5)?,
            modified_at: row.get(6)?,
        })
    })?;
    rows.collect()
}

/// Marks a record as replaced by another. It stays, and no longer counts.
pub(crate) fn supersede(connection: &Connection, older: i64, by: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE records SET superseded_by = ?2 WHERE id = ?1")?
        .execute((older, by))?;
    Ok(())
}

/// Marks further amounts of the row of a record as replaced with it; they were stored after it.
/// Those that have a version of their own are replaced by that already.
pub(crate) fn supersede_parts(
    connection: &Connection,
    older: i64,
    by: i64,
    parts: usize,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE records SET superseded_by = ?2
             WHERE id > ?1 AND id <= ?1 + ?3 AND superseded_by IS NULL AND EXISTS (
                 SELECT 1 FROM records whole WHERE whole.id = ?1
                 AND whole.document = records.document AND whole.sheet IS records.sheet
                 AND whole.row = records.row)",
        )?
        .execute((older, by, i64::try_from(parts).unwrap_or(i64::MAX)))?;
    Ok(())
}

/// Records whose file names no account take the account of their order, as soon as the order is
/// known on the same platform.
pub(crate) fn take_account_of_order(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE records SET account = (
             SELECT o.account FROM records o JOIN accounts a ON a.id = o.account
             WHERE o.order_id = records.order_id AND a.platform = (
                 SELECT platform FROM documents WHERE id = records.document)
             ORDER BY o.superseded_by IS NOT NULL, o.id LIMIT 1)
         WHERE account IS NULL AND +order_id IS NOT NULL",
        [],
    )?;
    Ok(())
}
