//! 多处经营所得汇总: the businesses of one owner, added up and taxed once.
//!
//! 个人所得税法 art. 12; 国家税务总局公告2023年第12号: the half relief is computed anew on the whole. How it
//! is shared out where only some of the businesses have it, no text on file says: that is refused.

use super::AssessError;
use super::business::{self, BusinessTax};
use super::labels::income as label;
use crate::party::PartyKind;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Citation, Figure, Worksheet};

/// One business of the owner.
#[derive(Clone, Copy, Debug)]
pub struct Business {
    /// What it is in law.
    pub entity: PartyKind,
    /// 应纳税所得额 of the year.
    pub taxable: Figure,
    /// Other relief of the year.
    pub other_relief: Option<Figure>,
}

/// The summary return of the owner. Amounts are rounded to the fen.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Tax on everything at once.
    pub tax: BusinessTax,
    /// Tax of the businesses, each alone.
    pub separate: Figure,
    /// What the summary return adds, not below zero.
    pub more: Figure,
    /// The article.
    pub citation: Citation,
}

/// Adds up the businesses of one owner and year.
pub fn summary(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    businesses: &[Business],
) -> Result<Summary, AssessError> {
    let entity = relief_of_all(businesses)?;
    let mut alone = Vec::new();
    for one in businesses {
        let tax = business::tax(sheet, law, one.taxable, Some(one.entity), one.other_relief)?;
        alone.push(tax.tax);
    }
    let taxable: Vec<Figure> = businesses.iter().map(|one| one.taxable).collect();
    let taxable = sheet.sum(label::BUSINESSES_TAXABLE, &taxable)?;
    let reliefs: Vec<Figure> = businesses
        .iter()
        .filter_map(|one| one.other_relief)
        .collect();
    let relief = match reliefs.as_slice() {
        [] => None,
        reliefs => Some(sheet.sum(super::labels::step::OTHER_RELIEF, reliefs)?),
    };
    let tax = business::tax(sheet, law, taxable, Some(entity), relief)?;
    let separate = sheet.sum(label::BUSINESSES_SEPARATE, &alone)?;
    let rest = sheet.difference(label::BUSINESSES_MORE, tax.tax, &[separate])?;
    Ok(Summary {
        tax,
        separate,
        more: sheet.not_below_zero(label::BUSINESSES_MORE, rest),
        citation: law.citation(RuleId::SeveralBusinesses)?,
    })
}

/// The kind whose relief all of them have, or have not.
fn relief_of_all(businesses: &[Business]) -> Result<PartyKind, AssessError> {
    let has = |one: &Business| one.entity == PartyKind::IndividualBusiness;
    match businesses.iter().filter(|one| has(one)).count() {
        0 => Ok(PartyKind::SoleProprietorship),
        all if all == businesses.len() => Ok(PartyKind::IndividualBusiness),
        _ => Err(AssessError::ReliefOfSome),
    }
}
