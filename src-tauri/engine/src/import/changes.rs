//! A header side by side with the layout known before: column by column what is the same and what
//! is not, and whether the difference may change a figure.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::{Column, Format};
use crate::import::header::{Header, Names, normalise};
use crate::record::codes;

codes! {
    /// What became of a column. The text key is `change.<code>`.
    Change {
        /// It is where and what it was.
        Same = "same",
        /// It has another name.
        Renamed = "renamed",
        /// It stands elsewhere.
        Moved = "moved",
        /// It is no longer there.
        Missing = "missing",
        /// It was not there before.
        Added = "added",
    }
}

/// One line of the comparison of two headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChange {
    /// Its name in the layout known before.
    pub expected: Option<String>,
    /// Its name in the file.
    pub found: Option<String>,
    /// What became of it.
    pub change: Change,
    /// The field it feeds, if it is read.
    pub field: Option<String>,
    /// The file is held until a person accepts this: a column that must be there or that counts
    /// has another name or is gone.
    pub holds: bool,
}

/// Compares the header of a file with the one known before, or with the layout of the format
/// where none is.
///
/// A spelling that the format itself lists is no reason to hold a file; a spelling that differs
/// from the files a person took before is.
///
/// Forms and columns with letters have no header to compare: without the labels and headings that
/// are needed they are not read at all, and what else differs is in the drift of the reading.
pub fn side_by_side(
    format: &Format,
    known: Option<&[String]>,
    found: &[String],
) -> Vec<ColumnChange> {
    if !format.has_header() {
        return Vec::new();
    }
    let found = places(format, found);
    let before = match known {
        Some(header) => places(format, header),
        None => as_described(format, &found),
    };
    let comparison = Comparison {
        format,
        of_files: known.is_some(),
        moved: moved(&before, &found),
        before: &before,
        found: &found,
    };
    comparison.changes()
}

/// A column of a header: its name as printed, and what it is to the format.
struct Named {
    name: String,
    key: Key,
}

/// What makes two columns of two headers the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A column of the format, by its index.
    Column(usize),
    /// A column that the format does not know, by its name.
    Unknown(String),
}

fn places(format: &Format, header: &[String]) -> Vec<Named> {
    let layout = Names::of(format).compare(format, &Header::of(header.to_vec()));
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    for (index, name) in header.iter().enumerate() {
        let plain = normalise(name);
        let key = match layout.column_at(index) {
            Some(column) => Key::Column(column),
            None => Key::Unknown(plain.clone()),
        };
        if !plain.is_empty() && seen.insert(key.clone()) {
            named.push(Named {
                name: name.trim().to_owned(),
                key,
            });
        }
    }
    named
}

/// The layout of the format; columns that only some files have are expected where they are.
fn as_described(format: &Format, found: &[Named]) -> Vec<Named> {
    let there = |key: &Key| found.iter().any(|named| named.key == *key);
    let named = |(index, column): (usize, &Column)| Named {
        name: column.header.clone(),
        key: Key::Column(index),
    };
    let columns = format.columns.iter().enumerate();
    columns
        .filter(|(index, column)| !column.optional || there(&Key::Column(*index)))
        .map(named)
        .collect()
}

struct Comparison<'a> {
    format: &'a Format,
    /// Whether two files are compared, and not a file with the format.
    of_files: bool,
    moved: BTreeSet<&'a Key>,
    before: &'a [Named],
    found: &'a [Named],
}

impl Comparison<'_> {
    fn changes(&self) -> Vec<ColumnChange> {
        let known: BTreeSet<&Key> = self.before.iter().map(|named| &named.key).collect();
        let added = self
            .found
            .iter()
            .filter(|named| !known.contains(&named.key))
            .map(|named| self.change(None, Some(named), Change::Added));
        let kept = self.before.iter().map(|before| {
            let found = self.found.iter().find(|found| found.key == before.key);
            self.change(Some(before), found, self.kind(before, found))
        });
        kept.chain(added).collect()
    }

    fn kind(&self, before: &Named, found: Option<&Named>) -> Change {
        let Some(found) = found else {
            return Change::Missing;
        };
        let renamed = normalise(&before.name) != normalise(&found.name);
        if renamed && !self.format.hand_made {
            Change::Renamed
        } else if self.moved.contains(&before.key) {
            Change::Moved
        } else {
            Change::Same
        }
    }

    fn change(
        &self,
        before: Option<&Named>,
        found: Option<&Named>,
        change: Change,
    ) -> ColumnChange {
        let column = before.or(found).and_then(|named| match named.key {
            Key::Column(index) => Some(&self.format.columns[index]),
            Key::Unknown(_) => None,
        });
        let touches_figures = match change {
            Change::Missing => !column.is_some_and(|column| self.fed_otherwise(column)),
            Change::Renamed => self.of_files,
            Change::Same | Change::Moved | Change::Added => false,
        };
        let matters = column.is_some_and(|column| self.matters(column));
        ColumnChange {
            expected: before.map(|named| named.name.clone()),
            found: found.map(|named| named.name.clone()),
            change,
            field: column.and_then(|column| column.field.clone()),
            holds: touches_figures && matters && self.format.keyed().is_none(),
        }
    }

    /// Whether another column that is there feeds the same field.
    fn fed_otherwise(&self, column: &Column) -> bool {
        self.found.iter().any(|found| match found.key {
            Key::Column(index) => {
                let other = &self.format.columns[index];
                other.field.is_some() && other.field == column.field && other.kind == column.kind
            }
            Key::Unknown(_) => false,
        })
    }

    /// Whether a figure may rest on the column.
    fn matters(&self, column: &Column) -> bool {
        let counted = |field: &String| {
            let mut counts = self.format.counts.iter();
            counts.any(|count| count.amount.code() == field || count.on == *field)
        };
        column.required || column.field.as_ref().is_some_and(counted)
    }
}

/// The columns of both headers that are not part of the longest run that kept its order.
fn moved<'a>(before: &'a [Named], found: &[Named]) -> BTreeSet<&'a Key> {
    let place: BTreeMap<&Key, usize> = found
        .iter()
        .enumerate()
        .map(|(index, named)| (&named.key, index))
        .collect();
    let both: Vec<(&Key, usize)> = before
        .iter()
        .filter_map(|named| Some((&named.key, *place.get(&named.key)?)))
        .collect();
    let places: Vec<usize> = both.iter().map(|(_, place)| *place).collect();
    let kept = crate::import::header::in_order(&places);
    both.into_iter()
        .enumerate()
        .filter(|(index, _)| !kept.contains(index))
        .map(|(_, (key, _))| key)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(of: &Format) -> Vec<String> {
        of.columns
            .iter()
            .map(|column| column.header.clone())
            .collect()
    }

    /// Everything that is not the same, and whether it holds the file.
    fn changed(known: Option<&[String]>, found: &[String]) -> Vec<(String, Change, bool)> {
        let format = crate::format::format("taobao_alliance_refund_xls").unwrap();
        side_by_side(format, known, found)
            .into_iter()
            .filter(|line| line.change != Change::Same)
            .map(|line| {
                (
                    line.expected.or(line.found).unwrap(),
                    line.change,
                    line.holds,
                )
            })
            .collect()
    }

    #[test]
    fn what_touches_a_figure_holds_the_file_and_nothing_else_does() {
        let format = crate::format::format("taobao_alliance_refund_xls").unwrap();
        let usual = header(format);
        assert_eq!(changed(None, &usual), []);
        let mut other = usual.clone();
        other[0] = "淘宝订单编号".into();
        let renamed = |holds| vec![("淘宝父订单编号".to_owned(), Change::Renamed, holds)];
        // The format lists that spelling; the files before had another one.
        assert_eq!(changed(None, &other), renamed(false));
        assert_eq!(changed(Some(&usual), &other), renamed(true));
        assert_eq!(changed(Some(&other), &other), []);
        let mut fewer = usual.clone();
        fewer.remove(6);
        fewer.remove(3);
        fewer.push("备注".into());
        assert_eq!(
            changed(Some(&usual), &fewer),
            [
                ("应返商家金额".to_owned(), Change::Missing, true),
                ("维权创建时间".to_owned(), Change::Missing, false),
                ("备注".to_owned(), Change::Added, false),
            ]
        );
        let mut turned = usual.clone();
        turned.swap(0, 1);
        let moved = changed(Some(&usual), &turned);
        assert_eq!(moved.len(), 1);
        assert_eq!((moved[0].1, moved[0].2), (Change::Moved, false));
    }
}
