//! Three debts of different people where an agency withheld too little.

use super::facts::{Case, money};
use crate::party::PartyKind;

/// The agency paid Li 30,000 in March and May 2024 and withheld 1,000 each time: 30,000 × 80 % = 24,000;
/// × 30 % − 2,000 = 5,200, so that 4,200 are short each month.
fn case() -> Case {
    Case::new()
        .party("stars", PartyKind::Agency)
        .party("li", PartyKind::NaturalPerson)
        .line("li", "2024-03", "stars", "30000", "1000")
        .line("li", "2024-05", "stars", "30000", "1000")
        .line("li", "2024-05", "somebody else", "30000", "0")
        .settled("li", "2024-03", "commission", "60000")
}

#[test]
fn the_streamer_owes_the_tax_and_the_agency_a_fine_on_it() {
    let assessment = case().assess("2025-07-10");
    let [debt] = assessment.agency_debts.as_slice() else {
        panic!("{:?}", assessment.agency_debts)
    };
    let [of_li] = debt.streamers.as_slice() else {
        panic!("{debt:?}")
    };
    assert_eq!(
        (debt.agency.as_str(), of_li.party.as_str()),
        ("stars", "li")
    );
    assert_eq!(of_li.amount, money("8400"));
    assert_eq!(of_li.months.len(), 2, "the other payer is not the agency");
    assert_eq!(of_li.settled_in.as_deref(), Some("T-1"));
    assert_eq!(debt.not_withheld, money("8400"));
    assert_eq!(debt.fine.article.as_deref(), Some("69"));
    assert_eq!(debt.fine.low, Some(money("4200")));
    assert_eq!(debt.fine.high, Some(money("25200")));
    // Nothing of it is in a sum of the agency.
    assert!(assessment.totals.iter().all(|total| total.party != "stars"));
    assert_eq!(debt.own_taxes, None);
    assert!(assessment.worksheets.contains_key("D-1"));
}

/// April was withheld whole, and another streamer stands before Li with a year of her own.
#[test]
fn the_debt_names_the_months_that_are_short_and_the_streamers_own_tax() {
    let case = Case::new()
        .party("an", PartyKind::NaturalPerson)
        .party("stars", PartyKind::Agency)
        .party("li", PartyKind::NaturalPerson)
        .settled("an", "2024-03", "commission", "70000")
        .settled("li", "2023-03", "commission", "70000")
        .settled("li", "2024-03", "commission", "60000")
        .line("li", "2024-03", "stars", "30000", "1000")
        .line("li", "2024-04", "stars", "30000", "5200");
    let debts = case.assess("2025-07-10").agency_debts;
    let [of_li] = debts[0].streamers.as_slice() else {
        panic!("{debts:?}")
    };
    assert_eq!(of_li.months.len(), 1, "{of_li:?}");
    assert_eq!(of_li.amount, money("4200"));
    // T-1 is An's, T-2 is Li's year before.
    assert_eq!(of_li.settled_in.as_deref(), Some("T-3"));
}

/// March is to be remitted by 18 April 2024, May by 19 June.
#[test]
fn a_month_whose_deadline_has_not_passed_is_no_debt_yet() {
    for (as_of, amount) in [("2024-06-19", "4200"), ("2024-06-20", "8400")] {
        let assessment = case().assess(as_of);
        assert_eq!(
            assessment.agency_debts[0].not_withheld,
            money(amount),
            "{as_of}"
        );
    }
    assert_eq!(case().assess("2024-04-18").agency_debts, []);
}
