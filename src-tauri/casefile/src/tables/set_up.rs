//! Table `set_up` and the facts of the case: what was stated, one JSON fact a row.

use rusqlite::{Connection, OptionalExtension};

/// Stores a fact under its key. Returns whether that changed anything.
pub(crate) fn put(
    connection: &Connection,
    noun: &str,
    key: &str,
    body: &str,
) -> rusqlite::Result<bool> {
    let changed = connection.execute(
        "INSERT INTO set_up (ordinal, noun, key, body)
         VALUES ((SELECT coalesce(max(ordinal), 0) + 1 FROM set_up), ?1, ?2, ?3)
         ON CONFLICT (noun, key) DO UPDATE SET body = excluded.body WHERE body <> excluded.body",
        (noun, key, body),
    )?;
    Ok(changed > 0)
}

/// Every fact of a noun, in the order in which it was first stated.
pub(crate) fn all(connection: &Connection, noun: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT body FROM set_up WHERE noun = ?1 ORDER BY ordinal")?;
    statement.query_map([noun], |row| row.get(0))?.collect()
}

/// Stores a fact of the case itself. Returns whether that changed anything.
pub(crate) fn put_fact(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<bool> {
    let changed = connection.execute(
        "INSERT INTO facts_of_case (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        (name, value),
    )?;
    Ok(changed > 0)
}

/// A fact of the case itself.
pub(crate) fn fact(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row(
            "SELECT value FROM facts_of_case WHERE name = ?1",
            [name],
            |row| row.get(0),
        )
        .optional()
}
