//! Table `finding_decisions`: what was decided about findings, each with the evidence as it was then.
//! Rows are only ever appended.

use chrono::NaiveDate;
use engine::computation::{Decision, FindingStatus};
use engine::money::Money;
use rusqlite::{Connection, Row};

use super::records::{required, wrong};

/// A row of `finding_decisions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecisionRow {
    pub(crate) number: i64,
    pub(crate) finding: String,
    pub(crate) decision: Decision,
    /// The finding as it was, as JSON.
    pub(crate) frozen: String,
    /// When a later look did not find it any more.
    pub(crate) gone_at: Option<String>,
}

const COLUMNS: &str =
    "d.number, d.finding, d.status, d.reason, d.at, d.as_of, d.amount, d.evidence,
    d.evidence_sha256, d.frozen, g.at
    FROM finding_decisions d LEFT JOIN findings_gone g ON g.decision = d.number";

/// Appends a decision.
pub(crate) fn append(
    connection: &Connection,
    finding: &str,
    decision: &Decision,
    frozen: &str,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO finding_decisions
             (finding, status, reason, at, as_of, amount, evidence, evidence_sha256, frozen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            finding,
            decision.status.code(),
            &decision.reason,
            &decision.at,
            decision.as_of.to_string(),
            decision.amount.map(Money::fen),
            decision.evidence,
            &decision.evidence_sha256,
            frozen,
        ),
    )?;
    Ok(())
}

/// Notes that what was decided about is not found any more.
pub(crate) fn put_gone(connection: &Connection, decision: i64, at: &str) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO findings_gone (decision, at) VALUES (?1, ?2)",
        (decision, at),
    )?;
    Ok(())
}

/// The last decision about each finding.
pub(crate) fn latest(connection: &Connection) -> rusqlite::Result<Vec<DecisionRow>> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE d.number IN
             (SELECT max(number) FROM finding_decisions GROUP BY finding)
         ORDER BY d.number"
    );
    let mut statement = connection.prepare(&sql)?;
    statement.query_map([], decision_row)?.collect()
}

/// Every decision about a finding, in order.
pub(crate) fn about(connection: &Connection, finding: &str) -> rusqlite::Result<Vec<DecisionRow>> {
    let sql = format!("SELECT {COLUMNS} WHERE d.finding = ?1 ORDER BY d.number");
    let mut statement = connection.prepare(&sql)?;
    statement.query_map([finding], decision_row)?.collect()
}

fn decision_row(row: &Row<'_>) -> rusqlite::Result<DecisionRow> {
    Ok(DecisionRow {
        number: row.get(0)?,
        finding: row.get(1)?,
        decision: Decision {
            status: required(row, 2, FindingStatus::from_code)?,
            reason: row.get(3)?,
            at: row.get(4)?,
            as_of: date(row, 5)?,
            amount: row.get::<_, Option<i64>>(6)?.map(Money::from_fen),
            evidence: row.get(7)?,
            evidence_sha256: row.get(8)?,
        },
        frozen: row.get(9)?,
        gone_at: row.get(10)?,
    })
}

fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| wrong(column, &text))
}
