//! What a party owes for a month or quarter: VAT on all that platforms settled, and what is charged on it.
//!
//! 增值税法 art. 9, 23 with its reliefs. Settled income is the price with VAT. It follows no taxpayer beyond
//! the limit of a small one: what would be owed then depends on invoices that are not in the case.

use super::AssessError;
use super::labels::levy::{assumption, step};
use super::labels::missing;
use super::payments::records;
use super::platform_fees;
use super::registration::{self, PeriodSales};
use super::row::{Case, Liability, Unknown};
use super::subjects::{Subject, Tax};
use super::surcharges;
use super::vat::{self, Sales, Taxpayer, Terms, Vat};
use crate::bridge::SETTLED;
use crate::money::Money;
use crate::party::{Party, PartyKind, VatPeriod};
use crate::period::{Grain, Period};
use crate::record::Side;
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Measure, Origin, Worksheet, WorksheetError};

/// The length of the periods for which a party files; platforms file for persons month by month.
pub(super) fn grain_of(party: &Party) -> Grain {
    match taxpayer_of(party) {
        Taxpayer::PersonViaPlatform => Grain::Month,
        Taxpayer::Entity => match party.vat_period {
            Some(VatPeriod::Month) => Grain::Month,
            Some(VatPeriod::Quarter) | None => Grain::Quarter,
        },
    }
}

/// Whether anybody files for the party and period: of persons, platforms do since October 2025.
pub(super) fn is_filed(party: &Party, period: Period, rules: &Rules) -> bool {
    match taxpayer_of(party) {
        Taxpayer::Entity => rules.for_period(period).is_ok(),
        Taxpayer::PersonViaPlatform => rules
            .on(period.first_day())
            .is_ok_and(|law| law.citation(RuleId::VatPlatformPerson).is_ok()),
    }
}

fn taxpayer_of(party: &Party) -> Taxpayer {
    match party.kind {
        PartyKind::NaturalPerson => Taxpayer::PersonViaPlatform,
        _ => Taxpayer::Entity,
    }
}

/// VAT of the period, or one of the levies on it.
pub(super) fn liability(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    law: InForce<'_>,
    subject: &Subject<'_>,
) -> Result<Liability, Unknown> {
    if has_passed_the_limit(case, subject)? {
        return Err(Unknown::Missing(missing::GENERAL_TAXPAYER));
    }
    let income = sales(sheet, case, subject)?;
    let vat = vat_of(sheet, case, subject, income)?;
    let due = match subject.tax {
        Tax::Urban | Tax::Education => on_vat(sheet, law, subject, &vat)?,
        _ => vat.vat,
    };
    Ok(Liability {
        income,
        taxable_income: Some(vat.tested),
        due,
    })
}

/// Income without the VAT that was charged, which is what returns of the year declare. Nothing is taken out
/// where none was: what was settled is then all price.
pub(super) fn without_vat(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    settled: Figure,
) -> Result<Figure, WorksheetError> {
    let declared = case.vat_of(subject);
    if declared.is_empty() {
        return Ok(settled);
    }
    let mut parts = Vec::new();
    for (code, amount) in declared {
        let origin = Origin::Figure { code: code.clone() };
        parts.push(sheet.input(step::VAT, *amount, Some(origin)));
    }
    let rest = sheet.difference(step::INCOME_WITHOUT_VAT, settled, &parts)?;
    let net = sheet.not_below_zero(step::INCOME_WITHOUT_VAT, rest);
    sheet.assume(net, assumption::VAT_CHARGED_IS_NO_INCOME);
    Ok(net)
}

/// All that was settled in the period, not below zero.
fn sales(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
) -> Result<Figure, WorksheetError> {
    let settled = records(case, subject, Side::Settled, &SETTLED, Measure::Counted);
    let sales = match settled {
        Some((amount, origin)) => {
            let settled = sheet.input(step::SALES_GROSS, amount, Some(origin));
            let gross = platform_fees::consideration(sheet, case, subject, settled)?;
            sheet.not_below_zero(step::SALES_GROSS, gross)
        }
        None => sheet.input(step::SALES_GROSS, Money::ZERO, None),
    };
    sheet.assume(sales, assumption::SETTLED_IS_PRICE_WITH_VAT);
    Ok(sales)
}

fn vat_of(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    subject: &Subject<'_>,
    sales: Figure,
) -> Result<Vat, AssessError> {
    let terms = Terms {
        period: subject.period,
        taxpayer: taxpayer_of(subject.party),
        waives_reduction: false,
        settings: case.facts.settings,
    };
    vat::small_scale(sheet, case.rules, terms, &[Sales::Gross(sales)])
}

fn on_vat(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    subject: &Subject<'_>,
    vat: &Vat,
) -> Result<Figure, Unknown> {
    let place = subject.party.city_class;
    let levies = surcharges::on_vat(sheet, law, subject.period, vat.tested, vat.vat, place)?;
    if subject.tax == Tax::Urban {
        let urban = levies.urban_construction;
        return urban.ok_or(Unknown::Missing(missing::CITY_CLASS));
    }
    let both = [levies.education, levies.local_education];
    let due = sheet.sum(step::EDUCATION, &both)?;
    sheet.assume(due, assumption::EDUCATION_BEARS_NO_SURCHARGE);
    Ok(due)
}

/// Whether sales of twelve months passed the limit of a small taxpayer in this period or before. Net sales
/// are held against it, as the threshold is.
fn has_passed_the_limit(case: &Case<'_>, subject: &Subject<'_>) -> Result<bool, Unknown> {
    let mut sheet = Worksheet::new();
    let mut periods = Vec::new();
    let before = case.subjects.iter().filter(|other| {
        other.party.id == subject.party.id
            && other.tax == Tax::Vat
            && other.period <= subject.period
    });
    for other in before {
        let gross = sales(&mut sheet, case, other)?;
        let sales = match vat_of(&mut sheet, case, other, gross) {
            Ok(vat) => vat.tested,
            // Of a period with two rates the whole counts.
            Err(AssessError::RateChangedWithin(_)) => gross,
            Err(other) => return Err(other.into()),
        };
        periods.push(PeriodSales {
            period: other.period,
            sales,
        });
    }
    let taxpayer = taxpayer_of(subject.party);
    let rolling = registration::rolling(&mut sheet, case.rules, taxpayer, &periods)?;
    Ok(rolling.passed.is_some())
}
