//! Money as it flows: what was settled on an account in a day, and each receipt.

use chrono::NaiveDate;
use engine::money::Money;
use rusqlite::{Connection, Row};

use super::facts::listed;
use super::sums::{COUNTED, OWNED, Owned, amount_in, day, json};
use super::wrong;

/// What was settled on an account in a day; an order that a receipt names stands alone.
pub(crate) struct SettledDay {
    pub(crate) party: String,
    pub(crate) account: i64,
    pub(crate) day: NaiveDate,
    pub(crate) order: Option<String>,
    pub(crate) settled: Money,
    pub(crate) fee: Money,
    pub(crate) records: u32,
    /// The first of its records.
    pub(crate) record: i64,
}

/// Money that arrived.
pub(crate) struct ReceivedRow {
    pub(crate) party: String,
    pub(crate) account: i64,
    pub(crate) day: NaiveDate,
    pub(crate) amount: Money,
    pub(crate) counterparty: Option<String>,
    pub(crate) memo: Option<String>,
    pub(crate) order: Option<String>,
    pub(crate) record: i64,
}

/// Settled days in the order of account and day, with the fees that what was settled still contains: those of
/// the documents given.
pub(crate) fn settled_days(
    connection: &Connection,
    owned: &[Owned],
    fee_within: &[i64],
) -> rusqlite::Result<Vec<SettledDay>> {
    let fee = amount_in("service_fee", "?2");
    let sql = format!(
        "{OWNED}, named AS MATERIALIZED (
             SELECT DISTINCT r.order_id AS order_id FROM records r {COUNTED}
                 AND k.side = 'received' AND r.order_id IS NOT NULL)
         SELECT o.party, r.account, r.counted_on, named.order_id, sum(r.counted),
             {fee}, count(*), min(r.id)
         FROM records r {COUNTED} AND k.side = 'settled'
             AND k.class IN ('commission', 'clawback', 'tips')
         LEFT JOIN named ON named.order_id = r.order_id
         GROUP BY o.party, r.account, r.counted_on, named.order_id
         ORDER BY r.account, r.counted_on, named.order_id, o.party"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map((json(owned), listed(fee_within)), |row| {
        Ok(SettledDay {
            party: row.get(0)?,
            account: row.get(1)?,
            day: some_day(row, 2)?,
            order: row.get(3)?,
            settled: Money::from_fen(row.get(4)?),
            fee: Money::from_fen(row.get(5)?),
            records: row.get(6)?,
            record: row.get(7)?,
        })
    })?;
    rows.collect()
}

/// Receipts in the order of account, day and amount; of those alike in the order of what their rows are
/// known by, which no later import changes.
pub(crate) fn received(
    connection: &Connection,
    owned: &[Owned],
) -> rusqlite::Result<Vec<ReceivedRow>> {
    let sql = format!(
        "{OWNED} SELECT o.party, r.account, r.counted_on, r.counted, r.counterparty, r.description,
             r.order_id, r.id
         FROM records r {COUNTED} AND k.side = 'received' AND k.class IN ('payout', 'unclassified')
             AND r.counted > 0
         ORDER BY r.account, r.counted_on, r.counted, r.key_hash, r.row, o.party"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([json(owned)], |row| {
        Ok(ReceivedRow {
            party: row.get(0)?,
            account: row.get(1)?,
            day: some_day(row, 2)?,
            amount: Money::from_fen(row.get(3)?),
            counterparty: row.get(4)?,
            memo: row.get(5)?,
            order: row.get(6)?,
            record: row.get(7)?,
        })
    })?;
    rows.collect()
}

fn some_day(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDate> {
    day(row, column)?.ok_or_else(|| wrong(column, "a day"))
}
