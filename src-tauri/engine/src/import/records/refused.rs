//! What is said and what may be shown of a row that cannot be taken.

use crate::format::Format;
use crate::import::buyers;
use crate::import::header::Layout;
use crate::import::limits::SHOWN_CHARACTERS_MAX;
use crate::import::records::{RowReading, Wrong};
use crate::import::row::Row;
use crate::numbers;
use crate::source::{Place, Problem, ProblemCode};

impl RowReading<'_> {
    pub(super) fn problem(&self, mut place: Place, (code, column): Wrong) -> Problem {
        let index = column.and_then(|column| self.layout.places[column]);
        let header = column.map(|column| &self.plan.format.columns[column].header);
        place.column = match index {
            Some(index) => self
                .layout
                .header
                .get(index)
                .map(|name| name.trim().to_owned()),
            None => header.cloned(),
        };
        let field = column.and_then(|column| self.plan.format.columns[column].field.as_ref());
        let tells_who = field.is_some_and(|field| self.plan.format.account.keys.contains(field));
        let texts = shown(self.plan.format, self.layout, self.row, code);
        let found = match index {
            Some(index) => {
                let text = texts.into_iter().nth(index).unwrap_or_default();
                if tells_who {
                    numbers::hidden(&text)
                } else {
                    text
                }
            }
            None if self.layout.buyers.is_empty() => numbers::hidden(&texts.join(",")),
            // Blanks between separators tell nothing.
            None => {
                let filled = texts.into_iter().filter(|text| !text.is_empty());
                numbers::hidden(&filled.collect::<Vec<_>>().join(","))
            }
        };
        Problem {
            place,
            code,
            found: found.chars().take(SHOWN_CHARACTERS_MAX).collect(),
        }
    }
}

/// What may be shown of a row that cannot be taken: never the buyer. Where cells are missing or
/// too many, nobody knows which of them are the buyer's.
pub(crate) fn shown(format: &Format, layout: &Layout, row: &Row, code: ProblemCode) -> Vec<String> {
    let shifted = matches!(code, ProblemCode::RowTooShort | ProblemCode::RowTooLong);
    match shifted && !layout.buyers.is_empty() {
        true => vec![String::new(); row.len()],
        false => buyers::screened(format, layout, row.texts()),
    }
}
