//! Who is assessed for which tax and year, in the order of the report, before any arithmetic.
//!
//! Companies and agencies have no income tax row here.

use std::collections::BTreeSet;

use crate::bridge::SETTLED;
use crate::computation::{Facts, PartySum, UncoveredYear};
use crate::money::Money;
use crate::party::{Classification, Income, Party, PartyKind};
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
}

impl Tax {
    pub fn code(self) -> &'static str {
        match self {
            Tax::Comprehensive => "iit.comprehensive",
            Tax::Business => "iit.business",
        }
    }

    /// The declared classes on which this tax was withheld or declared.
    pub fn classes(self) -> &'static [Class] {
        match self {
            Tax::Comprehensive => &COMPREHENSIVE,
            Tax::Business => &[Class::BusinessIncome],
        }
    }

    /// Whether a figure on paper speaks of this tax.
    pub fn is_of_paper(self, tax: &str) -> bool {
        tax == self.code() || (self == Tax::Comprehensive && tax == "iit.withheld")
    }
}

/// A party, a tax and a year: one row.
#[derive(Clone, Debug)]
pub(super) struct Subject<'f> {
    pub party: &'f Party,
    pub tax: Tax,
    pub year: i32,
    pub figure: String,
    /// The view that its business income is really a person's labour remuneration.
    pub treated: Option<&'f Classification>,
}

impl Subject<'_> {
    pub fn period(&self) -> Period {
        Period::year_of(self.year)
    }

    /// The person as whose income this one is treated.
    pub fn treated_as(&self) -> Option<&str> {
        let treat_as = self.treated?.treat_as.as_ref()?;
        Some(&treat_as.party)
    }

    /// Whether a view states another nature of the income that cannot be computed here.
    pub fn untreated(&self, facts: &Facts) -> bool {
        let view = classification(facts, &self.party.id, self.year);
        self.treated.is_none() && view.is_some_and(|view| view.treat_as.is_some())
    }
}

/// Every row to be computed, and the years that cannot be.
pub(super) struct Subjects<'f> {
    pub covered: Vec<Subject<'f>>,
    pub uncovered: Vec<UncoveredYear>,
}

pub(super) fn of<'f>(facts: &'f Facts, rules: &Rules) -> Subjects<'f> {
    let mut subjects = Subjects {
        covered: Vec::new(),
        uncovered: Vec::new(),
    };
    for party in &facts.parties {
        let Some(tax) = tax_of(party.kind) else {
            continue;
        };
        for year in years(facts, party, tax) {
            if rules.for_period(Period::year_of(year)).is_err() {
                subjects.uncovered.push(UncoveredYear {
                    party: party.id.clone(),
                    year,
                    settled: settled(facts, party, year),
                });
                continue;
            }
            subjects.covered.push(Subject {
                party,
                tax,
                year,
                figure: format!("T-{}", subjects.covered.len() + 1),
                treated: treatment(facts, party, year),
            });
        }
    }
    subjects
}

fn tax_of(kind: PartyKind) -> Option<Tax> {
    match kind {
        PartyKind::NaturalPerson => Some(Tax::Comprehensive),
        PartyKind::IndividualBusiness | PartyKind::SoleProprietorship | PartyKind::Partnership => {
            Some(Tax::Business)
        }
        PartyKind::Company | PartyKind::Agency => None,
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
    if tax_of(party.kind) != Some(Tax::Business) {
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
