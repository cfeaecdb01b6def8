//! VAT and what is charged on it: by the period, by the payment, the limit of five million, and the
//! cultural levy.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::income_tax::{needs, outputs, printed_rate, subject};
use super::keys::Keys;
use super::{Answer, CalcError};
use crate::assess::cultural_levy::{self, Advertising};
use crate::assess::labels::levy::{assumption, step};
use crate::assess::per_time;
use crate::assess::registration::{self, PeriodSales};
use crate::assess::surcharges::{self, Surcharges};
use crate::assess::vat::{self, Sales, Taxpayer, Terms};
use crate::money::Money;
use crate::party::{CityClass, PartyKind};
use crate::period::Period;
use crate::rules::Rules;
use crate::settings::Settings;
use crate::worksheet::{Figure, Worksheet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmallScale {
    period: Period,
    net_sales: Option<Money>,
    gross_sales: Option<Money>,
    #[serde(default)]
    platforms: Vec<Platform>,
    city_class: Option<CityClass>,
    #[serde(default)]
    taxpayer: TaxpayerCode,
    #[serde(default)]
    waives_reduction: bool,
    #[serde(default)]
    settings: Settings,
}

/// Sales on one platform.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Platform {
    platform: String,
    net_sales: Option<Money>,
    gross_sales: Option<Money>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TaxpayerCode {
    #[default]
    Entity,
    NaturalPersonViaPlatform,
}

impl From<TaxpayerCode> for Taxpayer {
    fn from(code: TaxpayerCode) -> Taxpayer {
        match code {
            TaxpayerCode::Entity => Taxpayer::Entity,
            TaxpayerCode::NaturalPersonViaPlatform => Taxpayer::PersonViaPlatform,
        }
    }
}

pub(super) fn small_scale(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: SmallScale = request.read()?;
    let terms = Terms {
        period: request.period,
        taxpayer: request.taxpayer.into(),
        waives_reduction: request.waives_reduction,
        settings: request.settings,
    };
    let sales = all_sales(sheet, &request)?;
    let answer = vat::small_scale(sheet, rules, terms, &sales)?;
    let law = rules.for_period(request.period)?;
    let (period, place) = (request.period, request.city_class);
    let on_vat = surcharges::on_vat(sheet, law, period, answer.tested, answer.vat, place)?;
    let mut printed = outputs([
        ("net_sales", json!(answer.net_sales.money()?)),
        ("sales_tested", json!(answer.tested.money()?)),
        ("exempt", json!(answer.exempt)),
        ("rate", rate_or_none(answer.rate)),
        ("vat", json!(answer.vat.money()?)),
        ("settings", json!(request.settings)),
    ])?;
    printed.extend(printed_surcharges(sheet, on_vat)?);
    if !request.platforms.is_empty() {
        let mut parts = Vec::new();
        for (platform, vat) in request.platforms.iter().zip(&answer.parts) {
            parts.push(json!({ "platform": platform.platform, "vat": vat.money()? }));
        }
        printed.push(("platforms", json!(parts)));
    }
    Ok(printed)
}

/// The sales of the request: one amount, or one for each platform.
fn all_sales(sheet: &mut Worksheet, request: &SmallScale) -> Result<Vec<Sales>, CalcError> {
    if request.platforms.is_empty() {
        return Ok(vec![one(sheet, request.net_sales, request.gross_sales)?]);
    }
    if request.net_sales.is_some() || request.gross_sales.is_some() {
        return Err(needs("platforms, or sales of all together"));
    }
    let named: BTreeSet<&str> = request
        .platforms
        .iter()
        .map(|platform| platform.platform.as_str())
        .collect();
    if named.len() != request.platforms.len() {
        return Err(needs("each platform once"));
    }
    let platforms = request.platforms.iter();
    platforms
        .map(|platform| one(sheet, platform.net_sales, platform.gross_sales))
        .collect()
}

fn one(
    sheet: &mut Worksheet,
    net: Option<Money>,
    gross: Option<Money>,
) -> Result<Sales, CalcError> {
    match (net, gross) {
        (Some(net), None) => Ok(Sales::Net(subject(
            sheet,
            step::SALES_NET,
            "net_sales",
            net,
        )?)),
        (None, Some(gross)) => Ok(Sales::Gross(subject(
            sheet,
            step::SALES_GROSS,
            "gross_sales",
            gross,
        )?)),
        _ => Err(needs("net_sales or gross_sales")),
    }
}

fn rate_or_none(rate: Option<Figure>) -> Value {
    json!(printed_rate(rate.map(Figure::value).unwrap_or_default()))
}

fn printed_surcharges(sheet: &Worksheet, on_vat: Surcharges) -> Answer {
    let urban = on_vat.urban_construction.map(Figure::money).transpose()?;
    let mut assumptions = sheet.assumptions();
    if urban.is_none() {
        assumptions.push(assumption::CITY_CLASS_MISSING.to_owned());
    }
    outputs([
        ("urban_construction", json!(urban)),
        ("education", json!(on_vat.education.money()?)),
        ("local_education", json!(on_vat.local_education.money()?)),
        ("assumptions", json!(assumptions)),
    ])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PerTime {
    date: NaiveDate,
    net_sales: Option<Money>,
    gross_sales: Option<Money>,
    threshold: Option<Money>,
    #[serde(default)]
    settings: Settings,
}

/// Who withholds is said beside the figure: nobody, unless the setting of article 35 is on.
pub(super) fn per_time(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: PerTime = request.read()?;
    let sales = one(sheet, request.net_sales, request.gross_sales)?;
    let answer = per_time::vat(sheet, rules, request.date, sales, request.threshold)?;
    let by_payer = per_time::payer_withholds(rules, request.date, request.settings)?;
    outputs([
        ("sales_tested", json!(answer.tested.money()?)),
        ("exempt", json!(answer.exempt)),
        ("rate", rate_or_none(answer.rate)),
        ("vat", json!(answer.vat.money()?)),
        ("payer_withholds", json!(by_payer && !answer.exempt)),
        ("assumptions", json!(sheet.assumptions())),
        ("settings", json!(request.settings)),
    ])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RollingLimit {
    #[serde(default)]
    taxpayer: TaxpayerCode,
    periods: Vec<PeriodOfSales>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodOfSales {
    period: Period,
    net_sales: Money,
}

pub(super) fn rolling_limit(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let mut request: RollingLimit = request.read()?;
    request.periods.sort_by_key(|sales| sales.period);
    let periods = request.periods.windows(2);
    let alike = |pair: &[PeriodOfSales]| pair[0].period == pair[1].period;
    let grains: BTreeSet<_> = request
        .periods
        .iter()
        .map(|sales| sales.period.grain())
        .collect();
    let by_year = grains.contains(&crate::period::Grain::Year);
    if grains.len() != 1 || by_year || periods.clone().any(alike) {
        return Err(needs("months or quarters, each once"));
    }
    let mut figures = Vec::new();
    for PeriodOfSales { period, net_sales } in request.periods {
        let sales = subject(sheet, step::SALES_NET, "net_sales", net_sales)?;
        figures.push(PeriodSales { period, sales });
    }
    let answer = registration::rolling(sheet, rules, request.taxpayer.into(), &figures)?;
    let highest = answer.highest.map(Figure::money).transpose()?;
    let passed = answer.passed.as_ref();
    let sales = passed.map(|passed| passed.sales.money()).transpose()?;
    outputs([
        ("highest", json!(highest)),
        ("passed_in", json!(passed.map(|passed| passed.period))),
        ("passed_sales", json!(sales)),
        (
            "general_taxpayer_since",
            json!(passed.and_then(|passed| passed.since)),
        ),
    ])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CulturalLevy {
    period: Period,
    payer: PartyKind,
    receipts: Money,
    #[serde(default)]
    passed_on: Money,
    small_scale_sales: Option<Money>,
}

pub(super) fn cultural_levy(request: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let request: CulturalLevy = request.read()?;
    let small = request.small_scale_sales;
    let small = small.map(|sales| subject(sheet, step::PERIOD_SALES, "small_scale_sales", sales));
    let advertising = Advertising {
        receipts: subject(sheet, step::ADVERTISING, "receipts", request.receipts)?,
        passed_on: subject(
            sheet,
            step::ADVERTISING_PASSED_ON,
            "passed_on",
            request.passed_on,
        )?,
        small_scale_sales: small.transpose()?,
    };
    let answer = cultural_levy::levy(sheet, rules, request.period, request.payer, advertising)?;
    outputs([
        ("base", json!(answer.base.money()?)),
        ("owed", json!(answer.owed)),
        ("levy", json!(answer.levy.money()?)),
    ])
}
