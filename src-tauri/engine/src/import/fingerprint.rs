//! The fingerprint of a record: what it says, not where or in which kind of file it stands.

use sha2::{Digest, Sha256};

use crate::record::Record;

/// Sixteen bytes over key, account, order, status, times, period and amounts.
///
/// The same row as csv, xls and xlsx has the same fingerprint; a changed status, amount or time
/// gives another one. Names and descriptions are left out: they change without anything having
/// happened. What counts is left out too: it follows from the rest by the rules of the format.
pub fn fingerprint(record: &Record) -> [u8; 16] {
    let mut hash = Sha256::new();
    for key in &record.account_keys {
        text(&mut hash, Some(key));
    }
    text(&mut hash, None);
    text(&mut hash, Some(&record.line_key));
    text(&mut hash, record.order_id.as_deref());
    text(&mut hash, record.sub_order_id.as_deref());
    text(&mut hash, Some(record.status.code()));
    for time in [
        record.ordered_at,
        record.settled_at,
        record.refunded_at,
        record.modified_at,
    ] {
        let seconds = time.map(|time| time.and_utc().timestamp());
        number(&mut hash, seconds);
    }
    text(
        &mut hash,
        record.period.map(|period| period.to_string()).as_deref(),
    );
    for (field, amount) in record.amounts.iter() {
        text(&mut hash, Some(field.code()));
        number(&mut hash, Some(amount.fen()));
    }
    let digest = hash.finalize();
    std::array::from_fn(|index| digest[index])
}

/// Length first, so that no two sequences of texts look alike.
fn text(hash: &mut Sha256, text: Option<&str>) {
    number(
        hash,
        text.map(|text| i64::try_from(text.len()).unwrap_or(i64::MAX)),
    );
    hash.update(text.unwrap_or_default());
}

fn number(hash: &mut Sha256, number: Option<i64>) {
    hash.update([u8::from(number.is_some())]);
    hash.update(number.unwrap_or_default().to_le_bytes());
}
