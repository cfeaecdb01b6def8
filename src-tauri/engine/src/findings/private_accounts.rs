//! C5: business receipts on private accounts: on those of relatives without income of their own, or on
//! the owner's, beyond what was settled to the owner, while the studio that earned it received nothing.

use std::collections::BTreeMap;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::bridge::SETTLED;
use crate::computation::{Facts, PartySum, Severity};
use crate::money::Money;
use crate::party::{LinkRole, Party, PartyKind};
use crate::period::Period;
use crate::record::{Class, Side};

pub(super) const CHECK: Check = Check { rule: "C5", run };

fn run(evidence: &Evidence<'_>, _: &Terms) -> Ran {
    let facts = evidence.facts;
    if !facts.sums.iter().any(|sum| sum.side == Side::Received) {
        return Ran::not_run("receipts");
    }
    let sums = Sums::of(facts);
    let persons = facts
        .parties
        .iter()
        .filter(|party| party.kind == PartyKind::NaturalPerson);
    let mut fired = Vec::new();
    for person in persons {
        for year in sums.years(&person.id) {
            fired.extend(of_relatives(facts, &sums, person, year));
            fired.extend(of_studio(facts, &sums, person, year));
        }
    }
    fired.into()
}

/// Sums by party and year.
struct Sums<'f>(BTreeMap<(&'f str, i32), Vec<&'f PartySum>>);

impl<'f> Sums<'f> {
    fn of(facts: &'f Facts) -> Sums<'f> {
        let mut sums: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for sum in &facts.sums {
            let key = (sum.party.as_str(), sum.month.year());
            sums.entry(key).or_default().push(sum);
        }
        Sums(sums)
    }

    /// Years of which anything is known of a party.
    fn years(&self, party: &'f str) -> Vec<i32> {
        let known = self.0.range((party, i32::MIN)..=(party, i32::MAX));
        known.map(|((_, year), _)| *year).collect()
    }

    /// Amount and records of some classes on a side.
    fn sum(&self, party: &str, year: i32, side: Side, classes: &[Class]) -> (Money, u64) {
        let sums = self.0.get(&(party, year)).into_iter().flatten();
        let sums = sums.filter(|sum| sum.side == side && classes.contains(&sum.class));
        sums.fold((Money::ZERO, 0), |(amount, records), sum| {
            (amount + sum.counted, records + sum.records)
        })
    }

    fn settled(&self, party: &str, year: i32) -> Money {
        self.sum(party, year, Side::Settled, &SETTLED).0
    }
}

/// Payouts to somebody who earns nothing, and is a relative of somebody who does.
fn of_relatives(facts: &Facts, sums: &Sums<'_>, person: &Party, year: i32) -> Option<Fired> {
    let (paid, records) = sums.sum(&person.id, year, Side::Received, &[Class::Payout]);
    if paid <= Money::ZERO || sums.settled(&person.id, year) != Money::ZERO {
        return None;
    }
    let mut links = facts
        .links
        .iter()
        .filter(|link| link.role == LinkRole::RelativeOf);
    let streamer = links.find_map(|link| {
        let other = match (link.from == person.id, link.to == person.id) {
            (true, _) => &link.to,
            (_, true) => &link.from,
            _ => return None,
        };
        (sums.settled(other, year) > Money::ZERO).then(|| other.clone())
    })?;
    Some(finding(&streamer, person, year, paid, (paid, records)))
}

/// Payouts to an owner beyond the owner's own settlements, where a studio with settlements received
/// nothing.
fn of_studio(facts: &Facts, sums: &Sums<'_>, person: &Party, year: i32) -> Option<Fired> {
    let (paid, records) = sums.sum(&person.id, year, Side::Received, &[Class::Payout]);
    let beyond = paid - sums.settled(&person.id, year);
    let mut links = facts.links.iter();
    let studio = links.find(|link| {
        let received = sums.sum(
            &link.from,
            year,
            Side::Received,
            &[Class::Payout, Class::Unclassified],
        );
        link.role == LinkRole::ControlledBy
            && link.to == person.id
            && sums.settled(&link.from, year) > Money::ZERO
            && received.1 == 0
    })?;
    (beyond > Money::ZERO).then(|| finding(&studio.from, person, year, beyond, (paid, records)))
}

fn finding(
    earner: &str,
    account: &Party,
    year: i32,
    amount: Money,
    (paid, records): (Money, u64),
) -> Fired {
    Fired {
        severity: Severity::High,
        party: Some(earner.to_owned()),
        subject: Some(account.id.clone()),
        period: Some(Period::year_of(year)),
        amount: Some(amount),
        weight: Weight::Of(paid),
        evidence: records,
        arguments: vec![
            ("name", account.name.clone()),
            ("amount", amount.grouped()),
            ("paid", paid.grouped()),
        ],
        ..Fired::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::{LinkRole, PartyKind};
    use crate::record::{Class, Side};

    fn relative(class: Class) -> Planted {
        Planted::default()
            .person("lin")
            .person("aunt")
            .link("aunt", LinkRole::RelativeOf, "lin")
            .settled("lin", "2024-05", "300000.00")
            .sum("aunt", "2024-06", Side::Received, class, "200000.00")
    }

    #[test]
    fn payouts_on_a_relatives_account_are_found_and_gifts_are_not() {
        assert_eq!(relative(Class::Payout).ids("C5"), ["C5:lin:aunt:2024"]);
        assert!(relative(Class::NotIncome).ids("C5").is_empty());
        let streams_too = relative(Class::Payout).settled("aunt", "2024-05", "200000.00");
        assert!(streams_too.ids("C5").is_empty(), "she earns it herself");
    }

    #[test]
    fn a_studio_whose_income_arrives_at_the_owner_is_found() {
        let studio = |owner_settled: &str| {
            Planted::default()
                .person("lin")
                .party("studio", PartyKind::SoleProprietorship)
                .link("studio", LinkRole::ControlledBy, "lin")
                .settled("studio", "2024-05", "300000.00")
                .settled("lin", "2024-05", owner_settled)
                .sum("lin", "2024-06", Side::Received, Class::Payout, "250000.00")
        };
        assert_eq!(studio("50000.00").ids("C5"), ["C5:studio:lin:2024"]);
        assert_eq!(
            studio("50000.00").fired("C5")[0].amount,
            Some("200000.00".parse().unwrap())
        );
        assert!(
            studio("250000.00").ids("C5").is_empty(),
            "all of it was the owner's own"
        );
    }

    #[test]
    fn without_receipts_it_is_not_run() {
        let planted = Planted::default()
            .person("lin")
            .settled("lin", "2024-05", "1.00");
        assert_eq!(planted.not_run("C5"), [(None, "receipts".to_owned())]);
    }
}
