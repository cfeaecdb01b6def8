//! What stands between settled and declared, or between settled and what the platform reported: each thing
//! that may have been told or left out instead of what was settled, held against the gap.
//!
//! A cause is named where the candidates meet the gap to the fen, alone or several together. Two are
//! known to stand between the sides and are named beyond that: VAT, which a return's income does not
//! contain, as far as less was declared than settled; and the platform's fee, where the case takes
//! income after it.

use super::draft::{Draft, Gap, Named};
use super::line::Line;
use crate::computation::NotSettledAs;
use crate::money::Money;
use crate::record::{Class, Side};
use crate::worksheet::{Measure, Origin, WorksheetError};

/// The tax on paper that is read as VAT.
const VAT: &str = "vat.small_scale";

/// When a candidate is named although the gap is not met to the fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Otherwise {
    /// It is not.
    Never,
    /// Where the gap contains it whole.
    Whole,
    /// As far as the gap goes.
    AtMost,
}

/// Something that may stand between the sides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    named: Named,
    otherwise: Otherwise,
}

impl Line<'_> {
    /// Names what stands between settled and declared.
    pub(super) fn declared_causes(&self, draft: &mut Draft) -> Result<(), WorksheetError> {
        let rest = draft.rest(Gap::Declared);
        let Some(gap) = rest.filter(|gap| *gap != Money::ZERO) else {
            return Ok(());
        };
        let candidates = match gap > Money::ZERO {
            true => vec![self.vat(), self.fee_within(), self.subsidy()],
            false => self.beyond(),
        };
        name(draft, Gap::Declared, gap, candidates)
    }

    /// Names what stands between settled and what the platform reported: nothing beyond what meets the gap.
    pub(super) fn report_causes(&self, draft: &mut Draft) -> Result<(), WorksheetError> {
        let rest = draft.rest(Gap::Reported);
        let Some(gap) = rest.filter(|gap| *gap != Money::ZERO) else {
            return Ok(());
        };
        let candidates = match gap > Money::ZERO {
            true => vec![self.fee_within(), self.subsidy()],
            false => self.beyond(),
        };
        let candidates = candidates.into_iter().map(|candidate| Candidate {
            named: Named {
                is_income: false,
                ..candidate.named
            },
            otherwise: Otherwise::Never,
        });
        name(draft, Gap::Reported, gap, candidates.collect())
    }

    /// The VAT that was declared for the period.
    fn vat(&self) -> Candidate {
        let papers = (1..).zip(&self.facts.papers).filter(|(_, paper)| {
            paper.party == self.party.id
                && paper.tax == VAT
                && paper.period.within(self.ledger.grain) == Some(self.period)
                && paper.tax_paid > Money::ZERO
        });
        let parts = papers.map(|(entry, paper)| (paper.tax_paid, Origin::Paper { entry }));
        Candidate {
            named: Named::new("vat_declared", parts.collect()),
            otherwise: Otherwise::AtMost,
        }
    }

    /// Declared after what the platform takes: income all the same where the case counts it so.
    fn fee_within(&self) -> Candidate {
        let is_income = self.facts.settings.income_before_platform_fees;
        Candidate {
            named: Named {
                is_income,
                ..self.settled("platform_fee", Measure::FeeWithin)
            },
            otherwise: match is_income {
                true => Otherwise::Never,
                false => Otherwise::Whole,
            },
        }
    }

    /// Declared without what the platform itself adds, which is income all the same.
    fn subsidy(&self) -> Candidate {
        Candidate {
            named: Named {
                is_income: true,
                ..self.settled("subsidy", Measure::SubsidyWithin)
            },
            otherwise: Otherwise::Never,
        }
    }

    /// What may have been told beyond what was settled; each below zero.
    fn beyond(&self) -> Vec<Candidate> {
        let clawback = self
            .ledger
            .counted(self.period, Side::Settled, &[Class::Clawback]);
        let origin = self.origin(Side::Settled, &[Class::Clawback], Measure::Counted);
        let clawback = Named::new("clawback", vec![(clawback.unwrap_or_default(), origin)]);
        let beyond = [
            ("platform_fee", Measure::FeeBeside),
            ("agency_share", Measure::AgencyShare),
            ("other_view", Measure::OtherView),
            ("estimated", Measure::Estimated),
        ];
        let beyond = beyond.map(|(cause, measure)| self.settled(cause, measure).negated());
        let all = std::iter::once(clawback).chain(beyond);
        all.map(|named| Candidate {
            named,
            otherwise: Otherwise::Never,
        })
        .collect()
    }

    /// An amount beside the settled commission of the period.
    pub(super) fn settled(&self, cause: &'static str, measure: Measure) -> Named {
        let amount = match measure {
            Measure::Estimated => self.not_settled(NotSettledAs::Estimated),
            Measure::OtherView => self.not_settled(NotSettledAs::OtherView),
            _ => self.ledger.beside_commission(self.period, measure),
        };
        let origin = self.origin(Side::Settled, &[Class::Commission], measure);
        Named::new(cause, vec![(amount, origin)])
    }

    fn not_settled(&self, what: NotSettledAs) -> Money {
        self.ledger.not_settled(self.period, what)
    }
}

/// Names the candidates that are chosen.
fn name(
    draft: &mut Draft,
    of: Gap,
    gap: Money,
    mut candidates: Vec<Candidate>,
) -> Result<(), WorksheetError> {
    candidates.retain(|candidate| candidate.named.amount() != Money::ZERO);
    for named in chosen(gap, candidates) {
        draft.name(of, named)?;
    }
    Ok(())
}

/// The candidates that meet the gap to the fen, the fewest and first of them; where none do, those that
/// are known to stand in it.
fn chosen(gap: Money, candidates: Vec<Candidate>) -> Vec<Named> {
    let amounts: Vec<Money> = candidates.iter().map(|one| one.named.amount()).collect();
    if let Some(places) = meeting(gap, &amounts) {
        let places = places.into_iter();
        return places
            .map(|place| candidates[place].named.clone())
            .collect();
    }
    let mut rest = gap;
    let mut named = Vec::new();
    for candidate in candidates {
        let amount = candidate.named.amount();
        let part = match candidate.otherwise {
            Otherwise::Never => continue,
            Otherwise::Whole if amount > rest => continue,
            Otherwise::Whole => candidate.named,
            Otherwise::AtMost => Named {
                at_most: Some(rest),
                ..candidate.named
            },
        };
        rest = rest - amount.min(rest);
        named.push(part);
        if rest == Money::ZERO {
            break;
        }
    }
    named
}

/// The places of the amounts that add up to the gap: the fewest, and of as many the first.
fn meeting(gap: Money, amounts: &[Money]) -> Option<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for place in 0..amounts.len() {
        let with = sets.iter().map(|set| {
            let mut with = set.clone();
            with.push(place);
            with
        });
        sets.extend(with.collect::<Vec<_>>());
    }
    sets.sort_by_key(|set| (set.len(), set.clone()));
    let sum = |set: &Vec<usize>| set.iter().map(|place| amounts[*place]).sum::<Money>();
    sets.into_iter()
        .find(|set| !set.is_empty() && sum(set) == gap)
}
