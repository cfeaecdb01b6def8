//! Who is assessed for which tax and year, in the order of the report, before any arithmetic.
//!
//! Companies and agencies have no income tax row here; everybody has rows of VAT who files it.

use std::collections::BTreeSet;

use super::vat_return;
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
    Vat,
    /// 城市维护建设税 on that VAT.
    Urban,
    /// 教育费附加 and 地方教育附加 on that VAT.
    Education,
}

/// VAT and what is charged on it, with the beginning of their codes.
const FILED: [(Tax, &str); 3] = [(Tax::Vat, "V"), (Tax::Urban, "VU"), (Tax::Education, "VE")];

impl Tax {
    pub fn code(self) -> &'static str {
        match self {
            Tax::Comprehensive => "iit.comprehensive",
            Tax::Business => "iit.business",
            Tax::Vat => "vat.small_scale",
            Tax::Urban => "urban_construction",
            Tax::Education => "education",
        }
    }

    /// The tax with whose return it is due.
    pub fn due_with(self) -> &'static str {
        match self {
            Tax::Urban | Tax::Education => Tax::Vat.code(),
            tax => tax.code(),
        }
    }

    /// Whether the nature of the income decides it.
    pub fn is_on_income(self) -> bool {
        matches!(self, Tax::Comprehensive | Tax::Business)
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
    let mut subjects = Subjects {
        covered: Vec::new(),
        uncovered: Vec::new(),
    };
    let (mut annual, mut filed) = (0, 0);
    for party in &facts.parties {
        for year in tax_of(party.kind).map_or_else(BTreeSet::new, |tax| years(facts, party, tax)) {
            let period = Period::year_of(year);
            if rules.for_period(period).is_err() {
                subjects.uncovered.push(UncoveredYear {
                    party: party.id.clone(),
                    year,
                    settled: settled(facts, party, year),
                });
                continue;
            }
            annual += 1;
            subjects
                .covered
                .extend(tax_of(party.kind).map(|tax| Subject {
                    party,
                    tax,
                    period,
                    figure: format!("T-{annual}"),
                    treated: treatment(facts, party, year),
                }));
        }
        for period in filed_periods(facts, rules, party) {
            filed += 1;
            subjects.covered.extend(FILED.map(|(tax, series)| Subject {
                party,
                tax,
                period,
                figure: format!("{series}-{filed}"),
                treated: None,
            }));
        }
    }
    subjects
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
