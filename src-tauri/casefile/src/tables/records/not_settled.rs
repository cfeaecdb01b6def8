//! What platforms' files show beside settled income: estimates of orders that were not settled, and the
//! orders that another file shows again.

use engine::computation::{NotSettled, NotSettledAs};
use engine::money::Money;
use rusqlite::Connection;

use super::facts::{IN_RANGES, RANGES, listed};
use super::sums::{OWNED, Owned, Page, json, month};
use super::{ROW_COLUMNS, record_row};

/// Which records `r` they are, with their owner `o` and document `d`, and what of them is asked for. Both read the
/// documents of `?2`, of which only estimates make use.
struct Which {
    from: String,
    /// Day of the record, YYYYMMDD.
    day: &'static str,
    /// The amount of it.
    amount: &'static str,
}

fn which(what: NotSettledAs) -> Which {
    match what {
        NotSettledAs::Estimated => Which {
            from: format!(
                "FROM {IN_RANGES} JOIN record_kinds k ON k.id = r.kind
                     AND k.status IN ('paid', 'shipped', 'received', 'verified')
                 JOIN owned o ON o.account = r.account
                     AND r.ordered_at / 1000000 BETWEEN o.since AND o.until
                 JOIN documents d ON d.id = r.document
                 WHERE r.counted IS NULL AND r.commission_amount_est IS NOT NULL
                     AND r.superseded_by IS NULL AND r.part_of IS NULL"
            ),
            day: "r.ordered_at / 1000000",
            amount: "r.commission_amount_est",
        },
        NotSettledAs::OtherView => Which {
            from: "FROM record_links l JOIN records r ON r.id = l.record AND r.view_of = l.target
                 JOIN record_kinds k ON k.id = r.kind AND k.side = 'settled' AND k.class = 'commission'
                 JOIN owned o ON o.account = r.account
                     AND r.counted_on BETWEEN o.since AND o.until
                 JOIN documents d ON d.id = r.document
                 WHERE r.counted IS NOT NULL AND r.superseded_by IS NULL"
                .to_owned(),
            day: "r.counted_on",
            amount: "r.counted",
        },
    }
}

/// Sums by party and month; `documents` are those that tell estimates.
pub(crate) fn not_settled(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
) -> rusqlite::Result<Vec<NotSettled>> {
    let mut found = Vec::new();
    for what in NotSettledAs::ALL {
        let Which { from, day, amount } = which(*what);
        let sql = format!(
            "{OWNED}, {RANGES} SELECT o.party, {day} / 100 AS month, sum({amount}) {from}
             GROUP BY o.party, month ORDER BY o.party, month"
        );
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map((json(owned), listed(documents)), |row| {
            Ok(NotSettled {
                party: row.get(0)?,
                month: month(row, 1)?,
                what: *what,
                amount: Money::from_fen(row.get(2)?),
            })
        })?;
        for row in rows {
            found.push(row?);
        }
    }
    Ok(found)
}

/// A page of the records behind such a sum between two days.
pub(crate) fn page(
    connection: &Connection,
    owned: &[Owned],
    documents: &[i64],
    what: NotSettledAs,
    days: (&str, &str),
    (offset, limit): (u32, u32),
) -> rusqlite::Result<Page> {
    let Which { from, day, amount } = which(what);
    let from = format!(
        "{from} AND {day} BETWEEN CAST(replace(?3, '-', '') AS INTEGER)
             AND CAST(replace(?4, '-', '') AS INTEGER)"
    );
    let parameters = (json(owned), listed(documents), days.0, days.1);
    let (total, sum) = connection.query_row(
        &format!("{OWNED}, {RANGES} SELECT count(*), coalesce(sum({amount}), 0) {from}"),
        parameters.clone(),
        |row| Ok((row.get(0)?, Money::from_fen(row.get(1)?))),
    )?;
    let mut statement = connection.prepare(&format!(
        "{OWNED}, {RANGES} SELECT {ROW_COLUMNS}, {amount} {from}
         ORDER BY {day}, r.id LIMIT {limit} OFFSET {offset}"
    ))?;
    let rows = statement.query_map(parameters, |row| {
        let amount = row.get::<_, Option<i64>>(13)?.map(Money::from_fen);
        Ok((record_row(row)?, amount))
    })?;
    Ok((total, sum, rows.collect::<rusqlite::Result<_>>()?))
}
