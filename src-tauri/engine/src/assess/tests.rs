//! Whole assessments from small sets of facts; every expected amount is computed by hand beside it.

mod facts;
mod settlement;
mod withholding;

use self::facts::{Case, money};
use super::*;
use crate::computation::TaxRow;
use crate::money::Money;
use crate::party::{Conduct, PartyKind};
use crate::worksheet::{Origin, Step, Worksheet};

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
        ["settled_share_is_income", "conduct_not_judged"]
    );
}

#[test]
fn what_is_short_and_late_bears_surcharge_and_a_range_of_fine() {
    // 107,080 × 0.0005 × 10 days = 535.40; × 0.5 = 53,540; × 5 = 535,400.
    let row = &person().assess("2025-07-10").taxes[0];
    assert_eq!(row.deadline, "2025-06-30".parse().unwrap());
    assert_eq!(row.surcharge.days, 10);
    assert_eq!(row.surcharge.amount, Some(money("535.40")));
    assert_eq!(row.surcharge.capped_at_tax, Some(money("535.40")));
    assert_eq!(row.fine.article.as_deref(), Some("63"));
    assert_eq!([row.fine.low, row.fine.high], some(["53540", "535400"]));
    assert_eq!(row.fine.amount, None);
}

#[test]
fn on_the_last_day_nothing_is_late() {
    let row = &person().assess("2025-06-30").taxes[0];
    assert!(!row.overdue);
    assert_eq!(row.surcharge.days, 0);
    assert_eq!(row.surcharge.amount, Some(Money::ZERO));
    assert_eq!(row.fine.article, None);
    assert_eq!([row.fine.low, row.fine.high], [None, None]);
}

#[test]
fn the_conduct_decides_article_and_range() {
    for (conduct, article, low, high) in [
        (Conduct::Hidden, "63", "53540", "535400"),
        (Conduct::Recharacterised, "63", "53540", "535400"),
        (Conduct::Unfiled, "64.2", "53540", "535400"),
        (Conduct::Slip, "52", "0", "0"),
        (Conduct::Voluntary, "63", "0", "107080"),
    ] {
        let row = &person()
            .conduct("li", 2024, conduct, None)
            .assess("2025-07-10")
            .taxes[0];
        assert_eq!(row.fine.article.as_deref(), Some(article), "{conduct:?}");
        assert_eq!(
            [row.fine.low, row.fine.high],
            some([low, high]),
            "{conduct:?}"
        );
        assert!(!row.assumptions.contains(&"conduct_not_judged".to_owned()));
    }
}

#[test]
fn a_multiple_that_was_set_is_the_fine() {
    // 107,080 × 0.6 = 64,248.
    let case = person().conduct("li", 2024, Conduct::Voluntary, Some("0.6"));
    let fine = &case.assess("2025-07-10").taxes[0].fine;
    assert_eq!([fine.low, fine.high, fine.amount], some(["64248"; 3]));
    let case = person().conduct("li", 2024, Conduct::Voluntary, Some("4"));
    let row = &case.assess("2025-07-10").taxes[0];
    assert!(
        row.assumptions
            .contains(&"multiple_outside_range".to_owned())
    );
}

#[test]
fn parts_that_were_judged_differently_are_said_to_be_fined_alike() {
    let case = studio()
        .treated("studio", 2024, "li", Conduct::Recharacterised, None)
        .conduct("li", 2024, Conduct::Voluntary, None);
    let row = &case.assess("2025-07-10").taxes[0];
    // The view of the person comes first: 163,580 × 0 to 1.
    assert_eq!([row.fine.low, row.fine.high], some(["0", "163580"]));
    assert!(row.assumptions.contains(&"one_conduct_for_all".to_owned()));
}

#[test]
fn a_surcharge_over_a_change_of_its_rate_is_refused() {
    let changed = "value.rate = \"0.0005\"\nto = \"2024-12-31\"\narticle = \"art. 32\"\n\
        sources = [\"TCL\"]\nconfidence = \"high\"\nchecked = \"2026-11-21\"\n\n\
        [[rule.version]]\nfrom = \"2025-01-01\"\nvalue.rate = \"0.0004\"";
    let files: Vec<(&str, String)> = crate::assets::below("rules/cn/")
        .map(|(path, text)| (path, text.replace("value.rate = \"0.0005\"", changed)))
        .collect();
    let rules = Rules::read(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap();
    for (paid_on, refused) in [("2024-12-31", false), ("2025-01-01", true)] {
        let mut sheet = Worksheet::new();
        let tax = sheet.input("tax", money("100"), None);
        let (deadline, paid_on) = ("2024-06-30".parse().unwrap(), paid_on.parse().unwrap());
        let answer = late_fee::late_fee(&mut sheet, &rules, tax, deadline, paid_on);
        assert_eq!(
            answer.err() == Some(AssessError::RateChanged),
            refused,
            "{paid_on}"
        );
    }
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
        "2024-07-01".parse().unwrap(),
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
        assert_eq!(row.deadline, "2025-03-31".parse().unwrap());
    }
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
        assert!(assessment.totals.is_empty(), "{missing}");
    }
}

#[test]
fn business_income_treated_as_labour_is_taxed_with_the_person() {
    // 1,000,000 × 80 % − 60,000 = 740,000; × 35 % − 85,920 = 173,080; less 9,500.
    let case = studio().treated("studio", 2024, "li", Conduct::Recharacterised, Some("1"));
    let assessment = case.assess("2025-07-10");
    let [person, business] = &assessment.taxes[..] else {
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
    assert_eq!(assessment.taxes.len(), 1);
    // 1,000,000 × 10 % = 100,000; × 20 % − 10,500 = 9,500.
    assert_eq!(
        amounts(&assessment.taxes[0]),
        some(["1000000", "100000", "9500", "9500", "0"])
    );
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
    let [total] = &assessment.totals[..] else {
        panic!("one total: {:?}", assessment.totals);
    };
    let sum = |part: fn(&TaxRow) -> Option<Money>| -> Money {
        assessment.taxes.iter().filter_map(part).sum()
    };
    assert_eq!(assessment.taxes.len(), 2);
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

/// Whether an input says where it comes from; zero that stands for nothing is an assumption.
fn follows(assessment: &Assessment, step: &Step) -> bool {
    if step.operation != crate::worksheet::Operation::Input {
        return true;
    }
    match &step.origin {
        None => step.assumption.is_some(),
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
