//! A page of keys: so many bytes a key, in the order of the groups.

use super::keys::Key;

/// Bytes of a key: its numbers, and one for whether it is a part.
const KEY_BYTES: usize = 8 * NUMBERS + 1;
const NUMBERS: usize = 5;

/// A page that is longer than this ends with the group at hand.
const PAGE_BYTES: usize = 200 * KEY_BYTES;

/// Keys of a document, sorted by their groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page(Vec<u8>);

impl Page {
    /// A page as it is stored.
    pub(super) fn of(bytes: Vec<u8>) -> Page {
        Page(bytes)
    }

    /// As it is stored.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The keys of a group.
    pub(super) fn of_group(&self, group: i64) -> impl Iterator<Item = Key> {
        let keys = self.keys();
        let first = keys.partition_point(|key| number(key, 0) < group);
        let keys = keys[first..].iter();
        keys.take_while(move |key| number(key, 0) == group)
            .map(read)
    }

    /// Takes a key out; whether it was there.
    pub(super) fn remove(&mut self, group: i64, record: i64) -> bool {
        let is_it = |key: &[u8; KEY_BYTES]| number(key, 0) == group && number(key, 1) == record;
        let Some(at) = self.keys().iter().position(is_it) else {
            return false;
        };
        self.0.drain(at * KEY_BYTES..(at + 1) * KEY_BYTES);
        true
    }

    fn keys(&self) -> &[[u8; KEY_BYTES]] {
        self.0.as_chunks().0
    }
}

fn number(key: &[u8; KEY_BYTES], at: usize) -> i64 {
    i64::from_le_bytes(key.as_chunks().0[at])
}

fn read(key: &[u8; KEY_BYTES]) -> Key {
    Key {
        group_hash: number(key, 0),
        record: number(key, 1),
        key_hash: number(key, 2),
        fingerprint: number(key, 3),
        shows: number(key, 4),
        is_part: key[KEY_BYTES - 1] != 0,
    }
}

/// Fills pages with keys that come in the order of their groups.
#[derive(Debug, Default)]
pub(super) struct PageBuilder {
    page: Page,
    first_group: i64,
    last_group: i64,
}

impl PageBuilder {
    /// Adds a key; gives the page before it, with its first group, once that is full.
    pub(super) fn add(&mut self, key: &Key) -> Option<(i64, Page)> {
        let group = key.group_hash;
        let is_full = self.page.0.len() >= PAGE_BYTES && group != self.last_group;
        let full = is_full.then(|| {
            let next = Page(Vec::with_capacity(PAGE_BYTES + KEY_BYTES));
            (self.first_group, std::mem::replace(&mut self.page, next))
        });
        if self.page.0.is_empty() {
            self.first_group = group;
        }
        self.last_group = group;
        let bytes = &mut self.page.0;
        let numbers = [group, key.record, key.key_hash, key.fingerprint, key.shows];
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.push(u8::from(key.is_part));
        full
    }

    /// The last page, where there is one.
    pub(super) fn finish(self) -> Option<(i64, Page)> {
        (!self.page.0.is_empty()).then_some((self.first_group, self.page))
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
            let (_, mut page) = builder.finish().unwrap();
            let gone = keys.remove(at.index(keys.len()));
            prop_assert!(page.remove(gone.group_hash, gone.record));
            prop_assert!(!page.remove(gone.group_hash, gone.record));
            let left: Vec<Key> = (-40..40).flat_map(|group| page.of_group(group)).collect();
            prop_assert_eq!(left, keys);
        }
    }
}
