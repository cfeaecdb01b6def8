//! Declared lines made comparable: of returns that run from the beginning of the year the part
//! that each adds, and of lines that say the same in another view only one.
//!
//! It decides what is added, and keeps what is not beside it. It adds nothing up.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use crate::computation::{Declaration, Facts, YearToDate};
use crate::money::Money;
use crate::party::Declared;
use crate::period::{Grain, Period};
use crate::record::{Class, Perspective};

/// A declared line as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredLine {
    /// The line; its income is what the file prints.
    pub line: Declaration,
    /// Last day of amounts that run from the beginning of the year.
    pub cumulative_to: Option<NaiveDate>,
    /// The return of a whole year.
    pub annual: bool,
    /// Whose file it is.
    pub perspective: Perspective,
}

/// What is added, and what another line says already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declarations {
    /// Lines to be added up.
    pub counted: Vec<Declaration>,
    /// Lines that are not, because a counted one says the same.
    pub seen_again: Vec<Declaration>,
}

/// Sorts declared lines into those that are added and those that are not; `None` where an amount
/// is beyond what money can hold.
pub fn comparable(lines: Vec<DeclaredLine>) -> Option<Declarations> {
    let mut found = Declarations::default();
    let (mut running, plain): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.cumulative_to.is_some());
    let (own, payers): (Vec<_>, Vec<_>) = plain
        .into_iter()
        .partition(|line| line.perspective != Perspective::Payer);
    let returns = running.clone();
    for line in own {
        match place_of(&line.line, &returns) {
            Listed::Alone => found.put(line.line, true),
            Listed::Returned => found.put(line.line, false),
            Listed::AnnualReturn => running.push(DeclaredLine {
                cumulative_to: Some(line.line.period.last_day()),
                annual: true,
                ..line
            }),
        }
    }
    for chain in chains(running) {
        differences(chain, &mut found)?;
    }
    payer_lines(payers, &mut found);
    found.counted.sort_by(order);
    found.seen_again.sort_by(order);
    Some(found)
}

/// What a line of a list is beside the returns of its year.
enum Listed {
    /// No return speaks of it.
    Alone,
    /// A return contains it.
    Returned,
    /// It says of the whole year what no annual return says, above the returns for its parts.
    AnnualReturn,
}

fn place_of(line: &Declaration, returns: &[DeclaredLine]) -> Listed {
    let same_payer = |known: &Declaration| match (&line.payer, &known.payer) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let same = |known: &&DeclaredLine| {
        let year = known.cumulative_to.map(|day| day.year());
        same_payer(&known.line)
            && (&known.line.party, known.line.class) == (&line.party, line.class)
            && year == Some(line.period.year())
    };
    let returns: Vec<_> = returns.iter().filter(same).collect();
    let last = returns.iter().filter_map(|known| known.cumulative_to).max();
    match last {
        None => Listed::Alone,
        Some(_) if line.period.grain() == Grain::Year => {
            match returns.iter().any(|known| known.annual) {
                true => Listed::Returned,
                false => Listed::AnnualReturn,
            }
        }
        Some(last) if line.period.last_day() <= last => Listed::Returned,
        Some(_) => Listed::Alone,
    }
}

fn order(a: &Declaration, b: &Declaration) -> std::cmp::Ordering {
    (&a.party, a.period, a.record).cmp(&(&b.party, b.period, b.record))
}

impl Declarations {
    fn put(&mut self, line: Declaration, counts: bool) {
        match counts {
            true => self.counted.push(line),
            false => self.seen_again.push(line),
        }
    }
}

/// Returns of one party, kind of income, business and year, in the order of their last days; the
/// annual one comes last.
fn chains(lines: Vec<DeclaredLine>) -> Vec<Vec<DeclaredLine>> {
    let mut payers: BTreeMap<(String, Class, i32), BTreeSet<String>> = BTreeMap::new();
    let year = |line: &DeclaredLine| line.cumulative_to.map_or(0, |day| day.year());
    let subject = |line: &DeclaredLine| (line.line.party.clone(), line.line.class, year(line));
    for line in &lines {
        let named = payers.entry(subject(line)).or_default();
        named.extend(line.line.payer.clone());
    }
    let mut chains: BTreeMap<_, Vec<DeclaredLine>> = BTreeMap::new();
    for line in lines {
        let subject = subject(&line);
        // A return that names no business is that of the only one.
        let named = payers.get(&subject).filter(|named| named.len() == 1);
        let only = named.and_then(|named| named.first().cloned());
        let payer = line.line.payer.clone().or(only);
        chains.entry((subject, payer)).or_default().push(line);
    }
    let mut chains: Vec<_> = chains.into_values().collect();
    for chain in &mut chains {
        chain.sort_by_key(|line| (line.cumulative_to, line.annual, line.line.record));
    }
    chains
}

/// What each return adds to the one before it. Of two to the same day the later one holds.
fn differences(chain: Vec<DeclaredLine>, found: &mut Declarations) -> Option<()> {
    let mut before: Option<(NaiveDate, Declaration)> = None;
    let mut lines = chain.into_iter().peekable();
    while let Some(line) = lines.next() {
        let same = |next: &DeclaredLine| {
            (next.cumulative_to, next.annual) == (line.cumulative_to, line.annual)
        };
        if lines.peek().is_some_and(same) {
            found.put(line.line, false);
            continue;
        }
        let last = line.cumulative_to?;
        let printed = line.line.clone();
        let mut adds = line.line;
        let first = before
            .as_ref()
            .and_then(|(day, _)| day.checked_add_days(Days::new(1)));
        let first = first.unwrap_or_else(|| Period::year_of(last.year()).first_day());
        adds.period = match line.annual {
            true => Period::year_of(last.year()),
            false => Period::covering(first, last)?,
        };
        let earlier = before
            .as_ref()
            .map(|(_, earlier)| (earlier.record, earlier.income));
        let subtracted = earlier.map_or(Money::ZERO, |(_, income)| income);
        adds.income = printed.income.checked_add(subtracted.negated())?;
        adds.year_to_date = Some(YearToDate {
            amount: printed.income,
            before: earlier,
        });
        adds.is_annual = line.annual;
        adds.annual_taxable = printed.annual_taxable.filter(|_| line.annual);
        found.put(adds, true);
        before = Some((last, printed));
    }
    Some(())
}

/// Lines of a payer's program: the person's own record holds those of every payer, and a template
/// without tax is the same payment as the computation of its tax.
fn payer_lines(lines: Vec<DeclaredLine>, found: &mut Declarations) {
    let subject = |line: &Declaration| (line.party.clone(), line.period, line.class);
    let recorded: BTreeSet<_> = found.counted.iter().map(subject).collect();
    let (computed, templates): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .map(|line| line.line)
        .partition(|line| line.tax.is_some());
    let mut payments: Vec<_> = computed
        .iter()
        .map(|line| (subject(line), line.income))
        .collect();
    for line in computed {
        let counts = !recorded.contains(&subject(&line));
        found.put(line, counts);
    }
    for line in templates {
        let payment = (subject(&line), line.income);
        let computed = payments.iter().position(|known| *known == payment);
        let counts = computed.is_none() && !recorded.contains(&payment.0);
        computed.map(|at| payments.remove(at));
        found.put(line, counts);
    }
}

/// Whether a figure on paper was imported too: the same party, tax and period. Then the paper adds
/// nothing.
pub fn is_imported(facts: &Facts, paper: &Declared) -> bool {
    let class = match paper.tax.as_str() {
        "iit.comprehensive" | "iit.withheld" => Class::LabourRemuneration,
        "iit.business" => Class::BusinessIncome,
        _ => return false,
    };
    let mut lines = facts.declarations.iter();
    lines.any(|line| {
        let of_year = line.period.grain() == Grain::Year && line.year_to_date.is_some();
        // A form A of an odd length stands in no month or quarter, and is no return of the year.
        let whole = !of_year || line.is_annual;
        whole && line.class == class && line.party == paper.party && line.period == paper.period
    })
}

#[cfg(test)]
mod tests;
