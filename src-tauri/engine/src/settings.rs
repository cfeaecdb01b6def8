//! Open questions of the law as named settings, each with the default that holds unless somebody
//! states otherwise.
//!
//! A setting decides only where the law on file is open; it never overrides what is settled.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How sales of exactly the VAT threshold are read since 2026.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum ExactlyAtThreshold {
    /// They reach it and are taxed in full.
    #[default]
    Taxed,
    /// They do not pass it and stay exempt.
    Exempt,
}

/// Surcharge on income on which a payer failed to withhold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum WhereNobodyWithheld {
    /// Charged from the day after the annual deadline.
    #[default]
    FromAnnualDeadline,
    /// Charged by nobody, as some offices read 国税函〔2004〕1199号.
    None,
}

/// The settings of a computation; every result that depends on one states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// 增值税法 art. 23: whether exactly 100,000 yuan a month is taxed from 2026.
    pub exactly_at_threshold: ExactlyAtThreshold,
    /// 增值税法实施条例 art. 35: whether payers withhold VAT from natural persons from 2026. Its
    /// operating rules were not found, so nothing is withheld unless this is switched on.
    pub payer_withholds_vat: bool,
    /// 国税函〔2004〕1199号: whether income that nobody withheld on bears surcharge.
    pub where_nobody_withheld: WhereNobodyWithheld,
    /// 个人所得税法 art. 6: whether commission that a merchant owes is income before what the platform takes
    /// for itself. No official text was found; the whole commission is the safer reading. Of tips the
    /// streamer's share is the income either way.
    pub income_before_platform_fees: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            exactly_at_threshold: ExactlyAtThreshold::default(),
            payer_withholds_vat: false,
            where_nobody_withheld: WhereNobodyWithheld::default(),
            income_before_platform_fees: true,
        }
    }
}
