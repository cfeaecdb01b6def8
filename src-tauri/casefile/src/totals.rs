//! Control totals: what a person reads on the page of a platform, or what a file says of itself,
//! against what was read of the document; a difference is shown day by day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use engine::import::Line;
use engine::money::Money;
use engine::record::{AmountField, Amounts, Record};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::case::Case;
use crate::documents::{self, Control};
use crate::error::{Error, ErrorKind};
use crate::quarantine::no_such_document;
use crate::tables::stated_totals::StatedRow;
use crate::{history, tables};

/// What a total adds up: `rows`, `counted`, or the code of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(into = "String", try_from = "String")]
#[ts(
    export,
    type = "\"rows\" | \"counted\" | import(\"./AmountField\").AmountField"
)]
pub enum TotalOf {
    /// Rows of data.
    Rows,
    /// What the rows count in the comparison.
    Counted,
    /// An amount, as it stands in the file.
    Amount(AmountField),
}

/// A total that a person reads somewhere and types in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatedTotal {
    /// What the page calls it; the field where it is left out.
    pub label: Option<String>,
    /// What it adds up.
    pub of: TotalOf,
    /// First day it covers; with none it covers the whole document.
    pub from: Option<NaiveDate>,
    /// Last day it covers.
    pub until: Option<NaiveDate>,
    /// The total: yuan such as `12345.60`, or a whole number of rows.
    pub value: String,
}

/// A stated total against what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TotalCheck {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What the page calls it.
    pub label: String,
    /// What it adds up.
    pub of: TotalOf,
    /// First day it covers.
    pub from: Option<NaiveDate>,
    /// Last day it covers.
    pub until: Option<NaiveDate>,
    /// As typed.
    pub stated: String,
    /// As read.
    pub found: String,
    /// Stated less found, yuan or rows.
    pub difference: String,
    /// Whether they agree.
    pub agrees: bool,
    /// What was read, day by day: where to look for the difference.
    pub days: Vec<DaySum>,
}

/// What was read of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DaySum {
    /// The day; nothing for rows without one.
    pub day: Option<NaiveDate>,
    /// Rows.
    pub rows: u32,
    /// Their sum, yuan; for a total of rows their number.
    pub found: String,
}

/// Every control total of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TotalsCheck {
    /// Number of the document.
    #[ts(type = "number")]
    pub document: i64,
    /// Its file name.
    pub name: String,
    /// What a person typed in.
    pub stated: Vec<TotalCheck>,
    /// What the file states of itself, corrected rows included in what was found.
    pub controls: Vec<Control>,
    /// Rows that are still left out, which may be the difference.
    pub quarantined: u32,
    /// Whether all of them agree.
    pub agrees: bool,
}

impl TotalOf {
    /// The code in JSON and SQL.
    pub const fn code(self) -> &'static str {
        match self {
            TotalOf::Rows => "rows",
            TotalOf::Counted => "counted",
            TotalOf::Amount(field) => field.code(),
        }
    }

    /// The value of a code, if there is one.
    pub fn from_code(code: &str) -> Option<TotalOf> {
        match code {
            "rows" | "count" => Some(TotalOf::Rows),
            "counted" => Some(TotalOf::Counted),
            field => AmountField::from_code(field).map(TotalOf::Amount),
        }
    }
}

impl From<TotalOf> for String {
    fn from(of: TotalOf) -> String {
        of.code().to_owned()
    }
}

impl TryFrom<String> for TotalOf {
    type Error = String;

    fn try_from(code: String) -> Result<TotalOf, String> {
        TotalOf::from_code(&code).ok_or(code)
    }
}

impl Case {
    /// Keeps a total that a person typed in, in place of one of the same measure and days.
    pub fn state_total(&mut self, document: i64, total: &StatedTotal) -> Result<(), Error> {
        self.document_there(document)?;
        let value = plain(total.of, &total.value)?;
        let turned = total
            .from
            .zip(total.until)
            .is_some_and(|(from, until)| from > until);
        if turned {
            return Err(unreadable(&format!("{:?} > {:?}", total.from, total.until)));
        }
        let label = total.label.as_deref().map(str::trim);
        let label = label.filter(|label| !label.is_empty());
        let row = StatedRow {
            id: 0,
            label: label.unwrap_or(total.of.code()).to_owned(),
            measure: total.of.code().to_owned(),
            first_day: total.from.map(|day| day.to_string()),
            last_day: total.until.map(|day| day.to_string()),
            value,
            at: history::now(),
        };
        let transaction = self.connection.transaction()?;
        tables::stated_totals::put(&transaction, document, &row)?;
        let detail = json!({
            "document": document, "label": row.label, "of": row.measure,
            "from": row.first_day, "until": row.last_day, "value": row.value,
        });
        history::append(&transaction, "state_total", &detail)?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes a typed total back.
    pub fn remove_total(&mut self, total: i64) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        if !tables::stated_totals::remove(&transaction, total)? {
            return Err(unreadable(&total.to_string()));
        }
        history::append(&transaction, "remove_total", &json!({ "total": total }))?;
        transaction.commit()?;
        Ok(())
    }

    /// Reads the kept document once more, corrected rows included, and compares it with every
    /// total that a person typed in and that the file states of itself.
    pub fn check_totals(&self, document: i64) -> Result<TotalsCheck, Error> {
        let row = self.document_there(document)?;
        let stated = tables::stated_totals::of_document(&self.connection, document)?;
        let format = documents::format_of(&self.connection, &row)?;
        let mut sums = Sums::default();
        let measures = stated
            .iter()
            .filter_map(|one| TotalOf::from_code(&one.measure));
        sums.measures = measures.collect();
        sums.measures.sort();
        sums.measures.dedup();
        let mut each = |line: Line| match line {
            Line::Record(record) => sums.add(&record),
            _ => Ok(()),
        };
        let connection = &self.connection;
        let reading = documents::read_corrected(connection, &row, &format, Vec::new(), &mut each)?;
        let stated = stated.into_iter().filter_map(|one| sums.check(one));
        let stated: Vec<TotalCheck> = stated.collect::<Result<_, _>>()?;
        let controls: Vec<Control> = reading.controls.iter().map(Control::of).collect();
        let agrees = stated.iter().all(|total| total.agrees)
            && controls.iter().all(|control| control.agrees);
        Ok(TotalsCheck {
            document,
            name: row.name,
            stated,
            controls,
            quarantined: row.quarantined,
            agrees,
        })
    }

    fn document_there(&self, id: i64) -> Result<tables::documents::DocumentRow, Error> {
        let found = tables::documents::by_id(&self.connection, id)?;
        let found = found.filter(|document| document.undone_at.is_none());
        found.ok_or_else(|| no_such_document(id))
    }
}

/// What was read of a document, by measure and day.
#[derive(Default)]
struct Sums {
    measures: Vec<TotalOf>,
    by_day: BTreeMap<(TotalOf, Option<NaiveDate>), (u32, Money)>,
    /// The amounts of the row at hand: a further record of it may repeat one of them.
    whole: Amounts,
    /// Where the row at hand has been counted: once on each of its days.
    days_of_row: BTreeSet<(TotalOf, Option<NaiveDate>)>,
}

impl Sums {
    fn add(&mut self, record: &Record) -> Result<(), Error> {
        if !record.is_part {
            self.whole = record.amounts.clone();
            self.days_of_row.clear();
        }
        let day = record.counted.map(|counted| counted.on);
        let ordered = record.ordered_at.map(|time| time.date());
        let day = day
            .or(ordered)
            .or(record.settled_at.map(|time| time.date()));
        for of in &self.measures {
            let amount = match of {
                TotalOf::Counted => record.counted.map(|counted| counted.amount),
                TotalOf::Rows if record.is_part => None,
                TotalOf::Rows => Some(Money::ZERO),
                TotalOf::Amount(field) if record.is_part && self.whole.get(*field).is_some() => {
                    None
                }
                TotalOf::Amount(field) => record.amounts.get(*field),
            };
            let Some(amount) = amount else {
                continue;
            };
            let (rows, sum) = self.by_day.entry((*of, day)).or_default();
            *rows += u32::from(self.days_of_row.insert((*of, day)));
            *sum = sum.checked_add(amount).ok_or_else(Error::sum_too_large)?;
        }
        Ok(())
    }

    /// A stated total against these sums; nothing where the measure is of a newer program.
    fn check(&self, stated: StatedRow) -> Option<Result<TotalCheck, Error>> {
        let of = TotalOf::from_code(&stated.measure)?;
        let day = |text: &Option<String>| text.as_ref().and_then(|day| day.parse().ok());
        let (from, until): (Option<NaiveDate>, Option<NaiveDate>) =
            (day(&stated.first_day), day(&stated.last_day));
        let covered = |day: Option<NaiveDate>| match day {
            None => from.is_none() && until.is_none(),
            Some(day) => from.is_none_or(|from| from <= day) && until.is_none_or(|u| day <= u),
        };
        let days: Vec<_> = self
            .by_day
            .iter()
            .filter(|((measure, day), _)| *measure == of && covered(*day))
            .map(|((_, day), (rows, sum))| (*day, *rows, *sum))
            .collect();
        Some(compared(of, stated, from, until, &days))
    }
}

fn compared(
    of: TotalOf,
    stated: StatedRow,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    days: &[(Option<NaiveDate>, u32, Money)],
) -> Result<TotalCheck, Error> {
    let rows: u32 = days.iter().map(|(_, rows, _)| rows).sum();
    let sum = days.iter().try_fold(Money::ZERO, |sum, (_, _, amount)| {
        sum.checked_add(*amount).ok_or_else(Error::sum_too_large)
    })?;
    let shown = |rows: u32, sum: Money| match of {
        TotalOf::Rows => rows.to_string(),
        _ => sum.to_string(),
    };
    let difference = match of {
        TotalOf::Rows => {
            let stated: i64 = stated
                .value
                .parse()
                .map_err(|_| unreadable(&stated.value))?;
            (stated - i64::from(rows)).to_string()
        }
        _ => {
            let stated: Money = stated
                .value
                .parse()
                .map_err(|_| unreadable(&stated.value))?;
            let less = stated.checked_sub(sum).ok_or_else(Error::sum_too_large)?;
            less.to_string()
        }
    };
    let found = shown(rows, sum);
    Ok(TotalCheck {
        id: stated.id,
        label: stated.label,
        of,
        from,
        until,
        agrees: stated.value == found,
        stated: stated.value,
        found,
        difference,
        days: days
            .iter()
            .map(|(day, rows, sum)| DaySum {
                day: *day,
                rows: *rows,
                found: shown(*rows, *sum),
            })
            .collect(),
    })
}

/// The value as it is compared: thousands apart or not, one form for each amount.
fn plain(of: TotalOf, value: &str) -> Result<String, Error> {
    let text = value.trim().trim_start_matches(['¥', '￥']);
    let text = text.trim_end_matches('元').trim();
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',').skip(1);
    // A comma stands before three digits, or it is something else than we think.
    if groups.any(|group| group.len() != 3) {
        return Err(unreadable(value));
    }
    let text = text.replace(',', "");
    match of {
        TotalOf::Rows => {
            let rows: u32 = text.parse().map_err(|_| unreadable(value))?;
            Ok(rows.to_string())
        }
        _ => {
            let amount: Money = text.parse().map_err(|_| unreadable(value))?;
            Ok(amount.to_string())
        }
    }
}

fn unreadable(value: &str) -> Error {
    Error::new(ErrorKind::StatedTotal).with("value", value)
}
