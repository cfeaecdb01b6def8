//! Which stored records stand under one key, and which speak of one order: tables `record_keys`,
//! a row a key, and `record_key_pages`, where the keys of a long document are packed.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Statement};

use super::key_page::{Page, PageBuilder};

/// From so many keys on, those of a document are packed into pages. A group is looked up in every
/// document that has pages, so short ones must not.
const PACKED_FROM: usize = 4096;

/// A row under its key and beside the others of its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) group_hash: i64,
    pub(crate) record: i64,
    pub(crate) key_hash: i64,
    pub(crate) fingerprint: i64,
    pub(crate) shows: i64,
    /// It is only here for what it shows of the order.
    pub(crate) is_part: bool,
}

/// The keys that the case holds, looked up group after group. Cheap where the groups ascend: each
/// page is then read once.
pub(crate) struct HeldKeys<'c> {
    connection: &'c Connection,
    /// The group looked up last, and the next one that has rows of its own.
    at: i64,
    next: Option<i64>,
    documents: Vec<PagesOf>,
}

impl<'c> HeldKeys<'c> {
    pub(crate) fn new(connection: &'c Connection) -> rusqlite::Result<HeldKeys<'c>> {
        Ok(HeldKeys {
            connection,
            at: i64::MIN,
            next: next_group(connection, i64::MIN)?,
            documents: with_pages(connection)?,
        })
    }

    /// The rows of a group, in the order of their numbers.
    pub(crate) fn of_group(&mut self, group: i64) -> rusqlite::Result<Vec<Key>> {
        let mut keys = Vec::new();
        let between = self.at < group && self.next.is_none_or(|next| group < next);
        if !between {
            keys = rows_of(self.connection, group)?;
            self.next = match group.checked_add(1) {
                Some(after) => next_group(self.connection, after)?,
                None => None,
            };
            self.at = group;
        }
        for document in &mut self.documents {
            keys.extend(document.page_for(self.connection, group)?.of_group(group));
        }
        keys.sort_unstable_by_key(|key| key.record);
        Ok(keys)
    }
}

/// The rows of a group, in the order of their numbers.
pub(crate) fn of_group(connection: &Connection, group: i64) -> rusqlite::Result<Vec<Key>> {
    HeldKeys::new(connection)?.of_group(group)
}

/// The pages of a document, one of them at hand.
struct PagesOf {
    document: i64,
    page: Page,
    /// The groups for which the page at hand is the one: from, and up to.
    from: i64,
    until: Option<i64>,
}

impl PagesOf {
    fn page_for(&mut self, connection: &Connection, group: i64) -> rusqlite::Result<&Page> {
        let is_at_hand = self.from <= group && self.until.is_none_or(|until| group < until);
        if !is_at_hand {
            let page = page_with(connection, self.document, group)?;
            (self.from, self.page) = page.map_or((i64::MIN, Page::default()), |page| {
                (page.first_group, page.keys)
            });
            self.until = connection
                .prepare_cached(
                    "SELECT min(first_group) FROM record_key_pages
                     WHERE document = ?1 AND first_group > ?2",
                )?
                .query_row((self.document, group), |row| row.get(0))?;
        }
        Ok(&self.page)
    }
}

/// A page as it is stored.
struct StoredPage {
    id: i64,
    first_group: i64,
    keys: Page,
}

/// The page of a document on which a group would be.
fn page_with(
    connection: &Connection,
    document: i64,
    group: i64,
) -> rusqlite::Result<Option<StoredPage>> {
    connection
        .prepare_cached(
            "SELECT rowid, first_group, keys FROM record_key_pages
             WHERE document = ?1 AND first_group <= ?2 ORDER BY first_group DESC LIMIT 1",
        )?
        .query_row((document, group), |row| {
            Ok(StoredPage {
                id: row.get(0)?,
                first_group: row.get(1)?,
                keys: row.get(2)?,
            })
        })
        .optional()
}

/// The documents that have pages; each is found by a look at the index.
fn with_pages(connection: &Connection) -> rusqlite::Result<Vec<PagesOf>> {
    connection
        .prepare_cached(
            "WITH RECURSIVE packed (document) AS (
                 SELECT min(document) FROM record_key_pages
                 UNION ALL SELECT (SELECT min(p.document) FROM record_key_pages p
                     WHERE p.document > packed.document)
                 FROM packed WHERE packed.document IS NOT NULL)
             SELECT document FROM packed WHERE document IS NOT NULL",
        )?
        .query_map([], |row| {
            Ok(PagesOf {
                document: row.get(0)?,
                page: Page::default(),
                // No group is at hand.
                from: i64::MAX,
                until: Some(i64::MIN),
            })
        })?
        .collect()
}

fn rows_of(connection: &Connection, group: i64) -> rusqlite::Result<Vec<Key>> {
    connection
        .prepare_cached(
            "SELECT record, key_hash, fingerprint, shows, is_part FROM record_keys
             WHERE group_hash = ?1",
        )?
        .query_map([group], |row| {
            Ok(Key {
                group_hash: group,
                record: row.get(0)?,
                key_hash: row.get(1)?,
                fingerprint: row.get(2)?,
                shows: row.get(3)?,
                is_part: row.get(4)?,
            })
        })?
        .collect()
}

/// The first group from one on that has rows of its own.
fn next_group(connection: &Connection, from: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT min(group_hash) FROM record_keys WHERE group_hash >= ?1")?
        .query_row([from], |row| row.get(0))
}

/// Puts the rows of a document under their keys, group after group in the order of the groups.
pub(crate) struct PutKeys<'c> {
    connection: &'c Connection,
    document: i64,
    row: CachedStatement<'c>,
    /// Where the keys are many.
    page: Option<PageBuilder>,
}

impl<'c> PutKeys<'c> {
    /// For so many keys. Rows that come after their document have no pages of their own.
    pub(crate) fn new(
        connection: &'c Connection,
        document: i64,
        keys: usize,
        is_later: bool,
    ) -> rusqlite::Result<PutKeys<'c>> {
        Ok(PutKeys {
            connection,
            document,
            row: connection.prepare_cached(PUT_ROW)?,
            page: (keys >= PACKED_FROM && !is_later).then(PageBuilder::default),
        })
    }

    /// Puts a row under its key for as long as nothing changes it.
    pub(crate) fn put(&mut self, key: &Key) -> rusqlite::Result<()> {
        let Some(page) = &mut self.page else {
            return put_row(&mut self.row, key);
        };
        match page.add(key) {
            Some((first_group, keys)) => {
                put_page(self.connection, self.document, first_group, &keys)
            }
            None => Ok(()),
        }
    }

    /// Stores the last page.
    pub(crate) fn finish(self) -> rusqlite::Result<()> {
        match self.page.and_then(PageBuilder::finish) {
            Some((first_group, keys)) => {
                put_page(self.connection, self.document, first_group, &keys)
            }
            None => Ok(()),
        }
    }
}

fn put_page(
    connection: &Connection,
    document: i64,
    first_group: i64,
    keys: &[u8],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO record_key_pages (document, first_group, keys) VALUES (?1, ?2, ?3)",
        )?
        .execute((document, first_group, keys))?;
    Ok(())
}

const PUT_ROW: &str =
    "INSERT INTO record_keys (group_hash, record, key_hash, fingerprint, shows, is_part)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

fn put_row(statement: &mut Statement<'_>, key: &Key) -> rusqlite::Result<()> {
    statement.execute((
        key.group_hash,
        key.record,
        key.key_hash,
        key.fingerprint,
        key.shows,
        key.is_part,
    ))?;
    Ok(())
}

/// Puts a row under its key.
pub(crate) fn put_key(connection: &Connection, key: &Key) -> rusqlite::Result<()> {
    put_row(&mut *connection.prepare_cached(PUT_ROW)?, key)
}

/// Takes a row from its group.
pub(crate) fn remove_key(connection: &Connection, group: i64, record: i64) -> rusqlite::Result<()> {
    if remove_key_row(connection, group, record)? {
        return Ok(());
    }
    for PagesOf { document, .. } in with_pages(connection)? {
        if let Some(mut page) = page_with(connection, document, group)?
            && page.keys.remove(group, record)
        {
            connection
                .prepare_cached("UPDATE record_key_pages SET keys = ?2 WHERE rowid = ?1")?
                .execute((page.id, page.keys.packed()))?;
            return Ok(());
        }
    }
    Ok(())
}

/// Takes a row from its group where it is on no page; whether it was there.
pub(crate) fn remove_key_row(
    connection: &Connection,
    group: i64,
    record: i64,
) -> rusqlite::Result<bool> {
    let removed = connection
        .prepare_cached("DELETE FROM record_keys WHERE group_hash = ?1 AND record = ?2")?
        .execute((group, record))?;
    Ok(removed > 0)
}

/// Takes away the pages of a document.
pub(crate) fn remove_key_pages(connection: &Connection, document: i64) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM record_key_pages WHERE document = ?1",
        [document],
    )?;
    Ok(())
}
