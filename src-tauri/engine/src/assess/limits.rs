//! 追征期: until when tax can be recovered and a fine imposed.
//!
//! 税收征收管理法 art. 52, 86; 实施细则 art. 82; 国税函〔2009〕326号. Years are counted from the deadline,
//! which no text on file says in so many words. It decides nothing about the conduct.

use chrono::{Months, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use super::AssessError;
use super::labels::levy::step;
use crate::party::Conduct;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Citation, Figure, Worksheet};

/// Why tax was not paid, as far as the limit depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The authority's own fault.
    Authority,
    /// Of the taxpayer.
    Taxpayer(Conduct),
}

/// Until when.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Years from the deadline; absent where there is no limit.
    pub years: Option<u32>,
    /// Last day of recovery; absent where there is no limit.
    pub last_day: Option<NaiveDate>,
    /// Last day on which a fine can be imposed.
    pub fine_last_day: NaiveDate,
    /// The articles.
    pub citations: Vec<Citation>,
}

/// The limits of a tax that was short by an amount after a deadline.
pub fn limit(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    cause: Cause,
    amount: Figure,
    deadline: NaiveDate,
) -> Result<Limit, AssessError> {
    let mut citations = Vec::new();
    let years = match cause {
        Cause::Taxpayer(Conduct::Hidden | Conduct::Recharacterised) => {
            citations.push(law.citation(RuleId::EvasionLimit)?);
            None
        }
        Cause::Authority => Some(years(sheet, law, RuleId::AuthorityYears, &mut citations)?),
        Cause::Taxpayer(conduct) => {
            if conduct == Conduct::Unfiled {
                citations.push(law.citation(RuleId::UnfiledLimit)?);
            }
            let from = law.parameter(RuleId::SlipLongFrom)?;
            let from = sheet.parameter(step::LIMIT_AMOUNT, &from);
            let rule = match amount.value() >= from.value() {
                true => RuleId::SlipLongYears,
                false => RuleId::SlipYears,
            };
            Some(years(sheet, law, rule, &mut citations)?)
        }
    };
    let fine_years = years_of_fine(sheet, law, &mut citations)?;
    Ok(Limit {
        years,
        last_day: years.map(|years| after(deadline, years)),
        fine_last_day: after(deadline, fine_years),
        citations,
    })
}

fn years_of_fine(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    citations: &mut Vec<Citation>,
) -> Result<u32, AssessError> {
    years(sheet, law, RuleId::FineYears, citations)
}

fn years(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    rule: RuleId,
    citations: &mut Vec<Citation>,
) -> Result<u32, AssessError> {
    let parameter = law.parameter(rule)?;
    citations.push(Citation::clone(&parameter.citation));
    let figure = sheet.parameter(step::LIMIT_YEARS, &parameter);
    Ok(figure.value().to_u32().expect("rules count years whole"))
}

fn after(deadline: NaiveDate, years: u32) -> NaiveDate {
    let day = deadline.checked_add_months(Months::new(years.saturating_mul(12)));
    day.unwrap_or(NaiveDate::MAX)
}
