//! Who is assessed for which tax and year, in the order of the report, before any arithmetic.
//!
//! Everybody has a row of income tax a year, owners of several businesses one more for the return that adds
//! them up, and whoever files VAT its rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::vat_return;
use crate::bridge::SETTLED;
use crate::computation::{Facts, PartySum, UncoveredYear};
use crate::money::Money;
use crate::party::{Classification, Income, LinkRole, Party, PartyKind};
use crate::period::Period;
use crate::record::{Class, Side};
use crate::rules::Rules;

/// Declared classes that are comprehensive income.
pub(super) const COMPREHENSIVE: [Class; 4] = [
    Class::Wages,
    Class::LabourRemuneration,
    Class::AuthorRemuneration,
    Class::Royalties,
];

/// Which tax a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tax {
    Comprehensive,
    Business,
    /// What the return adds that sums up the businesses of one owner.
    BusinessSummary,
    Corporate,
    Vat,
    /// 城市维护建设税 on that VAT.
    Urban,
    /// 教育费附加 and 地方教育附加 on that VAT.
    Education,
}

/// What is computed before what: VAT that was declared is no income, and a sum needs its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Sales,
    Income,
    AllBusinesses,
}

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::Sales, Stage::Income, Stage::AllBusinesses];
}

/// VAT and what is charged on it.
const FILED: [Tax; 3] = [Tax::Vat, Tax::Urban, Tax::Education];

impl Tax {
    pub fn code(self) -> &'static str {
        match self {
            Tax::Comprehensive => "iit.comprehensive",
            Tax::Business => "iit.business",
            Tax::BusinessSummary => "iit.business_summary",
            Tax::Corporate => "cit",
            Tax::Vat => "vat.small_scale",
            Tax::Urban => "urban_construction",
            Tax::Education => "education",
        }
    }

    /// The tax with whose return it is due.
    pub fn due_with(self) -> &'static str {
        match self {
            Tax::Urban | Tax::Education => Tax::Vat.code(),
            Tax::BusinessSummary => Tax::Business.code(),
            tax => tax.code(),
        }
    }

    /// Beginning of its codes.
    fn series(self) -> &'static str {
        match self {
            Tax::Comprehensive | Tax::Business => "T",
            Tax::BusinessSummary => "O",
            Tax::Corporate => "K",
            Tax::Vat => "V",
            Tax::Urban => "VU",
            Tax::Education => "VE",
        }
    }

    pub fn stage(self) -> Stage {
        match self {
            Tax::Vat | Tax::Urban | Tax::Education => Stage::Sales,
            Tax::Comprehensive | Tax::Business | Tax::Corporate => Stage::Income,
            Tax::BusinessSummary => Stage::AllBusinesses,
        }
    }

    /// Whether it is charged on income by the year.
    pub fn is_on_income(self) -> bool {
        self.stage() != Stage::Sales
    }

    /// Whether it is charged on VAT, so that there is nothing to say of it where no VAT is due.
    pub fn is_on_vat(self) -> bool {
        matches!(self, Tax::Urban | Tax::Education)
    }

    /// Whether it is a fee and no tax: nothing is added where it is late.
    pub fn is_fee(self) -> bool {
        self == Tax::Education
    }

    /// The declared classes on which this tax was withheld or declared.
    pub fn classes(self) -> &'static [Class] {
        match self {
            Tax::Comprehensive => &COMPREHENSIVE,
            Tax::Business => &[Class::BusinessIncome],
            Tax::BusinessSummary | Tax::Corporate => &[],
            Tax::Vat | Tax::Urban | Tax::Education => &[],
        }
    }

    /// Whether a figure on paper speaks of this tax.
    pub fn is_of_paper(self, tax: &str) -> bool {
        tax == self.code() || (self == Tax::Comprehensive && tax == "iit.withheld")
    }
}

/// A party, a tax and a period: one row.
#[derive(Clone, Debug)]
pub(super) struct Subject<'f> {
    pub party: &'f Party,
    pub tax: Tax,
    pub period: Period,
    pub figure: String,
    /// The view that its business income is really a person's labour remuneration.
    pub treated: Option<&'f Classification>,
}

impl Subject<'_> {
    pub fn year(&self) -> i32 {
        self.period.year()
    }

    /// Whether something of a period belongs to this one.
    pub fn covers(&self, period: Period) -> bool {
        period.within(self.period.grain()) == Some(self.period)
    }

    /// The person as whose income this one is treated.
    pub fn treated_as(&self) -> Option<&str> {
        let treat_as = self.treated?.treat_as.as_ref()?;
        Some(&treat_as.party)
    }

    /// Whether a view states another nature of the income that cannot be computed here.
    pub fn untreated(&self, facts: &Facts) -> bool {
        let view = classification(facts, &self.party.id, self.year());
        let is_other = view.is_some_and(|view| view.treat_as.is_some());
        self.tax.is_on_income() && self.treated.is_none() && is_other
    }
}

/// Every row to be computed, and the years that cannot be.
pub(super) struct Subjects<'f> {
    pub covered: Vec<Subject<'f>>,
    pub uncovered: Vec<UncoveredYear>,
}

pub(super) fn of<'f>(facts: &'f Facts, rules: &Rules) -> Subjects<'f> {
    let mut list = List::default();
    for party in &facts.parties {
        let tax = tax_of(party.kind);
        let (own, summed) = (years(facts, party, tax), summed_years(facts, party));
        for year in own.union(&summed) {
            let period = Period::year_of(*year);
            if rules.for_period(period).is_err() {
                list.uncovered.push(UncoveredYear {
                    party: party.id.clone(),
                    year: *year,
                    settled: settled(facts, party, *year),
                });
                continue;
            }
            if own.contains(year) {
                list.add(party, tax, period, treatment(facts, party, *year));
            }
            if summed.contains(year) {
                list.add(party, Tax::BusinessSummary, period, None);
            }
        }
        for period in filed_periods(facts, rules, party) {
            for tax in FILED {
                list.add(party, tax, period, None);
            }
        }
    }
    Subjects {
        covered: list.covered,
        uncovered: list.uncovered,
    }
}

/// The rows in the making, each numbered in its series.
#[derive(Default)]
struct List<'f> {
    covered: Vec<Subject<'f>>,
    uncovered: Vec<UncoveredYear>,
    numbers: BTreeMap<&'static str, u32>,
}

impl<'f> List<'f> {
    fn add(
        &mut self,
        party: &'f Party,
        tax: Tax,
        period: Period,
        treated: Option<&'f Classification>,
    ) {
        let number = self.numbers.entry(tax.series()).or_default();
        *number += 1;
        self.covered.push(Subject {
            party,
            tax,
            period,
            figure: format!("{}-{number}", tax.series()),
            treated,
        });
    }
}

/// Individual businesses and sole proprietorships that were a person's in a year, in the order of the parties.
pub(super) fn businesses_of<'f>(facts: &'f Facts, owner: &Party, year: i32) -> Vec<&'f Party> {
    let is_theirs = |party: &&Party| {
        facts.links.iter().any(|link| {
            link.role == LinkRole::ControlledBy
                && (link.from.as_str(), link.to.as_str()) == (party.id.as_str(), owner.id.as_str())
                && link.since.year() <= year
                && link.until.is_none_or(|until| until.year() >= year)
        })
    };
    let kinds = [PartyKind::IndividualBusiness, PartyKind::SoleProprietorship];
    let parties = facts
        .parties
        .iter()
        .filter(|party| kinds.contains(&party.kind));
    parties.filter(is_theirs).collect()
}

/// Years in which a person has to add up several businesses: those whose income was not taken as the person's
/// own.
fn summed_years(facts: &Facts, owner: &Party) -> BTreeSet<i32> {
    let links = facts.links.iter();
    let theirs = links.filter(|link| link.role == LinkRole::ControlledBy && link.to == owner.id);
    let theirs: BTreeSet<&str> = theirs.map(|link| link.from.as_str()).collect();
    if owner.kind != PartyKind::NaturalPerson || theirs.len() < 2 {
        return BTreeSet::new();
    }
    let parties = facts.parties.iter();
    let parties = parties.filter(|party| theirs.contains(party.id.as_str()));
    let years: BTreeSet<i32> = parties
        .flat_map(|party| own_years(facts, party, Tax::Business))
        .collect();
    let has_income = |business: &&Party, year: i32| {
        own_years(facts, business, Tax::Business).contains(&year)
            && treatment(facts, business, year).is_none()
    };
    let businesses = |year: i32| {
        let theirs = businesses_of(facts, owner, year).into_iter();
        theirs.filter(|one| has_income(one, year)).count()
    };
    years
        .into_iter()
        .filter(|year| businesses(*year) > 1)
        .collect()
}

/// Months or quarters in which platforms settled anything with somebody for whom VAT is filed.
fn filed_periods(facts: &Facts, rules: &Rules, party: &Party) -> BTreeSet<Period> {
    let grain = vat_return::grain_of(party);
    let sums = facts.sums.iter().filter(|sum| {
        sum.party == party.id && sum.side == Side::Settled && SETTLED.contains(&sum.class)
    });
    let periods = sums.filter_map(|sum| sum.month.within(grain));
    periods
        .filter(|period| vat_return::is_filed(party, *period, rules))
        .collect()
}

fn tax_of(kind: PartyKind) -> Tax {
    match kind {
        PartyKind::NaturalPerson => Tax::Comprehensive,
        PartyKind::IndividualBusiness | PartyKind::SoleProprietorship | PartyKind::Partnership => {
            Tax::Business
        }
        PartyKind::Company | PartyKind::Agency => Tax::Corporate,
    }
}

/// Years with settled or declared income, or with income of a business treated as the party's own.
fn years(facts: &Facts, party: &Party, tax: Tax) -> BTreeSet<i32> {
    let own = own_years(facts, party, tax);
    let treated = facts.classifications.iter().filter_map(|view| {
        let business = facts.parties.iter().find(|other| other.id == view.party)?;
        let year = view.year;
        let treat_as = treatment(facts, business, year)?.treat_as.as_ref()?;
        let mine =
            treat_as.party == party.id && own_years(facts, business, Tax::Business).contains(&year);
        mine.then_some(year)
    });
    own.into_iter().chain(treated).collect()
}

fn own_years(facts: &Facts, party: &Party, tax: Tax) -> BTreeSet<i32> {
    let counts = |sum: &&PartySum| match sum.side {
        Side::Settled => SETTLED.contains(&sum.class),
        Side::Declared => tax.classes().contains(&sum.class),
        Side::Received | Side::PlatformReported => false,
    };
    let sums = facts.sums.iter().filter(|sum| sum.party == party.id);
    let sums = sums.filter(counts).map(|sum| sum.month.year());
    let papers = facts
        .papers
        .iter()
        .filter(|paper| paper.party == party.id && tax.is_of_paper(&paper.tax));
    sums.chain(papers.map(|paper| paper.period.year()))
        .collect()
}

/// The view that a business's income of a year is labour remuneration of a person of the case.
fn treatment<'f>(facts: &'f Facts, party: &Party, year: i32) -> Option<&'f Classification> {
    if tax_of(party.kind) != Tax::Business {
        return None;
    }
    let view = classification(facts, &party.id, year)?;
    let treat_as = view.treat_as.as_ref()?;
    let person = facts
        .parties
        .iter()
        .find(|other| other.id == treat_as.party)?;
    let computable =
        person.kind == PartyKind::NaturalPerson && treat_as.income == Income::LabourRemuneration;
    computable.then_some(view)
}

/// The reviewer's view of a party's year.
pub(super) fn classification<'f>(
    facts: &'f Facts,
    party: &str,
    year: i32,
) -> Option<&'f Classification> {
    let mut views = facts.classifications.iter();
    views.find(|view| view.party == party && view.year == year)
}

fn settled(facts: &Facts, party: &Party, year: i32) -> Money {
    let sums = facts.sums.iter().filter(|sum| {
        sum.party == party.id
            && sum.month.year() == year
            && sum.side == Side::Settled
            && SETTLED.contains(&sum.class)
    });
    sums.map(|sum| sum.counted).sum()
}
