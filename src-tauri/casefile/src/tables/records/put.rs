//! Adding records: one statement for the whole import, its values bound one by one.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use engine::record::{AmountField, Record};
use rusqlite::{CachedStatement, Connection, ToSql};

/// The columns that are no amounts, in the order in which they are bound.
const FIXED: [&str; 24] = [
    "id",
    "document",
    "row",
    "key_hash",
    "status",
    "sheet",
    "account",
    "order_id",
    "sub_order_id",
    "ordered_at",
    "settled_at",
    "refunded_at",
    "modified_at",
    "period",
    "counterparty",
    "counterparty_account",
    "tips_units",
    "description",
    "side",
    "class",
    "counted",
    "counted_field",
    "counted_on",
    "order_money",
];

/// Adds the records of one document.
pub(crate) struct Put<'c> {
    statement: CachedStatement<'c>,
    document: i64,
}

impl<'c> Put<'c> {
    pub(crate) fn new(connection: &'c Connection, document: i64) -> rusqlite::Result<Put<'c>> {
        let amounts = AmountField::ALL.iter().map(|field| field.code());
        let columns: Vec<&str> = FIXED.into_iter().chain(amounts).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!(
            "INSERT INTO records ({}) VALUES ({marks})",
            columns.join(", ")
        );
        Ok(Put {
            statement: connection.prepare_cached(&sql)?,
            document,
        })
    }

    /// Adds a record under a number of its own.
    pub(crate) fn put(
        &mut self,
        id: i64,
        account: Option<i64>,
        key_hash: i64,
        record: &Record,
    ) -> rusqlite::Result<()> {
        self.statement.clear_bindings();
        let mut at = 0;
        let statement = &mut self.statement;
        let mut bind = |value: Option<&dyn ToSql>| {
            at += 1;
            value.map_or(Ok(()), |value| statement.raw_bind_parameter(at, value))
        };
        bind(Some(&id))?;
        bind(Some(&self.document))?;
        bind(Some(&record.place.row))?;
        bind(Some(&key_hash))?;
        bind(Some(&record.status.code()))?;
        bind(some(&record.place.sheet))?;
        bind(some(&account))?;
        bind(some(&record.order_id))?;
        bind(some(&record.sub_order_id))?;
        for time in [
            record.ordered_at,
            record.settled_at,
            record.refunded_at,
            record.modified_at,
        ] {
            let written = time.map(Written::time);
            bind(written.as_ref().map(dynamic))?;
        }
        let period = record.period.map(|period| period.to_string());
        bind(some(&period))?;
        bind(some(&record.counterparty))?;
        bind(some(&record.counterparty_account))?;
        bind(some(&record.tips_units))?;
        bind(some(&record.description))?;
        match &record.counted {
            None => (0..6).try_for_each(|_| bind(None))?,
            Some(counted) => {
                bind(Some(&counted.side.code()))?;
                bind(Some(&counted.class.code()))?;
                bind(Some(&counted.amount.fen()))?;
                bind(Some(&counted.field.code()))?;
                bind(Some(&Written::day(counted.on)))?;
                let money = counted.order_money.map(|money| money.code());
                bind(some(&money))?;
            }
        }
        for field in AmountField::ALL {
            let fen = record.amounts.get(*field).map(|amount| amount.fen());
            bind(some(&fen))?;
        }
        self.statement.raw_execute()?;
        Ok(())
    }
}

fn some<T: ToSql>(value: &Option<T>) -> Option<&dyn ToSql> {
    value.as_ref().map(dynamic)
}

fn dynamic<T: ToSql>(value: &T) -> &dyn ToSql {
    value
}

/// A time or day as it is stored, without a heap allocation for each.
struct Written {
    text: [u8; 19],
    length: usize,
}

impl Written {
    /// `YYYY-MM-DD HH:MM:SS`.
    fn time(time: NaiveDateTime) -> Written {
        let mut written = Written::day(time.date());
        for (at, mark, number) in [
            (10, b' ', time.hour()),
            (13, b':', time.minute()),
            (16, b':', time.second()),
        ] {
            written.text[at] = mark;
            two_digits(&mut written.text[at + 1..at + 3], number);
        }
        written.length = 19;
        written
    }

    /// `YYYY-MM-DD`; years of four digits, which the reader of cells sees to.
    fn day(day: NaiveDate) -> Written {
        let mut text = [b'-'; 19];
        let year = u32::try_from(day.year()).unwrap_or_default();
        two_digits(&mut text[..2], year / 100 % 100);
        two_digits(&mut text[2..4], year % 100);
        two_digits(&mut text[5..7], day.month());
        two_digits(&mut text[8..10], day.day());
        Written { text, length: 10 }
    }
}

impl ToSql for Written {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        let text = std::str::from_utf8(&self.text[..self.length]).unwrap_or_default();
        Ok(text.into())
    }
}

fn two_digits(place: &mut [u8], number: u32) {
    let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or_default();
    place.copy_from_slice(&[digit(number / 10), digit(number)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_the_calendar_writes_it() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 9).unwrap();
        let time = day.and_hms_opt(7, 0, 59).unwrap();
        for (written, expected) in [
            (
                Written::time(time),
                time.format("%Y-%m-%d %H:%M:%S").to_string(),
            ),
            (Written::day(day), day.to_string()),
        ] {
            assert_eq!(&written.text[..written.length], expected.as_bytes());
        }
    }
}
