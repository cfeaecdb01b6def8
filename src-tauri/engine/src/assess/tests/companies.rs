//! Corporate income tax of companies and agencies.

use super::facts::Case;
use super::{amounts, some};
use crate::computation::TaxRow;
use crate::party::PartyKind;

const MISSING: &str = "taxable_income";

fn agency() -> Case {
    Case::new()
        .party("mcn", PartyKind::Agency)
        .settled("mcn", "2024-03", "commission", "500000")
}

fn corporate(case: &Case) -> TaxRow {
    let rows = case.assess("2025-07-10").taxes.into_iter();
    let mut rows = rows.filter(|row| row.tax == "cit");
    rows.next().unwrap()
}

/// 100,000 were declared on 400,000 of income; 100,000 more were settled: 200,000 × 25 % × 20 % = 10,000.
#[test]
fn settled_income_beyond_the_return_is_taxed_as_that_of_a_small_company() {
    let case = agency().paper("mcn", "cit", "2024", "400000", Some("100000"), "5000");
    let row = corporate(&case);
    assert_eq!(row.figure, "K-1");
    assert_eq!(
        amounts(&row),
        some(["500000", "200000", "10000", "5000", "5000"])
    );
    assert!(row.assumptions.contains(&"size_not_stated".to_owned()));
}

/// Up to 300 employees and 50,000,000 of assets it is small; beyond either the whole bears 25 %.
#[test]
fn what_was_stated_of_its_size_decides_its_rate() {
    for (employees, assets, due) in [
        (300, "50000000", "10000"),
        (301, "50000000", "50000"),
        (300, "50000000.01", "50000"),
    ] {
        let case = agency()
            .paper("mcn", "cit", "2024", "400000", Some("100000"), "5000")
            .size("mcn", 2024, Some(employees), Some(assets));
        let row = corporate(&case);
        assert_eq!(row.due, some([due])[0], "{employees} with {assets}");
        assert!(!row.assumptions.contains(&"size_not_stated".to_owned()));
    }
    // Another year's size says nothing of this one.
    let case = agency()
        .paper("mcn", "cit", "2024", "400000", Some("100000"), "5000")
        .size("mcn", 2023, Some(301), Some("1"));
    assert_eq!(corporate(&case).due, some(["10000"])[0]);
}

#[test]
fn half_of_its_size_leaves_the_other_half_assumed() {
    for (employees, assets) in [(Some(300), None), (None, Some("50000000"))] {
        let case = agency()
            .paper("mcn", "cit", "2024", "400000", Some("100000"), "5000")
            .size("mcn", 2024, employees, assets);
        let row = corporate(&case);
        assert_eq!(row.due, some(["10000"])[0]);
        assert!(row.assumptions.contains(&"size_not_stated".to_owned()));
    }
}

#[test]
fn without_a_return_nobody_can_tell_its_profit() {
    let row = corporate(&agency());
    assert_eq!(row.missing.as_deref(), Some(MISSING));
    assert_eq!(row.due, None);
}
