//! Table `match_decisions`: what was decided about settlements and receipts. Rows are only ever appended.

use engine::matching::MatchDecision;
use rusqlite::Connection;

use super::records::wrong;

/// A row of `match_decisions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MatchDecisionRow {
    pub(crate) number: i64,
    pub(crate) decision: MatchDecision,
    pub(crate) reason: String,
    pub(crate) at: String,
    pub(crate) taken_back_at: Option<String>,
}

/// Appends a decision, as JSON, and returns its number.
pub(crate) fn append(
    connection: &Connection,
    decision: &str,
    reason: &str,
    at: &str,
) -> rusqlite::Result<i64> {
    connection.query_row(
        "INSERT INTO match_decisions (decision, reason, at) VALUES (?1, ?2, ?3) RETURNING number",
        (decision, reason, at),
        |row| row.get(0),
    )
}

/// Notes that a decision was taken back.
pub(crate) fn take_back(
    connection: &Connection,
    decision: i64,
    reason: &str,
    at: &str,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO match_decisions_taken_back (decision, reason, at) VALUES (?1, ?2, ?3)",
        (decision, reason, at),
    )?;
    Ok(())
}

/// Every decision in order, those taken back among them.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<MatchDecisionRow>> {
    let mut statement = connection.prepare(
        "SELECT d.number, d.decision, d.reason, d.at, b.at FROM match_decisions d
         LEFT JOIN match_decisions_taken_back b ON b.decision = d.number ORDER BY d.number",
    )?;
    let rows = statement.query_map([], |row| {
        let decision: String = row.get(1)?;
        Ok(MatchDecisionRow {
            number: row.get(0)?,
            decision: serde_json::from_str(&decision).map_err(|_| wrong(1, "a decision"))?,
            reason: row.get(2)?,
            at: row.get(3)?,
            taken_back_at: row.get(4)?,
        })
    })?;
    rows.collect()
}
