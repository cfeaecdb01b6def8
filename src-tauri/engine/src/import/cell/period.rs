//! Periods of account from the text of a cell.

use chrono::{Datelike, NaiveDate};

use crate::import::cell::half_width;
use crate::import::cell::time::serial;
use crate::import::row::{Cell, CellKind, is_blank};
use crate::period::{Grain, Period};
use crate::source::ProblemCode;

/// The period of a cell that has a value: a month, quarter or year, or two days that are its ends.
pub(crate) fn period(cell: Cell<'_>, epoch_1904: bool) -> Result<Period, ProblemCode> {
    if cell.kind == CellKind::Number
        && let Some(day) = serial(cell.text, epoch_1904)
    {
        return Ok(Period::containing(day.date(), Grain::Month));
    }
    let text: String = cell
        .text
        .chars()
        .filter(|c| !is_blank(*c))
        .map(half_width)
        .collect();
    single(&text)
        .or_else(|| span(&text))
        .ok_or(ProblemCode::UnreadablePeriod)
}

/// `2024`, `2024年`, `2024-05`, `2024年5月`, `202405`, `2024/05`, `2024-Q2`, `2024年第2季度`.
fn single(text: &str) -> Option<Period> {
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    let (year, rest) = text.split_at_checked(4)?;
    let year = digits(year)?;
    let rest = rest.strip_prefix(['年', '-', '/', '.']).unwrap_or(rest);
    if rest.is_empty() || rest == "年度" || rest == "度" {
        return i32::try_from(year).ok().map(Period::year_of);
    }
    let year = i32::try_from(year).ok()?;
    if let Some((quarter, months)) = rest.split_once("季度") {
        let quarter = quarter.strip_prefix('第').unwrap_or(quarter);
        let period = Period::quarter(year, quarter_number(quarter)?)?;
        return (months.is_empty() || are_months_of(period, months)).then_some(period);
    }
    let month = rest
        .strip_suffix("月份")
        .or(rest.strip_suffix('月'))
        .unwrap_or(rest);
    (month.len() <= 2).then_some(())?;
    Period::month(year, digits(month)?)
}

/// Whether `01-03月` or `1-3月`, as some pages add it, are the months of the quarter.
fn are_months_of(period: Period, text: &str) -> bool {
    let text = text.trim_matches(['(', ')']).trim_end_matches('月');
    let months = text.split_once(['-', '~', '至']);
    let months = months.and_then(|(from, to)| Some((digits(from)?, digits(to)?)));
    months == Some((period.first_day().month(), period.last_day().month()))
}

fn quarter_number(text: &str) -> Option<u32> {
    let written = ["一", "二", "三", "四"];
    match written.iter().position(|word| *word == text) {
        Some(index) => u32::try_from(index + 1).ok(),
        None => digits(text),
    }
}

/// Two days, or two months, that are the ends of one period.
fn span(text: &str) -> Option<Period> {
    let separators = ["至", "~", "—", "到", "--"];
    let (from, to) = separators
        .iter()
        .find_map(|separator| text.split_once(separator))?;
    let first = day(from, false)?;
    let last = day(to, true)?;
    Period::between(first, last)
}

/// A day; a month stands for its first or last day.
fn day(text: &str, at_end: bool) -> Option<NaiveDate> {
    if let Some(month) = single(text).filter(|period| period.grain() == Grain::Month) {
        return Some(if at_end {
            month.last_day()
        } else {
            month.first_day()
        });
    }
    let groups: Vec<u32> = match text.len() {
        8 if digits(text).is_some() => vec![
            digits(&text[..4])?,
            digits(&text[4..6])?,
            digits(&text[6..])?,
        ],
        _ => text
            .split(['-', '/', '.', '年', '月', '日'])
            .filter(|group| !group.is_empty())
            .map(digits)
            .collect::<Option<_>>()?,
    };
    let [year, month, day] = groups.as_slice() else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        .filter(|day| day.year() > 1900)
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: CellKind, expected: Result<&str, ProblemCode>) {
        let read = period(Cell { text, kind }, false).map(|period| period.to_string());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn every_written_form_is_the_same_month() {
        for text in [
            "2024-05",
            "2024年5月",
            "2024年05月",
            "202405",
            "2024/05",
            "2024/5",
            "2024.05",
            "2024年5月份",
            "2024-05-01至2024-05-31",
            "2024-05-01 至 2024-05-31",
            "20240501-20240531".replace('-', "~").as_str(),
            "2024/5/1~2024/5/31",
            "2024年5月1日至2024年5月31日",
            "2024-05至2024-05",
            "２０２４－０５",
        ] {
            check(text, CellKind::Text, Ok("2024-05"));
        }
        // 45413 is 2024-05-01 in the 1900 system.
        check("45413", CellKind::Number, Ok("2024-05"));
        check("202405", CellKind::Number, Ok("2024-05"));
    }

    #[test]
    fn quarters_and_years_are_periods_too() {
        check("2024-01-01至2024-03-31", CellKind::Text, Ok("2024-Q1"));
        check("2024年第二季度", CellKind::Text, Ok("2024-Q2"));
        check("2024-Q3", CellKind::Text, Ok("2024-Q3"));
        check("2026第1季度 01-03月", CellKind::Text, Ok("2026-Q1"));
        check("2026年第四季度（10-12月）", CellKind::Text, Ok("2026-Q4"));
        check("2024年度", CellKind::Text, Ok("2024"));
        check("2024-01至2024-12", CellKind::Text, Ok("2024"));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "五月",
            "2024-13",
            "2026第1季度 01-04月",
            "2024-05-02至2024-05-31",
            "2024-01-01至2024-02-29",
            "24-05",
        ] {
            check(text, CellKind::Text, Err(ProblemCode::UnreadablePeriod));
        }
    }
}
