//! The return that adds up all businesses of one owner.

use super::facts::Case;
use super::{amounts, some};
use crate::computation::TaxRow;
use crate::party::{Conduct, LinkRole, PartyKind};

/// 100,000 and 200,000 of taxable income of one owner.
fn two(first: PartyKind, second: PartyKind) -> Case {
    Case::new()
        .party("li", PartyKind::NaturalPerson)
        .party("east", first)
        .party("west", second)
        .assessed("east", "0.10")
        .assessed("west", "0.10")
        .controlled("east", "li")
        .controlled("west", "li")
        .settled("east", "2024-03", "commission", "1000000")
        .settled("west", "2024-09", "commission", "2000000")
}

fn summed(case: &Case) -> Vec<TaxRow> {
    let mut rows = case.assess("2025-07-10").taxes;
    rows.retain(|row| row.tax == "iit.business_summary");
    rows
}

/// Alone 100,000 × 20 % − 10,500 = 9,500 and 200,000 × 20 % − 10,500 = 29,500; together
/// 300,000 × 20 % − 10,500 = 49,500: 10,500 more. With the half relief each is half of that.
#[test]
fn the_owner_owes_what_one_table_for_all_adds() {
    for (kind, more) in [
        (PartyKind::SoleProprietorship, "10500"),
        (PartyKind::IndividualBusiness, "5250"),
    ] {
        let rows = summed(&two(kind, kind));
        let [row] = &rows[..] else {
            panic!("one row: {rows:?}")
        };
        assert_eq!((row.figure.as_str(), row.party.as_str()), ("O-1", "li"));
        assert_eq!(
            amounts(row),
            some(["3000000", "300000", more, "-", more]),
            "{kind:?}"
        );
        // The deadline of business income, 31 March.
        assert_eq!(row.deadline.unwrap().to_string(), "2025-03-31");
    }
}

/// A second business adds up only in years in which it was hers: controlled, by her, and long enough.
#[test]
fn only_what_was_the_owners_in_the_year_is_added_up() {
    const CONTROLLED: LinkRole = LinkRole::ControlledBy;
    for (role, owner, days, adds_up) in [
        (CONTROLLED, "li", ["2020-01-01", "9999-12-31"], true),
        (CONTROLLED, "li", ["2024-12-31", "2024-12-31"], true),
        (CONTROLLED, "li", ["2024-01-01", "2024-01-01"], true),
        (CONTROLLED, "li", ["2025-01-01", "9999-12-31"], false),
        (CONTROLLED, "li", ["2020-01-01", "2023-12-31"], false),
        (CONTROLLED, "wang", ["2020-01-01", "9999-12-31"], false),
        (
            LinkRole::SignedWith,
            "li",
            ["2020-01-01", "9999-12-31"],
            false,
        ),
    ] {
        let kind = PartyKind::SoleProprietorship;
        let case = Case::new()
            .party("li", PartyKind::NaturalPerson)
            .party("wang", PartyKind::NaturalPerson)
            .party("east", kind)
            .party("west", kind)
            .assessed("east", "0.10")
            .assessed("west", "0.10")
            .controlled("east", "li")
            .linked("west", role, owner, days)
            .settled("east", "2024-03", "commission", "1000000")
            .settled("west", "2024-09", "commission", "2000000");
        assert_eq!(
            summed(&case).len(),
            usize::from(adds_up),
            "{role:?} {owner} {days:?}"
        );
    }
}

/// There is nothing to say of comprehensive income where the person has none.
#[test]
fn an_owner_without_own_income_has_that_row_alone() {
    let theirs = |case: &Case| -> Vec<String> {
        let rows = case.assess("2025-07-10").taxes.into_iter();
        let rows = rows.filter(|row| row.party == "li");
        rows.map(|row| row.figure).collect()
    };
    let kind = PartyKind::SoleProprietorship;
    let case = two(kind, kind);
    assert_eq!(theirs(&case), ["O-1"]);
    let case = case.settled("li", "2024-05", "tips", "100");
    assert_eq!(theirs(&case), ["T-1", "O-1"]);
}

#[test]
fn what_was_paid_with_that_return_is_credited() {
    let kind = PartyKind::SoleProprietorship;
    let paper = "iit.business_summary";
    let case = two(kind, kind).paper("li", paper, "2024", "3000000", Some("300000"), "10500");
    assert_eq!(summed(&case)[0].underpaid, some(["0"])[0]);
}

#[test]
fn relief_of_only_some_of_them_is_not_guessed() {
    let case = two(PartyKind::SoleProprietorship, PartyKind::IndividualBusiness);
    assert_eq!(summed(&case)[0].missing.as_deref(), Some("relief_of_some"));
}

#[test]
fn a_business_that_cannot_be_computed_leaves_the_sum_open() {
    let kind = PartyKind::SoleProprietorship;
    let case = two(kind, kind)
        .party("north", kind)
        .controlled("north", "li")
        .settled("north", "2024-05", "commission", "1000");
    assert_eq!(summed(&case)[0].missing.as_deref(), Some("a_business"));
}

#[test]
fn one_business_or_one_that_is_the_persons_own_income_needs_no_sum() {
    let kind = PartyKind::SoleProprietorship;
    let conduct = Conduct::Recharacterised;
    let case = two(kind, kind).treated("west", 2024, "li", conduct, None);
    assert!(summed(&case).is_empty());
    assert!(summed(&two(kind, PartyKind::Company)).is_empty());
    assert!(summed(&two(kind, PartyKind::Partnership)).is_empty());
}
