//! Where each row of a document ends: in the ledger, as a known duplicate, or in quarantine.
//!
//! Rows that are honestly equal stay as many as they are; what the case holds already adds
//! nothing; a later state of a known row becomes its new version, and the old one stays.

use std::collections::{BTreeMap, BTreeSet};

use engine::format::{Format, Repeats};
use engine::import;
use engine::money::Money;
use engine::record::{Record, Status};
use engine::source::Problem;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::ImportOutcome;
use crate::error::Error;
use crate::tables::records::Version;
use crate::{parties, tables};

/// Rows of a document on their way into the case.
pub(super) struct Ledger<'a> {
    connection: &'a Connection,
    document: i64,
    format: &'a Format,
    account_said: Option<&'a str>,
    accounts: BTreeMap<Vec<String>, i64>,
    /// Stored records that a row of this document repeats; each is repeated once.
    repeated: BTreeSet<i64>,
    /// Keys under which both older records and new rows stand.
    contested: BTreeSet<i64>,
    stored: u32,
    duplicates: u32,
    updated: u32,
    quarantined: u32,
    sum: Money,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        document: i64,
        format: &'a Format,
        account_said: Option<&'a str>,
    ) -> Ledger<'a> {
        Ledger {
            connection,
            document,
            format,
            account_said,
            accounts: BTreeMap::new(),
            repeated: BTreeSet::new(),
            contested: BTreeSet::new(),
            stored: 0,
            duplicates: 0,
            updated: 0,
            quarantined: 0,
            sum: Money::ZERO,
        }
    }

    /// Takes a row that was read.
    pub(super) fn take(&mut self, record: &Record) -> Result<(), Error> {
        let account = self.account(record)?;
        let key_hash = self.key_hash(account, record);
        let fingerprint = import::fingerprint(record);
        let older = self.unrepeated(key_hash)?;
        let known = older
            .iter()
            .find(|version| version.fingerprint == fingerprint);
        if let Some(version) = known {
            self.repeated.insert(version.id);
            self.duplicates += 1;
            return Ok(());
        }
        let (connection, document) = (self.connection, self.document);
        let id = tables::records::put(
            connection,
            document,
            account,
            key_hash,
            &fingerprint,
            record,
        )?;
        self.stored += 1;
        let counted = record.counted.map_or(Money::ZERO, |counted| counted.amount);
        self.sum = self
            .sum
            .checked_add(counted)
            .ok_or_else(Error::sum_too_large)?;
        match self.format.repeats {
            Repeats::Never => self.replace(&older, key_hash, id)?,
            Repeats::Honest if !older.is_empty() => {
                self.contested.insert(key_hash);
            }
            Repeats::Honest => {}
        }
        Ok(())
    }

    /// Marks again what a row of this document repeated when the document was imported, so that
    /// no other row of it can repeat that too.
    pub(super) fn remember(&mut self, record: &Record) -> Result<(), Error> {
        let account = self.account(record)?;
        let fingerprint = import::fingerprint(record);
        let older = self.unrepeated(self.key_hash(account, record))?;
        let known = older
            .iter()
            .find(|version| version.fingerprint == fingerprint);
        self.repeated.extend(known.map(|version| version.id));
        Ok(())
    }

    /// Keeps a row that could not be read.
    pub(super) fn reject(&mut self, problem: &Problem, raw: &[String]) -> Result<(), Error> {
        tables::quarantine::put(self.connection, self.document, problem, raw)?;
        self.quarantined += 1;
        Ok(())
    }

    /// After the last row: pairs what is left under contested keys.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        for key_hash in std::mem::take(&mut self.contested) {
            self.pair_versions(key_hash)?;
        }
        Ok(())
    }

    pub(super) fn count(&self, outcome: &mut ImportOutcome) {
        outcome.records = self.stored;
        outcome.duplicates = self.duplicates;
        outcome.updated = self.updated;
        outcome.quarantined = self.quarantined;
        outcome.rows = self.stored + self.duplicates + self.quarantined;
        outcome.sum = self.sum;
    }

    /// Current records under a key that no row of this document has repeated yet. Where rows may
    /// honestly repeat, those of this very document do not count.
    fn unrepeated(&self, key_hash: i64) -> Result<Vec<Version>, Error> {
        let mut versions = tables::records::current_of_key(self.connection, key_hash)?;
        let honest = self.format.repeats == Repeats::Honest;
        versions.retain(|version| {
            let own = version.document == self.document;
            if honest {
                !own && !self.repeated.contains(&version.id)
            } else {
                true
            }
        });
        Ok(versions)
    }

    /// One row a key: the later state stands, whichever was read first.
    fn replace(&mut self, older: &[Version], key_hash: i64, id: i64) -> Result<(), Error> {
        if older.is_empty() {
            return Ok(());
        }
        let all = tables::records::current_of_key(self.connection, key_hash)?;
        let Some(fresh) = all.iter().find(|version| version.id == id) else {
            return Ok(());
        };
        for version in older {
            self.keep_later(version, fresh)?;
        }
        Ok(())
    }

    fn pair_versions(&mut self, key_hash: i64) -> Result<(), Error> {
        let all = tables::records::current_of_key(self.connection, key_hash)?;
        let (fresh, mut open): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|version| !self.repeated.contains(&version.id))
            .partition(|version| version.document == self.document);
        for version in &fresh {
            if let Some(at) = open.iter().position(|older| continues(older, version)) {
                let older = open.remove(at);
                self.keep_later(&older, version)?;
            }
        }
        Ok(())
    }

    fn keep_later(&mut self, older: &Version, fresh: &Version) -> Result<(), Error> {
        if is_later(fresh, older) {
            tables::records::supersede(self.connection, older.id, fresh.id)?;
            self.updated += 1;
        } else {
            tables::records::supersede(self.connection, fresh.id, older.id)?;
        }
        Ok(())
    }

    /// The account a row belongs to: what the row or the file prints, or what the person said.
    /// Rows that hang on an order get theirs from it.
    fn account(&mut self, record: &Record) -> Result<Option<i64>, Error> {
        let keys = match (record.account_keys.as_slice(), self.account_said) {
            ([], Some(said)) => vec![said.to_owned()],
            ([], None) if record.order_id.is_some() => return Ok(None),
            ([], None) => vec![self.unnamed()?],
            (printed, _) => printed.to_vec(),
        };
        if let Some(id) = self.accounts.get(&keys) {
            return Ok(Some(*id));
        }
        let platform = &self.format.platform;
        let name = record.account_name.as_deref();
        let id = tables::accounts::number(self.connection, platform, &keys, name)?;
        self.accounts.insert(keys, id);
        Ok(Some(id))
    }

    /// Whose an unnamed file is: a personal tax record is that of the one natural person of the
    /// case; any other file is an account of its own until somebody says whose it is.
    fn unnamed(&self) -> Result<String, Error> {
        let person = match self.format.platform == parties::TAX_OFFICE {
            true => parties::only_person(self.connection)?,
            false => None,
        };
        Ok(person.unwrap_or_else(|| format!("{}#{}", self.format.id, self.document)))
    }

    /// Two rows can be the same only within one format and account.
    fn key_hash(&self, account: Option<i64>, record: &Record) -> i64 {
        let mut sha = Sha256::new();
        sha.update(&self.format.id);
        sha.update([0]);
        // A row that hangs on an order is the same row whoever it is said to belong to.
        let hangs_on_order = record.account_keys.is_empty() && record.order_id.is_some();
        let account = account.filter(|_| !hangs_on_order);
        sha.update(account.unwrap_or(0).to_le_bytes());
        sha.update(&record.line_key);
        let hash = sha.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        i64::from_le_bytes(first)
    }
}

/// Whether a row can be a later (or earlier) state of a stored one: ordered at the same time, and
/// not settled twice at different times, which would be two settlements.
fn continues(older: &Version, fresh: &Version) -> bool {
    let settled_twice = older.status == Status::Settled
        && fresh.status == Status::Settled
        && older.settled_at != fresh.settled_at;
    older.ordered_at == fresh.ordered_at && !settled_twice
}

/// Whether the first state comes after the second: by the platform's own time of change, else by
/// how far the status has come; of equals, the one read last.
fn is_later(fresh: &Version, older: &Version) -> bool {
    match (&fresh.modified_at, &older.modified_at) {
        (Some(fresh), Some(older)) if fresh != older => fresh > older,
        _ => progress_of(fresh.status) >= progress_of(older.status),
    }
}

fn progress_of(status: Status) -> u8 {
    match status {
        Status::Unpaid | Status::Open | Status::Pending | Status::Error => 0,
        Status::Paid => 1,
        Status::Shipped => 2,
        Status::Received => 3,
        Status::Verified => 4,
        Status::Settled | Status::Done => 5,
        Status::Void | Status::Refund | Status::RefundFinal | Status::RefundRejected => 6,
    }
}
