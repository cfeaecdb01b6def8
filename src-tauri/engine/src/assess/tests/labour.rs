//! The comprehensive income of a person, above all that from labour.

use super::facts::{Case, money};
use super::{amounts, person, some};
use crate::party::PartyKind;

#[test]
fn settlements_less_clawbacks_are_the_labour_income_of_the_year() {
    // 950,000 × 80 % − 60,000 − 60,000 = 640,000; × 30 % − 52,920 = 139,080; less 32,000.
    let assessment = person().assess("2025-07-10");
    let row = &assessment.taxes[0];
    assert_eq!(
        amounts(row),
        some(["950000", "640000", "139080", "32000", "107080"])
    );
    assert_eq!(row.declared, Some(money("32000")));
    assert_eq!(row.figure, "T-1");
    assert_eq!(
        row.assumptions,
        [
            "settled_share_is_income",
            "where_nobody_withheld",
            "conduct_not_judged"
        ]
    );
}

#[test]
fn labour_income_follows_the_facts_that_are_there() {
    let declared =
        |case: Case| case.declared("li", "2024-05", "labour_remuneration", "150000", "0");
    let base = || Case::new().party("li", PartyKind::NaturalPerson);
    for (case, income, assumption) in [
        (
            base().settled("li", "2024-05", "clawback", "-100"),
            "0",
            "no_payment_on_file",
        ),
        (declared(base()), "150000", "declared_stands_for_settled"),
        (
            declared(base()).settled("li", "2024-05", "commission", "90000"),
            "150000",
            "declared_above_settled",
        ),
    ] {
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!(row.income, Some(money(income)), "{assumption}");
        assert!(row.assumptions.contains(&assumption.to_owned()), "{row:?}");
    }
}

#[test]
fn other_kinds_of_income_count_at_their_parts() {
    // 120,000 + 50,000 × 80 % + 10,000 × 56 % + 10,000 × 80 % = 173,600; − 60,000 = 113,600;
    // × 10 % − 2,520 = 8,840; 9,000 was withheld.
    let case = Case::new()
        .party("li", PartyKind::NaturalPerson)
        .settled("li", "2023-02", "commission", "50000")
        .declared("li", "2023-02", "wages", "120000", "9000")
        .declared("li", "2023-03", "author_remuneration", "10000", "0")
        .declared("li", "2023-03", "royalties", "10000", "0");
    let row = &case.assess("2026-01-01").taxes[0];
    assert_eq!(
        amounts(row),
        some(["190000", "113600", "8840", "9000", "0"])
    );
    assert_eq!(row.overpaid, Some(money("160")));
    assert_eq!(row.fine.article, None);
    assert_eq!(
        row.deadline,
        Some("2024-07-01".parse().unwrap()),
        "a Sunday before"
    );
}

#[test]
fn nothing_on_file_is_not_a_payment_of_zero() {
    let case = Case::new().party("li", PartyKind::NaturalPerson).settled(
        "li",
        "2024-03",
        "commission",
        "100000",
    );
    // 100,000 × 80 % − 60,000 = 20,000; × 3 % = 600.
    let row = &case.assess("2025-01-01").taxes[0];
    assert_eq!(amounts(row), some(["100000", "20000", "600", "-", "600"]));
    assert_eq!(row.declared, None);
}
