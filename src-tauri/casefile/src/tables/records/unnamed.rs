//! Table `records_without_account`: rows that hang on an order and whose file does not say whose
//! they are, and the accounts they get.

use engine::record::Perspective;
use rusqlite::Connection;

use super::required;

/// A row of an order, and whose it is by its own file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfOrder {
    pub(crate) record: i64,
    pub(crate) document: i64,
    pub(crate) row: u32,
    pub(crate) perspective: Perspective,
    /// The account it has of its own.
    pub(crate) account: Option<i64>,
    /// Who says so.
    pub(crate) said_by: SaidBy,
}

/// Who says whose a row is; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SaidBy {
    /// The file, in the row or above it.
    File,
    /// A person, of the whole file.
    Person,
    /// Nobody yet.
    Nobody,
}

/// Whether any file of the case names no account for the rows of an order.
pub(crate) fn any_unnamed(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM records_without_account)";
    connection.query_row(sql, [], |row| row.get(0))
}

/// Notes a row of a group with the account it has of its own, if it has one.
pub(crate) fn put_unnamed(
    connection: &Connection,
    (group, record): (i64, i64),
    account: Option<i64>,
    is_said: bool,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO records_without_account (group_hash, record, account, is_said)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((group, record, account, is_said))?;
    Ok(())
}

/// Forgets a row.
pub(crate) fn remove_unnamed(
    connection: &Connection,
    group: i64,
    record: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM records_without_account WHERE group_hash = ?1 AND record = ?2",
        )?
        .execute((group, record))?;
    Ok(())
}

/// The rows of a group that say of no file whose they are, known duplicates among them.
pub(crate) fn unnamed_of(connection: &Connection, group: i64) -> rusqlite::Result<Vec<OfOrder>> {
    connection
        .prepare_cached(
            "SELECT r.id, r.document, r.row, d.perspective, w.account, w.is_said
             FROM records_without_account w JOIN records r ON r.id = w.record
             JOIN documents d ON d.id = r.document WHERE w.group_hash = ?1",
        )?
        .query_map([group], |row| {
            let is_said: bool = row.get(5)?;
            Ok(OfOrder {
                record: row.get(0)?,
                document: row.get(1)?,
                row: row.get(2)?,
                perspective: required(row, 3, Perspective::from_code)?,
                account: row.get(4)?,
                said_by: match is_said {
                    true => SaidBy::Person,
                    false => SaidBy::Nobody,
                },
            })
        })?
        .collect()
}

/// A row whose file says whose it is.
pub(crate) fn named(connection: &Connection, record: i64) -> rusqlite::Result<OfOrder> {
    connection
        .prepare_cached(
            "SELECT r.id, r.document, r.row, d.perspective, r.account
             FROM records r JOIN documents d ON d.id = r.document WHERE r.id = ?1",
        )?
        .query_row([record], |row| {
            Ok(OfOrder {
                record: row.get(0)?,
                document: row.get(1)?,
                row: row.get(2)?,
                perspective: required(row, 3, Perspective::from_code)?,
                account: row.get(4)?,
                said_by: SaidBy::File,
            })
        })
}

/// Stores whose a row and its further amounts are.
pub(crate) fn belongs_to(
    connection: &Connection,
    record: i64,
    account: Option<i64>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE records SET account = ?2 WHERE account IS NOT ?2 AND (id = ?1 OR id IN (
                 SELECT l.record FROM record_links l JOIN records part ON part.id = l.record
                 WHERE l.target = ?1 AND part.part_of = ?1))",
        )?
        .execute((record, account))?;
    Ok(())
}
