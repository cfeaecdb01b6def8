//! What a company or agency owes in corporate income tax for a year.
//!
//! 企业所得税法 art. 4, 54; 财税〔2019〕13号 and its successors. It has no accounts to read: it takes the taxable
//! income of the return that was stated and adds settled income beyond the income of that return, without
//! inventing costs. Whether the enterprise is small is asked of what was stated of the year.

use rust_decimal::Decimal;

use super::books;
use super::corporate::{self, Size};
use super::labels::{levy, step};
use super::row::{Case, Liability, Unknown};
use super::subjects::Subject;
use crate::rules::InForce;
use crate::worksheet::{Origin, Unit, Worksheet};

/// Tax on the income of the year.
pub(super) fn liability(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    law: InForce<'_>,
    subject: &Subject<'_>,
) -> Result<Liability, Unknown> {
    let (income, taxable) = books::on_accounts(sheet, case, subject)?;
    let taxable = sheet.not_below_zero(step::TAXABLE, taxable);
    let size = size(sheet, subject);
    let tax = corporate::tax(sheet, law, taxable, size)?;
    if tax.small_low_profit && (size.employees.is_none() || size.assets.is_none()) {
        sheet.assume(tax.tax, levy::assumption::SIZE_NOT_STATED);
    }
    Ok(Liability {
        income,
        taxable_income: Some(taxable),
        due: tax.tax,
    })
}

fn size(sheet: &mut Worksheet, subject: &Subject<'_>) -> Size {
    let mut sizes = subject.party.sizes.iter();
    let Some(stated) = sizes.find(|stated| stated.year == subject.year()) else {
        return Size::default();
    };
    let origin = Origin::Stated {
        party: subject.party.id.clone(),
    };
    let employees = stated.employees.map(|employees| {
        let count = Decimal::from(employees);
        sheet.input_of(
            levy::step::EMPLOYEES,
            count,
            Unit::Count,
            Some(origin.clone()),
        )
    });
    let assets = stated.assets;
    let assets = assets.map(|assets| sheet.input(levy::step::ASSETS, assets, Some(origin)));
    Size { employees, assets }
}
