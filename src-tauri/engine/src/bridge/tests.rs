//! What the comparison promises, in cases worked out by hand.

mod causes;
mod declared;
mod receipts;
mod shifts;
mod sides;

use super::*;
use crate::party::{Declared, Party};
use crate::record::Side;
use crate::worksheet::Origin;

fn party() -> Party {
    party_of("lin", PartyKind::NaturalPerson)
}

fn party_of(id: &str, kind: PartyKind) -> Party {
    Party::new(id, "林晚星", kind)
}

fn yuan(text: &str) -> Money {
    text.parse().unwrap()
}

fn sum(month: &str, side: Side, class: Class, counted: &str) -> crate::computation::PartySum {
    let month = month.parse().unwrap();
    crate::computation::PartySum::of_counted("lin", month, side, class, yuan(counted))
}

fn annual_return(income: &str) -> Declared {
    Declared {
        party: "lin".to_owned(),
        tax: "iit.comprehensive".to_owned(),
        period: "2024".parse().unwrap(),
        income: yuan(income),
        taxable_income: None,
        tax_paid: Money::ZERO,
        paid_on: None,
    }
}

fn facts(sums: Vec<crate::computation::PartySum>, papers: Vec<Declared>) -> Facts {
    Facts {
        parties: vec![party()],
        sums,
        papers,
        ..Facts::default()
    }
}

/// A figure on paper of one party.
fn paper(party: &str, tax: &str, period: &str, income: &str) -> Declared {
    Declared {
        party: party.to_owned(),
        tax: tax.to_owned(),
        period: period.parse().unwrap(),
        ..annual_return(income)
    }
}

/// Amounts of a row as text; an absent side is a dash.
fn texts<const N: usize>(amounts: [Option<Money>; N]) -> [String; N] {
    amounts.map(|amount| amount.map_or("-".to_owned(), |amount| amount.to_string()))
}

fn declared(facts: &Facts, grain: Grain) -> Vec<(Option<Money>, Option<Money>)> {
    let rows = compare(facts, grain).unwrap().rows;
    rows.iter()
        .map(|row| (row.declared, row.unexplained))
        .collect()
}

#[test]
fn an_annual_return_covers_what_was_withheld_on_in_its_months() {
    let settled = sum("2024-05", Side::Settled, Class::Commission, "1000.00");
    let withheld = sum(
        "2024-05",
        Side::Declared,
        Class::LabourRemuneration,
        "400.00",
    );
    for (returned, expected) in [("1000.00", "1000.00"), ("300.00", "400.00")] {
        let facts = facts(
            vec![settled.clone(), withheld.clone()],
            vec![annual_return(returned)],
        );
        let rows = declared(&facts, Grain::Year);
        let gap = yuan("1000.00") - yuan(expected);
        assert_eq!(
            rows,
            [(Some(yuan(expected)), Some(gap))],
            "return of {returned}"
        );
    }
}

#[test]
fn a_month_that_only_an_annual_return_covers_leaves_its_gap_open() {
    let settled = sum("2024-05", Side::Settled, Class::Commission, "1000.00");
    let facts = facts(vec![settled], vec![annual_return("1000.00")]);
    assert_eq!(declared(&facts, Grain::Month), [(None, None)]);
    assert_eq!(declared(&facts, Grain::Quarter), [(None, None)]);
    let year = [(Some(yuan("1000.00")), Some(Money::ZERO))];
    assert_eq!(declared(&facts, Grain::Year), year);
}

#[test]
fn what_nobody_declared_is_a_gap_of_all_that_was_settled() {
    let settled = sum("2024-05", Side::Settled, Class::Commission, "1000.00");
    let facts = facts(vec![settled], Vec::new());
    for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
        assert_eq!(declared(&facts, grain), [(None, Some(yuan("1000.00")))]);
    }
}

#[test]
fn a_clawback_lowers_the_month_in_which_it_is_final() {
    let sums = vec![
        sum("2024-05", Side::Settled, Class::Commission, "1000.00"),
        sum("2024-06", Side::Settled, Class::Clawback, "-250.00"),
    ];
    let rows = compare(&facts(sums, Vec::new()), Grain::Month)
        .unwrap()
        .rows;
    let settled: Vec<_> = rows.iter().map(|row| row.settled.unwrap()).collect();
    assert_eq!(settled, [yuan("1000.00"), yuan("-250.00")]);
}
