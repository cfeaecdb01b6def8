//! Table `record_months`: where the rows of a document lie that count in a month.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::put::day_number;

/// The first and the last record of each month, gathered row by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Months {
    spans: BTreeMap<i64, (i64, i64)>,
    /// The month met last, which the next row mostly has too.
    at: Option<(i64, (i64, i64))>,
}

impl Months {
    /// Notes that a record counts on a day; records come in the order of their numbers.
    pub(crate) fn add(&mut self, record: i64, on: NaiveDate) {
        let month = day_number(on) / 100;
        match &mut self.at {
            Some((at, (_, last))) if *at == month => *last = record,
            _ => {
                self.keep();
                let known = self.spans.get(&month);
                let first = known.map_or(record, |(first, _)| *first);
                self.at = Some((month, (first, record)));
            }
        }
    }

    fn keep(&mut self) {
        self.spans.extend(self.at.take());
    }
}

/// Stores where the rows of a document lie by month.
pub(crate) fn put_months(
    connection: &Connection,
    document: i64,
    mut months: Months,
) -> rusqlite::Result<()> {
    months.keep();
    let mut statement = connection.prepare_cached(
        "INSERT INTO record_months (document, month, first_record, last_record)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (month, (first, last)) in months.spans {
        statement.execute((document, month, first, last))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reaches_from_its_first_record_to_its_last() {
        let mut months = Months::default();
        for (record, month) in [(5, 1), (6, 1), (7, 2), (8, 1), (9, 2), (10, 3)] {
            months.add(record, NaiveDate::from_ymd_opt(2024, month, 9).unwrap());
        }
        months.keep();
        let expected = [(202_401, (5, 8)), (202_402, (7, 9)), (202_403, (10, 10))];
        assert_eq!(months.spans.into_iter().collect::<Vec<_>>(), expected);
    }
}
