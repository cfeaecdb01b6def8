//! What counts as paid on a tax, and what follows from paying all of it, too much, or nothing.

use super::facts::{Case, money};
use super::{amounts, some};
use crate::party::{Conduct, PartyKind};
use crate::worksheet::Origin;

/// 100,000 × 80 % − 60,000 = 20,000; × 3 % = 600.
fn person() -> Case {
    Case::new().party("li", PartyKind::NaturalPerson).settled(
        "li",
        "2024-03",
        "commission",
        "100000",
    )
}

fn paid(case: Case, period: &str, tax: &str, amount: &str) -> Case {
    case.paper("li", tax, period, "1", None, amount)
}

#[test]
fn only_papers_of_the_person_the_year_and_the_tax_were_paid_on_it() {
    let mut case = person().declared("li", "2024-03", "labour_remuneration", "5", "50");
    for (period, tax, amount) in [
        ("2024-03", "iit.withheld", "100"),
        ("2024", "iit.comprehensive", "200"),
        ("2024", "vat.small_scale", "9000"),
        ("2024", "iit.business", "5000"),
        ("2023", "iit.comprehensive", "1000"),
        ("2022", "vat.small_scale", "8000"),
    ] {
        case = paid(case, period, tax, amount);
    }
    let case = case.party("zhang", PartyKind::NaturalPerson).paper(
        "zhang",
        "iit.comprehensive",
        "2024",
        "1",
        None,
        "7000",
    );
    let assessment = case.assess("2025-01-01");
    let rows: Vec<_> = assessment
        .taxes
        .iter()
        .map(|row| (row.party.as_str(), row.period.year(), row.paid))
        .collect();
    assert_eq!(
        rows,
        [
            ("li", 2023, Some(money("1000"))),
            ("li", 2024, Some(money("350"))),
            ("zhang", 2024, Some(money("7000"))),
        ]
    );
    let row = &assessment.taxes[1];
    assert_eq!(amounts(row), some(["100000", "20000", "600", "350", "250"]));
    let papers: Vec<_> = assessment.worksheets["T-2"]
        .iter()
        .filter_map(|step| match step.origin {
            Some(Origin::Paper { entry }) => Some(entry),
            _ => None,
        })
        .collect();
    assert_eq!(papers, [1, 2], "numbers in the set-up, from 1");
}

#[test]
fn paying_all_of_it_is_neither_short_nor_too_much() {
    for (amount, short, over) in [
        ("599.99", "0.01", None),
        ("600", "0", None),
        ("600.01", "0", Some("0.01")),
    ] {
        let case = paid(person(), "2024", "iit.comprehensive", amount);
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!(row.underpaid, Some(money(short)), "{amount}");
        assert_eq!(row.overpaid, over.map(money), "{amount}");
    }
}

#[test]
fn the_day_after_the_deadline_is_late() {
    for (as_of, overdue, days) in [
        ("2025-06-30", false, 0),
        ("2025-07-01", true, 1),
        ("2024-12-31", false, 0),
    ] {
        let row = &person().assess(as_of).taxes[0];
        assert_eq!(
            (row.overdue, row.surcharge.days),
            (overdue, days),
            "{as_of}"
        );
        assert_eq!(row.fine.low.is_some(), overdue, "{as_of}");
    }
    // Days are told also where the tax is not known.
    let unknown =
        Case::new()
            .party("b", PartyKind::Partnership)
            .settled("b", "2024-03", "commission", "1");
    for (as_of, days) in [("2025-03-31", 0), ("2025-03-01", 0), ("2025-04-02", 2)] {
        let row = &unknown.assess(as_of).taxes[0];
        assert_eq!(row.missing.as_deref(), Some("collection"));
        assert_eq!(row.surcharge.days, days, "{as_of}");
    }
}

#[test]
fn declared_income_stands_alone_and_a_correction_is_no_income() {
    let declared = |amount| {
        let case = Case::new().party("li", PartyKind::NaturalPerson);
        case.declared("li", "2024-03", "labour_remuneration", amount, "0")
    };
    let row = &declared("-500").assess("2025-01-01").taxes[0];
    assert_eq!([row.income, row.due], some(["0", "0"]));
    for (settled, above) in [("1000", false), ("999.99", true)] {
        let case = declared("1000").settled("li", "2024-03", "commission", settled);
        let row = &case.assess("2025-01-01").taxes[0];
        assert_eq!(row.income, Some(money("1000")));
        let said = row
            .assumptions
            .contains(&"declared_above_settled".to_owned());
        assert_eq!(said, above, "{settled}");
    }
}

#[test]
fn deductions_are_those_of_the_year() {
    let case = person()
        .deductions("li", 2023, "20000", "0")
        .deductions("li", 2024, "5000", "1000");
    // 80,000 − 60,000 − 6,000 = 14,000 × 3 %.
    let row = &case.assess("2025-01-01").taxes[0];
    assert_eq!([row.taxable_income, row.due], some(["14000", "420"]));
}

#[test]
fn each_party_has_its_own_total() {
    let case = person()
        .party("zhang", PartyKind::NaturalPerson)
        .settled("zhang", "2024-03", "commission", "125000")
        .conduct("li", 2024, Conduct::Slip, None);
    let totals = case.assess("2025-07-10").totals;
    let found: Vec<_> = totals
        .iter()
        .map(|total| (total.figure.as_str(), total.party.as_str(), total.underpaid))
        .collect();
    // 125,000 × 80 % − 60,000 = 40,000 × 10 % − 2,520 = 1,480.
    assert_eq!(
        found,
        [("S-1", "li", money("600")), ("S-2", "zhang", money("1480")),]
    );
}
