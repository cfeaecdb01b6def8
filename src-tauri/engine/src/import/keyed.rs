//! A row whose values carry their names: each name has one column, given out as it comes up.

use std::collections::BTreeMap;

use crate::import::ImportError;
use crate::import::limits::COLUMNS_MAX;
use crate::import::row::{CellKind, Each, Event, Flow, Row};

/// The row at hand and the names seen so far.
#[derive(Debug, Default)]
pub(crate) struct KeyedRow {
    row: Row,
    keys: Vec<String>,
    place_of: BTreeMap<String, usize>,
    /// How many of the keys have been told.
    told: usize,
}

impl KeyedRow {
    /// Empties it for the next row.
    pub fn clear(&mut self, number: u32) {
        self.row.clear(number);
    }

    /// Number of the row at hand.
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// Which element it is a row of.
    pub fn group(&self) -> u32 {
        self.row.group
    }

    /// Says which element it is a row of, where elements have several.
    pub fn belongs_to(&mut self, group: u32) {
        self.row.group = group;
    }

    /// Puts a value under its name.
    pub fn put(&mut self, key: &str, text: &str, kind: CellKind) -> Result<(), ImportError> {
        let place = match self.place_of.get(key) {
            Some(place) => *place,
            None => {
                let place = self.keys.len();
                if place == COLUMNS_MAX {
                    return Err(ImportError::limit("limit.columns", COLUMNS_MAX));
                }
                self.keys.push(key.to_owned());
                self.place_of.insert(key.to_owned(), place);
                place
            }
        };
        self.row.put(place, text, kind);
        Ok(())
    }

    /// Tells the names, if there are new ones.
    pub fn tell_keys(&mut self, each: &mut Each<'_>) -> Result<(), ImportError> {
        if self.keys.len() > self.told {
            self.told = self.keys.len();
            each(Event::Keys(&self.keys))?;
        }
        Ok(())
    }

    /// Gives the row.
    pub fn give(&self, each: &mut Each<'_>) -> Result<Flow, ImportError> {
        each(Event::Row(&self.row))
    }
}
