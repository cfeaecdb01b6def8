//! The fingerprint of a record: what it says, not where or in which kind of file it stands.

use sha2::{Digest, Sha256};

use crate::record::Record;

/// Sixteen bytes over key, account, order, status, times, period and amounts.
///
/// The same row as csv, xls and xlsx has the same fingerprint; a changed status, amount or time
/// gives another one. Names and descriptions are left out: they change without anything having
/// happened. What counts is left out too: it follows from the rest by the rules of the format.
pub fn fingerprint(record: &Record) -> [u8; 16] {
    let mut said = Vec::with_capacity(256);
    for key in &record.account_keys {
        text(&mut said, Some(key));
    }
    text(&mut said, None);
    text(&mut said, Some(&record.line_key));
    text(&mut said, record.order_id.as_deref());
    text(&mut said, record.sub_order_id.as_deref());
    text(&mut said, Some(record.status.code()));
    for time in [
        record.ordered_at,
        record.settled_at,
        record.refunded_at,
        record.modified_at,
    ] {
        number(&mut said, time.map(|time| time.and_utc().timestamp()));
    }
    let period = record.period.map(|period| period.to_string());
    text(&mut said, period.as_deref());
    for (field, amount) in record.amounts.iter() {
        text(&mut said, Some(field.code()));
        number(&mut said, Some(amount.fen()));
    }
    let digest = Sha256::digest(&said);
    std::array::from_fn(|index| digest[index])
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
