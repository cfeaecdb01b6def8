//! The platform's report and files of payers: the period each is for, whose a line is, and what is
//! never shown of a person.

use casefile::ImportStatus;
use engine::party::Income;
use engine::period::Grain;

use super::returns::{LI, import, of, side};
use super::{Desk, sample};

#[test]
fn a_platforms_report_is_in_its_quarter_and_an_empty_one_is_no_zero() {
    let mut desk = Desk::new(LI);
    let empty = "platform_report_income_2025_15/empty.xlsx";
    let outcome = desk.import(empty, &sample(empty));
    assert_eq!(outcome.status, ImportStatus::Imported);
    assert!(outcome.message.unwrap().contains("no data is not zero"));
    assert_eq!(desk.compute(Grain::Quarter).bridge, []);
    import(&mut desk, &["platform_report_income_2025_15/report.xlsx"]);
    let reported = |desk: &Desk, grain| {
        let income = Income::LabourRemuneration;
        side(desk, grain, "li", income, |row| row.platform_reported)
    };
    // 58000 for labour and 1200.50 for other income.
    assert_eq!(
        reported(&desk, Grain::Quarter),
        of(&[("2025-Q3", "59200.50")])
    );
    assert_eq!(reported(&desk, Grain::Year), of(&[("2025", "59200.50")]));
    assert_eq!(reported(&desk, Grain::Month), []);
}

#[test]
fn numbers_of_persons_tell_whose_a_line_is_and_are_never_shown() {
    let namesake = LI.replace("330000199001010001", "330000199101010001");
    let wages = ["iit_withholding_calc_xls/202503_wages.xls"];
    let mut desk = Desk::new(LI);
    import(&mut desk, &wages);
    let rows = side(&desk, Grain::Month, "li", Income::Wages, |row| row.declared);
    assert_eq!(
        rows,
        of(&[("2025-03", "12000.00")]),
        "Wang is not the only person of the case"
    );
    let mut other = Desk::new(&namesake);
    import(&mut other, &wages);
    assert_eq!(
        other.compute(Grain::Month).bridge,
        [],
        "the same name, another person"
    );
    for (desk, expected) in [
        (&desk, vec!["33**************02"]),
        (&other, vec!["33**************01", "33**************02"]),
    ] {
        let overview = desk.case.overview().unwrap();
        let keys: Vec<_> = overview
            .unassigned
            .iter()
            .flat_map(|account| &account.keys)
            .collect();
        assert_eq!(keys, expected);
        assert_eq!(desk.compute(Grain::Month).unassigned, overview.unassigned);
    }
    desk.set_up(
        "[[account]]\nplatform = \"tax_bureau\"\nid = \"330000199202020002\"\nparty = \"li\"\n",
    )
    .unwrap();
    let overview = desk.case.overview().unwrap();
    assert_eq!(overview.parties[0].accounts[0].id, "33**************02");
}

#[test]
fn a_report_finds_its_party_by_the_platforms_account_too() {
    let manifest = "[[party]]\nid = \"wang\"\nname = \"王某某\"\nkind = \"natural_person\"\n\
                    [[account]]\nplatform = \"douyin\"\nid = \"6919000000000000003\"\nparty = \"wang\"\n";
    let mut desk = Desk::new(manifest);
    import(&mut desk, &["platform_report_income_2025_15/report.xlsx"]);
    let income = Income::LabourRemuneration;
    let reported = side(&desk, Grain::Quarter, "wang", income, |row| {
        row.platform_reported
    });
    assert_eq!(
        reported,
        of(&[("2025-Q3", "0.00")]),
        "printed as 0, and of nobody else"
    );
}
