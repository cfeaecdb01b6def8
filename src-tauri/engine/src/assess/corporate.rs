//! 企业所得税: corporate income tax of a year, with the relief for small low-profit enterprises.
//!
//! 企业所得税法 art. 4; 财税〔2019〕13号 and its successors. An enterprise that misses one of the three
//! conditions is taxed at the full rate on the whole. What was not stated is taken to be met.

use super::AssessError;
use super::labels::{levy, step};
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Worksheet};

/// Size of an enterprise, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    /// Employees, averaged over the year.
    pub employees: Option<Figure>,
    /// Assets, averaged over the year.
    pub assets: Option<Figure>,
}

/// Tax of a year. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct CorporateTax {
    /// Whether all conditions that are known are met.
    pub small_low_profit: bool,
    /// Tax.
    pub tax: Figure,
}

/// Tax on the taxable income of a year, which is not below zero.
pub fn tax(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    taxable: Figure,
    size: Size,
) -> Result<CorporateTax, AssessError> {
    let conditions = [
        (
            Some(taxable),
            levy::step::SMALL_MOST_TAXABLE,
            RuleId::SmallProfitTaxable,
        ),
        (
            size.employees,
            levy::step::SMALL_MOST_EMPLOYEES,
            RuleId::SmallProfitEmployees,
        ),
        (
            size.assets,
            levy::step::SMALL_MOST_ASSETS,
            RuleId::SmallProfitAssets,
        ),
    ];
    let mut small = true;
    for (figure, label, rule) in conditions {
        let Some(figure) = figure else { continue };
        let most = sheet.parameter(label, &law.parameter(rule)?);
        small &= figure.value() <= most.value();
    }
    let exact = if small {
        let table = law.brackets(RuleId::SmallProfitBrackets)?;
        sheet.bracket(step::TAX_EXACT, taxable, &table)?.tax
    } else {
        let rate = law.parameter(RuleId::CorporateRate)?;
        let rate = sheet.parameter(levy::step::CORPORATE_RATE, &rate);
        sheet.product(step::TAX_EXACT, &[taxable, rate])?
    };
    Ok(CorporateTax {
        small_low_profit: small,
        tax: sheet.round(step::TAX, exact, &law.rounding()?),
    })
}
