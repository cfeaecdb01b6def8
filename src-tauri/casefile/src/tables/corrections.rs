//! Table `corrections`: every attempt at a row in quarantine, beside the text it had in the file.

use rusqlite::{Connection, OptionalExtension, Row};

/// A row of `corrections`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CorrectionRow {
    pub(crate) original: Vec<String>,
    pub(crate) corrected: Vec<String>,
    pub(crate) reason: Option<String>,
    pub(crate) at: String,
}

/// Keeps an attempt.
pub(crate) fn put(
    connection: &Connection,
    quarantine: i64,
    correction: &CorrectionRow,
    taken: bool,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO corrections (quarantine, original, corrected, reason, taken, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            quarantine,
            serde_json::json!(correction.original).to_string(),
            serde_json::json!(correction.corrected).to_string(),
            &correction.reason,
            taken,
            &correction.at,
        ))?;
    Ok(())
}

/// The latest attempt at a row.
pub(crate) fn latest(
    connection: &Connection,
    quarantine: i64,
) -> rusqlite::Result<Option<CorrectionRow>> {
    connection
        .prepare_cached(
            "SELECT original, corrected, reason, at FROM corrections
             WHERE quarantine = ?1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([quarantine], correction)
        .optional()
}

/// The correction by which the row at a place of a document was taken.
pub(crate) fn taken_at(
    connection: &Connection,
    document: i64,
    sheet: Option<&str>,
    row: u32,
) -> rusqlite::Result<Option<CorrectionRow>> {
    connection
        .prepare_cached(
            "SELECT c.original, c.corrected, c.reason, c.at
             FROM corrections c JOIN quarantine q ON q.id = c.quarantine
             WHERE q.document = ?1 AND q.sheet IS ?2 AND q.row = ?3 AND c.taken = 1
             ORDER BY c.id DESC LIMIT 1",
        )?
        .query_row((document, sheet, row), correction)
        .optional()
}

fn correction(row: &Row<'_>) -> rusqlite::Result<CorrectionRow> {
    let (original, corrected): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(CorrectionRow {
        original: serde_json::from_str(&original).unwrap_or_default(),
        corrected: serde_json::from_str(&corrected).unwrap_or_default(),
        reason: row.get(2)?,
        at: row.get(3)?,
    })
}
