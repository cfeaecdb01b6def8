//! Table `headers`: the header that each document had.

use rusqlite::{Connection, OptionalExtension, Row};

/// Keeps the header of a document.
pub(crate) fn put(
    connection: &Connection,
    document: i64,
    format: &str,
    names: &[String],
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO headers (document, format, names) VALUES (?1, ?2, ?3)",
        (document, format, serde_json::json!(names).to_string()),
    )?;
    Ok(())
}

/// The header of a document.
pub(crate) fn of_document(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<Option<Vec<String>>> {
    connection
        .query_row(
            "SELECT names FROM headers WHERE document = ?1",
            [document],
            names,
        )
        .optional()
}

/// The different headers that documents of a format had, the latest first; those whose import was
/// taken back left none.
pub(crate) fn of_format(
    connection: &Connection,
    format: &str,
) -> rusqlite::Result<Vec<Vec<String>>> {
    let mut statement = connection.prepare(
        "SELECT h.names FROM headers h JOIN documents d ON d.id = h.document
         WHERE h.format = ?1 AND d.undone_at IS NULL
         GROUP BY h.names ORDER BY max(h.document) DESC",
    )?;
    statement.query_map([format], names)?.collect()
}

fn names(row: &Row<'_>) -> rusqlite::Result<Vec<String>> {
    let names: String = row.get(0)?;
    Ok(serde_json::from_str(&names).unwrap_or_default())
}
