//! A page of keys in the order of the groups, packed: of most keys only the two hashes take room.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};

use super::keys::Key;

/// A page that is longer than this ends with the group at hand, so that it fits a page of the file.
const PAGE_BYTES: usize = 8_000;

/// What a key has in common with the one before it, or with itself.
const SAME_GROUP: u8 = 1;
const SAME_SHOWS: u8 = 2;
/// Its group is its key.
const ALONE: u8 = 4;
const PART: u8 = 8;

/// Keys of a document, sorted by their groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page(Vec<Key>);

impl Page {
    /// As it is stored.
    pub(super) fn packed(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.0.iter().for_each(|key| packer.add(key));
        packer.bytes
    }

    /// Reads what was stored; `None` if that is no page.
    fn of_packed(mut bytes: &[u8]) -> Option<Page> {
        let mut keys: Vec<Key> = Vec::new();
        while !bytes.is_empty() {
            let before = keys.last().copied().unwrap_or(BEFORE_ALL);
            keys.push(unpack(&mut bytes, &before)?);
        }
        Some(Page(keys))
    }

    /// The keys of a group.
    pub(super) fn of_group(&self, group: i64) -> impl Iterator<Item = Key> {
        let first = self.0.partition_point(|key| key.group_hash < group);
        let keys = self.0[first..].iter();
        keys.take_while(move |key| key.group_hash == group).copied()
    }

    /// Takes a key out; whether it was there.
    pub(super) fn remove(&mut self, group: i64, record: i64) -> bool {
        let length = self.0.len();
        self.0
            .retain(|key| (key.group_hash, key.record) != (group, record));
        self.0.len() < length
    }
}

impl FromSql for Page {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Page> {
        let damaged = || FromSqlError::Other("a damaged page of keys".into());
        Page::of_packed(value.as_blob()?).ok_or_else(damaged)
    }
}

/// What the first key of a page is compared with.
const BEFORE_ALL: Key = Key {
    group_hash: 0,
    record: 0,
    key_hash: 0,
    fingerprint: 0,
    shows: 0,
    is_part: false,
};

/// Packs keys, each beside the one before it.
#[derive(Debug)]
struct Packer {
    bytes: Vec<u8>,
    before: Key,
}

impl Default for Packer {
    fn default() -> Packer {
        Packer {
            bytes: Vec::new(),
            before: BEFORE_ALL,
        }
    }
}

impl Packer {
    fn add(&mut self, key: &Key) {
        let before = std::mem::replace(&mut self.before, *key);
        let flags = [
            (SAME_GROUP, key.group_hash == before.group_hash),
            (SAME_SHOWS, key.shows == before.shows),
            (ALONE, key.group_hash == key.key_hash),
            (PART, key.is_part),
        ];
        let set = flags.iter().filter(|(_, holds)| *holds);
        let flags = set.fold(0, |flags, (flag, _)| flags | flag);
        let bytes = &mut self.bytes;
        bytes.push(flags);
        if flags & SAME_GROUP == 0 {
            put_step(bytes, before.group_hash, key.group_hash);
        }
        put_step(bytes, before.record, key.record);
        if flags & ALONE == 0 {
            bytes.extend_from_slice(&key.key_hash.to_le_bytes());
        }
        bytes.extend_from_slice(&key.fingerprint.to_le_bytes());
        if flags & SAME_SHOWS == 0 {
            put_step(bytes, before.shows, key.shows);
        }
    }
}

/// Takes the next key from the bytes.
fn unpack(bytes: &mut &[u8], before: &Key) -> Option<Key> {
    let [flags] = take(bytes)?;
    let group_hash = match flags & SAME_GROUP {
        0 => take_step(bytes, before.group_hash)?,
        _ => before.group_hash,
    };
    Some(Key {
        group_hash,
        record: take_step(bytes, before.record)?,
        key_hash: match flags & ALONE {
            0 => i64::from_le_bytes(take(bytes)?),
            _ => group_hash,
        },
        fingerprint: i64::from_le_bytes(take(bytes)?),
        shows: match flags & SAME_SHOWS {
            0 => take_step(bytes, before.shows)?,
            _ => before.shows,
        },
        is_part: flags & PART != 0,
    })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

/// How far it is from one number to the next, seven bits a byte; the sign is the lowest bit, so
/// that a short way either way is a small number.
fn put_step(bytes: &mut Vec<u8>, from: i64, to: i64) {
    let step = to.wrapping_sub(from);
    let mut rest = (step << 1 ^ step >> 63).cast_unsigned();
    while rest > 0x7f {
        bytes.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    bytes.push(rest.to_le_bytes()[0]);
}

fn take_step(bytes: &mut &[u8], from: i64) -> Option<i64> {
    let (mut whole, mut shift) = (0_u64, 0);
    loop {
        let [byte] = take(bytes)?;
        whole |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    let step = (whole >> 1).cast_signed() ^ -(whole & 1).cast_signed();
    Some(from.wrapping_add(step))
}

/// Fills pages with keys that come in the order of their groups.
#[derive(Debug, Default)]
pub(super) struct PageBuilder {
    packer: Packer,
    first_group: i64,
}

impl PageBuilder {
    /// Adds a key; gives the page before it as it is stored, with its first group, once that is full.
    pub(super) fn add(&mut self, key: &Key) -> Option<(i64, Vec<u8>)> {
        let group = key.group_hash;
        let is_full = self.packer.bytes.len() >= PAGE_BYTES;
        let full = (is_full && group != self.packer.before.group_hash).then(|| {
            let full = std::mem::take(&mut self.packer);
            (self.first_group, full.bytes)
        });
        if self.packer.bytes.is_empty() {
            self.first_group = group;
        }
        self.packer.add(key);
        full
    }

    /// The last page, where there is one.
    pub(super) fn finish(self) -> Option<(i64, Vec<u8>)> {
        let Packer { bytes, .. } = self.packer;
        (!bytes.is_empty()).then_some((self.first_group, bytes))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> impl Strategy<Value = Key> {
        let hashes = (-40_i64..40, any::<i64>(), any::<i64>());
        (hashes, any::<i64>(), any::<i64>(), any::<bool>()).prop_map(
            |((group_hash, key_hash, fingerprint), record, shows, is_part)| Key {
                group_hash,
                record,
                key_hash,
                fingerprint,
                shows,
                is_part,
            },
        )
    }

    proptest! {
        #[test]
        fn every_key_is_on_the_one_page_of_its_group(
            mut keys in prop::collection::vec(key(), 0..900),
        ) {
            keys.sort_by_key(|key| key.group_hash);
            let mut builder = PageBuilder::default();
            let mut pages: Vec<_> = keys.iter().filter_map(|key| builder.add(key)).collect();
            pages.extend(builder.finish());
            let read = |(first, packed): (i64, Vec<u8>)| (first, Page::of_packed(&packed).unwrap());
            let pages: Vec<_> = pages.into_iter().map(read).collect();
            prop_assert!(pages.is_sorted_by(|(one, _), (other, _)| one < other));
            for group in -41..=41 {
                let expected: Vec<Key> = keys
                    .iter()
                    .filter(|key| key.group_hash == group)
                    .copied()
                    .collect();
                let page = pages.iter().rfind(|(first, _)| *first <= group);
                let found: Vec<Key> = page
                    .into_iter()
                    .flat_map(|(_, page)| page.of_group(group))
                    .collect();
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn a_key_that_is_taken_out_is_gone_and_no_other(
            mut keys in prop::collection::vec(key(), 1..60),
            at in any::<prop::sample::Index>(),
        ) {
            keys.sort_by_key(|key| (key.group_hash, key.record));
            keys.dedup_by_key(|key| (key.group_hash, key.record));
            let mut builder = PageBuilder::default();
            keys.iter().for_each(|key| assert_eq!(builder.add(key), None));
            let (_, packed) = builder.finish().unwrap();
            let mut page = Page::of_packed(&packed).unwrap();
            prop_assert_eq!(page.packed(), packed);
            let gone = keys.remove(at.index(keys.len()));
            prop_assert!(page.remove(gone.group_hash, gone.record));
            prop_assert!(!page.remove(gone.group_hash, gone.record));
            let page = Page::of_packed(&page.packed()).unwrap();
            let left: Vec<Key> = (-40..40).flat_map(|group| page.of_group(group)).collect();
            prop_assert_eq!(left, keys);
        }

        #[test]
        fn bytes_that_are_no_page_are_refused_or_read_but_never_more(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            if let Some(page) = Page::of_packed(&bytes) {
                prop_assert_eq!(Page::of_packed(&page.packed()), Some(page));
            }
        }
    }

    #[test]
    fn a_page_that_was_cut_is_refused() {
        let mut builder = PageBuilder::default();
        let key = Key {
            group_hash: i64::MIN,
            record: i64::MAX,
            key_hash: 5,
            ..BEFORE_ALL
        };
        builder.add(&key);
        let (_, packed) = builder.finish().unwrap();
        assert_eq!(Page::of_packed(&packed), Some(Page(vec![key])));
        for length in 1..packed.len() {
            assert_eq!(Page::of_packed(&packed[..length]), None, "{length}");
        }
    }
}
