//! One party's sums and papers by period and income, as the comparison asks for them.

use std::collections::BTreeMap;

use super::{income_of, receipts};
use crate::computation::{Declaration, Facts, NotSettled, NotSettledAs, PartySum};
use crate::declared::is_imported;
use crate::money::Money;
use crate::party::{Income, Party};
use crate::period::{Grain, Period};
use crate::record::{Class, Side};
use crate::worksheet::Measure;

/// The declared class that belongs to an income.
pub(super) fn declared_class(income: Income) -> Option<Class> {
    match income {
        Income::LabourRemuneration => Some(Class::LabourRemuneration),
        Income::Business => Some(Class::BusinessIncome),
        Income::Wages => Some(Class::Wages),
        Income::AuthorRemuneration => Some(Class::AuthorRemuneration),
        Income::Royalties => Some(Class::Royalties),
        Income::Other => Some(Class::OtherIncome),
        Income::Corporate => None,
    }
}

fn income_of_class(class: Class) -> Option<Income> {
    Income::ALL
        .iter()
        .copied()
        .find(|income| declared_class(*income) == Some(class))
}

/// The income that a declared tax on paper speaks of; taxes on sales speak of none.
fn income_of_tax(tax: &str, party: &Party) -> Option<Income> {
    match tax {
        "iit.comprehensive" | "iit.withheld" => Some(Income::LabourRemuneration),
        "iit.business" => Some(Income::Business),
        "cit" => Some(income_of(party.kind)),
        _ => None,
    }
}

/// A figure on paper that speaks of an income.
pub(super) struct Paper {
    pub(super) entry: u32,
    pub(super) period: Period,
    pub(super) income: Income,
    pub(super) amount: Money,
    /// It was imported too, and adds nothing.
    pub(super) is_imported: bool,
    /// A return for its whole period, which covers what was withheld in it.
    pub(super) is_return: bool,
}

/// Sums of one party by period and income.
pub(super) struct Ledger<'f> {
    pub(super) streaming: Income,
    pub(super) grain: Grain,
    sums: Vec<&'f PartySum>,
    not_settled: Vec<&'f NotSettled>,
    declarations: Vec<&'f Declaration>,
    seen_again: Vec<&'f Declaration>,
    pub(super) papers: Vec<Paper>,
    pub(super) monthly: BTreeMap<Period, receipts::Month>,
}

impl<'f> Ledger<'f> {
    pub(super) fn of(facts: &'f Facts, party: &Party, grain: Grain) -> Ledger<'f> {
        let sums: Vec<_> = facts
            .sums
            .iter()
            .filter(|sum| sum.party == party.id)
            .collect();
        let papers = (1..)
            .zip(&facts.papers)
            .filter(|(_, paper)| paper.party == party.id)
            .filter_map(|(entry, paper)| {
                let income = income_of_tax(&paper.tax, party)?;
                Some(Paper {
                    entry,
                    period: paper.period,
                    income,
                    amount: paper.income,
                    is_imported: is_imported(facts, paper),
                    is_return: paper.tax != "iit.withheld" && paper.period.grain() == Grain::Year,
                })
            })
            .collect();
        let monthly = receipts::months(&sums);
        let of_party = |lines: &'f [Declaration]| {
            let theirs = lines.iter().filter(|line| line.party == party.id);
            theirs.collect::<Vec<_>>()
        };
        Ledger {
            streaming: income_of(party.kind),
            grain,
            sums,
            not_settled: facts
                .not_settled
                .iter()
                .filter(|sum| sum.party == party.id)
                .collect(),
            declarations: of_party(&facts.declarations),
            seen_again: of_party(&facts.seen_again),
            papers,
            monthly,
        }
    }

    /// Every period and income that any side speaks of.
    pub(super) fn keys(&self) -> Vec<(Period, Income)> {
        let mut keys: Vec<_> = self
            .sums
            .iter()
            .filter_map(|sum| {
                let income = match sum.side {
                    Side::Declared => income_of_class(sum.class)?,
                    _ if sum.class == Class::NotIncome => return None,
                    _ => self.streaming,
                };
                Some((sum.month.within(self.grain)?, income))
            })
            .chain(
                self.papers
                    .iter()
                    .filter_map(|paper| Some((paper.period.within(self.grain)?, paper.income))),
            )
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The counted sum of a side, or nothing where no record speaks.
    pub(super) fn counted(&self, period: Period, side: Side, classes: &[Class]) -> Option<Money> {
        let mut sums = self
            .sums
            .iter()
            .filter(|sum| sum.side == side && classes.contains(&sum.class))
            .filter(|sum| sum.month.within(self.grain) == Some(period))
            .map(|sum| sum.counted)
            .peekable();
        sums.peek().is_some().then(|| sums.sum())
    }

    /// What stands beside or within the settled commission of a period.
    pub(super) fn beside_commission(&self, period: Period, measure: Measure) -> Money {
        let sums = self.sums.iter().filter(|sum| {
            sum.side == Side::Settled
                && sum.class == Class::Commission
                && sum.month.within(self.grain) == Some(period)
        });
        sums.map(|sum| sum.measured(measure)).sum()
    }

    /// What platforms' files show in a period beside settled income.
    pub(super) fn not_settled(&self, period: Period, what: NotSettledAs) -> Money {
        let sums = self
            .not_settled
            .iter()
            .filter(|sum| sum.what == what && sum.month.within(self.grain) == Some(period));
        sums.map(|sum| sum.amount).sum()
    }

    /// Declared lines of a class in a period.
    pub(super) fn lines(&self, period: Period, class: Class) -> Vec<&'f Declaration> {
        self.of_class(&self.declarations, period, class)
    }

    /// Declared lines of a class in a period that another line says already.
    pub(super) fn seen_again(&self, period: Period, class: Class) -> Vec<&'f Declaration> {
        self.of_class(&self.seen_again, period, class)
    }

    fn of_class(
        &self,
        lines: &[&'f Declaration],
        period: Period,
        class: Class,
    ) -> Vec<&'f Declaration> {
        let inside = |line: &&&Declaration| {
            line.class == class && line.period.within(self.grain) == Some(period)
        };
        lines.iter().filter(inside).copied().collect()
    }

    /// Whether files declare a class for a longer period around this one.
    pub(super) fn declares_longer(&self, period: Period, class: Class) -> bool {
        self.sums.iter().any(|sum| {
            sum.side == Side::Declared
                && sum.class == class
                && sum.month.grain() > period.grain()
                && period.within(sum.month.grain()) == Some(sum.month)
        })
    }
}
