//! Where each row of a document ends: in the ledger, as a known duplicate, or in quarantine.
//!
//! Rows are stored as they come. Which of them the case held already is decided once all are
//! read: their hashes are sorted first, so that the index grows in its own order and ten million
//! rows cost no more each than one million.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use engine::format::{Format, Repeats};
use engine::money::Money;
use engine::record::Record;
use engine::source::Problem;
use rusqlite::Connection;

use super::ImportOutcome;
use super::identity::{Identity, KnownRow, OrderHash, secret, shows};
use super::sorter::{Entry, Sorter};
use super::standing::{Standing, standings};
use super::views::stand_ins;
use crate::error::Error;
use crate::tables::records;
use crate::{parties, tables};

/// Rows of a document on their way into the case.
pub(crate) struct Ledger<'a> {
    connection: &'a Connection,
    document: i64,
    format: &'a Format,
    identity: Identity,
    put: records::Put<'a>,
    next_id: i64,
    accounts: BTreeMap<Vec<String>, i64>,
    /// Nothing was stored before, so nothing can be repeated.
    is_first: bool,
    keys: Sorter,
    orders: Sorter,
    tally: Tally,
}

/// What became of the rows so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Rows that were read, parts of one row counted apart.
    stored: u32,
    duplicates: u32,
    updated: u32,
    quarantined: u32,
    sum: Money,
    days: Option<(NaiveDate, NaiveDate)>,
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
        let secret = secret(connection)?;
        Ok(Ledger {
            connection,
            document,
            format,
            identity: Identity::new(&secret, format, account_said, unnamed),
            put: records::Put::new(connection, document)?,
            next_id: records::next_id(connection)?,
            accounts: BTreeMap::new(),
            is_first: records::is_empty(connection)?,
            keys: Sorter::new(),
            orders: Sorter::new(),
            tally: Tally::default(),
        })
    }

    /// What rows are known by, for whoever reads them beside the ledger.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Takes a row that was read.
    pub(crate) fn take(&mut self, record: Record) -> Result<(), Error> {
        let row = self.identity.of(record);
        self.store(&row)
    }

    /// Takes a row whose hashes are known.
    pub(crate) fn store(&mut self, row: &KnownRow) -> Result<(), Error> {
        let record = &row.record;
        let account = self.account(record)?;
        let id = self.next_id;
        self.put.put(id, account, row.key_hash, record)?;
        self.next_id += 1;
        self.keys.push([row.key_hash, id, row.fingerprint])?;
        if let Some(order) = row.order_hash {
            let money = record.counted.and_then(|counted| counted.order_money);
            let shows = shows(money, self.format.perspective);
            self.orders.push([order, id, shows])?;
        }
        self.tally.add(record)
    }

    /// Keeps a row that could not be read.
    pub(crate) fn reject(&mut self, problem: &Problem, raw: &[String]) -> Result<(), Error> {
        tables::quarantine::put(self.connection, self.document, problem, raw)?;
        self.tally.quarantined += 1;
        Ok(())
    }

    /// After the last row: decides what each of them adds. Says how many records stand behind it.
    pub(crate) fn finish(mut self) -> Result<Tally, Error> {
        let keys = std::mem::replace(&mut self.keys, Sorter::new());
        let orders = std::mem::replace(&mut self.orders, Sorter::new());
        self.settle_keys(keys)?;
        self.settle_orders(orders)?;
        take_accounts_of_orders(self.connection)?;
        Ok(self.tally)
    }

    fn settle_keys(&mut self, keys: Sorter) -> Result<(), Error> {
        let mut known = Sorter::new();
        for_each_group(keys, |key, rows| {
            let held = match self.is_first {
                true => Vec::new(),
                false => records::under_key(self.connection, key)?,
            };
            let alone =
                held.is_empty() && (rows.len() == 1 || self.format.repeats == Repeats::Honest);
            if alone {
                for [_, id, fingerprint] in rows {
                    records::put_key(self.connection, key, *id, *fingerprint)?;
                }
                return Ok(());
            }
            match repeats_of(&held, rows, self.format.repeats) {
                Some(pairs) => {
                    self.tally.duplicates += count(pairs.len());
                    for (id, of) in pairs {
                        known.push([id, of, 0])?;
                    }
                    Ok(())
                }
                None => self.decide(key, &held, rows),
            }
        })?;
        // In the order of the records, as they lie in the file.
        for entry in known.sorted()? {
            let [id, of, _] = entry?;
            records::stand(self.connection, id, Standing::Duplicate(of))?;
        }
        Ok(())
    }

    /// Decides over all rows of a key, old and new.
    fn decide(&mut self, key: i64, held: &[(i64, i64)], rows: &[Entry]) -> Result<(), Error> {
        for [_, id, fingerprint] in rows {
            records::put_key(self.connection, key, *id, *fingerprint)?;
        }
        let fresh = rows.iter().map(|[_, id, print]| (*id, *print));
        let all: Vec<(i64, i64)> = held.iter().copied().chain(fresh).collect();
        let first_fresh = rows.first().map_or(i64::MAX, |[_, id, _]| *id);
        for (id, standing) in settle(self.connection, key, &all, self.format.repeats)? {
            match standing {
                Standing::Duplicate(_) if id >= first_fresh => self.tally.duplicates += 1,
                Standing::Replaced(by) if by >= first_fresh => self.tally.updated += 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn settle_orders(&mut self, orders: Sorter) -> Result<(), Error> {
        for_each_group(orders, |order, rows| {
            let mut all = match self.is_first {
                true => Vec::new(),
                false => records::of_order(self.connection, order)?,
            };
            for [_, id, shows] in rows {
                records::put_order(self.connection, order, *id, *shows)?;
                all.push((*id, *shows));
            }
            settle_views(self.connection, &all)
        })
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
        self.stored += 1;
        let counted = record.counted.map_or(Money::ZERO, |counted| counted.amount);
        self.sum = self
            .sum
            .checked_add(counted)
            .ok_or_else(Error::sum_too_large)?;
        let day = record.counted.map(|counted| counted.on);
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

    /// Puts the counts into the outcome.
    pub(crate) fn count(&self, outcome: &mut ImportOutcome) {
        outcome.records = self.stored - self.duplicates;
        outcome.duplicates = self.duplicates;
        outcome.updated = self.updated;
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

/// Gives the entries of each hash together.
fn for_each_group(
    sorter: Sorter,
    mut take: impl FnMut(i64, &[Entry]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut group: Vec<Entry> = Vec::new();
    for entry in sorter.sorted()? {
        let entry = entry?;
        if group.last().is_some_and(|last| last[0] != entry[0]) {
            take(group[0][0], &group)?;
            group.clear();
        }
        group.push(entry);
    }
    match group.first() {
        Some([hash, ..]) => take(*hash, &group),
        None => Ok(()),
    }
}

/// The rows the case holds for each new row, if every new row is a repeat: then nothing changes
/// but that, whatever the states of the old rows. `None` where one of them is new.
fn repeats_of(held: &[(i64, i64)], rows: &[Entry], repeats: Repeats) -> Option<Vec<(i64, i64)>> {
    let mut by_print: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (id, print) in held.iter().rev() {
        by_print.entry(*print).or_default().push(*id);
    }
    rows.iter()
        .map(|[_, id, print]| {
            let alike = by_print.get_mut(print)?;
            let of = match repeats {
                Repeats::Honest => alike.pop()?,
                Repeats::Never => *alike.last()?,
            };
            Some((*id, of))
        })
        .collect()
}

/// Stores how the rows of a key stand; gives those whose standing changed.
pub(super) fn settle(
    connection: &Connection,
    key: i64,
    rows: &[(i64, i64)],
    repeats: Repeats,
) -> Result<Vec<(i64, Standing)>, Error> {
    let versions = rows
        .iter()
        .map(|(id, print)| records::version(connection, *id, *print))
        .collect::<Result<Vec<_>, _>>()?;
    let mut changed = Vec::new();
    for (version, standing) in versions.iter().zip(standings(&versions, repeats)) {
        if records::stand(connection, version.id, standing)? {
            changed.push((version.id, standing));
        }
        if matches!(standing, Standing::Duplicate(_)) {
            records::remove_key(connection, key, version.id)?;
        }
    }
    Ok(changed)
}

/// Stores which view of an order's money counts, where more than one is shown.
pub(super) fn settle_views(connection: &Connection, rows: &[(i64, i64)]) -> Result<(), Error> {
    let shown: BTreeSet<i64> = rows
        .iter()
        .map(|(_, shows)| *shows)
        .filter(|shows| *shows > 0)
        .collect();
    if shown.len() < 2 {
        return Ok(());
    }
    let mut views = Vec::new();
    for (id, _) in rows.iter().filter(|(_, shows)| *shows > 0) {
        views.extend(records::view(connection, *id)?);
    }
    for (view, by) in views.iter().zip(stand_ins(&views)) {
        records::stand_in(connection, view.id, by)?;
    }
    Ok(())
}

/// Records whose file names no account take the account of their order, as soon as the order is
/// known on the same platform.
pub(super) fn take_accounts_of_orders(connection: &Connection) -> Result<(), Error> {
    let secret = secret(connection)?;
    for (record, platform, order) in records::without_account(connection)? {
        let hash = OrderHash::new(&secret, &platform).of(&order);
        for (other, _) in records::of_order(connection, hash)? {
            if let Some(account) = records::own_account(connection, other)? {
                records::take_account(connection, record, account)?;
                break;
            }
        }
    }
    Ok(())
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
