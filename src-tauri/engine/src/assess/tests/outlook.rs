//! What waiting costs, from what is open of each party.

use super::facts::{Case, money};
use crate::assess::outlook;
use crate::assess::waiting::Span;
use crate::computation::{Manner, WaitingRow};
use crate::party::PartyKind;
use crate::rules::Rules;
use crate::settings::{Settings, WhereNobodyWithheld};

/// 1,000,000 × 80 % − 60,000 = 740,000; × 35 % − 85,920 = 173,080, due on 30 June 2025.
fn person() -> Case {
    Case::new().party("li", PartyKind::NaturalPerson).settled(
        "li",
        "2024-03",
        "commission",
        "1000000",
    )
}

fn waiting(case: &Case, as_of: &str) -> Vec<WaitingRow> {
    case.assess(as_of).waiting
}

fn days(row: &WaitingRow) -> Vec<(String, String)> {
    let days = row.days.iter();
    days.map(|day| (day.date.to_string(), day.surcharge.to_string()))
        .collect()
}

/// 173,080 × 0.05 % × 30 = 2,596.20 on the first day, as much again every 30 days.
#[test]
fn each_month_adds_its_surcharge_and_a_notice_a_larger_fine() {
    let rows = waiting(&person(), "2025-07-30");
    let [voluntary, notice] = &rows[..] else {
        panic!("two manners: {rows:?}")
    };
    let expected = [
        ("2025-07-30", "2596.20"),
        ("2025-08-29", "5192.40"),
        ("2025-09-28", "7788.60"),
        ("2025-10-28", "10384.80"),
    ];
    let expected = expected.map(|(day, fee)| (day.to_owned(), fee.to_owned()));
    for (row, manner) in [
        (voluntary, Manner::Voluntary),
        (notice, Manner::AfterNotice),
    ] {
        assert_eq!(row.manner, manner);
        assert_eq!(days(row), expected);
        assert_eq!(row.taxes, ["T-1"]);
    }
    let first = &voluntary.days[0];
    // None, up to once the tax.
    assert_eq!(
        (first.fine_low, first.fine_high),
        (money("0"), money("173080"))
    );
    assert_eq!(first.total_low, money("175676.20"));
    let first = &notice.days[0];
    // 173,080 × 0.5 and × 5.
    assert_eq!(
        (first.fine_low, first.fine_high),
        (money("86540"), money("865400"))
    );
    assert_eq!(first.total_high, money("1041076.20"));
}

#[test]
fn tax_that_is_not_late_yet_bears_nothing_until_it_is() {
    let row = &waiting(&person(), "2025-06-10")[1];
    // 10 July: ten days late, 173,080 × 0.05 % × 10.
    let first_two: Vec<_> = row.days[..2]
        .iter()
        .map(|day| (day.surcharge, day.fine_low))
        .collect();
    assert_eq!(
        first_two,
        [(money("0"), money("0")), (money("865.40"), money("86540"))]
    );
}

#[test]
fn where_nobody_withheld_the_setting_decides_about_the_surcharge_alone() {
    let settings = Settings {
        where_nobody_withheld: WhereNobodyWithheld::None,
        ..Settings::default()
    };
    let row = &waiting(&person().settings(settings), "2025-07-30")[1];
    assert_eq!(row.days[3].surcharge, money("0"));
    assert_eq!(row.days[3].fine_low, money("86540"));
}

#[test]
fn it_ends_where_the_law_on_file_ends_and_is_silent_where_nothing_is_open() {
    let last = |as_of| days(&waiting(&person(), as_of)[0]).pop().unwrap().0;
    assert_eq!(last("2026-12-15"), "2026-12-31");
    let paid = person().paper("li", "iit.comprehensive", "2024", "1000000", None, "173080");
    assert!(waiting(&paid, "2025-07-30").is_empty());
}

#[test]
fn a_series_by_day_is_what_was_asked_for() {
    let span = |from: &str, to: &str| Span {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        every: 1,
    };
    let rows = outlook(
        person().facts(),
        &Rules::load(),
        span("2025-07-01", "2025-07-03"),
    )
    .unwrap();
    let expected = [
        ("2025-07-01", "86.54"),
        ("2025-07-02", "173.08"),
        ("2025-07-03", "259.62"),
    ];
    let expected = expected.map(|(day, fee)| (day.to_owned(), fee.to_owned()));
    assert_eq!(days(&rows[0]), expected);
    let beyond = outlook(
        person().facts(),
        &Rules::load(),
        span("2026-12-30", "2027-01-02"),
    );
    assert!(beyond.unwrap_err().to_string().contains("2027-01-01"));
}
