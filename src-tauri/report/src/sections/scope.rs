//! What of a computation a report covers: everything, or one party, or one year.
//!
//! Adds up only amounts that the report itself prints.

use engine::computation::{BridgeRow, Finding, NotRun, PlanStep, TaxRow, WithholdingRow};
use engine::money::Money;
use engine::party::PartyKind;
use engine::period::Period;

use crate::case::PartySummary;
use crate::document::{Value, Words};
use crate::{Error, Report};

/// A report with its limits.
pub(super) struct Scope<'a> {
    /// What was asked for.
    pub report: &'a Report<'a>,
}

/// Sums of one party's taxes within the limits of the report.
pub(super) struct Total<'a> {
    /// Handle of the party.
    pub party: &'a str,
    /// The amounts.
    pub amounts: Amounts,
    /// Codes of the figures they come from.
    pub figure: String,
}

/// Tax short, surcharge and the range of fines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    /// Tax short.
    pub underpaid: Money,
    /// Surcharge.
    pub surcharge: Money,
    /// Lower end of fines.
    pub fine_low: Money,
    /// Upper end of fines.
    pub fine_high: Money,
}

impl Amounts {
    /// Tax, surcharge and lower fine.
    pub fn low(self) -> Money {
        self.underpaid + self.surcharge + self.fine_low
    }

    /// Tax, surcharge and upper fine.
    pub fn high(self) -> Money {
        self.underpaid + self.surcharge + self.fine_high
    }

    fn plus(self, other: Amounts) -> Amounts {
        Amounts {
            underpaid: self.underpaid + other.underpaid,
            surcharge: self.surcharge + other.surcharge,
            fine_low: self.fine_low + other.fine_low,
            fine_high: self.fine_high + other.fine_high,
        }
    }

    fn of_tax(row: &TaxRow) -> Amounts {
        let set = row.fine.amount;
        Amounts {
            underpaid: row.underpaid.unwrap_or_default(),
            surcharge: row.surcharge.amount.unwrap_or_default(),
            fine_low: set.or(row.fine.low).unwrap_or_default(),
            fine_high: set.or(row.fine.high).unwrap_or_default(),
        }
    }
}

impl<'a> Scope<'a> {
    /// The limits of a report; refuses a party that the case does not have.
    pub fn of(report: &'a Report<'a>) -> Result<Scope<'a>, Error> {
        let parties = &report.case.parties;
        match report.party {
            Some(asked) if parties.iter().all(|party| party.id != asked) => {
                let known: Vec<&str> = parties.iter().map(|party| party.id.as_str()).collect();
                Err(Error::UnknownParty {
                    asked: asked.to_owned(),
                    known: known.join(", "),
                })
            }
            _ => Ok(Scope { report }),
        }
    }

    /// Whether the party is covered.
    pub fn covers_party(&self, party: &str) -> bool {
        self.report.party.is_none_or(|only| only == party)
    }

    fn covers(&self, party: &str, period: Period) -> bool {
        let year = self.report.year;
        self.covers_party(party) && year.is_none_or(|only| only == period.year())
    }

    /// The parties covered.
    pub fn parties(&self) -> impl Iterator<Item = &'a PartySummary> {
        let parties = self.report.case.parties.iter();
        parties.filter(|party| self.covers_party(&party.id))
    }

    /// Whether the party is an agency.
    pub fn is_agency(&self, party: &str) -> bool {
        let mut parties = self.report.case.parties.iter();
        parties.any(|known| known.id == party && known.kind == PartyKind::Agency)
    }

    /// Name of a party; its handle where the case has no name for it.
    pub fn name(&self, party: &str) -> Words {
        let mut parties = self.report.case.parties.iter();
        let known = parties.find(|known| known.id == party);
        Words::literal(known.map_or(party, |known| known.name.as_str()))
    }

    /// The same as a value for a text.
    pub fn name_value(&self, party: &str) -> Value {
        Value::Words(self.name(party))
    }

    /// The tax rows covered.
    pub fn taxes(&self) -> Vec<&'a TaxRow> {
        let rows = self.report.computation.taxes.iter();
        rows.filter(|row| self.covers(&row.party, row.period))
            .collect()
    }

    /// The returns to file again that are covered.
    pub fn plan(&self) -> Vec<&'a PlanStep> {
        let steps = self.report.computation.plan.iter();
        let covered = steps.filter(|step| self.covers(&step.party, step.period));
        covered.collect()
    }

    /// The comparison, as the computation has it.
    pub fn bridge(&self) -> Vec<&'a BridgeRow> {
        let rows = self.report.computation.bridge.iter();
        rows.filter(|row| self.covers(&row.party, row.period))
            .collect()
    }

    /// The comparison by year.
    pub fn by_year(&self) -> Vec<&'a BridgeRow> {
        let rows = self.report.by_year.iter();
        rows.filter(|row| self.covers(&row.party, row.period))
            .collect()
    }

    /// The withholding covered.
    pub fn withholding(&self) -> Vec<&'a WithholdingRow> {
        let rows = self.report.computation.withholding.iter();
        rows.filter(|row| self.covers(&row.party, row.period))
            .collect()
    }

    /// The checks that were not run for what is covered.
    pub fn not_run(&self) -> Vec<&'a NotRun> {
        let missing = self.report.computation.not_run.iter();
        missing
            .filter(|missing| {
                let party = missing.party.as_deref();
                party.is_none_or(|party| self.covers_party(party))
            })
            .collect()
    }

    /// The findings covered; those of the whole case belong to every report.
    pub fn findings(&self) -> Vec<&'a Finding> {
        let year = self.report.year;
        let covered = |finding: &&Finding| {
            let party = finding.party.as_deref();
            party.is_none_or(|party| self.covers_party(party))
                && finding
                    .period
                    .is_none_or(|period| year.is_none_or(|only| only == period.year()))
        };
        let findings = self.report.computation.findings.iter();
        findings.filter(covered).collect()
    }

    /// Sums by party. For one year they are the sums of the tax rows that the report shows.
    pub fn totals(&self) -> Vec<Total<'a>> {
        let rows = &self.report.computation.totals;
        if self.report.year.is_some() {
            return self.totals_of_rows();
        }
        rows.iter()
            .filter(|row| self.covers_party(&row.party))
            .map(|row| Total {
                party: &row.party,
                amounts: Amounts {
                    underpaid: row.underpaid,
                    surcharge: row.surcharge,
                    fine_low: row.fine_low,
                    fine_high: row.fine_high,
                },
                figure: row.figure.clone(),
            })
            .collect()
    }

    fn totals_of_rows(&self) -> Vec<Total<'a>> {
        let taxes = self.taxes();
        let of_party = |party: &'a PartySummary| {
            let rows = taxes.iter().filter(|row| row.party == party.id);
            let codes: Vec<&str> = rows.clone().map(|row| row.figure.as_str()).collect();
            let amounts = rows.map(|row| Amounts::of_tax(row));
            (!codes.is_empty()).then(|| Total {
                party: &party.id,
                amounts: amounts.fold(Amounts::default(), Amounts::plus),
                figure: added(&codes),
            })
        };
        self.parties().filter_map(of_party).collect()
    }

    /// Everything added up, and the codes it comes from.
    pub fn grand_total(&self) -> (Amounts, String) {
        let totals = self.totals();
        let codes: Vec<&str> = totals.iter().map(|total| total.figure.as_str()).collect();
        let amounts = totals.iter().map(|total| total.amounts);
        (
            amounts.fold(Amounts::default(), Amounts::plus),
            added(&codes),
        )
    }
}

/// Codes of figures that were added up: all of a few, the first and last of many.
pub(super) fn added(codes: &[&str]) -> String {
    match codes {
        [] => String::new(),
        [first, _, .., last] if codes.len() > 3 => format!("{first} + … + {last}"),
        few => few.join(" + "),
    }
}

/// The sum of what is known; nothing where nothing is known.
pub(super) fn known_sum(amounts: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    amounts.flatten().reduce(|sum, amount| sum + amount)
}
