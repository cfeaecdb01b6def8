//! Periods of account: a calendar year, quarter or month, as tax returns use them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar year, quarter or month; in text `2024`, `2024-Q2`, `2024-05`.
///
/// Ordered by its first day, longer periods first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ts_rs::TS)]
#[ts(export, type = "string")]
pub struct Period {
    year: i32,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Whole,
    Quarter(u32),
    Month(u32),
}

/// How long the periods of a comparison are.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Grain {
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

/// A text that is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a period (expected YYYY, YYYY-Qn or YYYY-MM): {0:?}")]
pub struct PeriodError(pub String);

impl Period {
    /// The calendar year.
    pub fn year_of(year: i32) -> Period {
        Period {
            year,
            part: Part::Whole,
        }
    }

    /// The quarter 1–4 of a year, if there is one of that number.
    pub fn quarter(year: i32, quarter: u32) -> Option<Period> {
        (1..=4).contains(&quarter).then_some(Period {
            year,
            part: Part::Quarter(quarter),
        })
    }

    /// The month 1–12 of a year, if there is one of that number.
    pub fn month(year: i32, month: u32) -> Option<Period> {
        (1..=12).contains(&month).then_some(Period {
            year,
            part: Part::Month(month),
        })
    }

    /// The period of that length which contains the date.
    pub fn containing(date: NaiveDate, grain: Grain) -> Period {
        let part = match grain {
            Grain::Year => Part::Whole,
            Grain::Quarter => Part::Quarter(date.month0() / 3 + 1),
            Grain::Month => Part::Month(date.month()),
        };
        Period {
            year: date.year(),
            part,
        }
    }

    /// The shortest period in which both days lie; `None` across years.
    pub fn covering(first: NaiveDate, last: NaiveDate) -> Option<Period> {
        [Grain::Month, Grain::Quarter, Grain::Year]
            .into_iter()
            .map(|grain| Period::containing(first, grain))
            .find(|period| period.contains(last))
    }

    /// The period that has exactly these ends.
    pub fn between(first: NaiveDate, last: NaiveDate) -> Option<Period> {
        Period::covering(first, last)
            .filter(|period| period.first_day() == first && period.last_day() == last)
    }

    /// How long this period is.
    pub fn grain(self) -> Grain {
        match self.part {
            Part::Whole => Grain::Year,
            Part::Quarter(_) => Grain::Quarter,
            Part::Month(_) => Grain::Month,
        }
    }

    /// The calendar year it lies in.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        let month = match self.part {
            Part::Whole => 1,
            Part::Quarter(quarter) => quarter * 3 - 2,
            Part::Month(month) => month,
        };
        NaiveDate::from_ymd_opt(self.year, month, 1).expect("every period begins on a date")
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        let months = match self.part {
            Part::Whole => 12,
            Part::Quarter(_) => 3,
            Part::Month(_) => 1,
        };
        self.first_day()
            .checked_add_months(Months::new(months))
            .and_then(|next| next.checked_sub_days(Days::new(1)))
            .expect("every period ends on a date")
    }

    /// Whether the date lies in the period.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.first_day() <= date && date <= self.last_day()
    }

    /// The period of the given length in which this one lies; `None` if this one is longer.
    pub fn within(self, grain: Grain) -> Option<Period> {
        (self.grain() <= grain).then(|| Period::containing(self.first_day(), grain))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Period) -> std::cmp::Ordering {
        self.first_day()
            .cmp(&other.first_day())
            .then(other.grain().cmp(&self.grain()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Whole => f.pad(&format!("{:04}", self.year)),
            Part::Quarter(quarter) => f.pad(&format!("{:04}-Q{quarter}", self.year)),
            Part::Month(month) => f.pad(&format!("{:04}-{month:02}", self.year)),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        let read = || {
            let (year, rest) = text.split_at_checked(4)?;
            if !year.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let year = year.parse().ok()?;
            match rest.as_bytes() {
                [] => Some(Period::year_of(year)),
                [b'-', b'Q', _] => Period::quarter(year, rest[2..].parse().ok()?),
                [b'-', a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
                    Period::month(year, rest[1..].parse().ok()?)
                }
                _ => None,
            }
        };
        read().ok_or_else(|| PeriodError(text.to_owned()))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_days_agree() {
        for (text, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2024-Q4", "2024-10-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(period.first_day().to_string(), first);
            assert_eq!(period.last_day().to_string(), last);
        }
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in [
            "",
            "24",
            "2024-13",
            "2024-Q5",
            "2024-00",
            "2024-1",
            "2024-Q",
            "2024-Q0",
            "2024-+1",
            "二零二四",
            "+024",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_whole_periods_lie_between_two_days() {
        for (first, last, period) in [
            ("2024-01-01", "2024-12-31", Some("2024")),
            ("2024-04-01", "2024-06-30", Some("2024-Q2")),
            ("2024-02-01", "2024-02-29", Some("2024-02")),
            ("2024-02-01", "2024-02-28", None),
            ("2024-02-02", "2024-02-29", None),
            ("2024-01-01", "2024-06-30", None),
            ("2023-01-01", "2024-12-31", None),
        ] {
            let (from, to) = (first.parse().unwrap(), last.parse().unwrap());
            let found = Period::between(from, to).map(|period| period.to_string());
            assert_eq!(found.as_deref(), period, "{first} {last}");
        }
    }

    #[test]
    fn a_month_lies_in_its_quarter_and_year_and_not_the_reverse() {
        let may: Period = "2024-05".parse().unwrap();
        assert_eq!(may.within(Grain::Quarter).unwrap().to_string(), "2024-Q2");
        assert_eq!(may.within(Grain::Year).unwrap().to_string(), "2024");
        assert_eq!(may.within(Grain::Year).unwrap().within(Grain::Month), None);
    }
}
