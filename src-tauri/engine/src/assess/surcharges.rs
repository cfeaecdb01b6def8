//! 附加税费: urban construction tax, education surcharge and local education surcharge on VAT.
//!
//! 城市维护建设税法 art. 2, 4; 征收教育费附加的暂行规定 art. 3; 财综〔2010〕98号; halved for small-scale
//! taxpayers; the two education surcharges are waived by 财税〔2016〕12号. Without the class of the
//! place the urban construction tax stays unknown, it is never guessed.

use super::AssessError;
use super::labels::levy::step;
use crate::party::CityClass;
use crate::period::{Grain, Period};
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Worksheet};

/// What is charged on VAT. Amounts are rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct Surcharges {
    /// 城市维护建设税; absent where VAT is due and the class of the place is not known.
    pub urban_construction: Option<Figure>,
    /// 教育费附加.
    pub education: Figure,
    /// 地方教育附加.
    pub local_education: Figure,
}

/// Surcharges of a small-scale taxpayer on the VAT of a period.
///
/// `sales` are the net sales that the waiver of the education surcharges is held against.
pub fn on_vat(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    period: Period,
    sales: Figure,
    vat: Figure,
    place: Option<CityClass>,
) -> Result<Surcharges, AssessError> {
    if vat.value().is_zero() {
        let none = sheet.sum(step::NOTHING_LEVIED, &[])?;
        return Ok(Surcharges {
            urban_construction: Some(none),
            education: none,
            local_education: none,
        });
    }
    let urban = match place {
        Some(place) => Some(urban(sheet, law, vat, place)?),
        None => None,
    };
    let (education, local_education) = if waived(sheet, law, period, sales)? {
        let none = sheet.sum(step::NOTHING_LEVIED, &[])?;
        (none, none)
    } else {
        education(sheet, law, vat)?
    };
    Ok(Surcharges {
        urban_construction: urban,
        education,
        local_education,
    })
}

fn urban(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    vat: Figure,
    place: CityClass,
) -> Result<Figure, AssessError> {
    let rule = match place {
        CityClass::City => RuleId::UrbanCity,
        CityClass::County => RuleId::UrbanCounty,
        CityClass::Elsewhere => RuleId::UrbanElsewhere,
    };
    levied(sheet, law, vat, (step::URBAN_RATE, rule), step::URBAN)
}

fn education(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    vat: Figure,
) -> Result<(Figure, Figure), AssessError> {
    let rate = (step::EDUCATION_RATE, RuleId::Education);
    let education = levied(sheet, law, vat, rate, step::EDUCATION)?;
    let rate = (step::LOCAL_EDUCATION_RATE, RuleId::LocalEducation);
    let local = levied(sheet, law, vat, rate, step::LOCAL_EDUCATION)?;
    Ok((education, local))
}

/// VAT × rate × the part that small-scale taxpayers owe.
fn levied(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    vat: Figure,
    (rate_label, rule): (&'static str, RuleId),
    label: &'static str,
) -> Result<Figure, AssessError> {
    let rate = sheet.parameter(rate_label, &law.parameter(rule)?);
    let part = sheet.parameter(step::PART_DUE, &law.parameter(RuleId::SurchargePart)?);
    let exact = sheet.product(step::LEVY_EXACT, &[vat, rate, part])?;
    sheet.cite(exact, &law.citation(RuleId::SurchargeBase)?);
    Ok(sheet.round(label, exact, &law.rounding()?))
}

/// Sales of exactly the amount are waived too.
fn waived(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    period: Period,
    sales: Figure,
) -> Result<bool, AssessError> {
    let rule = match period.grain() {
        Grain::Quarter => RuleId::EducationWaivedQuarter,
        Grain::Month | Grain::Year => RuleId::EducationWaivedMonth,
    };
    let up_to = sheet.parameter(step::WAIVED_UP_TO, &law.parameter(rule)?);
    Ok(sales.value() <= up_to.value())
}
