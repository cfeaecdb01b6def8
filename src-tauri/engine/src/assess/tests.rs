//! Whole assessments from small sets of facts; every expected amount is computed by hand beside it.

mod agency_debts;
mod books;
mod business;
mod companies;
mod facts;
mod fees;
mod fines;
mod labour;
mod outlook;
mod overdue;
mod payments;
mod settlement;
mod several;
mod subjects;
mod vat;
mod withholding;

use self::facts::{Case, money};
use super::*;
use crate::computation::TaxRow;
use crate::money::Money;
use crate::party::{Conduct, PartyKind};
use crate::worksheet::{Origin, Step};

fn amounts(row: &TaxRow) -> [Option<Money>; 5] {
    [
        row.income,
        row.taxable_income,
        row.due,
        row.paid,
        row.underpaid,
    ]
}

fn some<const N: usize>(texts: [&str; N]) -> [Option<Money>; N] {
    texts.map(|text| (text != "-").then(|| money(text)))
}

/// The rows of income tax, without those of VAT beside them.
fn income_taxes(assessment: &Assessment) -> Vec<&TaxRow> {
    let rows = assessment.taxes.iter();
    rows.filter(|row| row.tax.starts_with("iit.")).collect()
}

/// A person with settlements, clawbacks, tips and a small declaration.
fn person() -> Case {
    Case::new()
        .party("li", PartyKind::NaturalPerson)
        .deductions("li", 2024, "36000", "24000")
        .settled("li", "2024-03", "commission", "1000000")
        .settled("li", "2024-06", "clawback", "-100000")
        .settled("li", "2024-06", "tips", "50000")
        .declared("li", "2024-03", "labour_remuneration", "200000", "32000")
}

/// A studio under assessed collection, and the person behind it.
fn studio() -> Case {
    Case::new()
        .party("li", PartyKind::NaturalPerson)
        .party("studio", PartyKind::SoleProprietorship)
        .assessed("studio", "0.10")
        .settled("studio", "2024-03", "commission", "1000000")
        .paper("studio", "iit.business", "2024", "1000000", None, "9500")
}

#[test]
fn a_missing_fact_is_named_and_leaves_no_figure() {
    let settled = |case: Case| case.settled("b", "2024-03", "commission", "1000");
    let business = || settled(Case::new().party("b", PartyKind::SoleProprietorship));
    for (case, missing) in [
        (business(), "collection"),
        (business().books("b"), "taxable_income"),
        (
            business()
                .books("b")
                .paper("b", "iit.business", "2024", "1000", None, "5"),
            "taxable_income",
        ),
        (
            Case::new().party("b", PartyKind::NaturalPerson).paper(
                "b",
                "iit.comprehensive",
                "2024",
                "1000",
                None,
                "5",
            ),
            "split_of_income",
        ),
    ] {
        let assessment = case.assess("2026-01-01");
        let row = &assessment.taxes[0];
        assert_eq!(row.missing.as_deref(), Some(missing));
        assert_eq!(
            [row.due, row.underpaid, row.surcharge.amount, row.fine.low],
            [None; 4]
        );
        let mut totals = assessment.totals.iter();
        let adds_nothing = totals.all(|total| total.total_high == Money::ZERO);
        assert!(adds_nothing, "{missing}");
    }
}

#[test]
fn a_year_outside_the_rules_is_listed_and_not_computed() {
    let case = Case::new()
        .party("li", PartyKind::NaturalPerson)
        .settled("li", "2018-12", "commission", "500")
        .settled("li", "2019-01", "commission", "700");
    let assessment = case.assess("2025-01-01");
    assert_eq!(assessment.uncovered.len(), 1);
    assert_eq!(assessment.uncovered[0].year, 2018);
    assert_eq!(assessment.uncovered[0].settled, money("500"));
    assert_eq!(assessment.taxes.len(), 1);
    assert_eq!(assessment.taxes[0].period.year(), 2019);
}

#[test]
fn a_day_outside_the_rules_gives_tax_but_no_surcharge_or_fine() {
    let assessment = person().assess("2027-01-01");
    let row = &assessment.taxes[0];
    assert_eq!(row.underpaid, Some(money("107080")));
    assert_eq!(row.missing.as_deref(), Some("law_on_as_of"));
    assert_eq!([row.surcharge.amount, row.fine.low], [None; 2]);
    assert!(assessment.totals.is_empty());
}

#[test]
fn totals_are_the_sums_of_the_rows() {
    let case = person()
        .settled("li", "2023-03", "commission", "1000000")
        .party("zhang", PartyKind::Company)
        .settled("zhang", "2023-03", "commission", "1000000");
    let assessment = case.assess("2026-06-30");
    let parties: Vec<&str> = assessment
        .totals
        .iter()
        .map(|total| total.party.as_str())
        .collect();
    assert_eq!(parties, ["li", "zhang"]);
    for total in &assessment.totals {
        let sum = |part: fn(&TaxRow) -> Option<Money>| -> Money {
            let rows = assessment.taxes.iter();
            let theirs = rows.filter(|row| row.party == total.party);
            theirs.filter_map(part).sum()
        };
        assert_eq!(total.underpaid, sum(|row| row.underpaid));
        assert_eq!(total.surcharge, sum(|row| row.surcharge.amount));
        assert_eq!(total.fine_low, sum(|row| row.fine.low));
        assert_eq!(total.fine_high, sum(|row| row.fine.high));
        assert_eq!(
            total.total_low,
            total.underpaid + total.surcharge + total.fine_low
        );
        assert_eq!(
            total.total_high,
            total.underpaid + total.surcharge + total.fine_high
        );
    }
}

#[test]
fn amounts_beyond_all_measure_are_reported_and_do_not_panic() {
    let case = Case::new().party("li", PartyKind::NaturalPerson).settled(
        "li",
        "2020-03",
        "commission",
        "90000000000000000",
    );
    let assessment = case.assess("2026-06-30");
    assert_eq!(
        assessment.taxes[0].missing.as_deref(),
        Some("amount_too_large")
    );
}

#[test]
fn every_step_follows_from_earlier_steps_records_or_other_figures() {
    let case = person()
        .party("studio", PartyKind::SoleProprietorship)
        .assessed("studio", "0.10")
        .settled("studio", "2024-03", "commission", "1000000")
        .treated("studio", 2024, "li", Conduct::Recharacterised, None);
    let assessment = case.assess("2026-06-30");
    for (figure, steps) in &assessment.worksheets {
        for (number, step) in (1..).zip(steps) {
            assert_eq!(step.number, number, "{figure}");
            assert!(
                step.operands.iter().all(|operand| *operand < number),
                "{figure}"
            );
            assert!(follows(&assessment, step), "{figure}.{number}: {step:?}");
        }
    }
    let last_of = |figure: &str| &assessment.worksheets[figure];
    assert!(last_of("T-1").iter().any(|step| step.label == "fine_high"));
}

/// Whether an input says where it comes from; zero that stands for nothing is an assumption, and the one
/// of `1 + rate` comes from nowhere.
fn follows(assessment: &Assessment, step: &Step) -> bool {
    if step.operation != crate::worksheet::Operation::Input {
        return true;
    }
    match &step.origin {
        None => step.assumption.is_some() || step.label == "one",
        Some(Origin::Figure { code }) => {
            let (figure, number) = code.rsplit_once('.').unwrap();
            let steps = &assessment.worksheets[figure];
            let number: u32 = number.parse().unwrap();
            steps
                .iter()
                .any(|other| other.number == number && other.value == step.value)
        }
        Some(_) => true,
    }
}

#[test]
fn every_worksheet_follows_from_its_operands() {
    let case = studio().treated("studio", 2024, "li", Conduct::Recharacterised, None);
    let assessment = case.assess("2026-11-21");
    assert!(!assessment.worksheets.is_empty());
    for (code, steps) in &assessment.worksheets {
        assert_eq!(crate::worksheet::reckon::first_wrong(steps), None, "{code}");
    }
}
