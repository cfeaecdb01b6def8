//! 未扣缴: surcharge on income of a person on which no payer withheld.
//!
//! 个人所得税法 art. 13(2): the person pays by 30 June of the next year. Whether surcharge runs from the
//! day after is read in two ways (国税函〔2004〕1199号 art. 3), so a setting decides, and says so.

use chrono::NaiveDate;

use super::AssessError;
use super::deadlines::{self, Deadline};
use super::labels::levy::{assumption, step};
use super::late_fee::late_fee;
use crate::period::Period;
use crate::rules::{RuleId, Rules};
use crate::settings::{Settings, WhereNobodyWithheld};
use crate::worksheet::{Figure, Worksheet};

/// Surcharge on the tax of a year that nobody withheld.
#[derive(Clone, Debug)]
pub struct Unwithheld {
    /// The annual deadline.
    pub deadline: Deadline,
    /// Rounded to the fen; none where the setting says so.
    pub surcharge: Figure,
    /// The same, not above the tax.
    pub capped_at_tax: Figure,
}

/// The surcharge as things stand on a day.
pub fn surcharge(
    sheet: &mut Worksheet,
    rules: &Rules,
    settings: Settings,
    tax: Figure,
    year: i32,
    as_of: NaiveDate,
) -> Result<Unwithheld, AssessError> {
    let deadline = deadlines::deadline(rules, "iit.unwithheld", Period::year_of(year))?;
    let (surcharge, capped_at_tax) = on(sheet, rules, settings, tax, deadline.date, as_of)?;
    Ok(Unwithheld {
        deadline,
        surcharge,
        capped_at_tax,
    })
}

/// The same from a deadline that is known; whole, and not above the tax.
pub fn on(
    sheet: &mut Worksheet,
    rules: &Rules,
    settings: Settings,
    tax: Figure,
    deadline: NaiveDate,
    as_of: NaiveDate,
) -> Result<(Figure, Figure), AssessError> {
    let (surcharge, capped) = match settings.where_nobody_withheld {
        WhereNobodyWithheld::FromAnnualDeadline => {
            let late = late_fee(sheet, rules, tax, deadline, as_of)?;
            (late.amount, late.capped_at_tax)
        }
        WhereNobodyWithheld::None => {
            let none = sheet.sum(step::NOTHING_LEVIED, &[])?;
            (none, none)
        }
    };
    if settings.where_nobody_withheld == WhereNobodyWithheld::None {
        let open = rules.on(as_of)?.citation(RuleId::LateFeeUnwithheld)?;
        sheet.cite(surcharge, &open);
    }
    state(sheet, surcharge);
    Ok((surcharge, capped))
}

/// States beside a surcharge that the law leaves open whether it is charged.
pub(super) fn state(sheet: &mut Worksheet, surcharge: Figure) {
    sheet.assume(surcharge, assumption::WHERE_NOBODY_WITHHELD);
}
