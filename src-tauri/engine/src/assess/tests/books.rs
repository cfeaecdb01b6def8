//! A business on its accounts: what its returns say, and what was settled beyond them.

use super::facts::Case;
use super::{amounts, some};
use crate::party::PartyKind;

const UNRECORDED: &str = "unrecorded_income_without_cost";
const ABOVE: &str = "declared_above_settled";

fn books() -> Case {
    Case::new()
        .party("b", PartyKind::SoleProprietorship)
        .books("b")
}

/// A return of 1,000,000 with 400,000 of taxable income on which 10 was paid.
fn returned() -> Case {
    books().paper("b", "iit.business", "2024", "1000000", Some("400000"), "10")
}

#[test]
fn accounts_are_the_return_and_what_was_settled_beyond_it() {
    let settled = |case: Case, amount| case.settled("b", "2024-03", "commission", amount);
    for (case, expected, unrecorded) in [
        // 400,000 × 30 % − 40,500 = 79,500.
        (
            returned(),
            ["1000000", "400000", "79500", "10", "79490"],
            false,
        ),
        // Less was settled than declared: the return holds.
        (
            settled(returned(), "900000"),
            ["1000000", "400000", "79500", "10", "79490"],
            false,
        ),
        (
            settled(returned(), "1000000"),
            ["1000000", "400000", "79500", "10", "79490"],
            false,
        ),
        // Half a yuan more × 30 % = 0.15.
        (
            settled(returned(), "1000000.50"),
            ["1000000.50", "400000.50", "79500.15", "10", "79490.15"],
            true,
        ),
        // A loss is no tax.
        (
            settled(
                books().paper("b", "iit.business", "2024", "1000", Some("-5000"), "0"),
                "1000",
            ),
            ["1000", "0", "0", "0", "0"],
            false,
        ),
    ] {
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!(amounts(row), some(expected));
        assert_eq!(row.assumptions.contains(&UNRECORDED.to_owned()), unrecorded);
    }
}

#[test]
fn the_annual_return_goes_before_those_for_parts_of_the_year() {
    let quarters = |case: Case| {
        case.paper("b", "iit.business", "2024-Q1", "300000", Some("50000"), "1")
            .paper("b", "iit.business", "2024-Q2", "200000", Some("40000"), "2")
    };
    // 90,000 × 10 % − 1,500 = 7,500.
    let row = &quarters(books()).assess("2025-01-01").taxes[0];
    assert_eq!(amounts(row), some(["500000", "90000", "7500", "3", "7497"]));
    let row = &quarters(returned()).assess("2025-01-01").taxes[0];
    assert_eq!(
        amounts(row),
        some(["1000000", "400000", "79500", "13", "79487"])
    );
}

#[test]
fn an_imported_annual_return_goes_before_paper() {
    let case = returned()
        .party("c", PartyKind::Partnership)
        .declared("b", "2024", "business_income", "800000", "20")
        .settled("b", "2024-03", "commission", "800000")
        .declaration("b", "2024", "business_income", "800000", Some("300000"))
        .declaration("b", "2023", "business_income", "1", Some("7000"))
        .declaration("b", "2024", "wages", "1", Some("60000"))
        .declaration("c", "2024", "business_income", "1", Some("500000"));
    // 300,000 × 20 % − 10,500 = 49,500; the paper is that return, so its 10 are not paid beside the 20.
    let assessment = case.assess("2025-01-01");
    let row = &assessment.taxes[0];
    assert_eq!(
        amounts(row),
        some(["800000", "300000", "49500", "20", "49480"])
    );
    assert!(row.assumptions.contains(&"paper_was_imported".to_owned()));
    let alone = returned().assess("2025-01-01");
    assert!(
        !alone.taxes[0]
            .assumptions
            .contains(&"paper_was_imported".to_owned())
    );
}

#[test]
fn income_is_the_larger_side_and_never_below_zero() {
    let assessed = || {
        Case::new()
            .party("b", PartyKind::SoleProprietorship)
            .assessed("b", "0.10")
    };
    let both = |settled, declared| {
        assessed()
            .settled("b", "2024-03", "commission", settled)
            .declared("b", "2024-03", "business_income", declared, "0")
    };
    for (case, income, above) in [
        (
            assessed().settled("b", "2024-03", "clawback", "-100"),
            "0",
            false,
        ),
        (
            assessed()
                .settled("b", "2024-03", "commission", "1000")
                .paper("b", "iit.business", "2024", "1200", None, "0"),
            "1200",
            true,
        ),
        (both("1000", "1000"), "1000", false),
        (both("1000", "1000.01"), "1000.01", true),
        (both("1000.01", "1000"), "1000.01", false),
    ] {
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!([row.income], some([income]));
        assert_eq!(
            row.assumptions.contains(&ABOVE.to_owned()),
            above,
            "{income}"
        );
    }
}
