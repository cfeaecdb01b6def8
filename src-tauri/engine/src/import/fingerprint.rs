//! What a record says, not where or in which kind of file it stands: equal rows of two files say
//! the same bytes.

use crate::record::Record;

/// Adds key, account, order, status, times, period and amounts as bytes, for a hash.
///
/// The same row as csv, xls and xlsx says the same; a changed status, amount or time says
/// something else. Names and descriptions are left out: they change without anything having
/// happened. What counts is left out too: it follows from the rest by the rules of the format.
pub fn says(record: &Record, said: &mut Vec<u8>) {
    for key in &record.account_keys {
        text(said, Some(key));
    }
    text(said, None);
    text(said, Some(&record.line_key));
    text(said, record.order_id.as_deref());
    text(said, record.sub_order_id.as_deref());
    text(said, Some(record.status.code()));
    for time in [
        record.ordered_at,
        record.settled_at,
        record.refunded_at,
        record.modified_at,
    ] {
        number(said, time.map(|time| time.and_utc().timestamp()));
    }
    let period = record.period.map(|period| period.to_string());
    text(said, period.as_deref());
    for (field, amount) in record.amounts.iter() {
        text(said, Some(field.code()));
        number(said, Some(amount.fen()));
    }
}

/// Ended by a byte that no text has, and unlike an absent one.
fn text(said: &mut Vec<u8>, text: Option<&str>) {
    said.extend_from_slice(text.unwrap_or("\u{0}").as_bytes());
    said.push(0xff);
}

fn number(said: &mut Vec<u8>, number: Option<i64>) {
    said.push(u8::from(number.is_some()));
    said.extend_from_slice(&number.unwrap_or_default().to_le_bytes());
}
