//! The fields of a statement taken apart as SWIFT prescribes them: `:61:`, the line of one entry,
//! and the lines of balances. An amount keeps its very digits, the comma turned into a point.

use chrono::{Datelike, NaiveDate};

/// Where the century of a two-digit year changes.
const FIRST_YEAR_OF_1900S: i32 = 80;

/// One entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    pub value_date: NaiveDate,
    pub entry_date: Option<NaiveDate>,
    /// C, D, RC or RD.
    pub mark: &'l str,
    pub amount: String,
    pub kind: &'l str,
    pub reference: &'l str,
    pub bank_reference: &'l str,
}

impl<'l> Entry<'l> {
    /// `240531 0601 RC N 1234,56 NTRF reference//reference of the bank`, without the blanks.
    pub fn parse(line: &'l str) -> Option<Entry<'l>> {
        let (value_date, rest) = day(line)?;
        let (entry_date, rest) = match digits(rest, 4) {
            Some((day, rest)) => (Some(near(value_date, day)?), rest),
            None => (None, rest),
        };
        let mark = ["RC", "RD", "C", "D"];
        let mark = *mark.iter().find(|mark| rest.starts_with(**mark))?;
        let rest = &rest[mark.len()..];
        // The third letter of the currency may follow.
        let rest = rest
            .strip_prefix(|c: char| c.is_ascii_uppercase())
            .unwrap_or(rest);
        let (amount, rest) = amount(rest)?;
        let (kind, rest) = rest.split_at_checked(4)?;
        let is_kind = kind.starts_with(['N', 'F', 'S']) && kind.is_ascii();
        let (reference, bank_reference) = rest.split_once("//").unwrap_or((rest, ""));
        is_kind.then_some(Entry {
            value_date,
            entry_date,
            mark,
            amount,
            kind,
            reference,
            bank_reference,
        })
    }
}

/// A balance before or after the entries.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Balance<'l> {
    pub day: NaiveDate,
    pub currency: &'l str,
    /// A debt has a minus.
    pub amount: String,
}

impl<'l> Balance<'l> {
    /// `C 240531 CNY 1234,56`, without the blanks.
    pub fn parse(line: &'l str) -> Option<Balance<'l>> {
        let (sign, rest) = match line.strip_prefix('C') {
            Some(rest) => ("", rest),
            None => ("-", line.strip_prefix('D')?),
        };
        let (day, rest) = day(rest)?;
        let (currency, rest) = rest.split_at_checked(3)?;
        let (amount, after) = amount(rest)?;
        let is_currency = currency.bytes().all(|b| b.is_ascii_uppercase());
        (is_currency && after.trim().is_empty()).then_some(Balance {
            day,
            currency,
            amount: format!("{sign}{amount}"),
        })
    }
}

fn digits(text: &str, count: usize) -> Option<(&str, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then_some((digits, rest))
}

/// `YYMMDD`, and what follows.
fn day(text: &str) -> Option<(NaiveDate, &str)> {
    let (day, rest) = digits(text, 6)?;
    let year: i32 = day[..2].parse().ok()?;
    let century = if year < FIRST_YEAR_OF_1900S {
        2000
    } else {
        1900
    };
    let date = NaiveDate::from_ymd_opt(
        century + year,
        day[2..4].parse().ok()?,
        day[4..].parse().ok()?,
    )?;
    Some((date, rest))
}

/// `MMDD` in the year that brings it nearest to a day: around New Year it is another one.
fn near(day: NaiveDate, month_and_day: &str) -> Option<NaiveDate> {
    let month: u32 = month_and_day[..2].parse().ok()?;
    let number: u32 = month_and_day[2..].parse().ok()?;
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, number);
    [day.year() - 1, day.year(), day.year() + 1]
        .into_iter()
        .filter_map(in_year)
        .min_by_key(|near| near.signed_duration_since(day).num_days().abs())
}

/// Digits with one comma, as a number with a point, and what follows.
fn amount(text: &str) -> Option<(String, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != ',')
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let (whole, decimals) = number.split_once(',')?;
    let plain = !whole.is_empty() && !decimals.contains(',');
    let point = if decimals.is_empty() { "" } else { "." };
    plain.then(|| (format!("{whole}{point}{decimals}"), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn an_entry_is_taken_apart_digit_for_digit() {
        let entry = Entry::parse("2405310601RCY1234,56NTRFA-1//B/2").unwrap();
        assert_eq!(
            entry,
            Entry {
                value_date: on(2024, 5, 31),
                entry_date: Some(on(2024, 6, 1)),
                mark: "RC",
                amount: "1234.56".to_owned(),
                kind: "NTRF",
                reference: "A-1",
                bank_reference: "B/2",
            }
        );
        let entry = Entry::parse("240531D5,FMSCNONREF").unwrap();
        assert_eq!((entry.amount.as_str(), entry.mark), ("5", "D"));
        assert_eq!(entry.entry_date, None);
    }

    #[test]
    fn the_entry_date_is_of_the_nearest_year() {
        for (line, date) in [
            ("2401020101C1,NTRF", on(2024, 1, 1)),
            ("2401021231C1,NTRF", on(2023, 12, 31)),
            ("2312310102C1,NTRF", on(2024, 1, 2)),
            ("2402290229C1,NTRF", on(2024, 2, 29)),
        ] {
            assert_eq!(Entry::parse(line).unwrap().entry_date, Some(date), "{line}");
        }
    }

    #[test]
    fn what_is_not_of_the_form_is_no_entry() {
        for line in [
            "",
            "241331C1,NTRF",
            "240531X1,NTRF",
            "240531C1.00NTRF",
            "240531C1NTRF",
            "240531C1,2,3NTRF",
            "240531C,5NTRF",
            "240531C1,",
            "240531C1,0\u{4e2d}",
        ] {
            assert_eq!(Entry::parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_balance_of_a_debtor_is_negative() {
        let balance = Balance::parse("D240531CNY1000,5").unwrap();
        assert_eq!(
            (balance.amount.as_str(), balance.currency),
            ("-1000.5", "CNY")
        );
        assert_eq!(Balance::parse("C240531CNY0,").unwrap().amount, "0");
        assert_eq!(Balance::parse("C240531CNY"), None);
        assert_eq!(Balance::parse("240531CNY1,"), None);
    }
}
