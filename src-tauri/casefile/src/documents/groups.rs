//! The keys of a document group by group, put in order on a thread of their own: whoever stores what
//! becomes of them need not wait for that.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::sorter::{Entry, Sorter};
use crate::error::Error;
use crate::tables::records::Key;

/// Sorted entries that are handed over at once, and how often that is done ahead of who takes them.
const ENTRIES: usize = 4096;
const ENTRIES_WAITING: usize = 4;

/// Gives the keys of each group together, in the order of the groups.
pub(super) fn for_each_group(
    sorter: Sorter,
    mut take: impl FnMut(&[Key]) -> Result<(), Error>,
) -> Result<(), Error> {
    thread::scope(|scope| {
        let (ready, entries) = sync_channel(ENTRIES_WAITING);
        let sorting = scope.spawn(move || sorter.hand_over(ENTRIES, &ready));
        let mut group: Vec<Key> = Vec::new();
        for entry in entries.iter().flatten() {
            let key = key_of(entry);
            if group
                .last()
                .is_some_and(|last| last.group_hash != key.group_hash)
            {
                take(&group)?;
                group.clear();
            }
            group.push(key);
        }
        let ended_early = |_| Error::store("a thread ended early".to_owned());
        sorting.join().map_err(ended_early)??;
        match group.is_empty() {
            true => Ok(()),
            false => take(&group),
        }
    })
}

fn key_of([group_hash, record, key_hash, fingerprint, shows, is_part]: Entry) -> Key {
    Key {
        group_hash,
        record,
        key_hash,
        fingerprint,
        shows,
        is_part: is_part != 0,
    }
}
