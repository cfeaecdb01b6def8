//! Surcharge of a row: each payment to its own day, the rest to the day of the computation.

use super::facts::{Case, money};
use super::income_taxes;
use crate::computation::{SurchargePart, TaxRow};
use crate::party::PartyKind;
use crate::settings::{ExactlyAtThreshold, Settings, WhereNobodyWithheld};

const NOT_CHARGED: Settings = Settings {
    exactly_at_threshold: ExactlyAtThreshold::Taxed,
    payer_withholds_vat: false,
    where_nobody_withheld: WhereNobodyWithheld::None,
    income_before_platform_fees: true,
};

/// 1,000,000 × 10 % = 100,000; × 20 % − 10,500 = 9,500, due on 31 March 2025.
fn studio() -> Case {
    let studio = Case::new().party("studio", PartyKind::SoleProprietorship);
    studio
        .assessed("studio", "0.10")
        .settled("studio", "2024-05", "commission", "1000000")
}

fn paid(case: Case, amount: &str, day: &str) -> Case {
    let case = case.paper("studio", "iit.business", "2024", "1", None, amount);
    case.on(day)
}

fn row(case: &Case, as_of: &str) -> TaxRow {
    let assessment = case.assess(as_of);
    let [row] = income_taxes(&assessment)[..] else {
        panic!("one row: {:?}", assessment.taxes);
    };
    row.clone()
}

fn part(tax: &str, until: &str, paid: bool, days: u32, amount: &str) -> SurchargePart {
    SurchargePart {
        tax: money(tax),
        until: until.parse().unwrap(),
        paid,
        days,
        amount: money(amount),
    }
}

/// 3,000 × 0.05 % × 10 = 15.00; 2,500 × 0.05 % × 100 = 125.00.
#[test]
fn each_payment_bears_surcharge_to_its_own_day_and_the_rest_goes_on() {
    let case = paid(studio(), "4000", "2025-03-31");
    let case = paid(case, "3000", "2025-04-10");
    let row = row(&case, "2025-07-09");
    assert_eq!(row.due, Some(money("9500")));
    assert_eq!(row.paid, Some(money("7000")));
    assert_eq!(row.underpaid, Some(money("2500")));
    assert_eq!(
        row.surcharge.parts,
        [
            part("3000", "2025-04-10", true, 10, "15.00"),
            part("2500", "2025-07-09", false, 100, "125.00"),
        ]
    );
    assert_eq!(row.surcharge.amount, Some(money("140.00")));
    assert_eq!(row.surcharge.days, 100);
    assert_eq!(
        row.fine.low,
        Some(money("1250.00")),
        "of what is short alone"
    );
}

/// 9,500 × 0.05 % × 10 = 47.50: nothing is short any more, and still it was late.
#[test]
fn tax_that_was_paid_late_and_whole_bears_surcharge_and_no_fine() {
    let row = row(&paid(studio(), "9500", "2025-04-10"), "2026-01-01");
    assert_eq!(row.underpaid, Some(money("0")));
    assert_eq!(row.surcharge.amount, Some(money("47.50")));
    assert_eq!(row.surcharge.capped_at_tax, Some(money("47.50")));
    assert_eq!(
        row.surcharge.parts,
        [part("9500", "2025-04-10", true, 10, "47.50")]
    );
    assert_eq!(row.fine.article, None);
}

/// 9,500 × 0.05 % × 5 = 23.75.
#[test]
fn what_is_paid_after_the_day_of_the_computation_is_not_paid_yet() {
    let row = row(&paid(studio(), "9500", "2025-04-10"), "2025-04-05");
    assert_eq!((row.declared, row.paid), (Some(money("9500")), None));
    assert_eq!(row.underpaid, Some(money("9500")));
    assert_eq!(row.surcharge.amount, Some(money("23.75")));
}

/// Of 10,000 paid on 10 April only the 9,500 that were owed were late.
#[test]
fn what_was_paid_beyond_the_tax_was_never_late() {
    let case = paid(studio(), "6000", "2025-04-20");
    let row = row(&paid(case, "4000", "2025-04-10"), "2026-01-01");
    assert_eq!(row.overpaid, Some(money("500")));
    assert_eq!(
        row.surcharge.parts,
        [
            part("4000", "2025-04-10", true, 10, "20.00"),
            part("5500", "2025-04-20", true, 20, "55.00"),
        ]
    );
}

/// Due on 31 March 2025: nothing is late on that day, one day the day after; what was paid whole and in
/// time never is.
#[test]
fn one_part_is_late_from_the_day_after_the_deadline_while_something_is_short() {
    let whole = || paid(studio(), "9500", "2025-03-31");
    for (case, as_of, days, parts) in [
        (studio(), "2025-03-31", 0, vec![]),
        (
            studio(),
            "2025-04-01",
            1,
            vec![part("9500", "2025-04-01", false, 1, "4.75")],
        ),
        (whole(), "2026-01-01", 0, vec![]),
    ] {
        let row = row(&case, as_of);
        assert_eq!(row.surcharge.parts, parts, "{as_of}");
        assert_eq!(row.surcharge.days, days, "{as_of}");
    }
}

/// The setting is about income that payers failed on: not about a business, and not about wages where
/// the payer of the commission withheld what the law asks.
#[test]
fn the_setting_frees_nobody_else_of_surcharge() {
    // 9,500 × 0.05 % × 10.
    let business = row(&studio().settings(NOT_CHARGED), "2025-04-10");
    assert_eq!(business.surcharge.amount, Some(money("47.50")));
    // 24,000 + 500,000 − 60,000 = 464,000; × 30 % − 52,920 = 86,280; less 5,200; × 0.05 % × 10 = 405.40.
    let person = Case::new()
        .party("li", PartyKind::NaturalPerson)
        .settled("li", "2024-03", "commission", "30000")
        .declared("li", "2024-03", "labour_remuneration", "30000", "5200")
        .declared("li", "2024-03", "wages", "500000", "0");
    let withheld = row(&person.settings(NOT_CHARGED), "2025-07-10");
    assert_eq!(withheld.underpaid, Some(money("81080")));
    assert_eq!(withheld.surcharge.amount, Some(money("405.40")));
}

/// 600 × 0.05 % × 10 = 3.00.
#[test]
fn what_nobody_withheld_and_was_paid_late_follows_the_setting_too() {
    for (settings, amount) in [(Settings::default(), "3.00"), (NOT_CHARGED, "0.00")] {
        let person = Case::new()
            .party("li", PartyKind::NaturalPerson)
            .settled("li", "2024-03", "commission", "100000")
            .paper("li", "iit.comprehensive", "2024", "100000", None, "600")
            .on("2025-07-10");
        let row = row(&person.settings(settings), "2026-01-01");
        assert_eq!(row.underpaid, Some(money("0")));
        assert_eq!(row.surcharge.amount, Some(money(amount)));
        let said = &row.assumptions;
        assert!(
            said.contains(&"where_nobody_withheld".to_owned()),
            "{said:?}"
        );
    }
}

#[test]
fn surcharge_where_nobody_withheld_follows_the_setting_and_says_so() {
    // 100,000 × 80 % − 60,000 = 20,000; × 3 % = 600; × 0.05 % × 10 days from 1 July = 3.00.
    let person = || {
        let person = Case::new().party("li", PartyKind::NaturalPerson);
        person.settled("li", "2024-03", "commission", "100000")
    };
    for (case, days, amount) in [
        (person(), 10, "3.00"),
        (person().settings(NOT_CHARGED), 0, "0.00"),
    ] {
        let row = row(&case, "2025-07-10");
        assert_eq!(row.underpaid, Some(money("600")));
        assert_eq!(row.surcharge.days, days);
        assert_eq!(row.surcharge.amount, Some(money(amount)));
        let said = row.assumptions.iter();
        assert_eq!(
            said.filter(|key| *key == "where_nobody_withheld").count(),
            1
        );
    }
}
