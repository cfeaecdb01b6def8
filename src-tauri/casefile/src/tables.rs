//! The only room that speaks SQL: one table a file, plain functions over a connection.

pub(crate) mod accounts;
pub(crate) mod answers;
pub(crate) mod corrections;
pub(crate) mod documents;
pub(crate) mod finding_decisions;
pub(crate) mod headers;
pub(crate) mod history;
pub(crate) mod mappings;
pub(crate) mod match_decisions;
pub(crate) mod preview;
pub(crate) mod quarantine;
pub(crate) mod records;
pub(crate) mod set_up;
pub(crate) mod stated_totals;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite_migration::{M, Migrations};

use crate::error::{Error, ErrorKind};

/// Marks an SQLite file as a case: `ZICH`.
const APPLICATION_ID: i32 = 0x5A49_4348;

/// The whole schema, step by step. A released step never changes. The first step is that of
/// previews, which kept other hashes: their files are to be made anew.
fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up("SELECT 1;"),
        M::up(include_str!("tables/schema_2.sql")),
        M::up(include_str!("tables/schema_3.sql")),
        M::up(include_str!("tables/schema_decisions.sql")),
        M::up(include_str!("tables/schema_matches.sql")),
    ])
}

/// The schema of previews.
const PREVIEW: i64 = 1;

/// Bytes of a page of a new case. Twice the usual: an import writes every page twice, and larger ones
/// are fewer. An encrypted case has pages of the size that its library chooses.
const PAGE_BYTES: u32 = 8192;

/// Settings of every connection; a case from a stranger can run nothing through its schema.
pub(crate) fn configure(connection: &Connection, encrypted: bool) -> Result<(), Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.busy_timeout(std::time::Duration::from_secs(30))?;
    if !encrypted {
        connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    }
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -65536;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;",
    )?;
    Ok(())
}

/// Bytes of a page of the file; of an encrypted one they are told as text.
pub(crate) fn page_bytes(connection: &Connection) -> Result<u64, Error> {
    let bytes: Value = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let bytes = match bytes {
        Value::Integer(bytes) => u64::try_from(bytes).ok(),
        Value::Text(bytes) => bytes.parse().ok(),
        _ => None,
    };
    bytes.ok_or_else(|| Error::new(ErrorKind::Damaged))
}

/// Brings a fresh file to the newest schema.
pub(crate) fn create(connection: &mut Connection) -> Result<(), Error> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrations()
        .to_latest(connection)
        .map_err(|error| Error::store(error.to_string()))
}

/// Checks that the file is a case of a schema this program knows, and brings it up to date.
pub(crate) fn open(connection: &mut Connection) -> Result<(), Error> {
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(Error::new(ErrorKind::NotACase));
    }
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let newest = 5;
    if version > newest {
        return Err(Error::new(ErrorKind::NewerVersion));
    }
    if version == PREVIEW {
        return Err(Error::new(ErrorKind::PreviewVersion));
    }
    migrations()
        .to_latest(connection)
        .map_err(|error| Error::store(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_valid_and_holds_no_float() {
        migrations().validate().unwrap();
        let mut connection = Connection::open_in_memory().unwrap();
        create(&mut connection).unwrap();
        let mut statement = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE type = 'table'")
            .unwrap();
        let tables = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        for sql in tables
            .map(Result::unwrap)
            .filter(|sql| !sql.contains("sqlite_"))
        {
            assert!(sql.contains("STRICT"), "{sql}");
            assert!(!sql.contains("REAL"), "{sql}");
        }
    }
}
