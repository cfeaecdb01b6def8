//! C9: many buyers at one address, with a large part of the orders of a day. No export tells devices or
//! networks.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::computation::SharedAddress;
use crate::period::{Grain, Period};

pub(super) const CHECK: Check = Check { rule: "C9", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let records = &evidence.facts.records;
    if !records.tells_buyers || !records.tells_addresses {
        return Ran::not_run("addresses");
    }
    let fired: Vec<_> = records
        .shared_addresses
        .iter()
        .filter_map(|shared| clustered(terms, shared))
        .collect();
    fired.into()
}

fn clustered(terms: &Terms, shared: &SharedAddress) -> Option<Fired> {
    let part = Decimal::from(shared.orders).checked_div(Decimal::from(shared.orders_of_day))?;
    if shared.buyers < terms.count("buyers")
        || shared.orders_of_day < terms.count("orders")
        || part < terms.bound("part")
    {
        return None;
    }
    Some(Fired {
        party: shared.party.clone(),
        subject: Some(format!(
            "{}/{}/{}",
            shared.account, shared.day, shared.address
        )),
        period: Some(Period::containing(shared.day, Grain::Month)),
        amount: Some(shared.amount),
        weight: Weight::Of(shared.amount),
        evidence: shared.orders,
        arguments: vec![
            ("day", shared.day.to_string()),
            ("account", shared.account.clone()),
            ("orders", shared.orders.to_string()),
            ("buyers", shared.buyers.to_string()),
            ("of_day", shared.orders_of_day.to_string()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::computation::SharedAddress;
    use crate::findings::tests::{Planted, money};

    #[test]
    fn many_buyers_at_one_address_are_found_and_a_dormitory_is_not() {
        let shared = |buyers, orders| {
            let mut planted = Planted::default().person("lin");
            planted.0.records.tells_buyers = true;
            planted.0.records.tells_addresses = true;
            planted.0.records.shared_addresses.push(SharedAddress {
                party: Some("lin".to_owned()),
                account: "douyin/1".to_owned(),
                day: "2024-06-01".parse().unwrap(),
                address: "0A1B2C3D".to_owned(),
                buyers,
                orders,
                orders_of_day: 100,
                amount: money("20000.00"),
            });
            planted.ids("C9").len()
        };
        assert_eq!(shared(5, 30), 1);
        assert_eq!(shared(4, 30), 0, "a household");
        assert_eq!(shared(20, 29), 0, "a dormitory has a small part of a day");
    }
}
