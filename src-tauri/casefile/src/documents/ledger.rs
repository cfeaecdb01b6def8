//! Where each row of a document ends: in the ledger, as a known duplicate, or in quarantine.
//!
//! Rows are stored as they come. Which of them the case held already is decided once all are
//! read: their hashes are sorted first, so that the index grows in its own order and ten million
//! rows cost no more each than one million.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use engine::format::{Format, Repeats};
use engine::money::Money;
use engine::record::{AccountKeys, Record};
use engine::source::Problem;
use foldhash::fast::RandomState;
use rusqlite::Connection;

use super::ImportOutcome;
use super::groups::for_each_group;
use super::identity::{Identity, KnownRow, Secret, shows};
use super::owners::Unnamed;
use super::settle::{by_key, recount, settle, settle_views};
use super::sorter::Sorter;
use super::standing::Standing;
use super::views::Layout;
use crate::error::Error;
use crate::tables::records::{self, Key};
use crate::{parties, tables};

/// Rows of a document on their way into the case.
pub(crate) struct Ledger<'a> {
    connection: &'a Connection,
    document: i64,
    format: &'a Format,
    identity: Identity,
    /// Stands for the format in what its rows show of an order.
    layout: Layout,
    put: records::Put<'a>,
    next_id: i64,
    /// The record of the row at hand, to which parts belong.
    whole: i64,
    accounts: HashMap<AccountKeys, i64, RandomState>,
    /// The rows come after those of their document: they were corrected.
    is_later: bool,
    keys: Sorter,
    unnamed: Unnamed,
    tally: Tally,
}

/// What became of the rows so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Rows that were read.
    stored: u32,
    first_record: i64,
    last_record: i64,
    duplicates: u32,
    updated: u32,
    quarantined: u32,
    sum: Money,
    days: Option<(NaiveDate, NaiveDate)>,
    months: records::Months,
}

impl<'a> Ledger<'a> {
    /// For the rows of a document that has its place in the case already.
    pub(crate) fn new(
        connection: &'a Connection,
        document: i64,
        format: &'a Format,
        account_said: Option<&str>,
    ) -> Result<Ledger<'a>, Error> {
        let unnamed = unnamed(connection, document, format)?;
        let secret = Secret::of(connection)?;
        let next_id = records::next_id(connection)?;
        let identity = Identity::new(&secret, format, account_said, unnamed);
        Ok(Ledger {
            connection,
            document,
            format,
            layout: identity.layout(format),
            identity,
            put: records::Put::new(connection, document, format)?,
            next_id,
            whole: next_id,
            accounts: HashMap::default(),
            is_later: false,
            keys: Sorter::new(),
            unnamed: Unnamed::new(account_said.is_some()),
            tally: Tally {
                first_record: next_id,
                last_record: next_id - 1,
                ..Tally::default()
            },
        })
    }

    /// For rows of the document that come after its others.
    pub(crate) fn later(mut self) -> Ledger<'a> {
        self.is_later = true;
        self
    }

    /// What rows are known by, for whoever reads them beside the ledger.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Takes a row that was read.
    pub(crate) fn take(&mut self, record: Record) -> Result<(), Error> {
        let row = self.identity.of(Box::new(record));
        self.store(&row)
    }

    /// Takes a row whose hashes are known.
    pub(crate) fn store(&mut self, row: &KnownRow) -> Result<(), Error> {
        let record = &row.record;
        let id = self.next_id;
        let place = records::Place {
            account: self.account(record)?,
            part_of: record.is_part.then_some(self.whole),
            is_later: self.is_later,
        };
        self.put.put(id, place, row.key_hash, row.buyers, record)?;
        self.next_id += 1;
        let money = record.counted.and_then(|counted| counted.order_money);
        let shows = shows(money, self.format.perspective, self.layout);
        if !record.is_part {
            self.whole = id;
            if row.is_unnamed {
                self.unnamed.push(row.group_hash, id, place.account)?;
            }
        }
        if !record.is_part || shows > 0 {
            let is_part = i64::from(record.is_part);
            let key = [
                row.group_hash,
                id,
                row.key_hash,
                row.fingerprint,
                shows,
                is_part,
            ];
            self.keys.push(key)?;
        }
        self.tally.add(record)
    }

    /// Keeps a row that could not be read.
    pub(crate) fn reject(&mut self, problem: &Problem, raw: &[String]) -> Result<(), Error> {
        tables::quarantine::put(self.connection, self.document, problem, raw)?;
        self.tally.quarantined += 1;
        Ok(())
    }

    /// After the last row: decides what each of them adds.
    pub(crate) fn finish(mut self) -> Result<Tally, Error> {
        let keys = std::mem::replace(&mut self.keys, Sorter::new());
        let unnamed = std::mem::replace(&mut self.unnamed, Unnamed::new(false));
        let mut owners = unnamed.by_group(self.connection)?;
        let mut known = Sorter::new();
        let mut held_keys = records::HeldKeys::new(self.connection)?;
        let (connection, document) = (self.connection, self.document);
        let mut put = records::PutKeys::new(connection, document, keys.len(), self.is_later)?;
        for_each_group(keys, |fresh| {
            let held = held_keys.of_group(fresh[0].group_hash)?;
            owners.settle(&held, fresh)?;
            if held.is_empty() && self.are_distinct(fresh) {
                for key in fresh {
                    put.put(key)?;
                }
                return settle_views(connection, fresh);
            }
            let repeated = self.settle_keys(&held, fresh, &mut known)?;
            let fresh = without(fresh, &repeated);
            let all: Vec<Key> = held.iter().chain(&fresh).copied().collect();
            settle_views(connection, &all)
        })?;
        put.finish()?;
        // In the order of the records, as they lie in the file.
        for entry in known.sorted()? {
            let [id, of, ..] = entry?;
            records::stand(self.connection, id, Standing::Duplicate(of))?;
        }
        let months = std::mem::take(&mut self.tally.months);
        records::put_months(self.connection, self.document, months)?;
        Ok(self.tally)
    }

    /// Whether no row of a group can repeat or replace another: nearly every group.
    fn are_distinct(&self, fresh: &[Key]) -> bool {
        fresh.len() == 1 || self.format.repeats == Repeats::Honest
    }

    /// Puts the rows of a group under their keys; those that are known go aside, and are given.
    fn settle_keys(
        &mut self,
        held: &[Key],
        fresh: &[Key],
        known: &mut Sorter,
    ) -> Result<BTreeSet<i64>, Error> {
        let repeats = self.format.repeats;
        let mut repeated = BTreeSet::new();
        let mut held = by_key(held);
        for key in fresh.iter().filter(|key| key.is_part) {
            records::put_key(self.connection, key)?;
        }
        for (key_hash, rows) in by_key(fresh) {
            let held = held.remove(&key_hash).unwrap_or_default();
            // Beside corrected rows there are others of their own document.
            match repeats_of(&held, &rows, repeats).filter(|_| !self.is_later) {
                Some(pairs) => {
                    self.tally.duplicates += count(pairs.len());
                    for (id, of) in pairs {
                        known.push([id, of, 0, 0, 0, 0])?;
                        repeated.insert(id);
                    }
                }
                None => self.decide(&held, &rows)?,
            }
        }
        Ok(repeated)
    }

    /// Decides over all rows of a key, old and new.
    fn decide(&mut self, held: &[Key], fresh: &[Key]) -> Result<(), Error> {
        for key in fresh {
            records::put_key(self.connection, key)?;
        }
        let all: Vec<Key> = held.iter().chain(fresh).copied().collect();
        let first_fresh = fresh.first().map_or(i64::MAX, |key| key.record);
        let mut others = settle(self.connection, &all, self.format.repeats)?;
        for change in &others {
            match change.standing {
                Standing::Duplicate(_) if change.record >= first_fresh => {
                    self.tally.duplicates += 1;
                }
                Standing::Replaced(by) if by >= first_fresh => self.tally.updated += 1,
                _ => {}
            }
        }
        others.retain(|change| change.record < first_fresh);
        recount(self.connection, &others)
    }

    /// The account a row belongs to; rows that hang on an order get theirs from it.
    fn account(&mut self, record: &Record) -> Result<Option<i64>, Error> {
        let keys = &record.account_keys;
        if keys.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.accounts.get(keys) {
            return Ok(Some(*id));
        }
        let (platform, name) = (&self.format.platform, record.account_name.as_deref());
        let id = tables::accounts::number(self.connection, platform, keys, name)?;
        self.accounts.insert(keys.clone(), id);
        Ok(Some(id))
    }
}

impl Tally {
    fn add(&mut self, record: &Record) -> Result<(), Error> {
        self.stored += u32::from(!record.is_part);
        self.last_record += 1;
        let counted = record.counted.map_or(Money::ZERO, |counted| counted.amount);
        self.sum = self
            .sum
            .checked_add(counted)
            .ok_or_else(Error::sum_too_large)?;
        let day = record.counted.map(|counted| counted.on);
        if let Some(day) = day {
            self.months.add(self.last_record, day);
        }
        if let Some(day) = day.or(record.ordered_at.map(|time| time.date())) {
            self.days = Some(match self.days {
                Some((first, last)) => (first.min(day), last.max(day)),
                None => (day, day),
            });
        }
        Ok(())
    }

    /// First and last day of its rows.
    pub(crate) fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.days
    }

    /// Whether some rows were known already, so that the sum of all is not what was added.
    pub(crate) fn has_duplicates(&self) -> bool {
        self.duplicates > 0
    }

    /// The numbers of its records, first and last; further amounts of a row are records too.
    pub(crate) fn numbers(&self) -> (i64, i64) {
        (self.first_record, self.last_record)
    }

    /// How many records, known duplicates and later states there are.
    pub(crate) fn counts(&self) -> [u32; 3] {
        [self.stored - self.duplicates, self.duplicates, self.updated]
    }

    /// Puts the counts into the outcome.
    pub(crate) fn count(&self, outcome: &mut ImportOutcome) {
        [outcome.records, outcome.duplicates, outcome.updated] = self.counts();
        outcome.quarantined = self.quarantined;
        outcome.rows = self.stored + self.quarantined;
        outcome.sum = self.sum;
    }
}

/// Whose an unnamed file is: a personal tax record is that of the one natural person of the
/// case; any other file is an account of its own until somebody says whose it is.
fn unnamed(connection: &Connection, document: i64, format: &Format) -> Result<String, Error> {
    let person = match format.platform == parties::TAX_OFFICE {
        true => parties::only_person(connection)?,
        false => None,
    };
    Ok(person.unwrap_or_else(|| format!("{}#{document}", format.id)))
}

/// The rows the case holds for each new row, if every new row is a repeat: then nothing changes
/// but that, whatever the states of the old rows. `None` where one of them is new.
fn repeats_of(held: &[Key], fresh: &[Key], repeats: Repeats) -> Option<Vec<(i64, i64)>> {
    let mut by_print: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for key in held.iter().rev() {
        by_print
            .entry(key.fingerprint)
            .or_default()
            .push(key.record);
    }
    fresh
        .iter()
        .map(|key| {
            let alike = by_print.get_mut(&key.fingerprint)?;
            let of = match repeats {
                Repeats::Honest => alike.pop()?,
                Repeats::Never => *alike.last()?,
            };
            Some((key.record, of))
        })
        .collect()
}

/// The rows without those that the case held already, and without their further amounts, which
/// come directly after them.
fn without(rows: &[Key], repeated: &BTreeSet<i64>) -> Vec<Key> {
    let mut is_repeated = false;
    let mut left = rows.to_vec();
    left.retain(|key| {
        if !key.is_part {
            is_repeated = repeated.contains(&key.record);
        }
        !is_repeated
    });
    left
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
