//! Table `history`: the hash-chained log. Rows are only ever appended.

use rusqlite::{Connection, OptionalExtension};

use crate::history::Entry;

/// The newest entry, if there is any.
pub(crate) fn last(connection: &Connection) -> rusqlite::Result<Option<Entry>> {
    connection
        .query_row(
            "SELECT number, at, action, detail, previous_hash, hash FROM history
             ORDER BY number DESC LIMIT 1",
            [],
            entry,
        )
        .optional()
}

/// Every entry in order.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = connection.prepare(
        "SELECT number, at, action, detail, previous_hash, hash FROM history ORDER BY number",
    )?;
    statement.query_map([], entry)?.collect()
}

/// Appends an entry.
pub(crate) fn append(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO history (number, at, action, detail, previous_hash, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            entry.number,
            &entry.at,
            &entry.action,
            &entry.detail,
            &entry.previous_hash,
            &entry.hash,
        ),
    )?;
    Ok(())
}

fn entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        number: row.get(0)?,
        at: row.get(1)?,
        action: row.get(2)?,
        detail: row.get(3)?,
        previous_hash: row.get(4)?,
        hash: row.get(5)?,
    })
}
