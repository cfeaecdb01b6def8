//! The computation of a case: facts are loaded, the engine computes, nothing is stored.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use engine::assess::waiting::Span;
use engine::computation::{
    Computation, Declaration, Facts, NotSettled, PartySum, TaxRow, TotalRow, WaitingRow,
};
use engine::declared::{self, Declarations, DeclaredLine};
use engine::format::Format;
use engine::money::Money;
use engine::party::{LinkRole, PartyKind};
use engine::period::{Grain, Period};
use engine::record::{AmountField, Class, Side};

use crate::case::Case;
use crate::documents::format_of;
use crate::error::{Error, ErrorKind};
use crate::parties::Ownership;
use crate::tables;
use crate::tables::records::PlacedAmounts;

impl Case {
    /// The whole result for a day: comparison, taxes, surcharges, fine ranges, findings.
    pub fn compute(&self, as_of: NaiveDate, grain: Grain) -> Result<Computation, Error> {
        let facts = self.facts()?;
        let mut computation = engine::compute(&facts, as_of, grain)
            .map_err(|error| Error::new(ErrorKind::Computation).with("reason", error))?;
        self.apply_decisions(&mut computation.findings)?;
        Ok(computation)
    }

    /// What waiting costs each party from a day to another, every so many days.
    pub fn waiting(&self, span: Span) -> Result<Vec<WaitingRow>, Error> {
        engine::outlook(&self.facts()?, span)
            .map_err(|error| Error::new(ErrorKind::Computation).with("reason", error))
    }

    /// A computation cut down to one party or one calendar year; codes stay as they are.
    pub fn part_of(
        &self,
        mut whole: Computation,
        party: Option<&str>,
        year: Option<i32>,
    ) -> Result<Computation, Error> {
        if let Some(party) = party {
            Ownership::load(&self.connection)?.party(party)?;
        }
        let is_meant = |of: &str| party.is_none_or(|party| party == of);
        let in_year = |of: Period| year.is_none_or(|year| year == of.year());
        whole
            .bridge
            .retain(|row| is_meant(&row.party) && in_year(row.period));
        whole
            .taxes
            .retain(|row| is_meant(&row.party) && in_year(row.period));
        whole
            .withholding
            .retain(|row| is_meant(&row.party) && in_year(row.period));
        // The fine of an agency is measured by all its years together.
        whole.agency_debts.retain(|debt| {
            let mut streamers = debt.streamers.iter();
            let is_theirs = is_meant(&debt.agency);
            streamers.any(|one| (is_theirs || is_meant(&one.party)) && in_year(one.period))
        });
        whole
            .plan
            .retain(|step| is_meant(&step.party) && in_year(step.period));
        whole
            .uncovered
            .retain(|row| is_meant(&row.party) && year.is_none_or(|y| y == row.year));
        whole.findings.retain(|finding| {
            finding.party.as_deref().is_none_or(is_meant) && finding.period.is_none_or(in_year)
        });
        whole
            .not_run
            .retain(|missing| missing.party.as_deref().is_none_or(is_meant));
        whole.totals.retain(|row| is_meant(&row.party));
        // What is open is open for all years together.
        whole.waiting.retain(|row| is_meant(&row.party));
        whole.pictures.retain(|row| {
            party.is_none_or(|party| row.members.iter().any(|member| member == party))
                && in_year(row.period)
        });
        if year.is_some() {
            whole
                .totals
                .retain(|total| whole.taxes.iter().any(|tax| is_computed(tax, &total.party)));
            for total in &mut whole.totals {
                *total = total_of(&whole.taxes, &total.party);
            }
        }
        Ok(whole)
    }

    /// Everything the computation rests on, attributed to parties.
    fn facts(&self) -> Result<Facts, Error> {
        let ownership = Ownership::load(&self.connection)?;
        let placed = self.placed_amounts()?;
        let mut sums =
            tables::records::counted_by_party(&self.connection, &ownership.owned, &placed)?;
        let not_settled = self.not_settled(&ownership)?;
        let Declarations {
            counted: declarations,
            seen_again,
        } = self.declarations(&ownership)?;
        sums.extend(declared_sums(&declarations)?);
        sums.extend(self.agency_sums(&ownership)?);
        let order = |party: &str| {
            ownership
                .manifest
                .parties
                .iter()
                .position(|known| known.id == party)
        };
        sums.sort_by_key(|sum| (order(&sum.party), sum.month, sum.side, sum.class));
        let unassigned = ownership.unassigned(&self.connection)?;
        let records = self.record_facts(&ownership, &sums)?;
        let manifest = ownership.manifest;
        Ok(Facts {
            sums,
            not_settled,
            declarations,
            seen_again,
            unassigned,
            quarantined: tables::quarantine::count(&self.connection)?.into(),
            parties: manifest.parties,
            links: manifest.links,
            papers: manifest.declared,
            classifications: manifest.classifications,
            materiality: manifest.materiality.unwrap_or_default(),
            inputs: manifest.checks,
            records,
            settings: manifest.settings.unwrap_or_default(),
        })
    }

    /// What platforms' files show beside settled income.
    fn not_settled(&self, ownership: &Ownership) -> Result<Vec<NotSettled>, Error> {
        let documents = self.documents_with(AmountField::CommissionEstimated.code())?;
        let found = tables::records::not_settled::not_settled(
            &self.connection,
            &ownership.owned,
            &documents,
        )?;
        Ok(found)
    }

    /// Declared lines with the party they speak of, and what each adds.
    pub(crate) fn declarations(&self, ownership: &Ownership) -> Result<Declarations, Error> {
        let rows = tables::records::declared_lines(&self.connection, &ownership.owned)?;
        let mut formats: BTreeMap<i64, Format> = BTreeMap::new();
        let mut lines = Vec::new();
        for row in rows {
            let format = match formats.entry(row.document) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let document = self.document(row.document)?;
                    place.insert(format_of(&self.connection, &document)?)
                }
            };
            let mut line = row.line;
            if let Some(firm) = firm_of(ownership, &line) {
                line.party = firm;
            }
            lines.push(DeclaredLine {
                line,
                cumulative_to: row.cumulative_to,
                annual: format.annual,
                perspective: format.perspective,
            });
        }
        declared::comparable(lines).ok_or_else(Error::sum_too_large)
    }

    /// What agencies kept of their streamers' orders: their own settled commission.
    fn agency_sums(&self, ownership: &Ownership) -> Result<Vec<PartySum>, Error> {
        let mut kept = Vec::new();
        for agency in &ownership.manifest.parties {
            if agency.kind != PartyKind::Agency {
                continue;
            }
            let windows = ownership.signed_with(agency);
            let sums = tables::records::counted_by_party(
                &self.connection,
                &windows,
                &PlacedAmounts::default(),
            )?;
            let settled = sums.into_iter().filter(|sum| sum.side == Side::Settled);
            kept.extend(
                settled
                    .filter(|sum| sum.agency_share != Money::ZERO)
                    .map(|sum| PartySum {
                        records: sum.records,
                        ..PartySum::of_counted(
                            &sum.party,
                            sum.month,
                            sum.side,
                            sum.class,
                            sum.agency_share,
                        )
                    }),
            );
        }
        Ok(kept)
    }
}

/// A tax of the party that was computed: what is missing adds nothing.
fn is_computed(tax: &TaxRow, party: &str) -> bool {
    tax.party == party && tax.missing.is_none()
}

/// The total of a part of the taxes; its code is those of the taxes it adds up.
fn total_of(taxes: &[TaxRow], party: &str) -> TotalRow {
    let mine: Vec<_> = taxes.iter().filter(|tax| is_computed(tax, party)).collect();
    let sum = |of: fn(&TaxRow) -> Option<Money>| mine.iter().filter_map(|tax| of(tax)).sum();
    let (underpaid, surcharge): (Money, Money) =
        (sum(|tax| tax.underpaid), sum(|tax| tax.surcharge.amount));
    let (fine_low, fine_high) = (sum(|tax| tax.fine.low), sum(|tax| tax.fine.high));
    let codes: Vec<_> = mine.iter().map(|tax| tax.figure.as_str()).collect();
    TotalRow {
        party: party.to_owned(),
        underpaid,
        surcharge,
        fine_low,
        fine_high,
        total_low: underpaid + surcharge + fine_low,
        total_high: underpaid + surcharge + fine_high,
        figure: codes.join("+"),
    }
}

/// Business income on a person's tax record belongs to the firm that the record names, where that
/// firm is theirs.
fn firm_of(ownership: &Ownership, line: &Declaration) -> Option<String> {
    if line.class != Class::BusinessIncome {
        return None;
    }
    let payer = line.payer.as_deref()?;
    let manifest = &ownership.manifest;
    let theirs = manifest
        .links
        .iter()
        .filter(|link| link.role == LinkRole::ControlledBy && link.to == line.party);
    theirs
        .filter_map(|link| manifest.parties.iter().find(|party| party.id == link.from))
        .find(|firm| firm.is_named(payer))
        .map(|firm| firm.id.clone())
}

/// Declared lines added up by party, class and the period each is for: a quarter stays a quarter.
fn declared_sums(lines: &[Declaration]) -> Result<Vec<PartySum>, Error> {
    let mut sums: Vec<PartySum> = Vec::new();
    for line in lines {
        let same = |sum: &&mut PartySum| {
            sum.party == line.party && sum.month == line.period && sum.class == line.class
        };
        let tax = line.tax.unwrap_or_default();
        match sums.iter_mut().find(same) {
            Some(sum) => {
                sum.counted = sum
                    .counted
                    .checked_add(line.income)
                    .ok_or_else(Error::sum_too_large)?;
                sum.declared_tax = sum
                    .declared_tax
                    .checked_add(tax)
                    .ok_or_else(Error::sum_too_large)?;
                sum.records += 1;
            }
            None => sums.push(PartySum {
                declared_tax: tax,
                ..PartySum::of_counted(
                    &line.party,
                    line.period,
                    Side::Declared,
                    line.class,
                    line.income,
                )
            }),
        }
    }
    Ok(sums)
}
