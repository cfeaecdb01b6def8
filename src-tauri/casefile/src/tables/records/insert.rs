//! A statement that adds records, and what its parameters hold: a value that is there already from the
//! record before is not bound again. Many columns have the same number, or nothing, row after row.

use rusqlite::types::Null;
use rusqlite::{CachedStatement, Connection, ToSql};

/// Adds a record with some columns, numbered from 1 in their order.
pub(super) struct Insert<'c> {
    statement: CachedStatement<'c>,
    held: Vec<Held>,
}

/// What a parameter holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// Not known, or too long to compare.
    Other,
    Nothing,
    Integer(i64),
}

impl<'c> Insert<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        columns: &[&str],
    ) -> rusqlite::Result<Insert<'c>> {
        let marks = vec!["?"; columns.len()].join(", ");
        let names = columns.join(", ");
        let sql = format!("INSERT INTO records ({names}) VALUES ({marks})");
        Ok(Insert {
            statement: connection.prepare_cached(&sql)?,
            held: vec![Held::Other; columns.len()],
        })
    }

    pub(super) fn integer(&mut self, at: usize, value: i64) -> rusqlite::Result<()> {
        match self.holds(at, Held::Integer(value)) {
            true => Ok(()),
            false => self.statement.raw_bind_parameter(at, value),
        }
    }

    pub(super) fn optional_integer(
        &mut self,
        at: usize,
        value: Option<i64>,
    ) -> rusqlite::Result<()> {
        match value {
            Some(value) => self.integer(at, value),
            None => self.nothing(at),
        }
    }

    pub(super) fn text(&mut self, at: usize, value: Option<&str>) -> rusqlite::Result<()> {
        self.other(at, value)
    }

    pub(super) fn blob(&mut self, at: usize, value: Option<[u8; 16]>) -> rusqlite::Result<()> {
        self.other(at, value)
    }

    fn other(&mut self, at: usize, value: Option<impl ToSql>) -> rusqlite::Result<()> {
        let Some(value) = value else {
            return self.nothing(at);
        };
        self.held[at - 1] = Held::Other;
        self.statement.raw_bind_parameter(at, value)
    }

    fn nothing(&mut self, at: usize) -> rusqlite::Result<()> {
        match self.holds(at, Held::Nothing) {
            true => Ok(()),
            false => self.statement.raw_bind_parameter(at, Null),
        }
    }

    /// Whether a parameter holds a value already; from now on it does.
    fn holds(&mut self, at: usize, value: Held) -> bool {
        std::mem::replace(&mut self.held[at - 1], value) == value
    }

    /// Adds the record whose values are bound.
    pub(super) fn execute(&mut self) -> rusqlite::Result<()> {
        self.statement.raw_execute().map(drop)
    }
}
