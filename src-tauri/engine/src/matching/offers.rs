//! Every possible match: settlements that may have been paid together, with receipts of that sum in
//! their window. Found by sum, never by comparing all with all.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::book::{Book, OfParty, Totals, month};
use super::sets::{Set, Sets};
use super::{DifferenceKind, MatchRule, Points, Settlement, points};
use crate::money::Money;
use crate::period::Period;

/// Receipts looked at for one bundle; where more fit, nobody can tell which it was.
const RECEIPTS_MAX: usize = 64;

/// A possible match, by places in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) settlements: Vec<usize>,
    pub(super) receipts: Vec<usize>,
    pub(super) score: i64,
    pub(super) rule: MatchRule,
    pub(super) differences: Vec<(DifferenceKind, Money)>,
    pub(super) points: Vec<Points>,
    /// More receipts fit than were looked at.
    pub(super) is_one_of_many: bool,
}

/// How exactly amounts must fit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Exact,
    WithinTolerance,
}

/// Settlements that may have been paid together.
pub(super) struct Bundle<'b> {
    pub(super) rule: MatchRule,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// Where its window is.
    pub(super) window: usize,
    /// A bit for each of its platforms.
    pub(super) platforms: u64,
    ranges: &'b [Range<usize>],
    totals: Totals,
    declared_tax: Money,
}

/// What may have arrived of a bundle.
pub(super) struct Owed {
    pub(super) amount: Money,
    pub(super) less: Vec<(DifferenceKind, Money)>,
}

/// Every possible match of a book.
pub(super) fn all(book: &Book<'_>, fit: Fit) -> Vec<Candidate> {
    let mut offers = Offers {
        book,
        fit,
        found: Vec::new(),
    };
    for party in book.parties() {
        offers.of_party(&party);
    }
    offers.found
}

struct Offers<'b, 'a> {
    book: &'b Book<'a>,
    fit: Fit,
    found: Vec<Candidate>,
}

impl<'a> Offers<'_, 'a> {
    fn of_party(&mut self, party: &OfParty<'a>) {
        let sets = Sets::of(self.book, party, self.fit == Fit::Exact);
        self.by_reference(party);
        for place in party.settlements.clone() {
            self.offer(
                MatchRule::SameAmount,
                std::slice::from_ref(&(place..place + 1)),
                Money::ZERO,
                &sets,
            );
        }
        let accounts: Vec<_> = self
            .book
            .runs(party.settlements.clone(), |one| &one.account)
            .collect();
        for account in accounts {
            self.days(account, &sets);
        }
        let by_account = |one: &'a Settlement| one.account.as_str();
        let by_platform = |one: &'a Settlement| one.platform.as_str();
        self.months(party, MatchRule::AccountMonth, by_account, &sets);
        self.months(party, MatchRule::PlatformMonth, by_platform, &sets);
        self.months(party, MatchRule::PartyMonth, |_| "", &sets);
    }

    /// Whole days of an account, and runs of them.
    fn days(&mut self, account: Range<usize>, sets: &Sets) {
        let days: Vec<Range<usize>> = self.book.runs(account, |one| one.day).collect();
        for (at, first) in days.iter().enumerate() {
            if first.len() > 1 {
                self.offer(
                    MatchRule::WholeDay,
                    std::slice::from_ref(first),
                    Money::ZERO,
                    sets,
                );
            }
            if self.fit == Fit::WithinTolerance {
                continue;
            }
            let begun = self.book.settlements[first.start].day;
            for last in &days[at + 1..] {
                let day = self.book.settlements[last.start].day;
                if (day - begun).num_days() >= self.book.windows.batch.days_max {
                    break;
                }
                let days = first.start..last.end;
                self.offer(
                    MatchRule::Days,
                    std::slice::from_ref(&days),
                    Money::ZERO,
                    sets,
                );
            }
        }
    }

    /// Calendar months of what is alike.
    fn months(
        &mut self,
        party: &OfParty<'a>,
        rule: MatchRule,
        alike: impl Fn(&'a Settlement) -> &'a str,
        sets: &Sets,
    ) {
        let mut months: BTreeMap<(&str, Period), Vec<Range<usize>>> = BTreeMap::new();
        let book = self.book;
        for range in book.runs(party.settlements.clone(), |one| {
            (&one.account, month(one.day))
        }) {
            let one = book.settlements[range.start];
            months
                .entry((alike(one), month(one.day)))
                .or_default()
                .push(range);
        }
        for ((_, month), ranges) in months {
            self.offer(rule, &ranges, book.declared_tax(party.party, month), sets);
        }
    }

    /// What both sides print a common reference of.
    fn by_reference(&mut self, party: &OfParty<'a>) {
        let book = self.book;
        let mut named: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for place in party.receipts.clone() {
            for reference in &book.receipts[place].references {
                named.entry(reference).or_default().1.push(place);
            }
        }
        if named.is_empty() {
            return;
        }
        for place in party.settlements.clone() {
            for reference in &book.settlements[place].references {
                if let Some((settlements, _)) = named.get_mut(reference.as_str()) {
                    settlements.push(place);
                }
            }
        }
        for (settlements, receipts) in named.into_values().filter(|(some, _)| !some.is_empty()) {
            let ranges: Vec<_> = settlements.iter().map(|place| *place..place + 1).collect();
            let bundle = Bundle::of(book, MatchRule::SameReference, &ranges, Money::ZERO);
            let set = Set::of(book, &receipts);
            let near = |owed: &Owed| {
                let by = book.windows.at(bundle.window).tolerance(owed.amount);
                (owed.amount - set.sum).absolute() <= by
            };
            if let Some(owed) = bundle.owed().into_iter().find(near) {
                self.take(&bundle, &set, &owed);
            }
        }
    }

    /// What may have paid these.
    fn offer(&mut self, rule: MatchRule, ranges: &[Range<usize>], tax: Money, sets: &Sets) {
        let bundle = Bundle::of(self.book, rule, ranges, tax);
        let window = self.book.windows.at(bundle.window);
        let before = self.found.len();
        for owed in bundle.owed() {
            let by = match self.fit {
                Fit::Exact => Money::ZERO,
                Fit::WithinTolerance => window.tolerance(owed.amount),
            };
            let in_window = |set: &&Set| {
                set.first >= bundle.last && (set.last - bundle.last).num_days() <= window.days_max
            };
            let near = sets.near(owed.amount, by, bundle.last);
            // Of one sum receipts are in the order of days: after the window nothing more fits.
            let near = near
                .take_while(|set| by != Money::ZERO || in_window_to(set, &bundle, window.days_max));
            for set in near.filter(in_window) {
                if set.members.len() > 1 && !bundle.may_come_in_parts() {
                    continue;
                }
                if self.found.len() - before == RECEIPTS_MAX {
                    for one in &mut self.found[before..] {
                        one.is_one_of_many = true;
                    }
                    return;
                }
                self.take(&bundle, set, &owed);
            }
        }
    }

    fn take(&mut self, bundle: &Bundle<'_>, set: &Set, owed: &Owed) {
        if self.book.forbids(bundle.ranges, &set.members) {
            return;
        }
        let points = points::of(self.book, bundle, set, owed);
        self.found.push(Candidate {
            settlements: bundle.ranges.iter().cloned().flatten().collect(),
            receipts: set.members.clone(),
            score: points::sum(&points),
            rule: bundle.rule_with(set),
            differences: points::between(set, owed),
            points,
            is_one_of_many: false,
        });
    }
}

fn in_window_to(set: &Set, bundle: &Bundle<'_>, days_max: i64) -> bool {
    (set.last - bundle.last).num_days() <= days_max
}

impl<'b> Bundle<'b> {
    fn of(book: &Book<'_>, rule: MatchRule, ranges: &'b [Range<usize>], tax: Money) -> Bundle<'b> {
        let starts = ranges.iter().map(|range| range.start);
        let windows = starts.clone().map(|place| book.window_of[place]);
        let window = book.window_of[ranges[0].start];
        let is_one = windows.clone().all(|one| one == window);
        let day = |place: usize| book.settlements[place].day;
        let (first, last) = (day(ranges[0].start), day(ranges[0].end - 1));
        let lasts = ranges.iter().map(|range| day(range.end - 1));
        let sums = ranges.iter().map(|range| book.totals(range));
        Bundle {
            rule,
            first: starts.map(day).fold(first, NaiveDate::min),
            last: lasts.fold(last, NaiveDate::max),
            window: if is_one { window } else { book.windows.any() },
            platforms: windows.fold(0, |marks, place| marks | 1 << place),
            ranges,
            totals: sums.fold(Totals::default(), Totals::and),
            declared_tax: tax,
        }
    }

    /// What may have arrived, each amount once: the one that needs least explaining.
    fn owed(&self) -> Vec<Owed> {
        let fee = (DifferenceKind::ServiceFee, self.totals.fee);
        let withheld = (DifferenceKind::TaxWithheld, self.totals.withheld);
        let declared = (DifferenceKind::TaxDeclared, self.declared_tax);
        let ways: [&[(DifferenceKind, Money)]; 6] = [
            &[],
            &[fee],
            &[withheld],
            &[fee, withheld],
            &[declared],
            &[fee, declared],
        ];
        let mut all: Vec<Owed> = Vec::with_capacity(1);
        for less in ways {
            if less.iter().any(|(_, amount)| *amount == Money::ZERO) {
                continue;
            }
            let off: Money = less.iter().map(|(_, amount)| *amount).sum();
            let amount = self.totals.gross - off;
            if amount > Money::ZERO && all.iter().all(|one| one.amount != amount) {
                all.push(Owed {
                    amount,
                    less: less.to_vec(),
                });
            }
        }
        all
    }

    fn is_month(&self) -> bool {
        use MatchRule::{AccountMonth, PartyMonth, PlatformMonth};
        matches!(self.rule, AccountMonth | PlatformMonth | PartyMonth)
    }

    fn may_come_in_parts(&self) -> bool {
        self.is_month() || self.rule == MatchRule::SameAmount
    }

    /// The rule, where it may have come in parts.
    pub(super) fn rule_with(&self, set: &Set) -> MatchRule {
        match self.rule {
            rule if set.members.len() == 1 => rule,
            MatchRule::SameAmount => MatchRule::InParts,
            _ if self.is_month() => MatchRule::MonthInParts,
            rule => rule,
        }
    }
}
