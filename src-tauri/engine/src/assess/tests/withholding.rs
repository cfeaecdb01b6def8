//! Withholding recomputed by payer and month.

use super::facts::{Case, money};
use crate::computation::{WithholdingMethod, WithholdingRow};
use crate::party::PartyKind;

fn rows(case: Case) -> Vec<WithholdingRow> {
    case.assess("2026-12-31").withholding
}

fn person() -> Case {
    Case::new().party("li", PartyKind::NaturalPerson)
}

#[test]
fn payments_of_one_payer_and_month_are_one_payment() {
    // 20,000 + 40,000 = 60,000; × 80 % = 48,000; × 30 % − 2,000 = 12,400; 3,200 + 6,800 withheld.
    let rows = rows(
        person()
            .line("li", "2024-05", "agency", "20000", "3200")
            .line("li", "2024-05", "shop", "3000", "440")
            .line("li", "2024-05", "agency", "40000", "6800"),
    );
    let printed: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.figure.as_str(),
                row.payer.as_deref().unwrap(),
                row.due,
                row.shortfall,
            )
        })
        .collect();
    assert_eq!(
        printed,
        [
            ("W-1", "agency", money("12400"), money("2400")),
            ("W-2", "shop", money("440"), money("0")),
        ]
    );
    assert!(
        rows.iter()
            .all(|row| row.method == WithholdingMethod::PerTime)
    );
}

/// The official example: a gap in August and September restarts the count.
const PLATFORM: [(&str, &str, &str); 5] = [
    ("2026-06", "7000", "18"),
    ("2026-07", "7500", "30"),
    ("2026-10", "7200", "22.80"),
    ("2026-11", "6000", "0"),
    ("2026-12", "8000", "36"),
];

#[test]
fn a_payer_whose_withholding_equals_the_cumulative_method_used_it() {
    let case = PLATFORM
        .iter()
        .fold(person(), |case, (month, income, tax)| {
            case.line("li", month, "platform", income, tax)
        });
    for (row, (month, _, tax)) in rows(case).iter().zip(PLATFORM) {
        assert_eq!(row.period.to_string(), month);
        assert_eq!(row.method, WithholdingMethod::Cumulative, "{month}");
        assert_eq!(
            (row.due, row.shortfall),
            (money(tax), money("0")),
            "{month}"
        );
    }
}

#[test]
fn one_month_that_differs_makes_it_per_time() {
    let case = PLATFORM.iter().fold(person(), |case, (month, income, _)| {
        case.line("li", month, "platform", income, "1")
    });
    // 7,000 × 80 % × 20 % = 1,120.
    let rows = rows(case);
    assert!(
        rows.iter()
            .all(|row| row.method == WithholdingMethod::PerTime)
    );
    assert_eq!(rows[0].due, money("1120"));
}

#[test]
fn one_month_of_five_that_differs_makes_it_per_time() {
    let case = PLATFORM
        .iter()
        .fold(person(), |case, (month, income, tax)| {
            let tax = if *month == "2026-12" { "35.99" } else { tax };
            case.line("li", month, "platform", income, tax)
        });
    let rows = rows(case);
    assert!(
        rows.iter()
            .all(|row| row.method == WithholdingMethod::PerTime)
    );
}

#[test]
fn nothing_is_short_where_too_much_was_withheld_or_income_was_taken_back() {
    // (5,000 × 80 %) × 20 % = 800.
    for (income, withheld, due, shortfall) in [
        ("5000", "799.99", "800", "0.01"),
        ("5000", "800", "800", "0"),
        ("5000", "900", "800", "0"),
        ("-100", "-20", "0", "0"),
        ("0", "-20", "0", "0"),
    ] {
        let rows = rows(person().line("li", "2024-05", "agency", income, withheld));
        assert_eq!(rows[0].due, money(due), "{income} {withheld}");
        assert_eq!(rows[0].shortfall, money(shortfall), "{income} {withheld}");
    }
}

#[test]
fn only_labour_remuneration_of_a_month_is_recomputed() {
    let case = person()
        .line("li", "2024-Q2", "agency", "5000", "0")
        .declaration("li", "2024-05", "wages", "5000", None);
    assert_eq!(rows(case), []);
}

#[test]
fn the_cumulative_method_begins_in_october_2025() {
    let rows = rows(
        person()
            .line("li", "2025-09", "platform", "5000", "800")
            .line("li", "2025-10", "platform", "5000", "0"),
    );
    let methods: Vec<_> = rows.iter().map(|row| row.method).collect();
    assert_eq!(
        methods,
        [WithholdingMethod::PerTime, WithholdingMethod::Cumulative]
    );
}
