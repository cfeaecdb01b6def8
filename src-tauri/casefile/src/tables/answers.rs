//! Table `remembered_answers`: what a person said a file is, by its header.

use rusqlite::{Connection, OptionalExtension};

/// A row of `remembered_answers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnswerRow {
    pub(crate) fingerprint: String,
    pub(crate) names: Vec<String>,
    pub(crate) format: String,
    pub(crate) at: String,
}

/// Keeps an answer in place of the one before.
pub(crate) fn put(connection: &Connection, answer: &AnswerRow) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO remembered_answers (fingerprint, names, format, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (fingerprint) DO UPDATE SET format = excluded.format, at = excluded.at",
        (
            &answer.fingerprint,
            serde_json::json!(answer.names).to_string(),
            &answer.format,
            &answer.at,
        ),
    )?;
    Ok(())
}

/// The format that was said of a header.
pub(crate) fn format_of(
    connection: &Connection,
    fingerprint: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .query_row(
            "SELECT format FROM remembered_answers WHERE fingerprint = ?1",
            [fingerprint],
            |row| row.get(0),
        )
        .optional()
}

/// Every answer, the latest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<AnswerRow>> {
    let mut statement = connection.prepare(
        "SELECT fingerprint, names, format, at FROM remembered_answers ORDER BY at DESC, fingerprint",
    )?;
    let rows = statement.query_map([], |row| {
        let names: String = row.get(1)?;
        Ok(AnswerRow {
            fingerprint: row.get(0)?,
            names: serde_json::from_str(&names).unwrap_or_default(),
            format: row.get(2)?,
            at: row.get(3)?,
        })
    })?;
    rows.collect()
}

/// Forgets one answer. Returns whether it was there.
pub(crate) fn forget(connection: &Connection, fingerprint: &str) -> rusqlite::Result<bool> {
    let sql = "DELETE FROM remembered_answers WHERE fingerprint = ?1";
    Ok(connection.execute(sql, [fingerprint])? > 0)
}

/// Forgets every answer that names a format.
pub(crate) fn forget_format(connection: &Connection, format: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM remembered_answers WHERE format = ?1", [format])?;
    Ok(())
}
