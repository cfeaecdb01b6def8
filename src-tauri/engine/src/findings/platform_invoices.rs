//! C3: sales that the commission invoiced by a platform implies at the contract's rate, against what was
//! declared.

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight};
use crate::money::Money;
use crate::party::CommissionRate;
use crate::period::Period;
use rust_decimal::RoundingStrategy;

pub(super) const CHECK: Check = Check { rule: "C3", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let rates = &evidence.facts.inputs.commission_rates;
    if rates.is_empty() {
        return Ran::not_run("commission_rate");
    }
    let mut ran = Ran::default();
    for rate in rates {
        let purchases = evidence.facts.records.purchases.iter();
        let mut mine = purchases
            .filter(|bought| bought.party == rate.party && bought.seller == rate.platform)
            .peekable();
        if mine.peek().is_none() {
            ran.missing.push(Missing {
                party: Some(rate.party.clone()),
                needs: "platform_invoices",
            });
        }
        ran.fired.extend(mine.filter_map(|bought| {
            implied(
                evidence,
                terms,
                rate,
                (bought.year, bought.net, bought.records),
            )
        }));
    }
    ran
}

fn implied(
    evidence: &Evidence<'_>,
    terms: &Terms,
    rate: &CommissionRate,
    (year, invoiced, records): (i32, Money, u64),
) -> Option<Fired> {
    let sales = invoiced.yuan().checked_div(rate.rate)?;
    let sales = sales.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let sales = Money::from_yuan(sales).ok()?;
    let rows = evidence.years.iter();
    let rows = rows.filter(|row| row.party == rate.party && row.period.year() == year);
    let declared: Money = rows.clone().filter_map(|row| row.declared).sum();
    let apart = sales - declared;
    terms.exceeds("part", apart, declared).then(|| Fired {
        party: Some(rate.party.clone()),
        subject: Some(rate.platform.clone()),
        period: Some(Period::year_of(year)),
        amount: Some(apart),
        weight: Weight::Of(sales),
        evidence: records,
        codes: rows.map(|row| format!("{}.declared", row.figure)).collect(),
        arguments: vec![
            ("platform", rate.platform.clone()),
            ("invoiced", invoiced.grouped()),
            ("sales", sales.grouped()),
            ("declared", declared.grouped()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::computation::Purchased;
    use crate::findings::tests::{Planted, money};
    use crate::party::CommissionRate;

    #[test]
    fn sales_that_a_platforms_invoice_implies_are_held_against_what_was_declared() {
        // 50,000.00 at 5 % imply 1,000,000.00.
        let shop = |declared: &str| {
            let mut planted = Planted::default()
                .person("shop")
                .declared("shop", "2024", declared);
            planted.0.inputs.commission_rates.push(CommissionRate {
                party: "shop".to_owned(),
                platform: "某平台公司".to_owned(),
                rate: "0.05".parse().unwrap(),
            });
            planted.0.records.purchases.push(Purchased {
                party: "shop".to_owned(),
                seller: "某平台公司".to_owned(),
                year: 2024,
                net: money("50000.00"),
                records: 12,
            });
            planted
        };
        let found = shop("600000.00").fired("C3");
        assert_eq!(found[0].amount, Some(money("400000.00")));
        assert!(shop("950000.00").ids("C3").is_empty(), "within a tenth");
        let mut without = shop("1.00");
        without.0.records.purchases.clear();
        assert_eq!(without.not_run("C3").len(), 1);
    }
}
