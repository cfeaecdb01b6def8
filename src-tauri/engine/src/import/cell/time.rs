//! Times from the text of a cell: platform time (Asia/Shanghai), never shifted by a zone.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::format::Kind;
use crate::import::cell::half_width;
use crate::import::row::{Cell, CellKind, trimmed};
use crate::source::ProblemCode;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// The time of a cell that has a value; `None` where it prints a date of zeros or the zero with
/// which interfaces say "not yet".
pub(crate) fn time(cell: Cell<'_>, epoch_1904: bool) -> Result<Option<NaiveDateTime>, ProblemCode> {
    if let Some(time) = usual(cell.text.as_bytes()) {
        return Ok(Some(time));
    }
    if cell.kind == CellKind::Number
        && let Some(time) = serial(cell.text, epoch_1904)
    {
        return Ok(Some(time));
    }
    let text: String = trimmed(cell.text).chars().map(half_width).collect();
    if text.starts_with("0000-00-00") || text == "0" {
        return Ok(None);
    }
    written(&text).map(Some).ok_or(ProblemCode::UnreadableTime)
}

/// A time of day: `10:22:33`, `10:22`, `102233`.
pub(crate) fn clock(cell: Cell<'_>) -> Result<NaiveTime, ProblemCode> {
    let text: String = trimmed(cell.text).chars().map(half_width).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<&str> = match text.split(':').collect::<Vec<_>>().as_slice() {
        // A spreadsheet takes the leading zero of 09:05:01 from 090501.
        [joined] if joined.len() == digits.len() && matches!(joined.len(), 5 | 6) => {
            let hour = joined.len() - 4;
            vec![
                &joined[..hour],
                &joined[hour..hour + 2],
                &joined[hour + 2..],
            ]
        }
        groups => groups.to_vec(),
    };
    let number = |group: &str| (group.len() <= 2).then(|| group.parse().ok()).flatten();
    let time = match groups.as_slice() {
        [hour, minute] => number(hour)
            .zip(number(minute))
            .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)),
        [hour, minute, second] => number(hour)
            .zip(number(minute))
            .zip(number(second))
            .and_then(|((hour, minute), second)| NaiveTime::from_hms_opt(hour, minute, second)),
        _ => None,
    };
    time.ok_or(ProblemCode::UnreadableTime)
}

/// The time of seconds or milliseconds since 1970, in Asia/Shanghai; 0 means none.
pub(crate) fn epoch(cell: Cell<'_>, kind: Kind) -> Result<Option<NaiveDateTime>, ProblemCode> {
    let number: i64 = trimmed(cell.text)
        .parse()
        .map_err(|_| ProblemCode::UnreadableTime)?;
    if number == 0 {
        return Ok(None);
    }
    let time = match kind {
        Kind::EpochMilliseconds => DateTime::from_timestamp_millis(number),
        _ => DateTime::from_timestamp(number, 0),
    };
    let shanghai = FixedOffset::east_opt(8 * 3600).expect("eight hours are an offset");
    time.map(|time| Some(time.with_timezone(&shanghai).naive_local()))
        .ok_or(ProblemCode::UnreadableTime)
}

/// `2024-05-01 10:22:33` and `2024/05/01 10:22:33`, the form of nearly every cell.
fn usual(text: &[u8]) -> Option<NaiveDateTime> {
    let [
        y1,
        y2,
        y3,
        y4,
        a,
        m1,
        m2,
        b,
        d1,
        d2,
        b' ',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
    ] = text
    else {
        return None;
    };
    if a != b || !matches!(a, b'-' | b'/') {
        return None;
    }
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + u32::from(**digit - b'0'))
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    at(
        year,
        [number(&[m1, m2])?, number(&[d1, d2])?],
        [number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?],
    )
}

/// Every other way a date and time of day are written, year first.
fn written(text: &str) -> Option<NaiveDateTime> {
    let text = text.strip_suffix("+08:00").unwrap_or(text);
    let separators = |c: char| " -/.:T年月日时分秒".contains(c);
    if !text.chars().all(|c| c.is_ascii_digit() || separators(c)) {
        return None;
    }
    let groups: Vec<&str> = text
        .split(separators)
        .filter(|group| !group.is_empty())
        .collect();
    let (date, clock) = match groups.as_slice() {
        [joined, clock @ ..] if joined.len() == 8 => {
            ([&joined[..4], &joined[4..6], &joined[6..]], clock)
        }
        [joined] if joined.len() == 14 => {
            let clock = [&joined[8..10], &joined[10..12], &joined[12..]];
            return assemble([&joined[..4], &joined[4..6], &joined[6..8]], &clock);
        }
        [year, month, day, clock @ ..] => ([*year, *month, *day], clock),
        _ => return None,
    };
    match clock {
        [joined] if joined.len() == 6 => {
            assemble(date, &[&joined[..2], &joined[2..4], &joined[4..]])
        }
        clock => assemble(date, clock),
    }
}

/// From date groups and none to four clock groups; the fourth is a fraction of a second.
fn assemble(date: [&str; 3], clock: &[&str]) -> Option<NaiveDateTime> {
    let [year, month, day] = date;
    if year.len() != 4 || month.len() > 2 || day.len() > 2 || clock.len() == 1 || clock.len() > 4 {
        return None;
    }
    let mut parts = [0; 3];
    for (part, group) in parts.iter_mut().zip(clock) {
        if group.len() > 2 {
            return None;
        }
        *part = group.parse().ok()?;
    }
    at(
        year.parse().ok()?,
        [month.parse().ok()?, day.parse().ok()?],
        parts,
    )
}

fn at(
    year: i32,
    [month, day]: [u32; 2],
    [hour, minute, second]: [u32; 3],
) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, second)
}

/// A serial day number of a spreadsheet, in decimals; only days of this and the last century.
pub(crate) fn serial(text: &str, epoch_1904: bool) -> Option<NaiveDateTime> {
    let number = Decimal::from_str_exact(text).ok()?;
    let days = number.trunc();
    let seconds = number
        .checked_sub(days)?
        .checked_mul(Decimal::from(SECONDS_OF_A_DAY))?
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let days = u64::try_from(days).ok()?;
    if !(20_000..80_000).contains(&days) {
        return None;
    }
    let first = match epoch_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        false => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    first
        .checked_add_days(Days::new(days))?
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(TimeDelta::seconds(i64::try_from(seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: CellKind, expected: Result<Option<&str>, ProblemCode>) {
        let read = time(Cell { text, kind }, false);
        let printed = read.map(|time| time.map(|time| time.to_string()));
        assert_eq!(
            printed,
            expected.map(|time| time.map(str::to_owned)),
            "{text}"
        );
    }

    #[test]
    fn every_written_form_is_the_same_moment() {
        for text in [
            "2024-05-01 10:22:33",
            "2024/05/01 10:22:33",
            "2024/5/1 10:22:33",
            "2024-05-01T10:22:33+08:00",
            "2024-05-01 10:22:33.000",
            "2024年5月1日 10时22分33秒",
            "20240501102233",
            "20240501 10:22:33",
            "20240501 102233",
            "２０２４－０５－０１ １０：２２：３３",
            "\t2024-05-01 10:22:33 ",
        ] {
            check(text, CellKind::Text, Ok(Some("2024-05-01 10:22:33")));
        }
        for text in [
            "2024-05-01",
            "20240501",
            "2024/5/1",
            "2024.05.01",
            "2024-05-01 00:00",
        ] {
            check(text, CellKind::Text, Ok(Some("2024-05-01 00:00:00")));
        }
    }

    #[test]
    fn a_stored_day_number_is_a_date_to_the_second() {
        // 2017-03-05 is day 42799 of the 1900 system; 10:22:11 is 37331 of 86400 seconds.
        check(
            "42799.432071759256",
            CellKind::Number,
            Ok(Some("2017-03-05 10:22:11")),
        );
        check("42799", CellKind::Number, Ok(Some("2017-03-05 00:00:00")));
        check("42799", CellKind::Text, Err(ProblemCode::UnreadableTime));
        // The 1904 system counts 1462 days less.
        assert_eq!(
            serial("41337", true).unwrap().to_string(),
            "2017-03-05 00:00:00"
        );
    }

    #[test]
    fn what_is_no_time_is_refused_and_zeros_are_none() {
        for text in [
            "2024-13-01",
            "2024-02-30",
            "05/01/2024",
            "3日前",
            "2024-05",
            "24-05-01",
            "5",
        ] {
            check(text, CellKind::Text, Err(ProblemCode::UnreadableTime));
        }
        check(
            "2024-05-01T10:22:33Z",
            CellKind::Text,
            Err(ProblemCode::UnreadableTime),
        );
        check("0000-00-00 00:00:00", CellKind::Text, Ok(None));
        check("0", CellKind::JsonNumber, Ok(None));
    }

    #[test]
    fn seconds_since_1970_are_shown_in_platform_time() {
        let cell = |text| Cell {
            text,
            kind: CellKind::JsonNumber,
        };
        let printed = |text, kind| epoch(cell(text), kind).unwrap().unwrap().to_string();
        // 1714492800 is 2024-04-30 16:00:00 UTC, midnight in Shanghai.
        assert_eq!(
            printed("1714492800", Kind::EpochSeconds),
            "2024-05-01 00:00:00"
        );
        assert_eq!(
            printed("1714492800000", Kind::EpochMilliseconds),
            "2024-05-01 00:00:00"
        );
        assert_eq!(epoch(cell("0"), Kind::EpochSeconds), Ok(None));
    }
}
