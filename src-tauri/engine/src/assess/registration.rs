//! 一般纳税人登记: the twelve months or four quarters in which sales passed five million.
//!
//! 增值税法 art. 9; 国家税务总局公告2026年第2号. Natural persons are never registered; a platform on which
//! one passes the limit must steer the person to register as a business (国家税务总局公告2025年第16号
//! art. 2). Before 2026 the status began when it was chosen, which no data here tells.

use chrono::{Months, NaiveDate};

use super::AssessError;
use super::labels::levy::step;
use super::vat::Taxpayer;
use crate::period::Period;
use crate::rules::{RuleId, Rules, RulesError};
use crate::worksheet::{Citation, Figure, Worksheet};

/// Net sales of one month or quarter.
#[derive(Clone, Copy, Debug)]
pub struct PeriodSales {
    /// The month or quarter.
    pub period: Period,
    /// Its net sales.
    pub sales: Figure,
}

/// The first period in which the limit was passed.
#[derive(Clone, Debug)]
pub struct Passed {
    /// The period.
    pub period: Period,
    /// Sales of the twelve months or four quarters up to it.
    pub sales: Figure,
    /// First day as a general taxpayer, where the law says.
    pub since: Option<NaiveDate>,
    /// The article that was passed.
    pub citation: Citation,
}

/// What the sales of a taxpayer came to.
#[derive(Clone, Debug)]
pub struct Rolling {
    /// The most of any twelve months or four quarters.
    pub highest: Option<Figure>,
    /// Where the limit was passed first.
    pub passed: Option<Passed>,
}

/// Looks through the periods, which must rise and be of one length.
pub fn rolling(
    sheet: &mut Worksheet,
    rules: &Rules,
    taxpayer: Taxpayer,
    periods: &[PeriodSales],
) -> Result<Rolling, AssessError> {
    let mut answer = Rolling {
        highest: None,
        passed: None,
    };
    for (index, now) in periods.iter().enumerate() {
        let window = window(&periods[..=index]);
        let sales = sheet.sum(step::LAST_TWELVE_MONTHS, &window)?;
        if answer.highest.is_none_or(|top| sales.value() > top.value()) {
            answer.highest = Some(sales);
        }
        if answer.passed.is_none() {
            answer.passed = passed(sheet, rules, taxpayer, now.period, sales)?;
        }
    }
    Ok(answer)
}

/// The periods that begin within a year of the end of the last.
fn window(periods: &[PeriodSales]) -> Vec<Figure> {
    let Some(last) = periods.last() else {
        return Vec::new();
    };
    let year = last.period.last_day().succ_opt();
    let start = year.and_then(|day| day.checked_sub_months(Months::new(12)));
    let within = |sales: &&PeriodSales| start.is_none_or(|day| sales.period.first_day() >= day);
    let within = periods.iter().filter(within);
    within.map(|sales| sales.sales).collect()
}

fn passed(
    sheet: &mut Worksheet,
    rules: &Rules,
    taxpayer: Taxpayer,
    period: Period,
    sales: Figure,
) -> Result<Option<Passed>, AssessError> {
    let law = rules.for_period(period)?;
    let limit = match taxpayer {
        Taxpayer::Entity => law.parameter(RuleId::GeneralTaxpayerLimit)?,
        Taxpayer::PersonViaPlatform => law.parameter(RuleId::VatPlatformPersonLimit)?,
    };
    if sales.value() <= limit.value {
        return Ok(None);
    }
    sheet.parameter(step::SALES_LIMIT, &limit);
    let since = match (taxpayer, law.citation(RuleId::GeneralTaxpayerSince)) {
        (Taxpayer::PersonViaPlatform, _) | (_, Err(RulesError::NotInForce { .. })) => None,
        (Taxpayer::Entity, citation) => citation.map(|_| Some(period.first_day()))?,
    };
    Ok(Some(Passed {
        period,
        sales,
        since,
        citation: Citation::clone(&limit.citation),
    }))
}
