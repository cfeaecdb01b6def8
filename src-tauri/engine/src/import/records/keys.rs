//! What identifies a row and its account.

use compact_str::CompactString;

use crate::format::Kind;
use crate::import::cell;
use crate::import::plan::{Fed, Slot};
use crate::import::records::{Owner, RowReading, Wrong};
use crate::import::row::{Cell, CellKind};
use crate::record::{AccountKeys, Record};
use crate::source::ProblemCode;

impl RowReading<'_> {
    /// The parts of the key, as they are the same in every kind of file.
    pub(super) fn line_key(&self, record: &Record) -> Result<String, Wrong> {
        let mut key = String::with_capacity(48);
        for (number, fed) in self.plan.key.iter().enumerate() {
            if number > 0 {
                key.push('|');
            }
            match fed.slot {
                Slot::Period => push_shown(&mut key, record.period),
                Slot::OrderedAt => push_shown(&mut key, record.ordered_at),
                Slot::SettledAt => push_shown(&mut key, record.settled_at),
                Slot::RefundedAt => push_shown(&mut key, record.refunded_at),
                Slot::Amount(field) => push_shown(&mut key, record.amounts.get(field)),
                _ => self.push_text(&mut key, fed)?,
            }
        }
        Ok(key)
    }

    /// Adds a text to the key as it is the same in every kind of file.
    fn push_text(&self, key: &mut String, fed: &Fed) -> Result<(), Wrong> {
        for column in &fed.columns {
            let Some(place) = self.layout.places[*column] else {
                continue;
            };
            let found = self.row.cell(place);
            let Some(text) = cell::value(found.text, &self.plan.format.null_words) else {
                continue;
            };
            let value = Cell { text, ..found };
            let start = key.len();
            self.push_value(key, *column, value)
                .map_err(|code| (code, Some(*column)))?;
            if key[start..].contains('|') {
                let plain = key[start..].replace('|', "｜");
                key.truncate(start);
                key.push_str(&plain);
            }
            return Ok(());
        }
        Ok(())
    }

    fn push_value(
        &self,
        key: &mut String,
        column: usize,
        value: Cell<'_>,
    ) -> Result<(), ProblemCode> {
        match self.plan.format.columns[column].kind {
            Kind::Id => key.push_str(cell::id(value)?),
            Kind::Number if is_plain(value.text) => key.push_str(value.text),
            Kind::Number => match cell::decimal(value) {
                Some(number) => push_shown(key, Some(number.normalize())),
                None => key.push_str(value.text),
            },
            Kind::Time => push_shown(key, cell::time(value, self.row.epoch_1904)?),
            kind @ (Kind::EpochSeconds | Kind::EpochMilliseconds) => {
                push_shown(key, cell::epoch(value, kind)?);
            }
            _ => key.push_str(value.text),
        }
        Ok(())
    }

    /// What identifies the account: from the row, else from the lines above the header.
    pub(super) fn account_keys(&self, owner: &Owner) -> AccountKeys {
        let mut keys = Vec::with_capacity(self.plan.account.len());
        for fed in &self.plan.account {
            let key = match fed {
                Some(fed) => self.plan.text(fed, self.layout, self.row).and_then(|text| {
                    cell::id(Cell {
                        text,
                        kind: CellKind::Text,
                    })
                    .ok()
                }),
                None => owner.account.as_deref(),
            };
            // Interfaces write a zero where there is no id.
            let is_id = |key: &str| !key.is_empty() && key != "0";
            let new = key.filter(|key| is_id(key) && !keys.iter().any(|known| known == key));
            keys.extend(new.map(CompactString::from));
        }
        if keys.is_empty() {
            keys.extend(
                self.plan
                    .format
                    .account
                    .fixed
                    .as_deref()
                    .map(CompactString::from),
            );
        }
        keys
    }
}

/// A whole number written as `Display` would write it.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'))
}

fn push_shown(key: &mut String, value: Option<impl std::fmt::Display>) {
    use std::fmt::Write as _;
    if let Some(value) = value {
        write!(key, "{value}").expect("writing to a string cannot fail");
    }
}
