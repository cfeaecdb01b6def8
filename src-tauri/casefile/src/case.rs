//! A case: one SQLite file and everything that can be done with it.
//!
//! Each public method of [`Case`] is one use case: load, call a pure function, store, append to
//! the history, in one transaction. They are spread over one file a noun.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use engine::computation::UnassignedAccount;
use engine::party::{LinkRole, PartyKind};
use rusqlite::{Connection, OpenFlags};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::error::{Error, ErrorKind};
use crate::history::{self, Chain};
use crate::{documents, parties, tables};

/// What an SQLite file begins with when it is not encrypted.
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// An open case.
pub struct Case {
    pub(crate) connection: Connection,
    path: PathBuf,
    encrypted: bool,
}

/// Where SQLite notes what is not yet in the file of a case.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// What a case holds, at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseOverview {
    /// Path of the file.
    pub path: String,
    /// Title.
    pub title: String,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Parties with their accounts and links.
    pub parties: Vec<PartyView>,
    /// How many documents; those whose import was taken back are none.
    pub documents: u32,
    /// How many current records.
    pub records: u32,
    /// How many rows wait in quarantine.
    pub quarantined: u32,
    /// Hash of the newest entry of the history.
    pub history_head: String,
    /// Accounts that belong to nobody yet.
    pub unassigned: Vec<UnassignedAccount>,
}

/// A party as shown. Its tax number is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartyView {
    /// Short handle.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Other names under which papers know it.
    pub aliases: Vec<String>,
    /// What it is in law.
    pub kind: PartyKind,
    /// First two and last two characters of the tax number.
    pub tax_id: Option<String>,
    /// Its accounts.
    pub accounts: Vec<AccountView>,
    /// Its relations.
    pub links: Vec<LinkView>,
}

/// An account as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountView {
    /// Platform.
    pub platform: String,
    /// What its exports print.
    pub id: String,
    /// First other name.
    pub name: Option<String>,
    /// First day it belonged to the party; since ever when absent.
    #[ts(type = "string | null")]
    pub since: Option<NaiveDate>,
    /// Last day.
    #[ts(type = "string | null")]
    pub until: Option<NaiveDate>,
    /// What shows whose it is.
    pub evidence: Option<String>,
}

/// A relation as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LinkView {
    /// How it stands to the other party.
    pub role: LinkRole,
    /// Handle of the other party.
    pub to: String,
    /// First day.
    pub since: NaiveDate,
    /// Last day.
    #[ts(type = "string | null")]
    pub until: Option<NaiveDate>,
    /// Share of control, as stated.
    #[ts(type = "string | null")]
    pub share: Option<Decimal>,
    /// What shows it.
    pub evidence: Option<String>,
}

impl Case {
    /// Makes a new case file; refuses to touch an existing one. With a password it is encrypted;
    /// an empty one is none.
    pub fn create(path: &Path, title: &str, password: Option<&str>) -> Result<Case, Error> {
        let password = password.filter(|password| !password.is_empty());
        if path.exists() {
            return Err(Error::new(ErrorKind::AlreadyExists).with("path", path.display()));
        }
        File::create_new(path).map_err(|error| Error::disk(path, &error))?;
        let made = Case::fill_new(path, title, password);
        if made.is_err() {
            let _ = std::fs::remove_file(path);
        }
        made
    }

    fn fill_new(path: &Path, title: &str, password: Option<&str>) -> Result<Case, Error> {
        let mut case = Case::connect(path, password)?;
        tables::create(&mut case.connection)?;
        let transaction = case.connection.transaction()?;
        tables::set_up::put_fact(&transaction, "title", title)?;
        documents::make_secret(&transaction)?;
        history::append(&transaction, "create", &json!({ "title": title }))?;
        transaction.commit()?;
        Ok(case)
    }

    /// Opens a case. An encrypted one needs its password; an empty one is none.
    pub fn open(path: &Path, password: Option<&str>) -> Result<Case, Error> {
        let password = password.filter(|password| !password.is_empty());
        let mut header = [0; 16];
        let mut file = File::open(path).map_err(|error| Error::disk(path, &error))?;
        let plain = match file.read_exact(&mut header) {
            Ok(()) => &header == PLAIN_HEADER,
            Err(_) => return Err(Error::new(ErrorKind::NotACase).with("path", path.display())),
        };
        if !plain && password.is_none() {
            return Err(Error::new(ErrorKind::Locked).with("path", path.display()));
        }
        // With a log beside it, it may be in the middle of being written.
        let is_whole = !log_of(path).exists();
        let mut case = Case::connect(path, password.filter(|_| !plain))
            .and_then(|mut case| tables::open(&mut case.connection).map(|()| case))
            .and_then(|case| case.check_end(is_whole).map(|()| case))
            .map_err(|error| error.with("path", path.display()))?;
        case.encrypted = !plain;
        Ok(case)
    }

    /// Refuses a file that should be whole and was cut off within its last page: what is missing would
    /// be read as zeros.
    fn check_end(&self, is_whole: bool) -> Result<(), Error> {
        if !is_whole {
            return Ok(());
        }
        let bytes = std::fs::metadata(&self.path)
            .map_err(|error| Error::disk(&self.path, &error))?
            .len();
        match bytes.is_multiple_of(tables::page_bytes(&self.connection)?) {
            true => Ok(()),
            false => Err(Error::new(ErrorKind::Damaged)),
        }
    }

    fn connect(path: &Path, password: Option<&str>) -> Result<Case, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        if let Some(password) = password {
            // A wrong password is told once, in our words, not in SQLCipher's log lines.
            connection.pragma_update(None, "cipher_log_level", "NONE")?;
            connection.pragma_update(None, "key", password)?;
        }
        tables::configure(&connection, password.is_some())?;
        Ok(Case {
            connection,
            path: path.to_owned(),
            encrypted: password.is_some(),
        })
    }

    /// Looks at the case as it is at one moment, whatever another connection to it stores meanwhile.
    pub fn at_one_moment<T>(
        &self,
        look: impl FnOnce(&Case) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let moment = self.connection.unchecked_transaction()?;
        let seen = look(self)?;
        moment.finish()?;
        Ok(seen)
    }

    /// Path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Title of the case.
    pub fn title(&self) -> Result<String, Error> {
        Ok(tables::set_up::fact(&self.connection, "title")?.unwrap_or_default())
    }

    /// What the case holds, at a glance.
    pub fn overview(&self) -> Result<CaseOverview, Error> {
        let documents = tables::documents::all(&self.connection)?;
        let count = documents
            .iter()
            .filter(|one| one.undone_at.is_none())
            .count();
        let ownership = parties::Ownership::load(&self.connection)?;
        Ok(CaseOverview {
            path: self.path.display().to_string(),
            title: self.title()?,
            encrypted: self.encrypted,
            parties: ownership.views(),
            documents: u32::try_from(count).unwrap_or(u32::MAX),
            records: tables::records::count(&self.connection)?,
            quarantined: tables::quarantine::count(&self.connection)?,
            history_head: history::head(&self.connection)?,
            unassigned: ownership.unassigned(&self.connection)?,
        })
    }

    /// Recomputes the whole chain of the history.
    pub fn check_history(&self) -> Result<Chain, Error> {
        Ok(history::check(&tables::history::all(&self.connection)?))
    }
}
