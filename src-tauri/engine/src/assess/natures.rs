//! 同一笔收入的不同性质: the tax of one year if the same facts were each kind of income.
//!
//! A table, no verdict: which kind it is, the evidence decides (`nature.*` of the rules say what each
//! would need). What a company later distributes to its owner is taxed again and is not contained.

use super::AssessError;
use super::business;
use super::comprehensive::{self, YearIncome};
use super::corporate::{self, Size};
use super::labels::{income as label, step};
use super::recharacterise::labour_with;
use crate::party::PartyKind;
use crate::rules::{InForce, RuleId};
use crate::worksheet::{Citation, Figure, Worksheet};

/// What the income may be. The text of what it would need is `nature.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Labour remuneration of the person.
    LabourRemuneration,
    /// The person's own business, on accounts.
    BusinessOnBooks,
    /// An individual business, on accounts.
    IndividualOnBooks,
    /// An individual business, assessed.
    IndividualAssessed,
    /// A sole proprietorship, on accounts.
    ProprietorshipOnBooks,
    /// A sole proprietorship, assessed.
    ProprietorshipAssessed,
    /// A company.
    Company,
}

impl Nature {
    /// Every nature, in the order of the table.
    pub const ALL: &'static [Nature] = &[
        Nature::LabourRemuneration,
        Nature::BusinessOnBooks,
        Nature::IndividualOnBooks,
        Nature::IndividualAssessed,
        Nature::ProprietorshipOnBooks,
        Nature::ProprietorshipAssessed,
        Nature::Company,
    ];

    /// The code it goes by in JSON and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Nature::LabourRemuneration => "labour_remuneration",
            Nature::BusinessOnBooks => "business_on_books",
            Nature::IndividualOnBooks => "individual_business_on_books",
            Nature::IndividualAssessed => "individual_business_assessed",
            Nature::ProprietorshipOnBooks => "sole_proprietorship_on_books",
            Nature::ProprietorshipAssessed => "sole_proprietorship_assessed",
            Nature::Company => "company",
        }
    }
}

/// The facts that stay the same.
#[derive(Clone, Debug)]
pub struct SameFacts<'f> {
    /// Income of the year whose nature is open.
    pub income: Figure,
    /// What it cost; absent where nobody states it, and then kinds on accounts are too.
    pub costs: Option<Figure>,
    /// The assessed profit rate; absent where none is stated.
    pub profit_rate: Option<Figure>,
    /// The person's other income of the year.
    pub other: &'f YearIncome,
    /// Deductions of the person beside the basic one.
    pub deductions: &'f [Figure],
}

/// The year under one nature. Amounts are rounded to the fen.
#[derive(Clone, Debug)]
pub struct UnderNature {
    /// Which.
    pub nature: Nature,
    /// All income tax of the year on this income and the other; absent where a fact is missing.
    pub tax: Option<Figure>,
    /// What it would need and by which articles it is taxed.
    pub citations: Vec<Citation>,
}

/// The year under each nature. A company is taxed as one of unknown size: as a small low-profit
/// enterprise where its profit allows it.
pub fn table(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    facts: &SameFacts<'_>,
) -> Result<Vec<UnderNature>, AssessError> {
    let mut rows = Vec::new();
    for nature in Nature::ALL.iter().copied() {
        let tax = match nature {
            Nature::LabourRemuneration => Some(as_labour(sheet, law, facts)?),
            Nature::Company => match facts.costs {
                Some(costs) => {
                    let profit = profit(sheet, facts.income, costs)?;
                    let tax = corporate::tax(sheet, law, profit, Size::default())?.tax;
                    Some(with_other(sheet, law, facts, tax)?)
                }
                None => None,
            },
            nature => as_business(sheet, law, facts, nature)?,
        };
        let rules = rules_of(nature);
        let citations: Result<_, _> = rules.iter().map(|rule| law.citation(*rule)).collect();
        rows.push(UnderNature {
            nature,
            tax,
            citations: citations?,
        });
    }
    Ok(rows)
}

/// The rules that tell what a nature would need, and its table.
fn rules_of(nature: Nature) -> &'static [RuleId] {
    match nature {
        Nature::LabourRemuneration => &[
            RuleId::NatureLabour,
            RuleId::LabourFactor,
            RuleId::ComprehensiveBrackets,
        ],
        Nature::BusinessOnBooks => &[
            RuleId::NatureBusiness,
            RuleId::OwnerDeduction,
            RuleId::BusinessBrackets,
        ],
        Nature::IndividualOnBooks => &[
            RuleId::NatureIndividualBusiness,
            RuleId::OwnerDeduction,
            RuleId::BusinessBrackets,
        ],
        Nature::IndividualAssessed => &[
            RuleId::NatureIndividualBusiness,
            RuleId::AssessedRate,
            RuleId::BusinessBrackets,
        ],
        Nature::ProprietorshipOnBooks => &[
            RuleId::NatureSoleProprietorship,
            RuleId::OwnerDeduction,
            RuleId::BusinessBrackets,
        ],
        Nature::ProprietorshipAssessed => &[
            RuleId::NatureSoleProprietorship,
            RuleId::AssessedRate,
            RuleId::BusinessBrackets,
        ],
        Nature::Company => &[
            RuleId::NatureCompany,
            RuleId::CorporateRate,
            RuleId::SmallProfitBrackets,
        ],
    }
}

fn as_labour(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    facts: &SameFacts<'_>,
) -> Result<Figure, AssessError> {
    let labour = labour_with(sheet, facts.other.labour, &[facts.income])?;
    let income = YearIncome {
        labour: Some(labour),
        ..*facts.other
    };
    Ok(comprehensive::tax(sheet, law, &income, facts.deductions)?.tax)
}

/// Nothing where costs or the assessed rate are not stated.
fn as_business(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    facts: &SameFacts<'_>,
    nature: Nature,
) -> Result<Option<Figure>, AssessError> {
    let (entity, assessed) = match nature {
        Nature::IndividualOnBooks => (PartyKind::IndividualBusiness, false),
        Nature::IndividualAssessed => (PartyKind::IndividualBusiness, true),
        Nature::ProprietorshipOnBooks => (PartyKind::SoleProprietorship, false),
        Nature::ProprietorshipAssessed => (PartyKind::SoleProprietorship, true),
        _ => (PartyKind::NaturalPerson, false),
    };
    let taxable = match (assessed, facts.costs, facts.profit_rate) {
        (true, _, Some(rate)) => business::assessed(sheet, facts.income, rate)?,
        (false, Some(costs), _) => on_books(sheet, law, facts, costs)?,
        _ => return Ok(None),
    };
    let tax = business::tax(sheet, law, taxable, Some(entity), None)?.tax;
    Ok(Some(with_other(sheet, law, facts, tax)?))
}

/// Profit, less the owner's deductions where no comprehensive income takes them.
fn on_books(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    facts: &SameFacts<'_>,
    costs: Figure,
) -> Result<Figure, AssessError> {
    let profit = profit(sheet, facts.income, costs)?;
    if has_income(facts.other) {
        return Ok(profit);
    }
    business::less_owner_deductions(sheet, law, profit, facts.deductions)
}

fn profit(sheet: &mut Worksheet, income: Figure, costs: Figure) -> Result<Figure, AssessError> {
    let rest = sheet.difference(label::PROFIT, income, &[costs])?;
    Ok(sheet.not_below_zero(label::PROFIT, rest))
}

fn has_income(other: &YearIncome) -> bool {
    [other.wages, other.labour, other.author, other.royalty] != [None; 4]
}

/// The tax with that on the person's other income of the year.
pub fn with_other(
    sheet: &mut Worksheet,
    law: InForce<'_>,
    facts: &SameFacts<'_>,
    tax: Figure,
) -> Result<Figure, AssessError> {
    if !has_income(facts.other) {
        return Ok(tax);
    }
    let other = comprehensive::tax(sheet, law, facts.other, facts.deductions)?;
    Ok(sheet.sum(label::TAX_OF_YEAR, &[tax, other.tax])?)
}

/// The difference of each row to what was declared.
pub fn differences(
    sheet: &mut Worksheet,
    rows: &[UnderNature],
    declared: Figure,
) -> Result<Vec<Option<Figure>>, AssessError> {
    let difference = |row: &UnderNature| {
        let tax = row.tax?;
        Some(sheet.difference(step::DUE, tax, &[declared]))
    };
    let found: Vec<_> = rows.iter().map(difference).collect();
    let found: Result<Vec<_>, _> = found.into_iter().map(Option::transpose).collect();
    Ok(found?)
}
