//! Taking the records of a document out again, and finding what stood on them.

use engine::money::Money;
use rusqlite::Connection;

/// The numbers of the records of a document: those it was given, and of rows corrected later.
const NUMBERS: &str = "(SELECT r.id FROM documents d
        JOIN records r ON r.id BETWEEN d.first_record AND d.last_record WHERE d.id = ?1
    UNION ALL SELECT record FROM records_taken_later WHERE document = ?1)";

/// What must be known of a record that is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Removed {
    pub(crate) id: i64,
    pub(crate) key_hash: i64,
    pub(crate) order_id: Option<String>,
}

/// The records of a document, a page at a time: those after a number.
pub(crate) fn of_document(
    connection: &Connection,
    document: i64,
    after: i64,
    limit: u32,
) -> rusqlite::Result<Vec<Removed>> {
    connection
        .prepare_cached(
            "SELECT r.id, r.key_hash, r.order_id FROM documents d
             JOIN records r ON r.id BETWEEN max(d.first_record, ?2 + 1) AND d.last_record
             WHERE d.id = ?1
             UNION ALL SELECT r.id, r.key_hash, r.order_id FROM records_taken_later t
             JOIN records r ON r.id = t.record WHERE t.document = ?1 AND t.record > ?2
             ORDER BY 1 LIMIT ?3",
        )?
        .query_map((document, after, limit), |row| {
            Ok(Removed {
                id: row.get(0)?,
                key_hash: row.get(1)?,
                order_id: row.get(2)?,
            })
        })?
        .collect()
}

/// A row that repeats one which is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Freed {
    pub(crate) id: i64,
    pub(crate) document: i64,
    pub(crate) first: Removed,
}

/// Rows of other documents that repeat a row of this one.
pub(crate) fn duplicates_of(
    connection: &Connection,
    document: i64,
) -> rusqlite::Result<Vec<Freed>> {
    connection
        .prepare_cached(&format!(
            "SELECT r.id, r.document, first.id, first.key_hash, first.order_id
             FROM records first JOIN record_links l ON l.target = first.id
             JOIN records r ON r.id = l.record AND r.superseded_by = first.id
             WHERE first.id IN {NUMBERS} AND r.superseded_as = 'duplicate'
                 AND r.part_of IS NULL AND r.document <> ?1"
        ))?
        .query_map([document], |row| {
            let first = Removed {
                id: row.get(2)?,
                key_hash: row.get(3)?,
                order_id: row.get(4)?,
            };
            Ok(Freed {
                id: row.get(0)?,
                document: row.get(1)?,
                first,
            })
        })?
        .collect()
}

/// Sum of what the rows from a number on count that the case did not hold already.
pub(crate) fn new_sum(connection: &Connection, first: i64) -> rusqlite::Result<Money> {
    let sql = "SELECT coalesce(sum(r.counted), 0) FROM records r
        WHERE r.id >= ?1 AND r.superseded_as IS NOT 'duplicate'";
    connection.query_row(sql, [first], |row| Ok(Money::from_fen(row.get(0)?)))
}

/// Takes the records of a document out; what pointed at them points nowhere.
pub(crate) fn remove(connection: &Connection, document: i64) -> rusqlite::Result<()> {
    let links = format!("(SELECT record FROM record_links WHERE target IN {NUMBERS})");
    for sql in [
        format!(
            "UPDATE records SET superseded_by = NULL, superseded_as = NULL
             WHERE id IN {links} AND superseded_by IN {NUMBERS}"
        ),
        format!("UPDATE records SET view_of = NULL WHERE id IN {links} AND view_of IN {NUMBERS}"),
        format!("DELETE FROM record_links WHERE target IN {NUMBERS}"),
        format!("DELETE FROM records WHERE id IN {NUMBERS}"),
        "DELETE FROM records_taken_later WHERE document = ?1".to_owned(),
        "DELETE FROM record_months WHERE document = ?1".to_owned(),
    ] {
        connection.execute(&sql, [document])?;
    }
    Ok(())
}
