//! When a small year need not be settled, and what makes that void.

use super::*;

#[test]
fn a_small_year_says_that_it_may_not_need_to_be_settled() {
    let key = "settlement_may_be_waived".to_owned();
    for (wages, withheld, waived) in [
        ("120000", "0", true),
        // 121,000 − 60,000 = 61,000; × 10 % − 2,520 = 3,580; less 3,180 = 400.
        ("121000", "3180", true),
        ("121000", "3179.99", false),
        ("121000", "3580", false),
    ] {
        let case = Case::new()
            .party("li", PartyKind::NaturalPerson)
            .declared("li", "2024-03", "wages", wages, withheld);
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!(row.assumptions.contains(&key), waived, "{wages} {withheld}");
    }
}

#[test]
fn a_small_year_must_be_settled_where_a_payer_failed_to_withhold() {
    let key = "settlement_void".to_owned();
    // 5,000 × 80 % × 20 % = 800 should have been withheld on the labour remuneration.
    for (settled, withheld, void) in [
        ("5000", "800", false),
        ("5000", "799.99", true),
        ("5001", "800", true),
    ] {
        let case = Case::new()
            .party("li", PartyKind::NaturalPerson)
            .settled("li", "2024-03", "commission", settled)
            .declared("li", "2024-03", "labour_remuneration", "5000", withheld)
            .line("li", "2024-03", "某某文化", "5000", withheld)
            .declared("li", "2024-03", "wages", "100000", "0");
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!(row.assumptions.contains(&key), void, "{settled} {withheld}");
    }
}
