//! VAT of a party by the periods it files for, and what is charged on it.

use super::facts::{Case, money};
use super::{amounts, some};
use crate::assess::Assessment;
use crate::computation::TaxRow;
use crate::party::{CityClass, PartyKind, VatPeriod};
use crate::settings::{ExactlyAtThreshold, Settings};

fn shop() -> Case {
    Case::new()
        .party("shop", PartyKind::IndividualBusiness)
        .assessed("shop", "0.10")
        .place("shop", CityClass::City)
}

fn sells(case: Case, month: &str, amount: &str) -> Case {
    case.settled("shop", month, "commission", amount)
}

fn filed(assessment: &Assessment) -> Vec<&TaxRow> {
    let rows = assessment.taxes.iter();
    rows.filter(|row| !row.tax.starts_with("iit.")).collect()
}

/// What is said of each row: its code and period, and tax due or the fact that is missing.
fn told(assessment: &Assessment) -> Vec<(String, String, String)> {
    let rows = filed(assessment).into_iter();
    rows.map(|row| {
        let due = row.due.map(|due| due.to_string());
        let told = due.or(row.missing.clone()).unwrap();
        (row.figure.clone(), row.period.to_string(), told)
    })
    .collect()
}

fn rows(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let rows = expected.iter();
    rows.map(|(code, period, told)| ((*code).to_owned(), (*period).to_owned(), (*told).to_owned()))
        .collect()
}

/// 100,000 in a quarter are exempt: nobody asks whether it was paid, and no sum lists it.
#[test]
fn a_quarter_without_vat_says_nothing_of_payments() {
    let case = sells(sells(shop(), "2024-01", "100000"), "2024-04", "404000");
    let assessment = case.assess("2024-07-25");
    let says = |row: &TaxRow| row.assumptions.contains(&"no_payment_on_file".to_owned());
    let of_vat = filed(&assessment)
        .into_iter()
        .filter(|row| row.tax == "vat.small_scale");
    let said: Vec<_> = of_vat
        .map(|row| (row.period.to_string(), says(row)))
        .collect();
    assert_eq!(
        said,
        [("2024-Q1".to_owned(), false), ("2024-Q2".to_owned(), true)]
    );
    let total = &assessment.totals[0];
    let parts = assessment.worksheets[&total.figure].iter();
    let codes: Vec<_> = parts.map(|step| format!("{:?}", step.origin)).collect();
    assert!(
        !codes.is_empty() && codes.iter().all(|code| !code.contains("V-1.")),
        "{codes:?}"
    );
}

/// 404,000 in the quarter: ÷ 1.01 = 400,000, above 300,000; × 1 % = 4,000. On it 4,000 × 7 % × ½ = 140,
/// and 4,000 × (3 % + 2 %) × ½ = 100: nothing of that is waived above 300,000.
#[test]
fn a_quarter_above_the_threshold_owes_vat_and_what_is_charged_on_it() {
    let case = sells(sells(shop(), "2024-04", "204000"), "2024-06", "200000");
    let assessment = case.assess("2024-07-25");
    assert_eq!(
        told(&assessment),
        rows(&[
            ("V-1", "2024-Q2", "4000.00"),
            ("VU-1", "2024-Q2", "140.00"),
            ("VE-1", "2024-Q2", "100.00"),
        ])
    );
    let [vat, urban, education] = filed(&assessment)[..] else {
        panic!("three rows")
    };
    assert_eq!(
        amounts(vat),
        some(["404000", "400000", "4000", "-", "4000"])
    );
    // The last day was 15 July: ten days late, × 0.05 %.
    assert_eq!(vat.deadline, Some("2024-07-15".parse().unwrap()));
    assert_eq!(vat.surcharge.amount, Some(money("20.00")));
    assert_eq!(urban.surcharge.amount, Some(money("0.70")));
    assert_eq!(vat.fine.low, Some(money("2000.00")));
    // A fee: nothing is added.
    assert_eq!(
        (education.surcharge.amount, education.fine.low),
        (None, None)
    );
    // 4,000 + 140 + 100 beside the income tax of the year, which is not due yet: 404,000 × 10 % = 40,400;
    // × 10 % − 1,500 = 2,540, of which half is relieved.
    let total = &assessment.totals[0];
    assert_eq!(total.underpaid, money("5510.00"));
}

/// 303,000 ÷ 1.01 = 300,000, which is not above it: exempt. Sales of all platforms count together.
#[test]
fn a_quarter_at_the_threshold_is_exempt_before_2026_and_taxed_from_then() {
    let quarter = |year: &str| sells(shop(), &format!("{year}-02"), "303000");
    let before = quarter("2025").assess("2025-04-01");
    assert_eq!(told(&before), rows(&[("V-1", "2025-Q1", "0.00")]));
    let after = quarter("2026").assess("2026-04-01");
    assert_eq!(told(&after)[0], rows(&[("V-1", "2026-Q1", "3000.00")])[0]);
    let exempt = Settings {
        exactly_at_threshold: ExactlyAtThreshold::Exempt,
        ..Settings::default()
    };
    let after = quarter("2026").settings(exempt).assess("2026-04-01");
    assert_eq!(told(&after), rows(&[("V-1", "2026-Q1", "0.00")]));
    let said = &filed(&after)[0].assumptions;
    assert!(
        said.contains(&"exactly_at_threshold".to_owned()),
        "{said:?}"
    );
}

#[test]
fn what_was_paid_for_the_same_period_counts_and_no_other() {
    let case = sells(shop(), "2024-05", "404000")
        .paper("shop", "vat.small_scale", "2024-Q2", "400000", None, "3000")
        .on("2024-07-20")
        .paper("shop", "vat.small_scale", "2024-Q3", "1", None, "9000");
    let assessment = case.assess("2024-07-25");
    let vat = filed(&assessment)[0];
    assert_eq!(
        amounts(vat),
        some(["404000", "400000", "4000", "3000", "1000"])
    );
    // 3,000 × 5 days and 1,000 × 10 days × 0.05 %: 7.50 + 5.00.
    assert_eq!(vat.surcharge.amount, Some(money("12.50")));
}

/// Of 404,000 settled 4,000 were declared as VAT: 400,000 × 10 % = 40,000; × 10 % − 1,500 = 2,500, of which
/// half is relieved. Without a return nothing was charged, and 40,400 are taxed.
#[test]
fn vat_that_was_declared_is_no_income() {
    let declared = sells(shop(), "2024-05", "404000").paper(
        "shop",
        "vat.small_scale",
        "2024-Q2",
        "400000",
        None,
        "4000",
    );
    for (case, income, due) in [
        (declared, "400000", "1250"),
        (sells(shop(), "2024-05", "404000"), "404000", "1270"),
    ] {
        let assessment = case.assess("2024-07-25");
        let row = &assessment.taxes[0];
        assert_eq!(
            (row.income, row.due),
            (Some(money(income)), Some(money(due)))
        );
    }
}

/// 101,000 ÷ 1.01 = 100,000 in a month is exempt, 101,010 is not: ÷ 1.01 = 100,009.90; × 1 % = 1,000.10.
#[test]
fn who_files_by_the_month_has_rows_by_the_month() {
    let case = shop().files_by("shop", VatPeriod::Month);
    let case = sells(sells(case, "2024-04", "101000"), "2024-05", "101010");
    let rows_of = told(&case.assess("2024-06-01"));
    assert_eq!(
        rows_of[..2],
        rows(&[("V-1", "2024-04", "0.00"), ("V-2", "2024-05", "1000.10")])[..]
    );
}

#[test]
fn platforms_file_for_persons_since_october_2025_and_nobody_before() {
    let case = Case::new()
        .party("li", PartyKind::NaturalPerson)
        .settled("li", "2025-09", "commission", "202000")
        .settled("li", "2025-10", "commission", "202000");
    let assessment = case.assess("2025-11-01");
    let periods = told(&assessment);
    assert_eq!(periods[0], rows(&[("V-1", "2025-10", "2000.00")])[0]);
    assert!(periods.iter().all(|(_, period, _)| period == "2025-10"));
}

#[test]
fn what_cannot_be_known_is_named() {
    // Two rates within a quarter; no class of the place; more than five million in four quarters.
    let unplaced = Case::new().party("shop", PartyKind::SoleProprietorship);
    let unplaced = sells(unplaced, "2024-05", "404000").assess("2024-07-25");
    assert!(told(&unplaced).contains(&rows(&[("VU-1", "2024-Q2", "city_class")])[0]));
    let two_rates = sells(shop(), "2020-02", "404000").assess("2020-05-01");
    assert_eq!(
        told(&two_rates),
        rows(&[("V-1", "2020-Q1", "one_vat_rate")])
    );
    let mut large = shop();
    for month in ["2023-08", "2023-11", "2024-02", "2024-05"] {
        large = sells(large, month, "1300000");
    }
    let large = told(&large.assess("2024-07-25"));
    let last = large.iter().filter(|(_, period, _)| period == "2024-Q2");
    let last: Vec<_> = last.cloned().collect();
    assert_eq!(last, rows(&[("V-4", "2024-Q2", "general_taxpayer")]));
    assert!(large.iter().any(|(code, ..)| code == "VU-3"), "{large:?}");
}

#[test]
fn a_deadline_of_a_year_without_a_calendar_is_not_guessed() {
    let assessment = sells(shop(), "2026-11", "404000").assess("2026-12-31");
    let vat = filed(&assessment)[0];
    assert_eq!((vat.deadline, vat.overdue), (None, false));
    assert_eq!(vat.due, Some(money("4000")));
    assert_eq!((vat.surcharge.amount, vat.fine.low), (None, None));
    let said = &vat.assumptions;
    assert!(
        said.contains(&"deadline_not_published".to_owned()),
        "{said:?}"
    );
}
