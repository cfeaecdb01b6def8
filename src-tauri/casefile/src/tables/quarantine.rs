//! Table `quarantine`: rows that could not be taken, with place, reason and raw text, and what a
//! person decided about them.

use engine::source::{Place, Problem, ProblemCode};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::quarantine::QuarantineStatus;

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
    count_of(connection, &[QuarantineStatus::Waiting])
}

/// How many rows have one of these states.
pub(crate) fn count_of(
    connection: &Connection,
    statuses: &[QuarantineStatus],
) -> rusqlite::Result<u32> {
    let sql = format!(
        "SELECT count(*) FROM quarantine WHERE status IN ({})",
        listed(statuses)
    );
    connection.query_row(&sql, [], |row| row.get(0))
}

/// A row of `quarantine`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuarantineRow {
    pub(crate) id: i64,
    pub(crate) document: i64,
    pub(crate) document_name: String,
    pub(crate) problem: Problem,
    pub(crate) raw: Vec<String>,
    pub(crate) status: QuarantineStatus,
    pub(crate) reason: Option<String>,
}

const COLUMNS: &str = "q.id, q.document, d.name, q.sheet, q.row, q.\"column\", q.code, q.found,
     q.raw, q.status, q.reason";

/// A page of rows with one of these states, in the order in which they came.
pub(crate) fn page(
    connection: &Connection,
    statuses: &[QuarantineStatus],
    offset: u32,
    limit: u32,
) -> rusqlite::Result<Vec<QuarantineRow>> {
    let mut statement = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM quarantine q JOIN documents d ON d.id = q.document
         WHERE q.status IN ({}) ORDER BY q.id LIMIT ?2 OFFSET ?1",
        listed(statuses)
    ))?;
    statement.query_map((offset, limit), quarantined)?.collect()
}

/// Every row of a document, in the order in which they came.
pub(crate) fn of_document(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<Vec<QuarantineRow>> {
    let mut statement = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM quarantine q JOIN documents d ON d.id = q.document
         WHERE q.document = ?1 ORDER BY q.id"
    ))?;
    statement.query_map([document], quarantined)?.collect()
}

/// One row by number.
pub(crate) fn by_id(connection: &Connection, id: i64) -> rusqlite::Result<Option<QuarantineRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM quarantine q JOIN documents d ON d.id = q.document WHERE q.id = ?1"
    );
    connection.query_row(&sql, [id], quarantined).optional()
}

/// Says what became of a row.
pub(crate) fn set_status(
    connection: &Connection,
    id: i64,
    status: QuarantineStatus,
    reason: Option<&str>,
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE quarantine SET status = ?2, reason = ?3 WHERE id = ?1",
        (id, status.code(), reason),
    )?;
    Ok(())
}

/// Says what is wrong with a row now.
pub(crate) fn set_problem(
    connection: &Connection,
    id: i64,
    problem: &Problem,
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE quarantine SET \"column\" = ?2, code = ?3, found = ?4 WHERE id = ?1",
        (
            id,
            &problem.place.column,
            problem.code.code(),
            &problem.found,
        ),
    )?;
    Ok(())
}

/// Codes are plain words, so that they may stand in the statement itself.
fn listed(statuses: &[QuarantineStatus]) -> String {
    let quoted: Vec<String> = statuses
        .iter()
        .map(|status| format!("'{}'", status.code()))
        .collect();
    quoted.join(", ")
}

fn quarantined(row: &Row<'_>) -> rusqlite::Result<QuarantineRow> {
    let code: String = row.get(6)?;
    let raw: String = row.get(8)?;
    let status: String = row.get(9)?;
    Ok(QuarantineRow {
        id: row.get(0)?,
        document: row.get(1)?,
        document_name: row.get(2)?,
        problem: Problem {
            place: Place {
                sheet: row.get(3)?,
                row: row.get(4)?,
                column: row.get(5)?,
            },
            code: ProblemCode::from_code(&code).unwrap_or(ProblemCode::UnreadableElement),
            found: row.get(7)?,
        },
        raw: serde_json::from_str(&raw).unwrap_or_default(),
        status: QuarantineStatus::from_code(&status).unwrap_or(QuarantineStatus::Waiting),
        reason: row.get(10)?,
    })
}
