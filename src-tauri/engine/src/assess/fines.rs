//! 罚款: the range of the fine on tax that was not paid.
//!
//! 税收征收管理法 art. 52, 63, 64(2), 68, 69; 税总函〔2013〕196号. A fine is the authority's discretion,
//! so it is a range; a single amount is given only for a multiple that a reviewer set.

use rust_decimal::Decimal;

use super::AssessError;
use super::labels::step;
use crate::party::Conduct;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Figure, Origin, Unit, Worksheet};

/// Lower and upper end, rounded to the fen; the same where the multiple is set.
#[derive(Clone, Copy, Debug)]
pub struct FineRange {
    /// Lower end.
    pub low: Figure,
    /// Upper end.
    pub high: Figure,
}

/// The rule and the printed article that a conduct falls under.
pub fn article_of(conduct: Conduct) -> (RuleId, &'static str) {
    match conduct {
        Conduct::Hidden | Conduct::Recharacterised => (RuleId::Fine63, "63"),
        Conduct::Unfiled => (RuleId::Fine64, "64.2"),
        Conduct::Slip => (RuleId::FineSlip, "52"),
        Conduct::Voluntary => (RuleId::FineVoluntary, "63"),
    }
}

/// Articles whose fine is a multiple of the tax, as a request prints them.
const ARTICLES: [(&str, RuleId); 8] = [
    ("63", RuleId::Fine63),
    ("63.2", RuleId::Fine63Agent),
    ("63.yangtze.1", RuleId::Fine63Yangtze1),
    ("63.yangtze.2", RuleId::Fine63Yangtze2),
    ("63.yangtze.3", RuleId::Fine63Yangtze3),
    ("64.2", RuleId::Fine64),
    ("68", RuleId::Fine68),
    ("69", RuleId::Fine69),
];

/// The rule of an article as a request prints it, such as `64.2`.
pub fn rule_of(article: &str) -> Option<RuleId> {
    let mut articles = ARTICLES.iter();
    let (_, rule) = articles.find(|(code, _)| *code == article)?;
    Some(*rule)
}

/// The range that the article gives on a base.
pub fn range(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    base: Figure,
    rule: RuleId,
) -> Result<FineRange, AssessError> {
    let range = law.range(rule)?;
    let low = sheet.parameter(step::FINE_MULTIPLE, &range.low);
    let low = rounded(sheet, law, step::FINE_LOW, base, low)?;
    let high = sheet.parameter(step::FINE_MULTIPLE, &range.high);
    let high = rounded(sheet, law, step::FINE_HIGH, base, high)?;
    Ok(FineRange { low, high })
}

/// The fine at a multiple that was set.
pub fn at_multiple(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    base: Figure,
    multiple: Figure,
) -> Result<Figure, AssessError> {
    rounded(sheet, law, step::FINE, base, multiple)
}

/// A multiple that somebody set.
pub fn multiple(sheet: &mut Worksheet, multiple: Decimal, origin: Option<Origin>) -> Figure {
    sheet.input_of(step::FINE_MULTIPLE, multiple, Unit::Rate, origin)
}

/// Whether the article allows a multiple.
pub fn allows(law: InForce<'_>, rule: RuleId, multiple: Decimal) -> Result<bool, AssessError> {
    let range = law.range(rule)?;
    Ok(range.low.value <= multiple && multiple <= range.high.value)
}

fn rounded(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    label: &'static str,
    base: Figure,
    multiple: Figure,
) -> Result<Figure, AssessError> {
    let exact = sheet.product(step::FINE_EXACT, &[base, multiple])?;
    Ok(sheet.round(label, exact, &law.rounding()?))
}
