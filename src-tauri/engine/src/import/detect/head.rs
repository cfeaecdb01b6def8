//! The head of a file: the first rows of each sheet, to be compared with what is known and shown.

use super::Candidate;
use crate::format::Format;
use crate::import::buyers::{BuyerColumn, hidden, in_unknown};
use crate::import::header::{Header, Layout};
use crate::import::limits::{HEADER_ROW_MAX, SHOWN_CHARACTERS_MAX};
use crate::import::row::{CellKind, Event, Flow, Row, Source};
use crate::import::{ImportError, container};
use crate::numbers;

/// Rows shown from the header on.
const SHOWN_ROWS: usize = 8;

/// A row of the beginning of a file or sheet.
pub(super) struct HeadRow {
    pub sheet: Option<String>,
    pub number: u32,
    pub texts: Vec<String>,
    /// It may be a header.
    pub header: Option<Header>,
}

pub(super) fn head(
    source: &mut dyn Source,
    opened: container::Opened,
    suited: &[&Format],
) -> Result<Vec<HeadRow>, ImportError> {
    let is_keyed = opened.container().is_keyed();
    let mut rows: Vec<HeadRow> = Vec::new();
    let mut sheet: Option<String> = None;
    let last_row = HEADER_ROW_MAX + u32::try_from(SHOWN_ROWS).unwrap_or_default();
    opened.each(source, suited, &mut |event| {
        match event {
            Event::Sheet(name) => sheet = Some(name.to_owned()),
            Event::Row(row) if row.number > last_row => return Ok(Flow::NextSheet),
            Event::Row(row) => {
                let texts = row.texts();
                let may_head = !is_keyed && row.number <= HEADER_ROW_MAX;
                rows.push(HeadRow {
                    sheet: sheet.clone(),
                    number: row.number,
                    header: may_head.then(|| Header::of(texts.clone())),
                    texts,
                });
            }
            Event::Keys(keys) => {
                // The latest keys are the most complete header; they stand before their rows.
                rows.retain(|row| row.header.is_none());
                rows.insert(
                    0,
                    HeadRow {
                        sheet: None,
                        number: 0,
                        texts: keys.to_vec(),
                        header: Some(Header::of(keys.to_vec())),
                    },
                );
            }
            Event::Balances(_) | Event::Unreadable { .. } | Event::Progress { .. } => {}
        }
        Ok(Flow::On)
    })?;
    Ok(rows)
}

/// The rows of each sheet.
pub(super) fn sheets(head: &[HeadRow]) -> impl Iterator<Item = &[HeadRow]> {
    head.chunk_by(|one, next| one.sheet == next.sheet)
}

impl HeadRow {
    /// The row as a reader would give it.
    pub fn as_row(&self) -> Row {
        let mut row = Row::default();
        row.clear(self.number);
        for text in &self.texts {
            row.push(text, CellKind::Text);
        }
        row
    }
}

/// The first rows, without the buyers among them and with numbers of persons masked.
pub(super) fn shown(head: &[HeadRow], best: Option<&(Candidate, Layout)>) -> Vec<Vec<String>> {
    let from = |row: &&HeadRow| match best {
        Some((best, _)) => {
            row.sheet == best.sheet && row.number >= best.header_row.unwrap_or_default()
        }
        None => true,
    };
    let mut buyers: Vec<BuyerColumn> = Vec::new();
    let mut rows = Vec::new();
    for row in head.iter().filter(from).take(SHOWN_ROWS) {
        let cut = |text: String| {
            let text = numbers::hidden(&text);
            text.chars().take(SHOWN_CHARACTERS_MAX).collect()
        };
        let texts = hidden(&buyers, row.texts.clone());
        rows.push(texts.into_iter().map(cut).collect());
        let is_header = best.is_some_and(|(best, layout)| {
            layout.fits() && row.number == best.header_row.unwrap_or_default()
        });
        match best {
            Some((_, layout)) if is_header => buyers = layout.buyers.clone(),
            _ if buyers.is_empty() => buyers = in_unknown(&row.texts),
            _ => {}
        }
    }
    rows
}
