//! 稿酬、特许权使用费预扣: withholding on one author fee or royalty.
//!
//! 国家税务总局公告2018年第61号: the deductions of labour remuneration, 70 % of an author fee, a flat rate.

use super::AssessError;
use super::labels::{income as label, step};
use super::labour;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Worksheet};

/// What is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeeKind {
    /// 稿酬.
    Author,
    /// 特许权使用费.
    Royalty,
}

/// Withholding on one fee. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct FeeWithholding {
    /// What the rate is applied to.
    pub taxable_income: Figure,
    /// The flat rate.
    pub rate: Figure,
    /// To be withheld.
    pub withholding: Figure,
}

/// What is to be withheld on one fee.
pub fn per_time(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    kind: FeeKind,
    income: Figure,
) -> Result<FeeWithholding, AssessError> {
    let rounding = law.rounding()?;
    let mut taxable = labour::less_expenses(sheet, law, income)?;
    if kind == FeeKind::Author {
        let part = law.parameter(RuleId::AuthorWithheldPart)?;
        let part = sheet.parameter(label::AUTHOR_WITHHELD_PART, &part);
        taxable = sheet.product(step::TAXABLE, &[taxable, part])?;
    }
    let rate = sheet.parameter(label::FEE_RATE, &law.parameter(RuleId::FeesRate)?);
    let exact = sheet.product(step::TAX_EXACT, &[taxable, rate])?;
    Ok(FeeWithholding {
        taxable_income: sheet.round(step::TAXABLE_ROUNDED, taxable, &rounding),
        rate,
        withholding: sheet.round(step::WITHHOLDING, exact, &rounding),
    })
}
