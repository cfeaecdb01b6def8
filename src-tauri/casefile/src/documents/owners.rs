//! Whose the rows of an order are where their own file does not say.
//!
//! The account of an order is the one that a file names for it, then the one that a person said a
//! file is of. A row that somebody earned with has an account of its own file until then, and what
//! goes back of the order follows it; a row that only tells of an order waits without one. It is
//! decided over all rows of an order whenever one comes or goes, and only for orders that an import
//! touches.

use std::collections::BTreeSet;
use std::io;
use std::iter::Peekable;

use engine::record::Perspective;
use rusqlite::Connection;

use super::sorter::{Entry, Sorted, Sorter};
use crate::error::Error;
use crate::tables::records::{self, Key, OfOrder, SaidBy};

/// In an entry of the sorter; accounts are numbered from 1.
const NO_ACCOUNT: i64 = 0;

/// Rows of an import whose file names no account for their order.
pub(super) struct Unnamed {
    rows: Sorter,
    is_said: bool,
}

impl Unnamed {
    /// `is_said`: a person says whose the file is.
    pub(super) fn new(is_said: bool) -> Unnamed {
        Unnamed {
            rows: Sorter::new(),
            is_said,
        }
    }

    /// Adds a row and the account it has of its own.
    pub(super) fn push(
        &mut self,
        group: i64,
        record: i64,
        account: Option<i64>,
    ) -> Result<(), Error> {
        let account = account.unwrap_or(NO_ACCOUNT);
        self.rows.push([group, record, account, 0, 0, 0])?;
        Ok(())
    }

    /// To go through the groups in the order of their hashes.
    pub(super) fn by_group(self, connection: &Connection) -> Result<Owners<'_>, Error> {
        Ok(Owners {
            connection,
            rows: self.rows.sorted()?.peekable(),
            is_said: self.is_said,
            others_wait: records::any_unnamed(connection)?,
        })
    }
}

/// Gives the rows of one group after the other their accounts.
pub(super) struct Owners<'c> {
    connection: &'c Connection,
    rows: Peekable<Sorted>,
    is_said: bool,
    /// The case held such rows before.
    others_wait: bool,
}

impl Owners<'_> {
    /// Settles whose the rows of a group are; groups come in the order of their hashes.
    pub(super) fn settle(&mut self, held: &[Key], fresh: &[Key]) -> Result<(), Error> {
        let Some(group) = fresh.first().map(|key| key.group_hash) else {
            return Ok(());
        };
        let unnamed = self.put(group)?;
        let rows = fresh.iter().filter(|key| !key.is_part).count();
        // Rows of one file that are all unnamed have the same account already.
        let differ = match held {
            [] => unnamed > 0 && unnamed < rows,
            _ => unnamed > 0 || self.others_wait,
        };
        if differ {
            settle_owners(self.connection, group, held.iter().chain(fresh))?;
        }
        Ok(())
    }

    /// Notes the rows of a group that name no account; how many they are.
    fn put(&mut self, group: i64) -> Result<usize, Error> {
        let mut count = 0;
        let is_of = |entry: &io::Result<Entry>| match entry {
            Ok([of, ..]) => *of == group,
            Err(_) => true,
        };
        while let Some(entry) = self.rows.next_if(is_of) {
            let [_, record, account, ..] = entry?;
            let account = Some(account).filter(|account| *account != NO_ACCOUNT);
            records::put_unnamed(self.connection, (group, record), account, self.is_said)?;
            count += 1;
        }
        Ok(count)
    }
}

/// Settles whose the unnamed rows of a group are, over all rows of it.
pub(super) fn settle_owners<'k>(
    connection: &Connection,
    group: i64,
    keys: impl Iterator<Item = &'k Key>,
) -> Result<(), Error> {
    let unnamed = records::unnamed_of(connection, group)?;
    if unnamed.is_empty() {
        return Ok(());
    }
    let numbers: BTreeSet<i64> = unnamed.iter().map(|row| row.record).collect();
    let mut rows = unnamed.clone();
    for key in keys.filter(|key| !key.is_part && !numbers.contains(&key.record)) {
        rows.push(records::named(connection, key.record)?);
    }
    for row in &unnamed {
        records::belongs_to(connection, row.record, owner(&rows, row))?;
    }
    Ok(())
}

/// The account of a row of an order.
fn owner(rows: &[OfOrder], of: &OfOrder) -> Option<i64> {
    if of.said_by != SaidBy::Nobody {
        return of.account;
    }
    let told = rows
        .iter()
        .filter(|row| row.account.is_some() && tells(row, of));
    told.min_by_key(|row| {
        let place = (row.document, row.row, row.record);
        (row.said_by, rank(row.perspective), place)
    })
    .and_then(|row| row.account)
}

/// Whether the account of one row is that of another row of the same order. The merchant's files
/// name the creator, and so do the platform's; those of an agency name the agency. What a person
/// said of a merchant's file is the shop.
fn tells(row: &OfOrder, of: &OfOrder) -> bool {
    match row.perspective {
        _ if row.perspective == of.perspective => true,
        Perspective::Agency => false,
        Perspective::Merchant => {
            row.said_by == SaidBy::File && of.perspective != Perspective::Agency
        }
        _ => of.perspective != Perspective::Agency,
    }
}

/// Whose file knows best whose an order is.
fn rank(perspective: Perspective) -> u8 {
    match perspective {
        Perspective::Creator => 0,
        Perspective::PlatformApi => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of one order, each in a document of its own: whose file, who says whose it is, and the
    /// account; and the account that each unnamed one gets.
    fn check(texts: &[&str], expected: &[Option<i64>]) {
        let row = |(document, text): (i64, &&str)| {
            let parts: Vec<&str> = text.split(' ').collect();
            OfOrder {
                record: document,
                document,
                row: 2,
                perspective: Perspective::from_code(parts[0]).unwrap(),
                said_by: match parts[1] {
                    "file" => SaidBy::File,
                    "person" => SaidBy::Person,
                    _ => SaidBy::Nobody,
                },
                account: parts.get(2).map(|account| account.parse().unwrap()),
            }
        };
        let rows: Vec<OfOrder> = (1..).zip(texts).map(row).collect();
        let unnamed = rows.iter().filter(|row| row.said_by != SaidBy::File);
        let found: Vec<_> = unnamed.map(|row| owner(&rows, row)).collect();
        assert_eq!(found, expected, "{texts:?}");
        let turned: Vec<OfOrder> = rows.iter().rev().cloned().collect();
        let unnamed = rows.iter().filter(|row| row.said_by != SaidBy::File);
        let found: Vec<_> = unnamed.map(|row| owner(&turned, row)).collect();
        assert_eq!(
            found, expected,
            "the order in which rows are read tells nothing"
        );
    }

    #[test]
    fn a_file_tells_better_than_a_person_and_a_person_better_than_nobody() {
        check(&["creator nobody"], &[None]);
        check(&["creator nobody 7"], &[Some(7)]);
        check(&["creator nobody 7", "creator nobody"], &[Some(7), Some(7)]);
        check(
            &["creator nobody 7", "creator person 8", "creator nobody"],
            &[Some(8), Some(8), Some(8)],
        );
        check(
            &[
                "creator nobody 7",
                "creator person 8",
                "platform_api file 9",
            ],
            &[Some(9), Some(8)],
        );
    }

    #[test]
    fn of_two_that_name_one_the_creators_file_knows_best_then_the_first() {
        check(
            &[
                "merchant file 1",
                "platform_api file 2",
                "creator file 3",
                "creator nobody",
            ],
            &[Some(3)],
        );
        check(
            &["creator file 1", "creator file 2", "merchant nobody"],
            &[Some(1)],
        );
        check(
            &["creator nobody 1", "creator nobody 2"],
            &[Some(1), Some(1)],
        );
    }

    #[test]
    fn an_agency_and_a_shop_are_nobody_elses_account() {
        check(&["agency file 1", "creator nobody"], &[None]);
        check(&["creator file 1", "agency nobody"], &[None]);
        check(&["merchant person 1", "creator nobody"], &[Some(1), None]);
        check(
            &["merchant person 1", "merchant nobody"],
            &[Some(1), Some(1)],
        );
        check(&["merchant file 1", "creator nobody"], &[Some(1)]);
    }
}
