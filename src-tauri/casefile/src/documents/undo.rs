//! Taking one import back: its records go, and what it had hidden counts again; the document and
//! the log stay, and the same file may come once more.

use std::collections::{BTreeMap, BTreeSet};

use engine::format::Repeats;
use rusqlite::Connection;
use serde_json::json;

use super::format_of;
use super::identity::{OrderHash, Secret};
use super::owners::settle_owners;
use super::settle::{by_key, recount, settle, settle_views};
use super::sorter::Sorter;
use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::tables::documents::DocumentRow;
use crate::tables::records::{self, Key, Removed};
use crate::{history, tables};

/// Records read at once.
const PAGE: u32 = 10_000;

impl Case {
    /// Takes an import back. Its effect goes: every figure is what it would be without it.
    pub fn undo(&mut self, import: i64) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        let document = tables::documents::by_id(&transaction, import)?;
        let document = document
            .filter(|document| document.undone_at.is_none())
            .ok_or_else(|| Error::new(ErrorKind::NoSuchImport).with("import", import))?;
        let repeats = format_of(&transaction, &document)?.repeats;
        take_back(&transaction, &document, repeats)?;
        tables::documents::undone(&transaction, import, &history::now())?;
        history::append(
            &transaction,
            "undo",
            &json!({
                "document": document.id, "name": document.name, "sha256": document.sha256,
                "records": document.records,
            }),
        )?;
        transaction.commit()?;
        Ok(())
    }
}

fn take_back(
    connection: &Connection,
    document: &DocumentRow,
    repeats: Repeats,
) -> Result<(), Error> {
    free_duplicates(connection, document)?;
    records::remove_key_pages(connection, document.id)?;
    let mut touched: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    let mut held = records::HeldKeys::new(connection)?;
    let has_unnamed = records::any_unnamed(connection)?;
    for entry in groups(connection, document)?.sorted()? {
        let [group, record, key_hash, ..] = entry?;
        records::remove_key_row(connection, group, record)?;
        if has_unnamed {
            records::remove_unnamed(connection, group, record)?;
        }
        // Only groups in which others are left need another look.
        if held.of_group(group)?.is_empty() {
            touched.remove(&group);
        } else {
            touched.entry(group).or_default().insert(key_hash);
        }
    }
    tables::quarantine::remove(connection, document.id)?;
    records::keep_last_number(connection)?;
    records::remove(connection, document.id)?;
    let mut held = records::HeldKeys::new(connection)?;
    for (group, keys) in touched {
        let mut rows = held.of_group(group)?;
        let by_key = by_key(&rows);
        let mut changes = Vec::new();
        for rows in keys.iter().filter_map(|key| by_key.get(key)) {
            changes.extend(settle(connection, rows, repeats)?);
        }
        if !changes.is_empty() {
            recount(connection, &changes)?;
            rows = records::of_group(connection, group)?;
        }
        settle_owners(connection, group, rows.iter())?;
        settle_views(connection, &rows)?;
    }
    Ok(())
}

/// Rows that repeat one of the document stand for themselves again.
fn free_duplicates(connection: &Connection, document: &DocumentRow) -> Result<(), Error> {
    let orders = OrderHash::new(&Secret::of(connection)?, &document.platform);
    let mut freed = Sorter::new();
    for one in records::duplicates_of(connection, document.id)? {
        let group = group_of(&one.first, &orders);
        freed.push([group, one.id, one.first.id, one.document, 0, 0])?;
    }
    let mut held = records::HeldKeys::new(connection)?;
    let mut of_document: BTreeMap<i64, i64> = BTreeMap::new();
    for entry in freed.sorted()? {
        let [group, record, first, document, ..] = entry?;
        let keys = held.of_group(group)?;
        if let Some(key) = keys.iter().find(|key| key.record == first) {
            records::put_key(connection, &Key { record, ..*key })?;
            *of_document.entry(document).or_default() += 1;
        }
    }
    for (document, freed) in of_document {
        tables::documents::move_duplicates(connection, document, -freed)?;
    }
    Ok(())
}

/// The groups of the records of a document, to be gone through in the order of the hashes.
fn groups(connection: &Connection, document: &DocumentRow) -> Result<Sorter, Error> {
    let mut groups = Sorter::new();
    let orders = OrderHash::new(&Secret::of(connection)?, &document.platform);
    let mut after = 0;
    loop {
        let page = records::of_document(connection, document.id, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(groups);
        };
        after = last.id;
        for record in &page {
            groups.push([
                group_of(record, &orders),
                record.id,
                record.key_hash,
                0,
                0,
                0,
            ])?;
        }
    }
}

/// The group of a record, as the ledger made it.
fn group_of(record: &Removed, orders: &OrderHash) -> i64 {
    let order = record.order_id.as_deref();
    order.map_or(record.key_hash, |order| orders.of(order))
}
