//! The four-way comparison by party, period and income, each gap split into named causes.
//!
//! settled − declared = causes + unexplained, settled − received = receipt causes + unexplained, and
//! settled − platform-reported = report causes + unexplained, to the fen. It decides nothing about tax.

mod candidates;
mod declared;
mod draft;
mod ledger;
mod line;
mod receipts;
mod shifts;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::computation::{BridgeRow, Facts};
use crate::money::Money;
use crate::party::{Income, Materiality, PartyKind};
use crate::period::{Grain, Period};
use crate::record::Class;
use crate::worksheet::{Step, WorksheetError};
use draft::Draft;
use ledger::Ledger;
use line::Line;

/// Classes of settled records that are streaming income.
pub const SETTLED: [Class; 3] = [Class::Commission, Class::Clawback, Class::Tips];
/// Classes of receipts that are counted.
pub const RECEIVED: [Class; 2] = [Class::Payout, Class::Unclassified];

/// Classes of what platforms report: labour, other online income, and a merchant's own.
pub const REPORTED: [Class; 3] = [
    Class::LabourRemuneration,
    Class::BusinessIncome,
    Class::OtherIncome,
];

/// Steps behind one figure code.
type Sheet = (String, Vec<Step>);

/// The comparison and the steps behind each of its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    /// One row for each party, period and income, in the order of the parties.
    pub rows: Vec<BridgeRow>,
    /// Steps by figure code.
    pub worksheets: BTreeMap<String, Vec<Step>>,
}

/// Compares the four sides over periods of one length.
///
/// A return for a longer period cannot be split: shorter rows under it leave the gap open
/// (`None`) unless something was declared for them.
pub fn compare(facts: &Facts, grain: Grain) -> Result<Bridge, WorksheetError> {
    let series = match grain {
        Grain::Month => "B",
        Grain::Quarter => "BQ",
        Grain::Year => "BY",
    };
    let mut drafts: Vec<Draft> = Vec::new();
    for party in &facts.parties {
        let ledger = Ledger::of(facts, party, grain);
        let matched = receipts::match_oldest_first(&ledger.monthly);
        let rows = Rows {
            series,
            before: drafts.len(),
            keys: ledger.keys(),
        };
        let mut of_party = Vec::with_capacity(rows.keys.len());
        for (period, income) in &rows.keys {
            let line = Line {
                facts,
                party,
                period: *period,
                income: *income,
                ledger: &ledger,
                rows: &rows,
            };
            of_party.push(line.draft(&matched)?);
        }
        shifts::declared_when_paid(&mut of_party, &matched.moved_between(grain))?;
        drafts.extend(of_party);
    }
    shifts::received_by_another(&mut drafts, facts)?;
    let mut bridge = Bridge::default();
    for draft in drafts {
        let (row, worksheets) = draft.close(&facts.materiality)?;
        bridge.rows.push(row);
        bridge.worksheets.extend(worksheets);
    }
    Ok(bridge)
}

/// The nature that settled income of a party has, before any reviewer's classification.
pub fn income_of(kind: PartyKind) -> Income {
    match kind {
        PartyKind::NaturalPerson => Income::LabourRemuneration,
        PartyKind::IndividualBusiness | PartyKind::SoleProprietorship | PartyKind::Partnership => {
            Income::Business
        }
        PartyKind::Company | PartyKind::Agency => Income::Corporate,
    }
}

/// The rows of one party and their codes.
struct Rows {
    series: &'static str,
    /// How many rows come before them.
    before: usize,
    keys: Vec<(Period, Income)>,
}

impl Rows {
    /// The code of a row; a row that is not there has the number of the one after the last.
    fn code(&self, period: Period, income: Income) -> String {
        let place = self.keys.iter().position(|key| *key == (period, income));
        let number = self.before + place.unwrap_or(self.keys.len()) + 1;
        format!("{}-{number}", self.series)
    }
}

/// A gap counts when it passes the absolute bound and the part of the larger side.
pub fn is_material(
    bounds: &Materiality,
    gap: Money,
    settled: Option<Money>,
    declared: Option<Money>,
) -> bool {
    let larger = settled
        .unwrap_or_default()
        .absolute()
        .max(declared.unwrap_or_default().absolute());
    let relative = larger
        .yuan()
        .checked_mul(bounds.relative)
        .unwrap_or(Decimal::MAX);
    gap.absolute() > bounds.absolute && gap.absolute().yuan() > relative
}

#[cfg(test)]
mod tests;
