//! How the stored rows of a key and of an order stand, decided over all of them: after an import,
//! a correction, or an import that was taken back.

use std::collections::BTreeMap;

use engine::format::Repeats;
use rusqlite::Connection;

use super::standing::{Standing, Version, standings};
use super::views::stand_ins;
use crate::error::Error;
use crate::tables;
use crate::tables::records::{self, Key};

/// Rows of a group by their key, each in the order of their numbers; parts go with their rows.
pub(super) fn by_key(rows: &[Key]) -> BTreeMap<i64, Vec<Key>> {
    let mut by_key: BTreeMap<i64, Vec<Key>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.is_part) {
        by_key.entry(row.key_hash).or_default().push(*row);
    }
    by_key
}

/// A row that stands otherwise than before.
pub(super) struct Change {
    pub(super) record: i64,
    pub(super) document: i64,
    pub(super) was_duplicate: bool,
    pub(super) standing: Standing,
}

/// Stores how the rows of a key stand, those that repeat one of them included; gives those whose
/// standing changed.
pub(super) fn settle(
    connection: &Connection,
    rows: &[Key],
    repeats: Repeats,
) -> Result<Vec<Change>, Error> {
    let mut all = Vec::new();
    for key in rows {
        let print = key.fingerprint;
        all.push((
            records::version(connection, key.record, print)?,
            *key,
            false,
        ));
        // They stand under no key, and yet a row that one document repeats is no earlier state of
        // another row of that document.
        for record in records::repeats_of(connection, key.record)? {
            let repeat = Key { record, ..*key };
            all.push((records::version(connection, record, print)?, repeat, true));
        }
    }
    // A row that was corrected has a later number than those around it.
    all.sort_unstable_by_key(|(version, ..)| (version.document, version.id));
    let versions: Vec<Version> = all.iter().map(|(version, ..)| version.clone()).collect();
    let mut changed = Vec::new();
    for ((version, key, was_duplicate), standing) in all.iter().zip(standings(&versions, repeats)) {
        if records::stand(connection, key.record, standing)? {
            changed.push(Change {
                record: key.record,
                document: version.document,
                was_duplicate: *was_duplicate,
                standing,
            });
        }
        match (*was_duplicate, matches!(standing, Standing::Duplicate(_))) {
            (false, true) => records::remove_key(connection, key.group_hash, key.record)?,
            (true, false) => records::put_key(connection, key)?,
            _ => {}
        }
    }
    Ok(changed)
}

/// Counts rows of stored documents anew that have become known duplicates, or are none any more.
pub(super) fn recount(connection: &Connection, changed: &[Change]) -> Result<(), Error> {
    for change in changed {
        let is_duplicate = matches!(change.standing, Standing::Duplicate(_));
        let more = i64::from(is_duplicate) - i64::from(change.was_duplicate);
        if more != 0 {
            tables::documents::move_duplicates(connection, change.document, more)?;
        }
    }
    Ok(())
}

/// Stores which view of an order's money counts, where more than one is shown.
pub(super) fn settle_views(connection: &Connection, rows: &[Key]) -> Result<(), Error> {
    let mut shown = rows.iter().map(|key| key.shows).filter(|shows| *shows > 0);
    let first = shown.next();
    if shown.all(|shows| Some(shows) == first) {
        return Ok(());
    }
    let mut views = Vec::new();
    for key in rows.iter().filter(|key| key.shows > 0) {
        views.extend(records::view(connection, key)?);
    }
    for (view, by) in views.iter().zip(stand_ins(&views)) {
        records::stand_in(connection, view.id, by)?;
    }
    Ok(())
}
