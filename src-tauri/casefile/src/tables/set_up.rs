//! Table `set_up` and the facts of the case: what was stated, one JSON fact a row.

use rusqlite::{Connection, OptionalExtension};

/// Stores the facts of a key in place of those that stood there. Returns how many rows changed.
pub(crate) fn put(
    connection: &Connection,
    noun: &str,
    key: &str,
    bodies: &[String],
) -> rusqlite::Result<u32> {
    let stored: Vec<(i64, String)> = connection
        .prepare("SELECT ordinal, body FROM set_up WHERE noun = ?1 AND key = ?2 ORDER BY ordinal")?
        .query_map((noun, key), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut changed = 0;
    for ((ordinal, old), new) in stored.iter().zip(bodies) {
        if old != new {
            connection.execute(
                "UPDATE set_up SET body = ?2 WHERE ordinal = ?1",
                (ordinal, new),
            )?;
            changed += 1;
        }
    }
    for (ordinal, _) in stored.iter().skip(bodies.len()) {
        connection.execute("DELETE FROM set_up WHERE ordinal = ?1", [ordinal])?;
        changed += 1;
    }
    for new in bodies.iter().skip(stored.len()) {
        connection.execute(
            "INSERT INTO set_up (ordinal, noun, key, body)
             VALUES ((SELECT coalesce(max(ordinal), 0) + 1 FROM set_up), ?1, ?2, ?3)",
            (noun, key, new),
        )?;
        changed += 1;
    }
    Ok(changed)
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
