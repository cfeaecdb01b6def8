//! What one row has too much of and another too little: income declared in the period in which it was
//! paid, and money that arrived at a party linked to the one whose it is.
//!
//! Both rows name the same amount, so that nothing is explained that does not turn up elsewhere.

use std::collections::BTreeMap;

use super::draft::{Draft, Gap, Named};
use crate::computation::Facts;
use crate::money::Money;
use crate::party::Link;
use crate::period::Period;
use crate::worksheet::WorksheetError;

/// Names what was declared in the period of its receipt instead of the one of its settlement, as far as
/// receipts show it. The rows are of one party.
pub(super) fn declared_when_paid(
    drafts: &mut [Draft],
    moved: &[(Period, Period, Money)],
) -> Result<(), WorksheetError> {
    let mut shifts = Shifts::of(drafts, Gap::Declared);
    for (from, to, paid) in moved {
        let place = |period: &Period| {
            let mut rows = drafts.iter();
            rows.position(|draft| draft.is_streaming && draft.row.period == *period)
        };
        if let Some((short, over)) = place(from).zip(place(to)) {
            shifts.take(short, over, *paid);
        }
    }
    shifts.name(drafts, ["declared_later", "declared_from_earlier"])
}

/// Names what arrived at a party linked to the one whose it is, in the same period: no more than the
/// other received as payouts.
pub(super) fn received_by_another(
    drafts: &mut [Draft],
    facts: &Facts,
) -> Result<(), WorksheetError> {
    let links = by_party(&facts.links);
    let places: BTreeMap<(&str, Period), usize> = (0..)
        .zip(drafts.iter())
        .filter(|(_, draft)| draft.is_streaming)
        .map(|(place, draft)| ((draft.row.party.as_str(), draft.row.period), place))
        .collect();
    let mut shifts = Shifts::of(drafts, Gap::Received);
    let mut payouts: Vec<Money> = drafts.iter().map(|draft| draft.payouts).collect();
    for (short, draft) in drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.is_streaming)
    {
        let period = draft.row.period;
        let others = links.get(draft.row.party.as_str()).into_iter().flatten();
        let others = others
            .filter(|(link, _)| holds_in(link, period))
            .filter_map(|(_, other)| places.get(&(*other, period)));
        for over in others {
            let taken = shifts.take(short, *over, payouts[*over]);
            payouts[*over] = payouts[*over] - taken;
        }
    }
    shifts.name(drafts, ["other_account", "of_other_party"])
}

/// The links of each party, each with the party at its other end.
fn by_party(links: &[Link]) -> BTreeMap<&str, Vec<(&Link, &str)>> {
    let mut of_party: BTreeMap<&str, Vec<(&Link, &str)>> = BTreeMap::new();
    for link in links {
        for (party, other) in [(&link.from, &link.to), (&link.to, &link.from)] {
            of_party.entry(party).or_default().push((link, other));
        }
    }
    of_party
}

fn holds_in(link: &Link, period: Period) -> bool {
    link.since <= period.last_day() && link.until.is_none_or(|until| until >= period.first_day())
}

/// Amounts that rows lack and others have beyond their own, before they are named.
struct Shifts {
    gap: Gap,
    /// What no cause explains yet, row by row.
    rests: Vec<Money>,
    /// Rows by place: the one that lacks, the one that has it, and how much.
    taken: Vec<(usize, usize, Money)>,
}

impl Shifts {
    fn of(drafts: &[Draft], gap: Gap) -> Shifts {
        let rests = drafts.iter();
        let rests = rests.map(|draft| draft.rest(gap).unwrap_or_default());
        Shifts {
            gap,
            rests: rests.collect(),
            taken: Vec::new(),
        }
    }

    /// Takes what one row lacks from what the other has too much, and gives how much that is.
    fn take(&mut self, short: usize, over: usize, at_most: Money) -> Money {
        let beyond = self.rests[over].negated();
        let amount = at_most.min(self.rests[short]).min(beyond);
        if amount <= Money::ZERO {
            return Money::ZERO;
        }
        self.rests[short] = self.rests[short] - amount;
        self.rests[over] += amount;
        self.taken.push((short, over, amount));
        amount
    }

    /// Names what was taken once in each row: what it lacks, and what it has beyond its own.
    fn name(
        self,
        drafts: &mut [Draft],
        [lacking, beyond]: [&'static str; 2],
    ) -> Result<(), WorksheetError> {
        let mut parts: BTreeMap<(usize, &'static str), Vec<_>> = BTreeMap::new();
        for (short, over, amount) in self.taken {
            let to_over = drafts[over].origin(self.gap.side());
            let to_short = drafts[short].origin("settled");
            let of_short = parts.entry((short, lacking)).or_default();
            of_short.push((amount, to_over));
            let of_over = parts.entry((over, beyond)).or_default();
            of_over.push((amount.negated(), to_short));
        }
        for ((place, cause), parts) in parts {
            drafts[place].name(self.gap, Named::new(cause, parts))?;
        }
        Ok(())
    }
}
