//! Which payer withholds by which method on labour remuneration.
//!
//! 国家税务总局公告2025年第16号 art. 1: from October 2025 a reporting platform, or its entity that settles
//! the payments, cumulates; everyone else, and everyone before, withholds on single payments. What a
//! payer is must be stated; nothing here guesses it from a name.

use serde::Deserialize;

use super::AssessError;
use crate::computation::WithholdingMethod;
use crate::rules::{InForce, RuleId, RulesError};
use crate::worksheet::Citation;

/// What a payer of labour remuneration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// An internet platform that filed its basic information.
    ReportingPlatform,
    /// The operating entity that settles payments for such a platform.
    SettlingEntity,
    /// An agency that is neither.
    Agency,
    /// A merchant or any other payer.
    Merchant,
}

/// The method of a payer on a day, with the article and how well it was confirmed.
pub fn method(
    law: InForce<'_>,
    payer: Payer,
) -> Result<(WithholdingMethod, Citation), AssessError> {
    let (method, rule) = match payer {
        Payer::ReportingPlatform | Payer::SettlingEntity => {
            (WithholdingMethod::Cumulative, RuleId::PlatformPayers)
        }
        Payer::Agency | Payer::Merchant => (WithholdingMethod::PerTime, RuleId::OtherPayers),
    };
    match law.citation(rule) {
        Err(RulesError::NotInForce { .. }) => Ok((
            WithholdingMethod::PerTime,
            law.citation(RuleId::LabourBrackets)?,
        )),
        citation => Ok((method, citation?)),
    }
}
