//! Which stored records stand under one key or show one order, and how they stand.

use engine::money::Money;
use engine::record::{Class, OrderMoney, Perspective, Status};
use rusqlite::{Connection, OptionalExtension, Row};

use super::required;
use crate::documents::{Standing, Version, View};

/// The rows that repeat a row; they stand under no key.
pub(crate) fn repeats_of(connection: &Connection, record: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT r.id FROM record_links l JOIN records r ON r.id = l.record
             WHERE l.target = ?1 AND r.superseded_by = ?1 AND r.superseded_as = 'duplicate'
                 AND r.part_of IS NULL",
        )?
        .query_map([record], |row| row.get(0))?
        .collect()
}

/// What must be known of a row to decide how it stands.
pub(crate) fn version(
    connection: &Connection,
    record: i64,
    fingerprint: i64,
) -> rusqlite::Result<Version> {
    connection
        .prepare_cached(
            "SELECT r.id, r.document, k.status, r.ordered_at, r.settled_at, r.modified_at
             FROM records r JOIN record_kinds k ON k.id = r.kind WHERE r.id = ?1",
        )?
        .query_row([record], |row| {
            Ok(Version {
                id: row.get(0)?,
                document: row.get(1)?,
                fingerprint,
                status: required(row, 2, Status::from_code)?,
                ordered_at: row.get(3)?,
                settled_at: row.get(4)?,
                modified_at: row.get(5)?,
            })
        })
}

/// Stores how a row and all its parts stand; whether that is a change.
pub(crate) fn stand(
    connection: &Connection,
    record: i64,
    standing: Standing,
) -> rusqlite::Result<bool> {
    let (by, how) = match standing {
        Standing::Current => (None, None),
        Standing::Duplicate(of) => (Some(of), Some("duplicate")),
        Standing::Replaced(by) => (Some(by), Some("version")),
    };
    let changed = connection
        .prepare_cached(
            "UPDATE records SET superseded_by = ?2, superseded_as = ?3
             WHERE (superseded_by, superseded_as) IS NOT (?2, ?3) AND (id = ?1 OR id IN (
                 SELECT l.record FROM record_links l JOIN records part ON part.id = l.record
                 WHERE l.target = ?1 AND part.part_of = ?1))",
        )?
        .execute((record, by, how))?;
    if let Some(by) = by {
        link(connection, by, record)?;
    }
    Ok(changed > 0)
}

/// Notes that a row points at another.
pub(super) fn link(connection: &Connection, target: i64, record: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO record_links (target, record) VALUES (?1, ?2)")?
        .execute((target, record))?;
    Ok(())
}

/// A row as a view of its order's money; `None` for one that does not stand.
pub(crate) fn view(connection: &Connection, record: i64) -> rusqlite::Result<Option<View>> {
    connection
        .prepare_cached(
            "SELECT r.id, d.perspective, k.order_money, k.class, r.sub_order_id, r.counted
             FROM records r JOIN documents d ON d.id = r.document
             JOIN record_kinds k ON k.id = r.kind
             WHERE r.id = ?1 AND r.superseded_by IS NULL AND k.order_money IS NOT NULL",
        )?
        .query_row([record], of_view)
        .optional()
}

fn of_view(row: &Row<'_>) -> rusqlite::Result<View> {
    Ok(View {
        id: row.get(0)?,
        perspective: required(row, 1, Perspective::from_code)?,
        money: required(row, 2, OrderMoney::from_code)?,
        class: required(row, 3, Class::from_code)?,
        sub_order_id: row.get(4)?,
        amount: Money::from_fen(row.get(5)?),
    })
}

/// Stores which better view stands for a row.
pub(crate) fn stand_in(
    connection: &Connection,
    record: i64,
    by: Option<i64>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE records SET view_of = ?2 WHERE id = ?1 AND view_of IS NOT ?2")?
        .execute((record, by))?;
    match by {
        Some(by) => link(connection, by, record),
        None => Ok(()),
    }
}

/// Rows without an account that hang on an order: number, platform, order.
pub(crate) fn without_account(
    connection: &Connection,
) -> rusqlite::Result<Vec<(i64, String, String)>> {
    connection
        .prepare_cached(
            "SELECT r.id, d.platform, r.order_id FROM records_without_account w
             JOIN records r ON r.id = w.record JOIN documents d ON d.id = r.document
             ORDER BY r.id",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

/// The account that some row names itself; one that was taken from an order is no answer.
pub(crate) fn own_account(connection: &Connection, record: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT account FROM records WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM accounts_of_orders o WHERE o.record = records.id)",
        )?
        .query_row([record], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// Gives a row the account of its order, and remembers that it is not its own.
pub(crate) fn take_account(
    connection: &Connection,
    record: i64,
    account: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE records SET account = ?2 WHERE id = ?1")?
        .execute((record, account))?;
    connection
        .prepare_cached("INSERT INTO accounts_of_orders (record) VALUES (?1)")?
        .execute([record])?;
    connection
        .prepare_cached("DELETE FROM records_without_account WHERE record = ?1")?
        .execute([record])?;
    Ok(())
}

/// Takes an account that came from an order away again: from a row, its further amounts, and the
/// rows that repeat it.
pub(crate) fn forget_account(connection: &Connection, record: i64) -> rusqlite::Result<()> {
    const TAKEN: &str = "(SELECT record FROM accounts_of_orders WHERE record IN (
        SELECT ?1 UNION ALL SELECT r.id FROM record_links l JOIN records r ON r.id = l.record
        WHERE l.target = ?1 AND (r.part_of = ?1 OR r.superseded_by = ?1)))";
    for sql in [
        "UPDATE records SET account = NULL WHERE id IN ",
        "INSERT OR IGNORE INTO records_without_account (record) SELECT record FROM ",
        "DELETE FROM accounts_of_orders WHERE record IN ",
    ] {
        connection
            .prepare_cached(&format!("{sql}{TAKEN}"))?
            .execute([record])?;
    }
    Ok(())
}
