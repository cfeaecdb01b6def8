//! 增值税: VAT of small-scale taxpayers by month or quarter, and of natural persons for whom
//! platforms file.
//!
//! 增值税法 art. 11, 17, 23 (before 2026: 增值税暂行条例 art. 12 with its reliefs); 国家税务总局公告2025年第16号
//! art. 2 for platforms. The threshold is held against the net sales of all platforms together, and
//! who passes it is taxed on the whole. It refuses a period within which the rate changed, and a
//! platform's quarter.

use rust_decimal::Decimal;

use super::AssessError;
use super::labels::levy::{assumption, step};
use crate::period::{Grain, Period};
use crate::rules::{InForce, RuleId, Rules, RulesError};
use crate::settings::{ExactlyAtThreshold, Settings};
use crate::worksheet::{Citation, Figure, Parameter, Unit, Worksheet};

/// Whose VAT it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taxpayer {
    /// A firm or an individual business.
    Entity,
    /// A natural person for whom platforms file, by month, since October 2025.
    PersonViaPlatform,
}

/// Sales of a period on one platform, or of all.
#[derive(Clone, Copy, Debug)]
pub enum Sales {
    /// Without VAT.
    Net(Figure),
    /// With the VAT that is in the price.
    Gross(Figure),
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Month or quarter.
    pub period: Period,
    /// Whose.
    pub taxpayer: Taxpayer,
    /// Whether reduction and exemption are given up, to issue special invoices.
    pub waives_reduction: bool,
    /// How open questions are answered.
    pub settings: Settings,
}

/// VAT of a period. Amounts are rounded to the fen.
#[derive(Clone, Debug)]
pub struct Vat {
    /// Net sales; where nothing is charged, all that was received.
    pub net_sales: Figure,
    /// What was held against the threshold.
    pub tested: Figure,
    /// Whether nothing is charged.
    pub exempt: bool,
    /// Rate charged; absent where exempt.
    pub rate: Option<Figure>,
    /// VAT on each of the sales, in their order.
    pub parts: Vec<Figure>,
    /// VAT together.
    pub vat: Figure,
}

/// VAT on the sales of one taxpayer and period.
pub fn small_scale(
    sheet: &mut Worksheet,
    rules: &Rules,
    terms: Terms,
    sales: &[Sales],
) -> Result<Vat, AssessError> {
    let law = law_of(rules, terms)?;
    let rate = sheet.parameter(step::VAT_RATE, &rate_of(rules, terms)?);
    let tested = net_of(sheet, law, sales, rate)?;
    let exempt = !terms.waives_reduction
        && (rate.value().is_zero() || below_threshold(sheet, law, terms, tested)?);
    let net_sales = match exempt {
        true => received(sheet, sales)?,
        false => tested,
    };
    let mut parts = Vec::new();
    for sales in sales {
        parts.push(match exempt {
            true => sheet.sum(step::NOTHING_LEVIED, &[])?,
            false => vat_on(sheet, law, *sales, rate)?,
        });
    }
    Ok(Vat {
        net_sales,
        tested,
        exempt,
        rate: (!exempt).then_some(rate),
        vat: sheet.sum(step::VAT, &parts)?,
        parts,
    })
}

/// The law of the period, if there is such a return.
fn law_of(rules: &Rules, terms: Terms) -> Result<InForce<'_>, AssessError> {
    let law = rules.for_period(terms.period)?;
    if terms.taxpayer == Taxpayer::PersonViaPlatform {
        rules
            .on(terms.period.first_day())?
            .citation(RuleId::VatPlatformPerson)?;
        if terms.period.grain() != Grain::Month {
            return Err(AssessError::FiledByMonth(terms.period));
        }
    }
    match terms.period.grain() {
        Grain::Year => Err(AssessError::NotFiledByYear(terms.period)),
        Grain::Month | Grain::Quarter => Ok(law),
    }
}

/// The rate of the whole period.
fn rate_of(rules: &Rules, terms: Terms) -> Result<Parameter, AssessError> {
    let id = match terms.waives_reduction {
        true => RuleId::VatRateWhenWaived,
        false => RuleId::VatRate,
    };
    let last = rules.on(terms.period.last_day())?.parameter(id)?;
    let first = rules.on(terms.period.first_day())?.parameter(id)?;
    match first.value == last.value {
        true => Ok(last),
        false => Err(AssessError::RateChangedWithin(terms.period)),
    }
}

/// Net sales of all together; what was priced with VAT is divided and rounded once.
pub(super) fn net_of(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    sales: &[Sales],
    rate: Figure,
) -> Result<Figure, AssessError> {
    let (mut nets, mut grosses) = (Vec::new(), Vec::new());
    for sales in sales {
        match sales {
            Sales::Net(net) => nets.push(*net),
            Sales::Gross(gross) => grosses.push(*gross),
        }
    }
    if !grosses.is_empty() {
        let gross = sheet.sum(step::SALES_GROSS, &grosses)?;
        let price = price_with_vat(sheet, rate)?;
        let exact = sheet.quotient(step::SALES_NET_EXACT, gross, price)?;
        sheet.cite(exact, &law.citation(RuleId::VatNetSales)?);
        let net = sheet.round(step::SALES_NET, exact, &law.rounding()?);
        sheet.assume(net, assumption::SALES_NET_FOR_THRESHOLD);
        nets.push(net);
    }
    Ok(sheet.sum(step::PERIOD_SALES, &nets)?)
}

fn price_with_vat(sheet: &mut Worksheet, rate: Figure) -> Result<Figure, AssessError> {
    let one = sheet.input_of(step::ONE, Decimal::ONE, Unit::Rate, None);
    Ok(sheet.sum(step::PRICE_WITH_VAT, &[one, rate])?)
}

/// VAT on sales: multiplied before it is divided, so that a price with VAT loses no fen.
pub(super) fn vat_on(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    sales: Sales,
    rate: Figure,
) -> Result<Figure, AssessError> {
    let exact = match sales {
        Sales::Net(net) => sheet.product(step::VAT_EXACT, &[net, rate])?,
        Sales::Gross(gross) => {
            let price = price_with_vat(sheet, rate)?;
            sheet.proportion(step::VAT_EXACT, gross, rate, price)?
        }
    };
    Ok(sheet.round(step::VAT, exact, &law.rounding()?))
}

/// All that was received, where no VAT is in it.
fn received(sheet: &mut Worksheet, sales: &[Sales]) -> Result<Figure, AssessError> {
    let all: Vec<Figure> = sales
        .iter()
        .map(|sales| match sales {
            Sales::Net(figure) | Sales::Gross(figure) => *figure,
        })
        .collect();
    Ok(sheet.sum(step::SALES_NET, &all)?)
}

/// The threshold of a period, and whether reaching it is to be taxed.
struct Threshold {
    amount: Parameter,
    reaching_is_taxed: bool,
}

fn threshold(law: InForce<'_>, period: Period) -> Result<Threshold, AssessError> {
    let (up_to, from) = match period.grain() {
        Grain::Quarter => (RuleId::VatExemptUpToQuarter, RuleId::VatTaxedFromQuarter),
        Grain::Month | Grain::Year => (RuleId::VatExemptUpToMonth, RuleId::VatTaxedFromMonth),
    };
    let (amount, reaching_is_taxed) = match law.parameter(up_to) {
        Err(RulesError::NotInForce { .. }) => (law.parameter(from)?, true),
        amount => (amount?, false),
    };
    Ok(Threshold {
        amount,
        reaching_is_taxed,
    })
}

fn below_threshold(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    terms: Terms,
    tested: Figure,
) -> Result<bool, AssessError> {
    let Threshold {
        amount,
        reaching_is_taxed,
    } = threshold(law, terms.period)?;
    let edge = sheet.parameter(step::SALES_THRESHOLD, &amount);
    if tested.value() != edge.value() {
        return Ok(tested.value() < edge.value());
    }
    if !reaching_is_taxed {
        return Ok(true);
    }
    let open: Citation = law.citation(RuleId::VatExactlyAtThreshold)?;
    sheet.cite(tested, &open);
    sheet.assume(tested, assumption::EXACTLY_AT_THRESHOLD);
    Ok(terms.settings.exactly_at_threshold == ExactlyAtThreshold::Exempt)
}
