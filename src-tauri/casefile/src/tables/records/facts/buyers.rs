//! How the orders of a day fall on buyers and addresses. What is compared are keyed hashes: nobody can
//! tell from them who and where.

use engine::computation::{BuyerDay, RefundRate, SharedAddress};
use rusqlite::{Connection, Row};

use super::{IN_RANGES, RANGES, count, listed, money};
use crate::tables::records::sums::{OWNED, Owned, day, json, month};
use crate::tables::records::wrong;

/// Orders that tell their buyers: no tips, no later states, no further amounts of a row.
const ORDERS: &str = "r.buyer_hash IS NOT NULL AND r.superseded_by IS NULL AND r.part_of IS NULL
    AND r.ordered_at IS NOT NULL AND r.tips_units IS NULL";

/// Records named of a day at most.
const RECORDS_NAMED: u32 = 100;

/// Whether any order of these documents tells its buyer, and any its address.
pub(crate) fn tells(connection: &Connection, documents: &[i64]) -> rusqlite::Result<(bool, bool)> {
    let exists = |column: &str| {
        let sql = format!(
            "WITH {RANGES} SELECT EXISTS (SELECT 1 FROM {IN_RANGES}
                 WHERE {ORDERS} AND r.{column} IS NOT NULL), ?1"
        );
        connection.query_row(&sql, ("", listed(documents)), |row| row.get(0))
    };
    Ok((exists("buyer_hash")?, exists("address_hash")?))
}

/// Days with at least so many orders, and how many fall on the four buyers with most of them.
pub(crate) fn buyer_days(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
    orders_least: u64,
) -> rusqlite::Result<Vec<BuyerDay>> {
    let sql = format!(
        "{OWNED}, {RANGES}, by_buyer AS (
             SELECT r.account AS account, r.ordered_at / 1000000 AS day, r.buyer_hash AS buyer,
                 count(*) AS orders, sum(r.gross_amount) AS amount
             FROM {IN_RANGES} WHERE {ORDERS} GROUP BY r.account, day, r.buyer_hash),
         ranked AS (
             SELECT *, row_number() OVER
                 (PARTITION BY account, day ORDER BY orders DESC, buyer) AS place FROM by_buyer),
         by_day AS (
             SELECT account, day, sum(orders) AS orders, count(*) AS buyers,
                 sum(CASE WHEN place <= 4 THEN orders ELSE 0 END) AS of_four,
                 sum(CASE WHEN place <= 4 THEN amount ELSE 0 END) AS amount, sum(amount) AS whole
             FROM ranked GROUP BY account, day HAVING sum(orders) >= ?3)
         SELECT d.day, d.orders, d.buyers, d.of_four, d.amount, d.whole, d.account,
             (SELECT o.party FROM owned o WHERE o.account = d.account
                  AND d.day BETWEEN o.since AND o.until LIMIT 1),
             coalesce(a.platform || '/' || (a.keys ->> 0), '')
         FROM by_day d LEFT JOIN accounts a ON a.id = d.account ORDER BY d.day, d.account"
    );
    let mut statement = connection.prepare(&sql)?;
    let least = i64::try_from(orders_least).unwrap_or(i64::MAX);
    let rows = statement.query_map((json(owned), listed(documents), least), |row| {
        let of: Option<i64> = row.get(6)?;
        let found = BuyerDay {
            party: row.get(7)?,
            account: row.get(8)?,
            day: the_day(row)?,
            orders: count(row, 1)?,
            buyers: count(row, 2)?,
            of_four: count(row, 3)?,
            amount: money(row, 4)?,
            whole: money(row, 5)?,
            records: Vec::new(),
        };
        Ok((of, row.get(0)?, found))
    })?;
    let mut days = Vec::new();
    for row in rows {
        let (account, number, mut found): (Option<i64>, i64, BuyerDay) = row?;
        // Named only where few buyers hold much, which few days are.
        if found.of_four.saturating_mul(5) > found.orders {
            found.records = records_of_four(connection, documents, (account, number))?;
        }
        days.push(found);
    }
    Ok(days)
}

/// The first records of the four buyers with most orders of a day.
fn records_of_four(
    connection: &Connection,
    documents: &[i64],
    (account, day): (Option<i64>, i64),
) -> rusqlite::Result<Vec<i64>> {
    let sql = format!(
        "WITH {RANGES}, of_day AS MATERIALIZED (
             SELECT r.id AS id, r.buyer_hash AS buyer FROM {IN_RANGES}
             WHERE {ORDERS} AND r.account IS ?1 AND r.ordered_at / 1000000 = ?3),
         four AS (SELECT buyer FROM of_day GROUP BY buyer ORDER BY count(*) DESC, buyer LIMIT 4)
         SELECT id FROM of_day WHERE buyer IN (SELECT buyer FROM four)
         ORDER BY id LIMIT {RECORDS_NAMED}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement
        .query_map((account, listed(documents), day), |row| row.get(0))?
        .collect()
}

/// Addresses to which at least so many buyers ordered on a day with at least so many orders.
pub(crate) fn shared_addresses(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
    (orders_least, buyers_least): (u64, u64),
) -> rusqlite::Result<Vec<SharedAddress>> {
    let sql = format!(
        "{OWNED}, {RANGES}, by_address AS (
             SELECT r.account AS account, r.ordered_at / 1000000 AS day, r.address_hash AS address,
                 count(DISTINCT r.buyer_hash) AS buyers, count(*) AS orders,
                 sum(r.gross_amount) AS amount
             FROM {IN_RANGES} WHERE {ORDERS} GROUP BY r.account, day, r.address_hash),
         with_day AS (
             SELECT *, sum(orders) OVER (PARTITION BY account, day) AS orders_of_day FROM by_address)
         SELECT w.day, w.buyers, w.orders, w.orders_of_day, w.amount, hex(substr(w.address, 1, 4)),
             (SELECT o.party FROM owned o WHERE o.account = w.account
                  AND w.day BETWEEN o.since AND o.until LIMIT 1),
             coalesce(a.platform || '/' || (a.keys ->> 0), '')
         FROM with_day w LEFT JOIN accounts a ON a.id = w.account
         WHERE w.address IS NOT NULL AND w.orders_of_day >= ?3 AND w.buyers >= ?4
         ORDER BY w.day, w.account, w.address"
    );
    let mut statement = connection.prepare(&sql)?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let parameters = (
        json(owned),
        listed(documents),
        number(orders_least),
        number(buyers_least),
    );
    let rows = statement.query_map(parameters, |row| {
        Ok(SharedAddress {
            day: the_day(row)?,
            buyers: count(row, 1)?,
            orders: count(row, 2)?,
            orders_of_day: count(row, 3)?,
            amount: money(row, 4)?,
            address: row.get(5)?,
            party: row.get(6)?,
            account: row.get(7)?,
        })
    })?;
    rows.collect()
}

/// How many orders of each month came to nothing, of those that tell their buyers.
pub(crate) fn refund_rates(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
) -> rusqlite::Result<Vec<RefundRate>> {
    let sql = format!(
        "{OWNED}, {RANGES} SELECT o.party, r.ordered_at / 100000000 AS month, count(*),
             sum(k.status IN ('void', 'refund', 'refund_final')),
             sum(CASE WHEN k.status IN ('void', 'refund', 'refund_final') THEN r.gross_amount ELSE 0 END)
         FROM {IN_RANGES} JOIN record_kinds k ON k.id = r.kind
             JOIN owned o ON o.account = r.account AND r.ordered_at / 1000000 BETWEEN o.since AND o.until
         WHERE {ORDERS} GROUP BY o.party, month ORDER BY o.party, month"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map((json(owned), listed(documents)), |row| {
        Ok(RefundRate {
            party: row.get(0)?,
            month: month(row, 1)?,
            orders: count(row, 2)?,
            void: count(row, 3)?,
            amount: money(row, 4)?,
        })
    })?;
    rows.collect()
}

fn the_day(row: &Row<'_>) -> rusqlite::Result<chrono::NaiveDate> {
    day(row, 0)?.ok_or_else(|| wrong(0, "a day"))
}
