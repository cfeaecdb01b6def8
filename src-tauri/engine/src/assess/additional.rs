//! 专项附加扣除: the special additional deductions of a year, from what was claimed.
//!
//! 国发〔2018〕41号, 国发〔2022〕8号, 国发〔2023〕13号. It multiplies months by the amount of that year and
//! keeps to the caps; it does not know whether a claim is justified, nor whether loan and rent
//! exclude each other.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::AssessError;
use super::labels::income as label;
use crate::money::Money;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Unit, Worksheet};

/// The class of a city for rent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RentClass {
    /// Municipalities, capitals of provinces, cities named in the plan.
    Large,
    /// Other cities of more than a million.
    Middle,
    /// Elsewhere.
    Small,
}

/// What a person claims for a year. Months are counted for each child.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    /// Months of children at school.
    pub child_months: u32,
    /// Months of children under three.
    pub infant_months: u32,
    /// Months in which an only child supports its parents.
    pub elder_only_months: u32,
    /// A share agreed between brothers and sisters: yuan a month, and months.
    pub elder_shared: Option<(Money, u32)>,
    /// Months of study for a degree.
    pub degree_months: u32,
    /// A certificate was obtained in the year.
    pub certificate: bool,
    /// What the person bore of an illness.
    pub illness: Option<Money>,
    /// Months of interest on a home loan.
    pub loan_months: u32,
    /// Class of the city, and months of rent.
    pub rent: Option<(RentClass, u32)>,
}

/// Each deduction that was claimed.
pub fn deductions(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    claims: &Claims,
) -> Result<Vec<Figure>, AssessError> {
    let monthly = [
        (RuleId::ChildEducation, label::CHILDREN, claims.child_months),
        (RuleId::InfantCare, label::INFANTS, claims.infant_months),
        (RuleId::ElderOnly, label::ELDERS, claims.elder_only_months),
        (RuleId::DegreeMonth, label::DEGREE, claims.degree_months),
        (RuleId::HomeLoan, label::HOME_LOAN, claims.loan_months),
    ];
    let mut found = Vec::new();
    for (rule, what, months) in monthly {
        if months > 0 {
            let each = sheet.parameter(label::EACH_MONTH, &law.parameter(rule)?);
            found.push(by_months(sheet, what, each, months)?);
        }
    }
    if let Some((class, months)) = claims.rent {
        let each = sheet.parameter(label::EACH_MONTH, &law.parameter(rent_rule(class))?);
        found.push(by_months(sheet, label::RENT, each, months)?);
    }
    if let Some((share, months)) = claims.elder_shared {
        let share = sheet.input(label::ELDERS_SHARE, share, None);
        let cap = sheet.parameter(label::EACH_MONTH, &law.parameter(RuleId::ElderShared)?);
        let each = sheet.at_most(label::ELDERS_SHARE, share, cap);
        found.push(by_months(sheet, label::ELDERS, each, months)?);
    }
    if claims.certificate {
        let once = law.parameter(RuleId::Certificate)?;
        found.push(sheet.parameter(label::CERTIFICATE, &once));
    }
    if let Some(borne) = claims.illness {
        found.push(illness(sheet, law, borne)?);
    }
    Ok(found)
}

fn by_months(
    sheet: &mut Worksheet,
    what: &'static str,
    each: Figure,
    months: u32,
) -> Result<Figure, AssessError> {
    let months = sheet.input_of(
        label::MONTHS_CLAIMED,
        Decimal::from(months),
        Unit::Count,
        None,
    );
    Ok(sheet.product(what, &[each, months])?)
}

fn rent_rule(class: RentClass) -> RuleId {
    match class {
        RentClass::Large => RuleId::RentLarge,
        RentClass::Middle => RuleId::RentMiddle,
        RentClass::Small => RuleId::RentSmall,
    }
}

/// What was borne beyond the first part, up to the cap.
fn illness(sheet: &mut Worksheet, law: InForce<'_>, borne: Money) -> Result<Figure, AssessError> {
    let borne = sheet.input(label::ILLNESS_BORNE, borne, None);
    let own = sheet.parameter(label::ILLNESS_OVER, &law.parameter(RuleId::IllnessOver)?);
    let rest = sheet.difference(label::ILLNESS_REST, borne, &[own])?;
    let rest = sheet.not_below_zero(label::ILLNESS_REST, rest);
    let most = sheet.parameter(label::ILLNESS_MOST, &law.parameter(RuleId::IllnessMost)?);
    Ok(sheet.at_most(label::ILLNESS, rest, most))
}
