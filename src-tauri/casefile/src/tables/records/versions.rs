//! Which stored records stand under one key or show one order, and how they stand.

use engine::money::Money;
use engine::record::{Class, OrderMoney, Perspective, Status};
use rusqlite::{Connection, OptionalExtension, Row};

use super::keys::Key;
use super::required;
use crate::documents::{Layout, Standing, Version, View};

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
pub(crate) fn view(connection: &Connection, key: &Key) -> rusqlite::Result<Option<View>> {
    connection
        .prepare_cached(
            "SELECT r.id, d.format, d.perspective, k.order_money, k.class, r.sub_order_id, r.counted_on,
                 r.counted
             FROM records r JOIN documents d ON d.id = r.document
             JOIN record_kinds k ON k.id = r.kind
             WHERE r.id = ?1 AND r.superseded_by IS NULL AND k.order_money IS NOT NULL",
        )?
        .query_row([key.record], |row| of_view(row, Layout::of(key.shows)))
        .optional()
}

fn of_view(row: &Row<'_>, layout: Layout) -> rusqlite::Result<View> {
    Ok(View {
        id: row.get(0)?,
        layout,
        format: row.get(1)?,
        perspective: required(row, 2, Perspective::from_code)?,
        money: required(row, 3, OrderMoney::from_code)?,
        class: required(row, 4, Class::from_code)?,
        sub_order_id: row.get(5)?,
        on: row.get(6)?,
        amount: Money::from_fen(row.get(7)?),
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
