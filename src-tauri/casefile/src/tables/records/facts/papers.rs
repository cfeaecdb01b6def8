//! Invoices and VAT returns: evidence that counts in no figure, and that checks compare.

use engine::computation::{Invoiced, Purchased, VatSales};
use rusqlite::Connection;

use super::{IN_RANGES, RANGES, count, listed, money};
use crate::tables::records::sums::{OWNED, Owned, json, period};

/// Sales of VAT returns by party and period, later states only.
pub(crate) fn vat_sales(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
) -> rusqlite::Result<Vec<VatSales>> {
    let sql = format!(
        "{OWNED}, {RANGES} SELECT o.party, r.period, sum(coalesce(r.vat_sales_3, 0) + coalesce(r.vat_sales_5, 0)
             + coalesce(r.vat_exempt_sales, 0)), max(r.id)
         FROM {IN_RANGES} JOIN (SELECT DISTINCT party, account FROM owned) o ON o.account = r.account
         WHERE r.vat_sales_3 IS NOT NULL AND r.superseded_by IS NULL AND r.period IS NOT NULL
         GROUP BY o.party, r.period ORDER BY o.party, r.period"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map((json(owned), listed(documents)), |row| {
        Ok(VatSales {
            party: row.get(0)?,
            period: period(row, 1)?,
            sales: money(row, 2)?,
            record: row.get(3)?,
        })
    })?;
    rows.collect()
}

/// Lines of invoices: the format alone fills both amounts.
const LINES: &str =
    "r.net_amount IS NOT NULL AND r.tax_amount IS NOT NULL AND r.superseded_by IS NULL
    AND r.ordered_at IS NOT NULL AND k.status <> 'void'";

/// What each party invoiced in each year.
pub(crate) fn invoiced(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
) -> rusqlite::Result<Vec<Invoiced>> {
    let sql = format!(
        "{OWNED}, {RANGES} SELECT o.party, r.ordered_at / 10000000000 AS year, sum(r.net_amount), count(*)
         FROM {IN_RANGES} JOIN record_kinds k ON k.id = r.kind
             JOIN (SELECT DISTINCT party, account FROM owned) o ON o.account = r.account
         WHERE {LINES} GROUP BY o.party, year ORDER BY o.party, year"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map((json(owned), listed(documents)), |row| {
        Ok(Invoiced {
            party: row.get(0)?,
            year: row.get(1)?,
            net: money(row, 2)?,
            records: count(row, 3)?,
        })
    })?;
    rows.collect()
}

/// What sellers invoiced to parties, whose names are given by handle.
pub(crate) fn purchases(
    connection: &Connection,
    names: &[(&str, &str)],
    documents: &[i64],
) -> rusqlite::Result<Vec<Purchased>> {
    let sql = format!(
        "WITH {RANGES}, buyers AS MATERIALIZED (
             SELECT value ->> 0 AS party, value ->> 1 AS name FROM json_each(?1))
         SELECT b.party, coalesce(a.name, ''), r.ordered_at / 10000000000 AS year,
             sum(r.net_amount), count(*)
         FROM {IN_RANGES} JOIN record_kinds k ON k.id = r.kind
             JOIN buyers b ON b.name = r.counterparty LEFT JOIN accounts a ON a.id = r.account
         WHERE {LINES} GROUP BY b.party, a.name, year ORDER BY b.party, a.name, year"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map(
        (serde_json::json!(names).to_string(), listed(documents)),
        |row| {
            Ok(Purchased {
                party: row.get(0)?,
                seller: row.get(1)?,
                year: row.get(2)?,
                net: money(row, 3)?,
                records: count(row, 4)?,
            })
        },
    )?;
    rows.collect()
}
