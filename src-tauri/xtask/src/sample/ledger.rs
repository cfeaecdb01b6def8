//! The generator's own books, in fen: what the sample says by party and month.
//!
//! Filled while the files are made and never by reading them back, so that an import can be
//! checked against it.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// A calendar month; in text `2024-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Calendar year.
    pub year: i32,
    /// 1–12.
    pub number: u32,
}

impl Month {
    /// The month of a time.
    pub fn of(time: NaiveDateTime) -> Month {
        Month {
            year: time.year(),
            number: time.month(),
        }
    }

    /// The month after this one.
    pub fn next(self) -> Month {
        match self.number {
            12 => Month {
                year: self.year + 1,
                number: 1,
            },
            number => Month {
                number: number + 1,
                ..self
            },
        }
    }

    /// A day of this month at a time; days beyond its end are a bug.
    pub fn at(self, day: i64, hour: i64, minute: i64, second: i64) -> NaiveDateTime {
        let small = |value: i64| u32::try_from(value).expect("parts of a time are small");
        NaiveDate::from_ymd_opt(self.year, self.number, small(day))
            .and_then(|date| date.and_hms_opt(small(hour), small(minute), small(second)))
            .expect("the generator only asks for times that exist")
    }

    /// The months of the sample, in order.
    pub fn all() -> impl Iterator<Item = Month> {
        (2024..=2025).flat_map(|year| (1..=12).map(move |number| Month { year, number }))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.number)
    }
}

/// What happened to a party in a month or year, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Commission settled by Taobao.
    pub taobao: i64,
    /// Commission settled by Douyin, the streamer's part.
    pub douyin: i64,
    /// Commission taken back after a return, positive.
    pub clawback: i64,
    /// What the agency kept of the Douyin commission.
    pub agency_share: i64,
    /// Payouts that arrived.
    pub received: i64,
    /// Gifts among friends that arrived; no income.
    pub gifts: i64,
    /// Income in the tax detail.
    pub declared: i64,
    /// Tax in the tax detail.
    pub tax: i64,
    /// Settled records.
    pub settled_records: i64,
    /// Clawback records.
    pub clawback_records: i64,
    /// Payout records.
    pub received_records: i64,
    /// Declared records.
    pub declared_records: i64,
}

impl Line {
    /// Commission settled.
    pub fn settled(&self) -> i64 {
        self.taobao + self.douyin
    }

    /// Settled less clawbacks.
    pub fn net(&self) -> i64 {
        self.settled() - self.clawback
    }

    /// Adds every amount and count of another line.
    pub fn add(&mut self, other: &Line) {
        self.taobao += other.taobao;
        self.douyin += other.douyin;
        self.clawback += other.clawback;
        self.agency_share += other.agency_share;
        self.received += other.received;
        self.gifts += other.gifts;
        self.declared += other.declared;
        self.tax += other.tax;
        self.settled_records += other.settled_records;
        self.clawback_records += other.clawback_records;
        self.received_records += other.received_records;
        self.declared_records += other.declared_records;
    }
}

/// The books of all parties.
#[derive(Default)]
pub struct Ledger(BTreeMap<(&'static str, Month), Line>);

impl Ledger {
    /// The line of a party and month, to write on.
    pub fn line(&mut self, party: &'static str, month: Month) -> &mut Line {
        self.0.entry((party, month)).or_default()
    }

    /// The line of a party and month as it stands.
    pub fn read(&self, party: &'static str, month: Month) -> Line {
        self.0.get(&(party, month)).copied().unwrap_or_default()
    }

    /// Every line, by party and month.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, Month, &Line)> {
        self.0
            .iter()
            .map(|((party, month), line)| (*party, *month, line))
    }

    /// The lines added up by party and year.
    pub fn years(&self) -> BTreeMap<(&'static str, i32), Line> {
        let mut years: BTreeMap<_, Line> = BTreeMap::new();
        for (party, month, line) in self.lines() {
            years.entry((party, month.year)).or_default().add(line);
        }
        years
    }
}

/// Yuan with two decimals.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// Yuan with two decimals and commas between thousands, as people type them.
pub fn grouped(fen: i64) -> String {
    let plain = yuan(fen);
    let (whole, fraction) = plain.split_once('.').expect("yuan prints a point");
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && left.is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{fraction}")
}

/// A part of an amount, half a fen rounded up.
pub fn part(amount: i64, numerator: i64, denominator: i64) -> i64 {
    (2 * amount * numerator + denominator) / (2 * denominator)
}

/// Tax by a rising table of (over, percent, quick deduction), in fen.
pub fn bracket(base: i64, table: &[(i64, i64, i64)]) -> i64 {
    let reached = table.iter().rev().find(|(over, _, _)| base > *over);
    reached.map_or(0, |(_, percent, quick)| part(base, *percent, 100) - quick)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_printed_as_people_type_them() {
        for (fen, plain, typed) in [
            (5, "0.05", "0.05"),
            (123_456, "1234.56", "1,234.56"),
            (100_000_000, "1000000.00", "1,000,000.00"),
            (-12_345_600, "-123456.00", "-123,456.00"),
        ] {
            assert_eq!(yuan(fen), plain);
            assert_eq!(grouped(fen), typed);
        }
    }

    #[test]
    fn half_a_fen_is_rounded_up() {
        assert_eq!(part(25, 10, 100), 3);
        assert_eq!(part(24, 10, 100), 2);
    }
}
