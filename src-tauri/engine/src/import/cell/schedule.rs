//! Amounts by day in one cell: `{20240420:10.00,20240520:-2.50}`, with quotes or without.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::format::MoneyUnit;
use crate::import::cell::{money, time};
use crate::import::row::{Cell, CellKind, trimmed};
use crate::money::Money;
use crate::source::ProblemCode;

/// One amount of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub day: NaiveDate,
    pub amount: Money,
}

impl Entry {
    /// The beginning of its day.
    pub fn time(&self) -> NaiveDateTime {
        self.day.and_time(NaiveTime::MIN)
    }
}

/// The entries of a cell that has a value, in their order; none where it is an empty pair of
/// braces. A day that stands there twice is refused, for nobody knows which amount holds.
pub(crate) fn schedule(cell: Cell<'_>, unit: MoneyUnit) -> Result<Vec<Entry>, ProblemCode> {
    let text = trimmed(cell.text);
    let inside = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let inside = trimmed(inside.ok_or(ProblemCode::UnreadableAmount)?);
    let mut entries: Vec<Entry> = Vec::new();
    if inside.is_empty() {
        return Ok(entries);
    }
    for pair in inside.split(',') {
        let (day, amount) = pair.split_once(':').ok_or(ProblemCode::UnreadableAmount)?;
        let entry = Entry {
            day: time(plain(day), false)?
                .ok_or(ProblemCode::UnreadableTime)?
                .date(),
            amount: money(plain(amount), unit)?,
        };
        if entries.iter().any(|known| known.day == entry.day) {
            return Err(ProblemCode::UnreadableAmount);
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The text without the quotes around it.
fn plain(text: &str) -> Cell<'_> {
    let text = trimmed(trimmed(text).trim_matches(['"', '\'']));
    Cell {
        text,
        kind: CellKind::JsonNumber,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, i64)>, ProblemCode> {
        let kind = CellKind::Text;
        let entries = schedule(Cell { text, kind }, MoneyUnit::Yuan)?;
        let shown = |entry: &Entry| (entry.day.to_string(), entry.amount.fen());
        Ok(entries.iter().map(shown).collect())
    }

    #[test]
    fn every_pay_run_is_a_day_and_an_amount() {
        let both = Ok(vec![
            ("2019-10-20".to_owned(), 1000),
            ("2019-11-20".to_owned(), -200),
        ]);
        for text in [
            "{20191020:10,20191120:-2}",
            " { 20191020 : 10.00, 20191120 : -2.0 } ",
            "{\"20191020\":10,\"20191120\":\"-2.00\"}",
        ] {
            assert_eq!(read(text), both, "{text}");
        }
        assert_eq!(read("{}"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for (text, code) in [
            ("10.00", ProblemCode::UnreadableAmount),
            ("{20191020}", ProblemCode::UnreadableAmount),
            ("{20191020:}", ProblemCode::UnreadableAmount),
            ("{20191020:10,}", ProblemCode::UnreadableAmount),
            ("{20191020:10,20191020:2}", ProblemCode::UnreadableAmount),
            ("{201910:10}", ProblemCode::UnreadableTime),
            ("{20191020:1.234}", ProblemCode::FractionOfFen),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }
}
