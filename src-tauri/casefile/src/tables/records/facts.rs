//! What checks are told of records, added up in SQL: one pass over the records a question, and only
//! over those that can answer it.

mod buyers;
mod papers;

use engine::computation::{DayTotal, FakeOrderSum, Payer, ReceiptAmounts, RefundedOrder};
use engine::money::Money;
use engine::record::Side;
use rusqlite::{Connection, Row};

use super::sums::{COUNTED, OWNED, Owned, day, json};
use super::{required, wrong};

pub(crate) use buyers::{buyer_days, refund_rates, shared_addresses, tells};
pub(crate) use papers::{invoiced, purchases, vat_sales};

/// The records of the documents listed in `?2`, wherever they lie: those in line and those that were
/// taken later.
pub(super) const RANGES: &str = "ranges AS MATERIALIZED (
    SELECT d.id AS document, d.first_record AS first, d.last_record AS last
    FROM json_each(?2) j JOIN documents d ON d.id = j.value
    UNION ALL
    SELECT t.document, t.record, t.record
    FROM json_each(?2) j JOIN records_taken_later t ON t.document = j.value)";

/// Records `r` of these ranges.
pub(super) const IN_RANGES: &str = "ranges g CROSS JOIN records r
    ON r.id BETWEEN g.first AND g.last AND r.document = g.document";

/// Documents as the parameter `?2`.
pub(super) fn listed(documents: &[i64]) -> String {
    serde_json::json!(documents).to_string()
}

pub(super) fn money(row: &Row<'_>, column: usize) -> rusqlite::Result<Money> {
    Ok(Money::from_fen(
        row.get::<_, Option<i64>>(column)?.unwrap_or(0),
    ))
}

pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let count: i64 = row.get::<_, Option<i64>>(column)?.unwrap_or(0);
    u64::try_from(count).map_err(|_| wrong(column, "a count"))
}

/// Who paid most to each party in each year, and what all paid.
pub(crate) fn payers(connection: &Connection, owned: &[Owned]) -> rusqlite::Result<Vec<Payer>> {
    let sql = format!(
        "{OWNED}, paid AS (
             SELECT o.party AS party, r.counted_on / 10000 AS year, sum(r.counted) AS amount
             FROM records r {COUNTED} AND k.side = 'received' AND k.class IN ('payout', 'unclassified')
             GROUP BY o.party, year, r.counterparty)
         SELECT party, year, max(amount), sum(amount) FROM paid GROUP BY party, year ORDER BY party, year"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([json(owned)], |row| {
        Ok(Payer {
            party: row.get(0)?,
            year: row.get(1)?,
            largest: money(row, 2)?,
            all: money(row, 3)?,
        })
    })?;
    rows.collect()
}

/// What was settled, day by day.
pub(crate) fn days(connection: &Connection, owned: &[Owned]) -> rusqlite::Result<Vec<DayTotal>> {
    let sql = format!(
        "{OWNED} SELECT o.party, k.side, r.counted_on, sum(r.counted)
         FROM records r {COUNTED} AND k.side = 'settled'
         GROUP BY o.party, k.side, r.counted_on ORDER BY o.party, k.side, r.counted_on"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([json(owned)], |row| {
        Ok(DayTotal {
            party: row.get(0)?,
            side: required(row, 1, Side::from_code)?,
            day: day(row, 2)?.ok_or_else(|| wrong(2, "a day"))?,
            amount: money(row, 3)?,
        })
    })?;
    rows.collect()
}

/// Receipts of each year by what their amounts look like.
pub(crate) fn receipts(
    connection: &Connection,
    owned: &[Owned],
) -> rusqlite::Result<Vec<ReceiptAmounts>> {
    let sql = format!(
        "{OWNED}, amounts AS (
             SELECT o.party AS party, r.counted_on / 10000 AS year, r.counted AS amount, count(*) AS times
             FROM records r {COUNTED} AND k.side = 'received' AND k.class IN ('payout', 'unclassified')
                 AND r.counted > 0
             GROUP BY o.party, year, r.counted)
         SELECT party, year, sum(times),
             sum(CASE WHEN amount % 100000 = 0 THEN times ELSE 0 END),
             max(times), amount,
             sum(CASE WHEN amount % 100000 = 0 THEN times * amount ELSE 0 END)
         FROM amounts GROUP BY party, year ORDER BY party, year"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([json(owned)], |row| {
        Ok(ReceiptAmounts {
            party: row.get(0)?,
            year: row.get(1)?,
            count: count(row, 2)?,
            round: count(row, 3)?,
            repeated: count(row, 4)?,
            amount: money(row, 5)?,
            round_sum: money(row, 6)?,
        })
    })?;
    rows.collect()
}

/// Refunded orders on which commission was settled. A refund that several files show counts once: the
/// document that tells most of it is believed.
pub(crate) fn refunded(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
) -> rusqlite::Result<Vec<RefundedOrder>> {
    let sql = format!(
        "{OWNED}, {RANGES}, of_documents AS (
             SELECT r.order_id AS order_id, sum(r.refund_amount) AS refunded,
                 max(r.refunded_at / 1000000) AS refunded_on
             FROM {IN_RANGES} JOIN record_kinds k ON k.id = r.kind
             WHERE r.refund_amount > 0 AND r.order_id IS NOT NULL AND r.superseded_by IS NULL
                 AND r.part_of IS NULL AND k.status NOT IN ('open', 'refund_rejected')
             GROUP BY r.order_id, r.document),
         refunds AS MATERIALIZED (
             SELECT order_id, max(refunded) AS refunded, max(refunded_on) AS refunded_on
             FROM of_documents GROUP BY order_id),
         kept AS (
             SELECT o.party AS party, r.order_id AS order_id, r.counted_on / 10000 AS year,
                 r.id AS record, r.counted AS counted, r.gross_amount AS gross,
                 sum(CASE WHEN r.counted < 0 THEN -r.counted ELSE 0 END)
                     OVER (PARTITION BY o.party, r.order_id) AS reversed
             FROM records r {COUNTED} AND k.side = 'settled' AND k.class IN ('commission', 'clawback')
             WHERE r.order_id IN (SELECT order_id FROM refunds))
         SELECT kept.party, kept.year, kept.record, kept.counted, kept.reversed, kept.gross,
             refunds.refunded, refunds.refunded_on, kept.order_id
         FROM kept JOIN refunds USING (order_id)
         WHERE kept.counted > 0 AND kept.gross > 0
         ORDER BY kept.party, kept.order_id, kept.record"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map((json(owned), listed(documents)), |row| {
        Ok(RefundedOrder {
            order: row.get(8)?,
            party: row.get(0)?,
            year: row.get(1)?,
            record: row.get(2)?,
            lines: vec![(money(row, 5)?, money(row, 3)?)],
            reversed: money(row, 4)?,
            refunded: money(row, 6)?,
            refunded_on: day(row, 7)?,
        })
    })?;
    let mut orders: Vec<RefundedOrder> = Vec::new();
    for row in rows {
        let line = row?;
        match orders.last_mut() {
            Some(order) if (&order.order, &order.party) == (&line.order, &line.party) => {
                order.lines.extend(line.lines);
            }
            _ => orders.push(line),
        }
    }
    Ok(orders)
}

/// Whether any of these documents tells of money that went back to a buyer.
pub(crate) fn tells_refunds(connection: &Connection, documents: &[i64]) -> rusqlite::Result<bool> {
    let sql = format!(
        "WITH {RANGES} SELECT EXISTS (SELECT 1 FROM {IN_RANGES}
         WHERE r.refund_amount > 0 AND r.order_id IS NOT NULL AND r.superseded_by IS NULL), ?1"
    );
    connection.query_row(&sql, ("", listed(documents)), |row| row.get(0))
}

/// What was settled on orders that are said to be fake.
pub(crate) fn fake_orders(
    connection: &Connection,
    owned: &[Owned],
    orders: &[&str],
) -> rusqlite::Result<Vec<FakeOrderSum>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "{OWNED} SELECT r.order_id, o.party, r.counted_on / 10000 AS year, sum(r.counted), min(r.id)
         FROM records r {COUNTED} AND k.side = 'settled'
         WHERE r.order_id IN (SELECT value FROM json_each(?2))
         GROUP BY r.order_id, o.party, year ORDER BY r.order_id, o.party, year"
    );
    let mut statement = connection.prepare(&sql)?;
    let parameters = (json(owned), serde_json::json!(orders).to_string());
    let rows = statement.query_map(parameters, |row| {
        Ok(FakeOrderSum {
            order: row.get(0)?,
            party: row.get(1)?,
            year: row.get(2)?,
            settled: money(row, 3)?,
            record: row.get(4)?,
        })
    })?;
    rows.collect()
}
