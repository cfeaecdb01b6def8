//! The history of a case: every change appends an entry whose hash covers the one before it.
//!
//! It proves that nobody edited the log by accident or from outside. It cannot prove that the
//! owner did not rebuild the whole file: for that, the head is printed on every report.

use chrono::{SecondsFormat, Utc};
use engine::hex::hex;
use rusqlite::Connection;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::tables;

/// The hash before the first entry.
const NOTHING_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counted from 1.
    pub number: i64,
    /// UTC, to the second.
    pub at: String,
    /// `create`, `set_up`, `import`, ….
    pub action: String,
    /// What was done, as JSON with sorted keys.
    pub detail: String,
    /// Hash of the entry before.
    pub previous_hash: String,
    /// SHA-256 over all of the above.
    pub hash: String,
}

/// What a look at the whole chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Every entry follows from the one before; the hash of the last one.
    Whole {
        /// Hash of the newest entry.
        head: String,
        /// How many entries.
        entries: usize,
    },
    /// The first entry that does not follow.
    Broken {
        /// Its number.
        number: i64,
    },
}

/// Appends what was done, inside the caller's transaction.
pub(crate) fn append(connection: &Connection, action: &str, detail: &Value) -> Result<(), Error> {
    let last = tables::history::last(connection)?;
    let (number, previous_hash) = match last {
        Some(last) => (last.number + 1, last.hash),
        None => (1, NOTHING_BEFORE.to_owned()),
    };
    let at = now();
    let mut entry = Entry {
        number,
        at,
        action: action.to_owned(),
        detail: detail.to_string(),
        previous_hash,
        hash: String::new(),
    };
    entry.hash = hash(&entry);
    tables::history::append(connection, &entry)?;
    Ok(())
}

/// The hash of the newest entry.
pub(crate) fn head(connection: &Connection) -> Result<String, Error> {
    let last = tables::history::last(connection)?;
    Ok(last.map_or_else(|| NOTHING_BEFORE.to_owned(), |entry| entry.hash))
}

/// Recomputes every hash.
pub(crate) fn check(entries: &[Entry]) -> Chain {
    let mut head = NOTHING_BEFORE.to_owned();
    for (number, entry) in (1..).zip(entries) {
        let follows =
            entry.number == number && entry.previous_hash == head && entry.hash == hash(entry);
        if !follows {
            return Chain::Broken { number };
        }
        head.clone_from(&entry.hash);
    }
    Chain::Whole {
        head,
        entries: entries.len(),
    }
}

/// Each part is preceded by its length, so that no two entries share their bytes.
fn hash(entry: &Entry) -> String {
    let mut sha = Sha256::new();
    let number = entry.number.to_string();
    for part in [
        &number,
        &entry.at,
        &entry.action,
        &entry.detail,
        &entry.previous_hash,
    ] {
        sha.update(part.len().to_string());
        sha.update(":");
        sha.update(part);
    }
    hex(&sha.finalize())
}

/// The time of what is done now: UTC, to the second.
pub(crate) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// SHA-256 in hexadecimal, by which a history names content without repeating it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn case_with_three_entries() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        tables::create(&mut connection).unwrap();
        for number in 1..=3 {
            append(&connection, "set_up", &json!({ "number": number })).unwrap();
        }
        connection
    }

    #[test]
    fn an_untouched_history_is_whole() {
        let entries = tables::history::all(&case_with_three_entries()).unwrap();
        assert!(matches!(check(&entries), Chain::Whole { entries: 3, .. }));
    }

    #[test]
    fn every_edit_is_named_by_its_first_broken_entry() {
        let entries = tables::history::all(&case_with_three_entries()).unwrap();
        let broken_at = |edit: &dyn Fn(&mut Vec<Entry>)| {
            let mut edited = entries.clone();
            edit(&mut edited);
            match check(&edited) {
                Chain::Broken { number } => number,
                Chain::Whole { .. } => 0,
            }
        };
        assert_eq!(broken_at(&|e| e[1].detail.push(' ')), 2);
        assert_eq!(broken_at(&|e| e[0].at.push('Z')), 1);
        assert_eq!(broken_at(&|e| drop(e.remove(1))), 2);
        assert_eq!(broken_at(&|e| e.swap(1, 2)), 2);
        assert_eq!(broken_at(&|e| e[2].previous_hash = e[0].hash.clone()), 3);
    }

    #[test]
    fn the_store_itself_refuses_to_edit_the_history() {
        let connection = case_with_three_entries();
        for sql in [
            "UPDATE history SET action = 'x'",
            "DELETE FROM history WHERE number = 3",
        ] {
            assert!(connection.execute(sql, []).is_err(), "{sql}");
        }
    }
}
