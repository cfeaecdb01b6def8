//! What a line may ask: the keys of each kind, and numbers written as strings.
//!
//! Every shape refuses keys it does not know; money refuses bare numbers by its type.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::money::Money;
use crate::party::{Conduct, PartyKind};
use crate::period::Period;

/// A rate or multiple, written as a string of digits and a point; never a bare number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number(pub Decimal);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let text = value.as_str().filter(|text| {
            text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().all(|c| c.is_ascii_digit() || c == '.')
        });
        text.and_then(|text| Decimal::from_str_exact(text).ok())
            .map(Number)
            .ok_or_else(|| {
                serde::de::Error::custom(format!(
                    "expected a number as a string, such as \"0.10\", found {value}"
                ))
            })
    }
}

/// `iit.comprehensive`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comprehensive {
    pub year: Option<i32>,
    pub wages: Option<Money>,
    pub labour: Option<Money>,
    pub author: Option<Money>,
    pub royalty: Option<Money>,
    pub special: Option<Money>,
    pub additional: Option<Money>,
    pub other: Option<Money>,
}

/// `iit.labour_per_time`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabourPerTime {
    pub date: NaiveDate,
    pub income: Money,
}

/// `iit.platform_cumulative`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlatformCumulative {
    pub months: Vec<Month>,
}

/// One month of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Month {
    pub month: Period,
    pub income: Money,
}

/// `iit.business`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Business {
    pub year: Option<i32>,
    pub taxable_income: Option<Money>,
    pub income: Option<Money>,
    pub profit_rate: Option<Number>,
    pub entity: Option<PartyKind>,
    pub other_relief: Option<Money>,
}

/// `recharacterise`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recharacterise {
    pub year: i32,
    pub income: Money,
    pub declared: Business,
    #[serde(default)]
    pub other_income: Comprehensive,
}

/// `deadline`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deadline {
    pub tax: String,
    pub period: Period,
}

/// `fine`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fine {
    pub article: Option<String>,
    pub conduct: Option<Conduct>,
    #[serde(default)]
    pub components: Vec<FineComponent>,
    #[serde(default)]
    pub serious: bool,
}

/// One amount of tax to be fined.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FineComponent {
    pub base: Money,
    pub multiple: Option<Number>,
}

/// `evasion_ratio`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvasionRatio {
    pub years: Vec<EvasionYear>,
}

/// One year of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvasionYear {
    pub year: i32,
    pub evaded: Money,
    pub due: Money,
}

/// `total_plausibility`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TotalPlausibility {
    pub tax: Money,
    pub total: Money,
    #[serde(default)]
    pub fines: Vec<FinedPart>,
}

/// A part of the tax with the multiple it was fined at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FinedPart {
    pub base: Money,
    pub multiple: Number,
}
