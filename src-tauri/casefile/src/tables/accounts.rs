//! Table `accounts`: accounts as exports print them.

use engine::record::AccountKeys;
use rusqlite::Connection;

/// An account as exports print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenAccount {
    /// Row number.
    pub(crate) id: i64,
    /// Platform.
    pub(crate) platform: String,
    /// What the file prints, most specific first.
    pub(crate) keys: Vec<String>,
    /// Printed name.
    pub(crate) name: Option<String>,
}

/// The number of the account with these keys, added if it is new. A later name replaces an
/// earlier one.
pub(crate) fn number(
    connection: &Connection,
    platform: &str,
    keys: &AccountKeys,
    name: Option<&str>,
) -> rusqlite::Result<i64> {
    connection.query_row(
        "INSERT INTO accounts (platform, keys, name) VALUES (?1, ?2, ?3)
         ON CONFLICT (platform, keys) DO UPDATE SET name = coalesce(excluded.name, name)
         RETURNING id",
        (platform, json(keys), name),
        |row| row.get(0),
    )
}

fn json(keys: &AccountKeys) -> String {
    let keys: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
    serde_json::json!(keys).to_string()
}

/// Every account, in the order in which it was first seen.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<SeenAccount>> {
    let mut statement =
        connection.prepare("SELECT id, platform, keys, name FROM accounts ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        let keys: String = row.get(2)?;
        Ok(SeenAccount {
            id: row.get(0)?,
            platform: row.get(1)?,
            keys: serde_json::from_str(&keys).unwrap_or_default(),
            name: row.get(3)?,
        })
    })?;
    rows.collect()
}
