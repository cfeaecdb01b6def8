//! Taking one import back: its records go, and what it had hidden counts again; the document and
//! the log stay, and the same file may come once more.

use std::collections::BTreeSet;

use chrono::{SecondsFormat, Utc};
use engine::format::Repeats;
use rusqlite::Connection;
use serde_json::json;

use super::format_of;
use super::identity::{OrderHash, secret};
use super::ledger::{settle, settle_views, take_accounts_of_orders};
use super::sorter::Sorter;
use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::tables::documents::DocumentRow;
use crate::tables::records;
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
        let at = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
        tables::documents::undone(&transaction, import, &at)?;
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
    let (keys, orders) = hashes(connection, document)?;
    // Rows that the document stood for stand for themselves again.
    for (record, key, fingerprint) in records::duplicates_of(connection, document.id)? {
        records::put_key(connection, key, record, fingerprint)?;
    }
    let touched_keys = leave(keys, |key, record| {
        records::remove_key(connection, key, record)?;
        Ok(records::under_key(connection, key)?.is_empty())
    })?;
    let touched_orders = leave(orders, |order, record| {
        records::remove_order(connection, order, record)?;
        Ok(records::of_order(connection, order)?.is_empty())
    })?;
    tables::quarantine::remove(connection, document.id)?;
    records::remove(connection, document.id)?;
    for key in touched_keys {
        settle(
            connection,
            key,
            &records::under_key(connection, key)?,
            repeats,
        )?;
    }
    for order in touched_orders {
        let rows = records::of_order(connection, order)?;
        for (record, _) in &rows {
            records::forget_account(connection, *record)?;
        }
        settle_views(connection, &rows)?;
    }
    take_accounts_of_orders(connection)
}

/// The keys and orders of the records of a document, to be gone through in the order of the hashes.
fn hashes(connection: &Connection, document: &DocumentRow) -> Result<(Sorter, Sorter), Error> {
    let (mut keys, mut orders) = (Sorter::new(), Sorter::new());
    let order_hash = OrderHash::new(&secret(connection)?, &document.platform);
    let mut after = 0;
    loop {
        let page = records::of_document(connection, document.id, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok((keys, orders));
        };
        after = last.id;
        for record in &page {
            keys.push([record.key_hash, record.id, 0])?;
            if let Some(order) = &record.order_id {
                orders.push([order_hash.of(order), record.id, 0])?;
            }
        }
    }
}

/// Takes each record from its place; the hashes under which others are left.
fn leave(
    sorter: Sorter,
    mut remove: impl FnMut(i64, i64) -> Result<bool, Error>,
) -> Result<BTreeSet<i64>, Error> {
    let mut touched = BTreeSet::new();
    for entry in sorter.sorted()? {
        let [hash, record, _] = entry?;
        match remove(hash, record)? {
            true => touched.remove(&hash),
            false => touched.insert(hash),
        };
    }
    Ok(touched)
}
