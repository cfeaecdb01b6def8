//! 平台服务费: whether commission is income before or after what the platform takes for itself.
//!
//! 个人所得税法 art. 6 knows no such expense, and no official text on platforms was found: a setting decides.
//! For VAT the whole consideration counts, 增值税法 art. 17. Layouts say whether an amount still contains the fee;
//! where they do not tell, the amount is taken as it is.

use super::labels::levy::{assumption, step};
use super::payments::records;
use super::row::Case;
use super::subjects::Subject;
use crate::money::Money;
use crate::record::{Class, Side};
use crate::worksheet::{Figure, Measure, Worksheet, WorksheetError};

/// Settled income as the setting has it.
pub(super) fn income(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    settled: Figure,
) -> Result<Figure, WorksheetError> {
    if case.facts.settings.income_before_platform_fees {
        let whole = consideration(sheet, case, subject, settled)?;
        if whole != settled {
            sheet.assume(whole, assumption::INCOME_BEFORE_PLATFORM_FEES);
        }
        return Ok(whole);
    }
    let Some(fee) = fee(sheet, case, subject, Measure::FeeWithin) else {
        return Ok(settled);
    };
    let rest = sheet.difference(step::AFTER_PLATFORM_FEES, settled, &[fee])?;
    sheet.assume(rest, assumption::INCOME_AFTER_PLATFORM_FEES);
    Ok(rest)
}

/// Settled income with the fees that had been taken off.
pub(super) fn consideration(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    settled: Figure,
) -> Result<Figure, WorksheetError> {
    match fee(sheet, case, subject, Measure::FeeBeside) {
        Some(fee) => sheet.sum(step::BEFORE_PLATFORM_FEES, &[settled, fee]),
        None => Ok(settled),
    }
}

fn fee(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    measure: Measure,
) -> Option<Figure> {
    let found = records(case, subject, Side::Settled, &[Class::Commission], measure);
    let (fee, origin) = found.filter(|(fee, _)| *fee != Money::ZERO)?;
    Some(sheet.input(step::PLATFORM_FEE, fee, Some(origin)))
}
