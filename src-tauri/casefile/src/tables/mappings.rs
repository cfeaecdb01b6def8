//! Table `mappings`: formats of a person's own, as TOML.

use rusqlite::{Connection, OptionalExtension};

/// Keeps a mapping in place of one of the same id. Returns whether that changed anything.
pub(crate) fn put(
    connection: &Connection,
    id: &str,
    body: &str,
    saved_at: &str,
) -> rusqlite::Result<bool> {
    let changed = connection.execute(
        "INSERT INTO mappings (id, body, saved_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at
         WHERE body <> excluded.body",
        (id, body, saved_at),
    )?;
    Ok(changed > 0)
}

/// Removes a mapping. Returns whether it was there.
pub(crate) fn remove(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let removed = connection.execute("DELETE FROM mappings WHERE id = ?1", [id])?;
    Ok(removed > 0)
}

/// One mapping.
pub(crate) fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT body FROM mappings WHERE id = ?1", [id], |row| {
            row.get(0)
        })
        .optional()
}

/// Every mapping with the time it was saved and the number of documents of that format.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<(String, String, u32)>> {
    let mut statement = connection.prepare(
        "SELECT body, saved_at, (SELECT count(*) FROM documents WHERE format = mappings.id)
         FROM mappings ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}
