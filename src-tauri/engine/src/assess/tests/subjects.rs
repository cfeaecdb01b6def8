//! Which rows there are, and to whom the income of a business goes.

use super::facts::Case;
use super::{amounts, income_taxes, some};
use crate::party::{Conduct, PartyKind};

const AS_LABOUR: Conduct = Conduct::Recharacterised;
const NOT_COMPUTED: &str = "treatment_not_computed";
const FINED_ALIKE: &str = "one_conduct_for_all";

/// Rows by party, year and where their income went.
fn rows(case: &Case) -> Vec<(String, i32, Option<String>)> {
    let assessment = case.assess("2025-07-10");
    let rows = income_taxes(&assessment).into_iter();
    rows.map(|row| (row.party.clone(), row.period.year(), row.treated_as.clone()))
        .collect()
}

fn row(party: &str, year: i32, treated_as: Option<&str>) -> (String, i32, Option<String>) {
    (party.to_owned(), year, treated_as.map(str::to_owned))
}

fn studio(case: Case, id: &str) -> Case {
    case.party(id, PartyKind::SoleProprietorship)
        .assessed(id, "0.10")
        .settled(id, "2024-03", "commission", "1000000")
}

#[test]
fn income_treated_as_a_persons_leads_to_that_person_and_year() {
    let income = |case: Case, id, month| case.settled(id, month, "commission", "1000");
    let mut case = Case::new()
        .party("wang", PartyKind::NaturalPerson)
        .party("li", PartyKind::NaturalPerson);
    for month in ["2023-05", "2024-05"] {
        case = income(income(case, "wang", month), "li", month);
    }
    let case = studio(case, "studio").treated("studio", 2024, "li", AS_LABOUR, None);
    assert_eq!(
        rows(&case),
        [
            row("wang", 2023, None),
            row("wang", 2024, None),
            row("li", 2023, None),
            row("li", 2024, None),
            row("studio", 2024, Some("T-4")),
        ]
    );
}

#[test]
fn what_a_business_paid_on_such_income_is_credited_beside_what_the_person_paid() {
    let case = Case::new().party("li", PartyKind::NaturalPerson).declared(
        "li",
        "2024-05",
        "labour_remuneration",
        "1000",
        "100",
    );
    let case = studio(case, "studio")
        .paper("studio", "iit.business", "2024", "1000000", None, "9500")
        .declared("studio", "2024-05", "business_income", "1", "40")
        .treated("studio", 2024, "li", AS_LABOUR, None);
    // (1,000 + 1,000,000) × 80 % − 60,000 = 740,800; × 35 % − 85,920 = 173,360; less 100 + 9,500 + 40.
    let row = &case.assess("2025-07-10").taxes[0];
    assert_eq!(
        amounts(row),
        some(["1001000", "740800", "173360", "9640", "163720"])
    );
}

#[test]
fn a_person_without_own_income_has_a_row_only_for_what_is_treated_as_theirs() {
    let case = Case::new()
        .party("wang", PartyKind::NaturalPerson)
        .party("li", PartyKind::NaturalPerson)
        .received("li", "2021-05", "9000");
    let case = studio(case, "studio")
        .treated("studio", 2024, "li", AS_LABOUR, None)
        .treated("studio", 2022, "li", AS_LABOUR, None);
    assert_eq!(
        rows(&case),
        [row("li", 2024, None), row("studio", 2024, Some("T-1"))]
    );
}

#[test]
fn only_a_persons_labour_remuneration_can_be_made_of_it() {
    for (person, said) in [("li", false), ("shop", true), ("nobody", true)] {
        let case = Case::new()
            .party("li", PartyKind::NaturalPerson)
            .party("shop", PartyKind::Partnership);
        let case = studio(case, "studio").treated("studio", 2024, person, AS_LABOUR, None);
        let rows = case.assess("2025-07-10").taxes;
        let studio = rows.iter().find(|row| row.party == "studio").unwrap();
        assert_eq!(studio.treated_as.is_none(), said, "{person}");
        let told = studio.assumptions.contains(&NOT_COMPUTED.to_owned());
        assert_eq!(told, said, "{person}");
    }
    // A view of the conduct alone asks for no other treatment.
    let case = studio(Case::new(), "studio").conduct("studio", 2024, Conduct::Slip, None);
    let row = &case.assess("2025-07-10").taxes[0];
    assert!(!row.assumptions.contains(&NOT_COMPUTED.to_owned()));
}

#[test]
fn parts_that_were_judged_alike_are_fined_alike_without_a_word() {
    let case = || {
        let case = Case::new().party("li", PartyKind::NaturalPerson);
        studio(studio(case, "studio"), "shop")
            .treated("studio", 2024, "li", AS_LABOUR, None)
            .treated("shop", 2024, "li", AS_LABOUR, None)
    };
    for (conduct, said) in [(AS_LABOUR, false), (Conduct::Voluntary, true)] {
        let case = case().conduct("li", 2024, conduct, None);
        let row = &case.assess("2025-07-10").taxes[0];
        let told = row.assumptions.contains(&FINED_ALIKE.to_owned());
        assert_eq!(told, said, "{conduct:?}");
    }
    // The same conduct with another multiple is judged differently.
    let case = case().conduct("li", 2024, AS_LABOUR, Some("1"));
    let row = &case.assess("2025-07-10").taxes[0];
    assert!(row.assumptions.contains(&FINED_ALIKE.to_owned()));
}
