//! 申报期限: the last day for return and payment.
//!
//! 个人所得税法 art. 11 to 14; 企业所得税法 art. 54; 增值税法 art. 30; 增值税法实施条例 art. 44;
//! 税收征收管理法实施细则 art. 109 for days of rest.
//! Monthly days come from the published calendar, never from a rule of thumb.

use chrono::NaiveDate;

use super::AssessError;
use crate::period::{Grain, Period};
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Citation, Confidence};

/// Returns of each month.
const BY_MONTH: [&str; 1] = ["iit.withheld"];
/// Returns of each month or quarter.
const BY_MONTH_OR_QUARTER: [&str; 5] = [
    "iit.business",
    "vat.small_scale",
    "urban_construction",
    "cit",
    "cit.small_low_profit",
];

/// The last day, and how well it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Last day for return and payment.
    pub date: NaiveDate,
    /// The weaker of the rule and the move to a working day.
    pub confidence: Confidence,
    /// The rule, and the move if there is one.
    pub citations: Vec<Citation>,
}

/// The deadline of a tax for a period: years for annual returns, months and quarters otherwise.
pub fn deadline(rules: &Rules, tax: &str, period: Period) -> Result<Deadline, AssessError> {
    let annual = match tax {
        "iit.comprehensive" | "iit.unwithheld" => Some(RuleId::ComprehensiveDeadline),
        "iit.business" => Some(RuleId::BusinessDeadline),
        "cit" | "cit.small_low_profit" => Some(RuleId::CorporateDeadline),
        "vat.per_time" => Some(RuleId::PerTimeDeadline),
        _ => None,
    };
    match (period.grain(), annual) {
        (Grain::Year, Some(rule)) => of_year(rules, rule, period),
        (Grain::Month, _) if BY_MONTH.contains(&tax) => of_month(rules, period),
        (Grain::Month | Grain::Quarter, _) if BY_MONTH_OR_QUARTER.contains(&tax) => {
            of_month(rules, period)
        }
        _ => Err(AssessError::NoDeadline {
            tax: tax.to_owned(),
            period,
        }),
    }
}

fn of_year(rules: &Rules, rule: RuleId, period: Period) -> Result<Deadline, AssessError> {
    let law = rules.for_period(period)?;
    let (date, citation) = law.day_of_next_year(rule, period.year())?;
    Ok(match law.moved(date) {
        None => Deadline {
            date,
            confidence: citation.confidence,
            citations: vec![citation],
        },
        Some((moved, reason)) => Deadline {
            date: moved,
            confidence: citation.confidence.max(reason.confidence),
            citations: vec![citation, reason],
        },
    })
}

fn of_month(rules: &Rules, period: Period) -> Result<Deadline, AssessError> {
    rules.for_period(period)?;
    let next = period.last_day().succ_opt();
    let next = next.expect("a covered period ends before the calendar does");
    let (date, citation) = rules.on(next)?.monthly_deadline()?;
    Ok(Deadline {
        date,
        confidence: citation.confidence,
        citations: vec![citation],
    })
}
