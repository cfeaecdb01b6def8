//! Table `quarantine`: rows that could not be taken, with place, reason and raw text.

use engine::source::{Place, Problem, ProblemCode};
use rusqlite::Connection;

/// Keeps a row that could not be taken.
pub(crate) fn put(
    connection: &Connection,
    document: i64,
    problem: &Problem,
    raw: &[String],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO quarantine (document, sheet, row, \"column\", code, found, raw)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            document,
            &problem.place.sheet,
            problem.place.row,
            &problem.place.column,
            problem.code.code(),
            &problem.found,
            serde_json::json!(raw).to_string(),
        ))?;
    Ok(())
}

/// Takes the waiting rows of a document out.
pub(crate) fn remove(connection: &Connection, document: i64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM quarantine WHERE document = ?1", [document])?;
    Ok(())
}

/// How many rows wait.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT count(*) FROM quarantine", [], |row| row.get(0))
}

/// A waiting row: document, its name, what is wrong, the raw cells.
pub(crate) type Waiting = (i64, String, Problem, Vec<String>);

/// A page of waiting rows.
pub(crate) fn page(
    connection: &Connection,
    offset: u32,
    limit: u32,
) -> rusqlite::Result<Vec<Waiting>> {
    let mut statement = connection.prepare(
        "SELECT q.document, d.name, q.sheet, q.row, q.\"column\", q.code, q.found, q.raw
         FROM quarantine q JOIN documents d ON d.id = q.document
         ORDER BY q.id LIMIT ?2 OFFSET ?1",
    )?;
    let rows = statement.query_map((offset, limit), |row| {
        let code: String = row.get(5)?;
        let raw: String = row.get(7)?;
        let problem = Problem {
            place: Place {
                sheet: row.get(2)?,
                row: row.get(3)?,
                column: row.get(4)?,
            },
            code: ProblemCode::from_code(&code).unwrap_or(ProblemCode::UnreadableElement),
            found: row.get(6)?,
        };
        Ok((
            row.get(0)?,
            row.get(1)?,
            problem,
            serde_json::from_str(&raw).unwrap_or_default(),
        ))
    })?;
    rows.collect()
}
