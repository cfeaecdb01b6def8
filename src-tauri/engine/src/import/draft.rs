//! A first draft of a mapping for any table at all: where its header is, and what its columns may
//! hold by their names in the known formats and by their values. Only a proposal; a person decides.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use crate::format::{
    Column, Container, Direction, DirectionWord, DraftColumn, DraftCount, Format, Kind,
    MappingDraft, MoneyUnit, RateScale, Repeats, StatusWord, formats,
};
use crate::import::cell;
use crate::import::header::normalise;
use crate::import::limits::HEADER_ROW_MAX;
use crate::import::plan::Slot;
use crate::import::row::{Cell, CellKind, trimmed};
use crate::import::rows::{TableRow, USUAL_PATHS, table_rows};
use crate::import::{ImportError, ImportErrorCode};
use crate::record::{AmountField, Class, Perspective, Side, Status};
use crate::source::Place;

/// Rows that are looked at.
const ROWS_MOST: u32 = 500;
/// Values of a column that are shown.
const SAMPLES_MOST: usize = 5;
/// Words of a status or direction column that are offered.
const WORDS_MOST: usize = 40;
/// Beginnings of lines with sums that exports use.
const FOOTER_WORDS: [&str; 3] = ["合计", "总计", "Total"];

/// Drafts a mapping of a table, with the header where a person says it is, else where it is likely.
pub fn draft<S: Read + Seek>(
    source: &mut S,
    header: Option<&Place>,
) -> Result<MappingDraft, ImportError> {
    let table = table_rows(source, formats(), ROWS_MOST.max(HEADER_ROW_MAX))?;
    let dictionary = Dictionary::of(formats());
    let at = match header {
        Some(said) => row_at(&table.rows, said)?,
        None => header_at(&table.rows, &dictionary)
            .ok_or_else(|| ImportError::new(ImportErrorCode::EmptyFile))?,
    };
    let header = &table.rows[at];
    let below: Vec<&TableRow> = table.rows[at + 1..]
        .iter()
        .filter(|row| row.sheet == header.sheet && !is_footer(row))
        .collect();
    let is_json = table.container == Container::Json;
    let columns: Vec<DraftColumn> = (0..header.cells.len())
        .map(|index| {
            column(
                &header.cells[index],
                &Values::of(&below, index),
                &dictionary,
            )
        })
        .collect();
    let mut draft = MappingDraft {
        id: "own_mapping".to_owned(),
        title: String::new(),
        platform: String::new(),
        perspective: Perspective::Creator,
        container: table.container,
        rows_at: match is_json {
            true => USUAL_PATHS.map(str::to_owned).to_vec(),
            false => Vec::new(),
        },
        header_row: (!is_json).then_some(header.number),
        sheet: header.sheet.clone(),
        columns,
        money: MoneyUnit::Yuan,
        direction_words: Vec::new(),
        status_words: Vec::new(),
        status_of_all: Some(Status::Done),
        footer_words: FOOTER_WORDS.map(str::to_owned).to_vec(),
        key: Vec::new(),
        repeats: Repeats::Honest,
        account_field: None,
        account_fixed: None,
        count: None,
    };
    settle_fields(&mut draft.columns);
    offer_words(&mut draft, &below, &dictionary);
    offer_key(&mut draft);
    draft.count = count(&draft);
    Ok(draft)
}

/// What a column may hold: field, kind, scale.
type Meaning = (String, Kind, RateScale);

/// What the known formats call a column, and the words they know.
struct Dictionary {
    columns: BTreeMap<String, Meaning>,
    statuses: BTreeMap<String, Status>,
    directions: BTreeMap<String, Direction>,
}

impl Dictionary {
    /// The meaning that most formats give a name; of equals, the first.
    fn of(formats: &'static [Format]) -> Dictionary {
        let mut meanings: BTreeMap<String, Vec<(Meaning, usize)>> = BTreeMap::new();
        for column in formats.iter().flat_map(|format| &format.columns) {
            let Some(field) = canonical(column) else {
                continue;
            };
            let meaning = (field, column.kind, column.scale);
            for name in std::iter::once(&column.header).chain(&column.aliases) {
                let known = meanings.entry(normalise(name)).or_default();
                match known.iter_mut().find(|(other, _)| *other == meaning) {
                    Some((_, count)) => *count += 1,
                    None => known.push((meaning.clone(), 1)),
                }
            }
        }
        let most =
            |known: Vec<(Meaning, usize)>| known.into_iter().rev().max_by_key(|(_, count)| *count);
        let columns = meanings.into_iter();
        Dictionary {
            columns: columns
                .filter_map(|(name, known)| Some((name, most(known)?.0)))
                .collect(),
            statuses: formats
                .iter()
                .flat_map(|format| &format.status)
                .map(|(word, status)| (normalise(word), *status))
                .collect(),
            directions: formats
                .iter()
                .flat_map(|format| &format.direction)
                .map(|(word, direction)| (normalise(word), *direction))
                .collect(),
        }
    }
}

/// A field that every format means alike.
fn canonical(column: &Column) -> Option<String> {
    let field = column.field.as_ref()?;
    (Slot::of(field) != Slot::Other && column.kind != Kind::Buyer).then(|| field.clone())
}

/// The row most like a header: names that formats know, else the first that is widest in words.
fn header_at(rows: &[TableRow], dictionary: &Dictionary) -> Option<usize> {
    let mut best: Option<(usize, (usize, usize))> = None;
    for (index, row) in rows.iter().enumerate() {
        if row.number > HEADER_ROW_MAX {
            continue;
        }
        let names = || row.cells.iter().map(|cell| normalise(cell));
        let known = names()
            .filter(|name| dictionary.columns.contains_key(name))
            .count();
        let words = row.cells.iter().filter(|cell| is_word(cell)).count();
        let score = (known, words);
        if words > 0 && best.is_none_or(|(_, other)| score > other) {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}

fn row_at(rows: &[TableRow], said: &Place) -> Result<usize, ImportError> {
    let found = rows
        .iter()
        .position(|row| (&row.sheet, row.number) == (&said.sheet, said.row));
    found.ok_or_else(|| ImportError::new(ImportErrorCode::NoSuchRow).with("row", said.row))
}

/// A line with sums says nothing of what its columns hold.
fn is_footer(row: &TableRow) -> bool {
    let mut filled = row.cells.iter().map(|cell| trimmed(cell));
    let first = filled.find(|cell| !cell.is_empty());
    first.is_some_and(|first| FOOTER_WORDS.iter().any(|word| first.starts_with(word)))
}

fn is_word(text: &str) -> bool {
    let text = trimmed(text);
    !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// The filled cells of a column.
struct Values<'a>(Vec<Cell<'a>>);

impl<'a> Values<'a> {
    fn of(rows: &[&'a TableRow], index: usize) -> Values<'a> {
        let cell = |row: &&'a TableRow| {
            let text = cell::value(row.cells.get(index)?, &[])?;
            let kind = row.kinds.get(index).copied().unwrap_or_default();
            Some(Cell { text, kind })
        };
        Values(rows.iter().filter_map(cell).collect())
    }

    /// Nearly all values can be read so: a line with sums may stand among them.
    fn are(&self, reads: impl Fn(Cell<'_>) -> bool) -> bool {
        let fitting = self.0.iter().filter(|cell| reads(**cell)).count();
        !self.0.is_empty() && fitting * 10 >= self.0.len() * 9
    }

    fn fit(&self, kind: Kind) -> bool {
        match kind {
            Kind::Money => self.are(|cell| cell::money(cell, MoneyUnit::Yuan).is_ok()),
            Kind::Time | Kind::FirstDay | Kind::LastDay => {
                self.are(|cell| cell::time(cell, false).is_ok())
            }
            Kind::Clock => self.are(|cell| cell::clock(cell).is_ok()),
            Kind::EpochSeconds | Kind::EpochMilliseconds => {
                self.are(|value| cell::epoch(value, kind).is_ok())
            }
            Kind::Id => self.are(|cell| cell::id(cell).is_ok()),
            Kind::Rate => self.are(|value| cell::check_rate(value, RateScale::Percent).is_ok()),
            Kind::Period => self.are(|cell| cell::period(cell, false).is_ok()),
            Kind::Number => self.are(|cell| cell::decimal(cell).is_some()),
            Kind::Schedule => self.are(|cell| cell::schedule(cell, MoneyUnit::Yuan).is_ok()),
            Kind::Text | Kind::Status | Kind::Direction | Kind::Currency | Kind::Buyer => true,
        }
    }

    /// The kind that the values themselves suggest.
    fn kind(&self) -> Kind {
        let long = |cell: Cell<'_>| {
            let digits = cell.text.chars().filter(char::is_ascii_digit).count();
            digits >= 8 && cell.text.chars().all(|c| c.is_ascii_alphanumeric())
        };
        if self.are(|cell| cell.kind == CellKind::Text && cell::time(cell, false).is_ok()) {
            Kind::Time
        } else if self.are(long) {
            Kind::Id
        } else if self.are(|cell| cell.text.ends_with('%')) {
            Kind::Rate
        } else if self.fit(Kind::Money) {
            Kind::Money
        } else {
            Kind::Text
        }
    }

    fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for cell in &self.0 {
            if words.len() < WORDS_MOST && !words.iter().any(|word| word == cell.text) {
                words.push(cell.text.to_owned());
            }
        }
        words
    }
}

fn column(header: &str, values: &Values<'_>, dictionary: &Dictionary) -> DraftColumn {
    let known = dictionary.columns.get(&normalise(header));
    let known = known.filter(|(_, kind, _)| values.0.is_empty() || values.fit(*kind));
    let (field, kind, scale) = match known {
        Some((field, kind, scale)) => (Some(field.clone()), *kind, *scale),
        None => (None, values.kind(), RateScale::default()),
    };
    DraftColumn {
        header: trimmed(header).to_owned(),
        samples: values.words().into_iter().take(SAMPLES_MOST).collect(),
        required: field.is_some(),
        filled: matches!(kind, Kind::Status | Kind::Direction),
        field,
        kind,
        scale,
        direction: None,
    }
}

/// Of several columns that may feed one field the first does; the others wait for a person.
fn settle_fields(columns: &mut [DraftColumn]) {
    let mut seen: Vec<String> = Vec::new();
    for column in columns {
        let Some(field) = column.field.clone() else {
            continue;
        };
        if seen.contains(&field) {
            column.field = None;
            column.required = false;
        } else {
            seen.push(field);
        }
    }
}

fn offer_words(draft: &mut MappingDraft, below: &[&TableRow], dictionary: &Dictionary) {
    for (index, column) in draft.columns.iter().enumerate() {
        let words = || Values::of(below, index).words().into_iter();
        match (column.field.is_some(), column.kind) {
            (true, Kind::Status) => {
                draft.status_of_all = None;
                draft.status_words = words()
                    .map(|word| StatusWord {
                        status: dictionary.statuses.get(&normalise(&word)).copied(),
                        word,
                    })
                    .collect();
            }
            (true, Kind::Direction) => {
                draft.direction_words = words()
                    .map(|word| DirectionWord {
                        direction: dictionary.directions.get(&normalise(&word)).copied(),
                        word,
                    })
                    .collect();
            }
            _ => {}
        }
    }
}

/// The numbers of order and item where there are any, else the first column of numbers.
fn offer_key(draft: &mut MappingDraft) {
    let is_id = |column: &DraftColumn| column.kind == Kind::Id;
    for wanted in ["order_id", "sub_order_id"] {
        let named = |column: &&mut DraftColumn| column.field.as_deref() == Some(wanted);
        if let Some(column) = draft.columns.iter_mut().find(named) {
            column.filled |= draft.key.is_empty();
            draft.key.push(wanted.to_owned());
        }
    }
    if !draft.key.is_empty() {
        return;
    }
    if let Some(column) = draft.columns.iter_mut().find(|column| is_id(column)) {
        let field = column.field.get_or_insert_with(|| "row_id".to_owned());
        draft.key.push(field.clone());
        (column.required, column.filled) = (true, true);
    }
}

/// What is likely meant to count: settled commission, or money that came in.
fn count(draft: &MappingDraft) -> Option<DraftCount> {
    let has = |field: &str| {
        let mut columns = draft.columns.iter();
        columns.any(|column| column.field.as_deref() == Some(field))
    };
    let knows = |status: Status| {
        let mut words = draft.status_words.iter();
        words.any(|word| word.status == Some(status))
    };
    let only = |status: Status| Vec::from_iter(knows(status).then_some(status));
    if has(AmountField::Commission.code()) && has("settled_time") {
        return Some(DraftCount {
            side: Side::Settled,
            class: Class::Commission,
            amount: AmountField::Commission,
            negative: false,
            on: "settled_time".to_owned(),
            status: only(Status::Settled),
            direction: Vec::new(),
        });
    }
    (has(AmountField::Moved.code()) && has("order_time") && has("direction")).then(|| DraftCount {
        side: Side::Received,
        class: Class::Unclassified,
        amount: AmountField::Moved,
        negative: false,
        on: "order_time".to_owned(),
        status: only(Status::Done),
        direction: vec![Direction::In],
    })
}
