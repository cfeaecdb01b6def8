//! Sorts more entries than should be in memory: full buffers are sorted and put aside in a file
//! that has no name, and merged at the end. Entries hold hashes and row numbers, nothing else.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::mpsc::SyncSender;

/// A hash, the number of a record, and what is kept beside them; sorted in that order.
pub(crate) type Entry = [i64; NUMBERS];

const NUMBERS: usize = 6;
/// Entries kept in memory: 16 MB.
const IN_MEMORY: usize = 340 * 1024;
const ENTRY_BYTES: usize = NUMBERS * 8;
/// Bytes read ahead of each run while merging.
const AHEAD: usize = 256 * 1024;

/// Takes entries in any order.
pub(crate) struct Sorter {
    entries: Vec<Entry>,
    limit: usize,
    runs: Vec<File>,
    length: usize,
}

impl Sorter {
    pub(crate) fn new() -> Sorter {
        Sorter::with_limit(IN_MEMORY)
    }

    fn with_limit(limit: usize) -> Sorter {
        Sorter {
            entries: Vec::new(),
            limit,
            runs: Vec::new(),
            length: 0,
        }
    }

    /// How many entries it has taken.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    pub(crate) fn push(&mut self, entry: Entry) -> io::Result<()> {
        self.entries.push(entry);
        self.length += 1;
        if self.entries.len() == self.limit {
            self.put_aside()?;
        }
        Ok(())
    }

    fn put_aside(&mut self) -> io::Result<()> {
        self.entries.sort_unstable();
        let mut out = BufWriter::with_capacity(AHEAD, tempfile::tempfile()?);
        for number in self.entries.drain(..).flatten() {
            out.write_all(&number.to_le_bytes())?;
        }
        let mut file = out.into_inner()?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        Ok(())
    }

    /// Hands every entry over in order, so many at once, for as long as anyone takes them.
    pub(crate) fn hand_over(self, count: usize, to: &SyncSender<Vec<Entry>>) -> io::Result<()> {
        let mut sorted = self.sorted()?;
        loop {
            let entries: Vec<Entry> = sorted.by_ref().take(count).collect::<io::Result<_>>()?;
            if entries.is_empty() || to.send(entries).is_err() {
                return Ok(());
            }
        }
    }

    /// Gives every entry in order.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        self.entries.sort_unstable();
        let mut sorted = Sorted {
            rest: self.entries.into_iter(),
            runs: Vec::new(),
            heads: BinaryHeap::new(),
        };
        for file in self.runs {
            sorted.runs.push(BufReader::with_capacity(AHEAD, file));
        }
        for run in 0..=sorted.runs.len() {
            sorted.refill(run)?;
        }
        Ok(sorted)
    }
}

/// Entries in order, merged from the runs; the last run is the one in memory.
pub(crate) struct Sorted {
    rest: std::vec::IntoIter<Entry>,
    runs: Vec<BufReader<File>>,
    heads: BinaryHeap<Reverse<(Entry, usize)>>,
}

impl Sorted {
    fn refill(&mut self, run: usize) -> io::Result<()> {
        let next = match self.runs.get_mut(run) {
            Some(reader) => read_entry(reader)?,
            None => self.rest.next(),
        };
        self.heads.extend(next.map(|entry| Reverse((entry, run))));
        Ok(())
    }

    fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        let Some(Reverse((entry, run))) = self.heads.pop() else {
            return Ok(None);
        };
        self.refill(run)?;
        Ok(Some(entry))
    }
}

impl Iterator for Sorted {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<io::Result<Entry>> {
        self.next_entry().transpose()
    }
}

fn read_entry(reader: &mut impl Read) -> io::Result<Option<Entry>> {
    let mut bytes = [0; ENTRY_BYTES];
    match reader.read_exact(&mut bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut entry = [0; NUMBERS];
    for (number, eight) in entry.iter_mut().zip(bytes.chunks_exact(8)) {
        let mut le = [0; 8];
        le.copy_from_slice(eight);
        *number = i64::from_le_bytes(le);
    }
    Ok(Some(entry))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_entry_comes_back_once_and_in_order(
            entries in prop::collection::vec(any::<Entry>(), 0..200),
            limit in 1_usize..50,
        ) {
            let mut sorter = Sorter::with_limit(limit);
            for entry in &entries {
                sorter.push(*entry).unwrap();
            }
            let given: Vec<Entry> = sorter.sorted().unwrap().map(Result::unwrap).collect();
            let mut expected = entries;
            expected.sort_unstable();
            prop_assert_eq!(given, expected);
        }
    }
}
