//! What the return adds that sums up all businesses of one owner.
//!
//! 个人所得税法 art. 12; 国家税务总局公告2023年第12号: the whole is taxed once, and what the businesses owe alone is
//! taken off. Partnerships are not in it.

use super::businesses::{self, Business};
use super::labels::{income as label, missing, step};
use super::row::{Case, Liability, Unknown};
use super::subjects::{Subject, businesses_of};
use crate::rules::InForce;
use crate::worksheet::{Origin, Worksheet};

/// Tax on everything at once, less the tax of each alone.
pub(super) fn liability(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    law: InForce<'_>,
    subject: &Subject<'_>,
) -> Result<Liability, Unknown> {
    let (mut all, mut incomes) = (Vec::new(), Vec::new());
    for party in businesses_of(case.facts, subject.party, subject.year()) {
        let Some(row) = case.business(&party.id, subject.year()) else {
            continue;
        };
        if row.treated_as.is_some() {
            continue;
        }
        let (Some(income), Some(taxable)) = (row.income, row.taxable_income) else {
            return Err(Unknown::Missing(missing::A_BUSINESS));
        };
        let origin = Origin::Figure {
            code: row.figure.clone(),
        };
        incomes.push(sheet.input(step::BUSINESS_INCOME, income, Some(origin.clone())));
        all.push(Business {
            entity: party.kind,
            taxable: sheet.input(label::BUSINESS_TAXABLE_OF, taxable, Some(origin)),
            other_relief: None,
        });
    }
    let income = sheet.sum(step::INCOME, &incomes)?;
    let summary = businesses::summary(sheet, law, &all)?;
    Ok(Liability {
        income,
        taxable_income: Some(summary.tax.taxable_income),
        due: summary.more,
    })
}
