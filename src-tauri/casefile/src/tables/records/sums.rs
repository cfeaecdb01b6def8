//! Records added up by party, month, side and class: the one narrow interface that another
//! engine could serve, and the pages of records behind such a sum.

use chrono::NaiveDate;
use engine::computation::{Declaration, PartySum};
use engine::money::Money;
use engine::period::{Grain, Period};
use engine::record::{AmountField, Class, Side};
use rusqlite::{Connection, Row};

use super::{ROW_COLUMNS, RecordRow, day_text, record_row, required, wrong};

/// From when to when an account belonged to a party; days as text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Owned {
    pub(crate) party: String,
    pub(crate) account: i64,
    pub(crate) since: String,
    pub(crate) until: String,
}

/// Reads a list of [`Owned`] from its JSON, the only parameter of a sum. SQLite makes an index of the accounts
/// where they are numbers as those of records are, and where it expects many: it reckons with 25 elements
/// of a list, which the two lists of one element multiply.
pub(super) const OWNED: &str = "WITH owned AS MATERIALIZED (
    SELECT given.value ->> 'party' AS party, CAST(given.value ->> 'account' AS INTEGER) AS account,
           CAST(replace(given.value ->> 'since', '-', '') AS INTEGER) AS since,
           CAST(replace(given.value ->> 'until', '-', '') AS INTEGER) AS until
    FROM json_each(?1) given CROSS JOIN json_each('[0]') CROSS JOIN json_each('[0]'))";

/// Of the records `r` those that count, beside their owner. The tables are gone through in this
/// order: records as they lie, for which the owner is looked up, then the kind.
pub(super) const COUNTED: &str = "CROSS JOIN owned o ON o.account = r.account
    AND r.counted IS NOT NULL AND r.superseded_by IS NULL AND r.view_of IS NULL
    AND r.counted_on BETWEEN o.since AND o.until
    CROSS JOIN record_kinds k ON k.id = r.kind";

/// The records of the months from `?4` to `?5` (days); most others are not even looked at.
const OF_MONTHS: &str = "FROM record_months m
    CROSS JOIN records r ON r.id BETWEEN m.first_record AND m.last_record
        AND r.document = m.document AND r.counted_on / 100 = m.month
        AND m.month BETWEEN CAST(replace(?4, '-', '') AS INTEGER) / 100
            AND CAST(replace(?5, '-', '') AS INTEGER) / 100";

/// What a platform reports keeps its period, such as a quarter; anything else counts in a month.
const KEPT_PERIOD: &str = "CASE WHEN k.side = 'platform_reported' THEN r.period END";

/// Documents by where other amounts of a row stand to what counts of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlacedAmounts {
    pub(crate) fee_beside: Vec<i64>,
    pub(crate) fee_within: Vec<i64>,
    pub(crate) subsidy_within: Vec<i64>,
}

/// An amount beside the commission, in documents of the parameter.
pub(super) fn amount_in(column: &str, parameter: &str) -> String {
    format!(
        "sum(CASE WHEN r.{column} IS NOT NULL AND k.side = 'settled' AND k.class = 'commission'
             AND r.document IN (SELECT value FROM json_each({parameter}))
             THEN r.{column} ELSE 0 END)"
    )
}

/// Sums of counted records on every side but the declared one.
pub(crate) fn counted_by_party(
    connection: &Connection,
    owned: &[Owned],
    placed: &PlacedAmounts,
) -> rusqlite::Result<Vec<PartySum>> {
    let fee_beside = amount_in("service_fee", "?2");
    let fee_within = amount_in("service_fee", "?3");
    let subsidy_within = amount_in("subsidy", "?4");
    let sql = format!(
        "{OWNED} SELECT o.party, r.counted_on / 100 AS month, k.side, k.class,
             sum(r.counted), sum(coalesce(r.agency_share, 0)), count(*), {KEPT_PERIOD} AS kept,
             {fee_beside}, {fee_within}, {subsidy_within}
         FROM records r {COUNTED} AND k.side <> 'declared'
         GROUP BY o.party, month, k.side, k.class, kept
         ORDER BY o.party, month, k.side, k.class, kept"
    );
    let mut statement = connection.prepare(&sql)?;
    let documents = |list: &[i64]| serde_json::json!(list).to_string();
    let parameters = (
        json(owned),
        documents(&placed.fee_beside),
        documents(&placed.fee_within),
        documents(&placed.subsidy_within),
    );
    let rows = statement.query_map(parameters, |row| {
        Ok(PartySum {
            party: row.get(0)?,
            month: match row.get::<_, Option<String>>(7)? {
                Some(_) => period(row, 7)?,
                None => month(row, 1)?,
            },
            side: required(row, 2, Side::from_code)?,
            class: required(row, 3, Class::from_code)?,
            counted: Money::from_fen(row.get(4)?),
            declared_tax: Money::ZERO,
            agency_share: Money::from_fen(row.get(5)?),
            fee_beside: Money::from_fen(row.get(8)?),
            fee_within: Money::from_fen(row.get(9)?),
            subsidy_within: Money::from_fen(row.get(10)?),
            records: u64::try_from(row.get::<_, i64>(6)?).unwrap_or(0),
        })
    })?;
    rows.collect()
}

/// A declared line as stored, and the document it stands in.
pub(crate) struct DeclaredRow {
    pub(crate) line: Declaration,
    /// Last day of amounts that run from the beginning of the year.
    pub(crate) cumulative_to: Option<NaiveDate>,
    pub(crate) document: i64,
}

/// Every declared line, in the order of party, period and row.
pub(crate) fn declared_lines(
    connection: &Connection,
    owned: &[Owned],
) -> rusqlite::Result<Vec<DeclaredRow>> {
    let sql = format!(
        "{OWNED} SELECT o.party, r.period, k.class, r.counterparty, r.counted,
             r.declared_tax_withheld, r.id, r.cumulative_to, r.declared_taxable_income, r.document
         FROM records r {COUNTED} AND k.side = 'declared' ORDER BY o.party, r.counted_on, r.id"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([json(owned)], |row| {
        let money = |column: usize| -> rusqlite::Result<Option<Money>> {
            Ok(row.get::<_, Option<i64>>(column)?.map(Money::from_fen))
        };
        Ok(DeclaredRow {
            line: Declaration {
                party: row.get(0)?,
                period: period(row, 1)?,
                class: required(row, 2, Class::from_code)?,
                payer: row.get(3)?,
                income: Money::from_fen(row.get(4)?),
                tax: money(5)?,
                annual_taxable: money(8)?,
                is_annual: false,
                year_to_date: None,
                record: row.get(6)?,
            },
            cumulative_to: day(row, 7)?,
            document: row.get(9)?,
        })
    })?;
    rows.collect()
}

/// Counted records per account that no window of ownership covers: account, how many, settled sum.
pub(crate) fn uncounted_owners(
    connection: &Connection,
    owned: &[Owned],
) -> rusqlite::Result<Vec<(Option<i64>, u32, Money)>> {
    let sql = format!(
        "{OWNED} SELECT r.account, count(*),
             sum(CASE k.side WHEN 'settled' THEN r.counted ELSE 0 END)
         FROM records r JOIN record_kinds k ON k.id = r.kind
         WHERE r.counted IS NOT NULL AND r.superseded_by IS NULL AND r.view_of IS NULL
             AND NOT EXISTS (SELECT 1 FROM owned o WHERE o.account = r.account
                 AND r.counted_on BETWEEN o.since AND o.until)
         GROUP BY r.account ORDER BY r.account"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([json(owned)], |row| {
        Ok((row.get(0)?, row.get(1)?, Money::from_fen(row.get(2)?)))
    })?;
    rows.collect()
}

/// What a page of records is to show.
pub(crate) struct PageOf<'q> {
    /// The party's windows.
    pub(crate) owned: &'q [Owned],
    /// Days from and to.
    pub(crate) days: (String, String),
    /// Records for a longer period than this do not belong in it.
    pub(crate) grain: Grain,
    /// Side.
    pub(crate) side: Side,
    /// Classes.
    pub(crate) classes: &'q [Class],
    /// The amount to add up.
    pub(crate) field: Option<AmountField>,
    /// Only of these documents.
    pub(crate) documents: Option<&'q [i64]>,
}

/// How many records there are, their sum, and a page of them with the amount each adds.
pub(crate) type Page = (u32, Money, Vec<(RecordRow, Option<Money>)>);

/// A page of the records behind a sum.
pub(crate) fn page_of(
    connection: &Connection,
    of: &PageOf<'_>,
    offset: u32,
    limit: u32,
) -> rusqlite::Result<Page> {
    let measure = of.field.map_or("counted", AmountField::code);
    let classes: Vec<_> = of.classes.iter().map(|class| class.code()).collect();
    // As in the sums: only what a platform reports keeps a period that may be longer.
    let of_the_period = match (of.side, of.grain) {
        (Side::PlatformReported, Grain::Month) => "r.period IS NULL OR r.period GLOB '????-[0-9]*'",
        (Side::PlatformReported, Grain::Quarter) => "r.period IS NULL OR r.period GLOB '????-*'",
        _ => "TRUE",
    };
    let filter = format!(
        "{OF_MONTHS} {COUNTED} JOIN documents d ON d.id = r.document
         WHERE k.side = ?2 AND k.class IN (SELECT value FROM json_each(?3))
             AND r.counted_on BETWEEN CAST(replace(?4, '-', '') AS INTEGER)
                 AND CAST(replace(?5, '-', '') AS INTEGER) AND r.{measure} IS NOT NULL
             AND ({of_the_period})
             AND (?6 IS NULL OR r.document IN (SELECT value FROM json_each(?6)))"
    );
    let parameters = (
        json(of.owned),
        of.side.code(),
        serde_json::json!(classes).to_string(),
        &of.days.0,
        &of.days.1,
        of.documents
            .map(|documents| serde_json::json!(documents).to_string()),
    );
    let (total, sum) = connection.query_row(
        &format!("{OWNED} SELECT count(*), coalesce(sum(r.{measure}), 0) {filter}"),
        parameters.clone(),
        |row| Ok((row.get(0)?, Money::from_fen(row.get(1)?))),
    )?;
    let mut statement = connection.prepare(&format!(
        "{OWNED} SELECT {ROW_COLUMNS}, r.{measure} {filter}
         ORDER BY r.counted_on, r.id LIMIT {limit} OFFSET {offset}"
    ))?;
    let rows = statement.query_map(parameters, |row| {
        Ok((
            record_row(row)?,
            row.get::<_, Option<i64>>(13)?.map(Money::from_fen),
        ))
    })?;
    Ok((total, sum, rows.collect::<rusqlite::Result<_>>()?))
}

pub(super) fn json(owned: &[Owned]) -> String {
    serde_json::json!(owned).to_string()
}

/// A month stored as YYYYMM.
pub(super) fn month(row: &Row<'_>, column: usize) -> rusqlite::Result<Period> {
    let month: i64 = row.get(column)?;
    let text = format!("{:04}-{:02}", month / 100, month % 100);
    text.parse().map_err(|_| wrong(column, &text))
}

pub(super) fn period(row: &Row<'_>, column: usize) -> rusqlite::Result<Period> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| wrong(column, &text))
}

pub(super) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let Some(day) = row.get(column)? else {
        return Ok(None);
    };
    let text = day_text(day);
    text.parse().map(Some).map_err(|_| wrong(column, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With hundreds of streamers each record would otherwise be held against all of them.
    #[test]
    fn an_owner_is_looked_up_in_an_index_whatever_else_is_asked() {
        let connection = Connection::open_in_memory().unwrap();
        let schema = include_str!("../schema_2.sql");
        connection.execute_batch(schema).unwrap();
        for asked in [
            "AND k.side <> 'declared'",
            "AND k.side = 'received' AND k.class IN ('payout', 'unclassified') AND r.counted > 0",
            "AND k.side = 'settled' WHERE r.order_id IN (SELECT value FROM json_each(?1))",
        ] {
            let sql = format!(
                "EXPLAIN QUERY PLAN {OWNED} SELECT o.party, sum(r.counted) FROM records r {COUNTED} {asked}
                 GROUP BY o.party"
            );
            let mut statement = connection.prepare(&sql).unwrap();
            let steps = statement.query_map(["[]"], |row| row.get::<_, String>(3));
            let steps: Vec<String> = steps.unwrap().map(Result::unwrap).collect();
            let is_search = |step: &String| step.starts_with("SEARCH o USING AUTOMATIC");
            assert!(steps.iter().any(is_search), "{asked}: {steps:?}");
        }
    }
}
