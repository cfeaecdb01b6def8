//! Business income: as its collection says, or treated as the labour of the person behind it.

use super::facts::{Case, money};
use super::{amounts, income_taxes, some, studio};
use crate::party::{Conduct, PartyKind};
use crate::rules::Rules;

#[test]
fn a_treatment_that_cannot_be_computed_is_said_to_be_ignored() {
    let case = studio().treated("studio", 2024, "nobody", Conduct::Recharacterised, None);
    let row = &case.assess("2025-07-10").taxes[0];
    assert_eq!(row.due, Some(money("9500")));
    assert!(
        row.assumptions
            .contains(&"treatment_not_computed".to_owned())
    );
}

#[test]
fn a_business_is_taxed_as_its_collection_says() {
    let base = |kind| {
        Case::new()
            .party("b", kind)
            .settled("b", "2024-03", "commission", "3000000")
    };
    for (case, expected) in [
        // 3,000,000 × 10 % = 300,000; × 20 % − 10,500 = 49,500.
        (
            base(PartyKind::SoleProprietorship).assessed("b", "0.10"),
            ["3000000", "300000", "49500", "-", "49500"],
        ),
        // The same, and half of it is relieved.
        (
            base(PartyKind::IndividualBusiness).assessed("b", "0.10"),
            ["3000000", "300000", "24750", "-", "24750"],
        ),
        // Declared 3,200,000 is the larger: 320,000 × 30 % − 40,500 = 55,500.
        (
            base(PartyKind::Partnership).assessed("b", "0.10").declared(
                "b",
                "2024-12",
                "business_income",
                "3200000",
                "55500",
            ),
            ["3200000", "320000", "55500", "55500", "0"],
        ),
        // 400,000 + (3,000,000 − 2,900,000) = 500,000; × 30 % − 40,500 = 109,500; less 79,500.
        (
            base(PartyKind::SoleProprietorship).books("b").paper(
                "b",
                "iit.business",
                "2024",
                "2900000",
                Some("400000"),
                "79500",
            ),
            ["3000000", "500000", "109500", "79500", "30000"],
        ),
    ] {
        let row = &case.assess("2025-03-31").taxes[0];
        assert_eq!(amounts(row), some(expected));
        assert_eq!(row.deadline, Some("2025-03-31".parse().unwrap()));
    }
}

#[test]
fn business_income_treated_as_labour_is_taxed_with_the_person() {
    // 1,000,000 × 80 % − 60,000 = 740,000; × 35 % − 85,920 = 173,080; less 9,500.
    let case = studio().treated("studio", 2024, "li", Conduct::Recharacterised, Some("1"));
    let assessment = case.assess("2025-07-10");
    let [person, business] = income_taxes(&assessment)[..] else {
        panic!("two rows: {:?}", assessment.taxes);
    };
    assert_eq!(
        amounts(person),
        some(["1000000", "740000", "173080", "9500", "163580"])
    );
    assert_eq!(person.declared, None);
    assert_eq!(person.fine.amount, Some(money("163580")));
    assert_eq!(business.treated_as.as_deref(), Some("T-1"));
    assert_eq!(amounts(business), some(["1000000", "-", "0", "9500", "0"]));
    assert_eq!([business.overpaid, business.fine.low], [None; 2]);

    let asked = crate::calc::calc(
        r#"{"kind":"recharacterise","year":2024,"income":"1000000.00",
            "declared":{"profit_rate":"0.10","entity":"sole_proprietorship"}}"#,
        &Rules::load(),
    );
    assert!(asked.contains(r#""underpaid":"163580.00""#), "{asked}");
}

#[test]
fn without_a_classification_the_studio_is_taxed_as_it_declared() {
    let assessment = studio().assess("2025-07-10");
    assert_eq!(income_taxes(&assessment).len(), 1);
    // 1,000,000 × 10 % = 100,000; × 20 % − 10,500 = 9,500.
    assert_eq!(
        amounts(&assessment.taxes[0]),
        some(["1000000", "100000", "9500", "9500", "0"])
    );
}
