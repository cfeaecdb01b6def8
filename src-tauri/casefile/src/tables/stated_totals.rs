//! Table `stated_totals`: what the page of a platform shows for a document, typed in by a person.

use rusqlite::Connection;

/// A row of `stated_totals`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatedRow {
    pub(crate) id: i64,
    pub(crate) label: String,
    pub(crate) measure: String,
    pub(crate) first_day: Option<String>,
    pub(crate) last_day: Option<String>,
    pub(crate) value: String,
    pub(crate) at: String,
}

/// Keeps a total in place of one of the same measure and days; its own number is given anew.
pub(crate) fn put(
    connection: &Connection,
    document: i64,
    stated: &StatedRow,
) -> rusqlite::Result<i64> {
    connection.execute(
        "DELETE FROM stated_totals
         WHERE document = ?1 AND measure = ?2 AND first_day IS ?3 AND last_day IS ?4",
        (
            document,
            &stated.measure,
            &stated.first_day,
            &stated.last_day,
        ),
    )?;
    connection.execute(
        "INSERT INTO stated_totals (document, label, measure, first_day, last_day, value, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            document,
            &stated.label,
            &stated.measure,
            &stated.first_day,
            &stated.last_day,
            &stated.value,
            &stated.at,
        ),
    )?;
    Ok(connection.last_insert_rowid())
}

/// Takes a total back. Returns whether it was there.
pub(crate) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    Ok(connection.execute("DELETE FROM stated_totals WHERE id = ?1", [id])? > 0)
}

/// The totals of a document, in the order in which they were typed.
pub(crate) fn of_document(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<Vec<StatedRow>> {
    let mut statement = connection.prepare(
        "SELECT id, label, measure, first_day, last_day, value, at FROM stated_totals
         WHERE document = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([document], |row| {
        Ok(StatedRow {
            id: row.get(0)?,
            label: row.get(1)?,
            measure: row.get(2)?,
            first_day: row.get(3)?,
            last_day: row.get(4)?,
            value: row.get(5)?,
            at: row.get(6)?,
        })
    })?;
    rows.collect()
}
