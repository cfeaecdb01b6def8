//! B3.5: income of somebody whose identity number is on a block list, inside its term. Screen names
//! repeat and change, so that they are not compared.

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight};
use crate::computation::Severity;
use crate::money::Money;
use crate::numbers;
use crate::party::{Blocked, Party};
use crate::record::Side;

pub(super) const CHECK: Check = Check { rule: "B3.5", run };

fn run(evidence: &Evidence<'_>, _: &Terms) -> Ran {
    let lists = &evidence.facts.inputs.blocked;
    if lists.is_empty() {
        return Ran::not_run("block_lists");
    }
    let mut ran = Ran::default();
    for party in &evidence.facts.parties {
        match &party.tax_id {
            None => ran.missing.push(Missing {
                party: Some(party.id.clone()),
                needs: "identity_number",
            }),
            Some(number) => {
                let listed = lists
                    .iter()
                    .filter(|entry| numbers::same(&entry.identity, number));
                ran.fired
                    .extend(listed.filter_map(|entry| paid(evidence, party, entry)));
            }
        }
    }
    ran
}

/// What was settled in months that lie within the term.
fn paid(evidence: &Evidence<'_>, party: &Party, entry: &Blocked) -> Option<Fired> {
    let sums = evidence.facts.sums.iter().filter(|sum| {
        sum.party == party.id
            && sum.side == Side::Settled
            && sum.month.first_day() >= entry.since
            && entry
                .until
                .is_none_or(|until| sum.month.last_day() <= until)
    });
    let amount: Money = sums.clone().map(|sum| sum.counted).sum();
    (amount > Money::ZERO).then(|| Fired {
        severity: Severity::High,
        party: Some(party.id.clone()),
        subject: Some(entry.list.clone()),
        amount: Some(amount),
        weight: Weight::Always,
        evidence: sums.map(|sum| sum.records).sum(),
        arguments: vec![
            ("name", party.name.clone()),
            ("list", entry.list.clone()),
            ("since", entry.since.to_string()),
            ("amount", amount.grouped()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::Blocked;

    #[test]
    fn only_the_number_and_the_term_decide() {
        let planted = |number: Option<&str>, month: &str| {
            let mut planted = Planted::default()
                .person("lin")
                .settled("lin", month, "500.00");
            planted.0.parties[0].tax_id = number.map(str::to_owned);
            planted.0.inputs.blocked.push(Blocked {
                identity: "33000019900101000X".to_owned(),
                list: "协会名单".to_owned(),
                since: "2024-03-01".parse().unwrap(),
                until: Some("2029-02-28".parse().unwrap()),
            });
            planted
        };
        let mine = Some("33000019900101000x");
        assert_eq!(planted(mine, "2024-03").ids("B3.5"), ["B3.5:lin:协会名单"]);
        assert!(planted(mine, "2024-02").ids("B3.5").is_empty());
        assert!(
            planted(Some("330000199001010001"), "2024-03")
                .ids("B3.5")
                .is_empty()
        );
        assert_eq!(planted(None, "2024-03").not_run("B3.5").len(), 1);
    }
}
