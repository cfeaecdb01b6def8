//! What a worksheet promises: exact results, numbered steps, both ends of a span.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::exact::too_large;
use super::{Citation, Cited, Confidence, RoundingRule, Unit, Worksheet, WorksheetError};
use crate::money::Money;

fn yuan(text: &str) -> Money {
    text.parse().unwrap()
}

fn citation() -> Citation {
    Citation {
        rule: "test.rule".to_owned(),
        article: "art. 1".to_owned(),
        from: NaiveDate::from_ymd_opt(2019, 1, 1).unwrap(),
        confidence: Confidence::High,
    }
}

fn to_the_fen() -> RoundingRule {
    RoundingRule {
        decimals: 2,
        citation: Cited::new(citation()),
    }
}

#[test]
fn every_step_names_the_steps_it_came_from() {
    let mut sheet = Worksheet::new();
    let income = sheet.input("income", yuan("100.00"), None);
    let rate = sheet.input_of("rate", Decimal::new(8, 1), Unit::Rate, None);
    let part = sheet.product("part", &[income, rate]).unwrap();
    let rest = sheet.difference("rest", income, &[part]).unwrap();
    assert_eq!(rest.money().unwrap(), yuan("20.00"));
    let operands: Vec<_> = sheet.steps().iter().map(|s| s.operands.clone()).collect();
    assert_eq!(operands, [vec![], vec![], vec![1, 2], vec![1, 3]]);
}

#[test]
fn half_a_fen_goes_away_from_zero() {
    for (amount, rounded) in [
        ("0.05", "0.03"),
        ("0.03", "0.02"),
        ("-0.05", "-0.03"),
        ("0.01", "0.01"),
    ] {
        let mut sheet = Worksheet::new();
        let whole = sheet.input("whole", yuan(amount), None);
        let half = sheet.input_of("half", Decimal::new(5, 1), Unit::Rate, None);
        let half = sheet.product("half", &[whole, half]).unwrap();
        let figure = sheet.round("rounded", half, &to_the_fen());
        assert_eq!(figure.money().unwrap(), yuan(rounded), "{amount}");
        assert_eq!(
            sheet.steps().last().unwrap().citation,
            Some(citation()),
            "{amount}"
        );
    }
}

#[test]
fn a_span_counts_both_ends_and_never_less_than_nothing() {
    for (first, last, days) in [
        ("2020-07-01", "2020-09-07", 69),
        ("2020-07-01", "2020-07-01", 1),
        ("2020-07-01", "2020-06-30", 0),
        ("2020-07-01", "2019-01-01", 0),
    ] {
        let mut sheet = Worksheet::new();
        let figure = sheet.span("days", first.parse().unwrap(), last.parse().unwrap());
        assert_eq!(figure.value(), Decimal::from(days), "{first} {last}");
    }
}

#[test]
fn a_result_that_would_lose_digits_is_an_error() {
    let mut sheet = Worksheet::new();
    let most = sheet.input("most", Money::from_fen(i64::MAX), None);
    let fine = sheet.input_of("fine", Decimal::new(1, 27), Unit::Rate, None);
    assert_eq!(
        sheet.product("product", &[most, fine]),
        Err(too_large("product"))
    );
    let twice = sheet.sum("twice", &[most, most]).unwrap();
    assert!(twice.money().is_err());
}

#[test]
fn nothing_is_divided_by_zero() {
    let mut sheet = Worksheet::new();
    let one = sheet.input("one", yuan("1"), None);
    let zero = sheet.input("zero", Money::ZERO, None);
    assert!(matches!(
        sheet.quotient("rate", one, zero),
        Err(WorksheetError::DivisionByZero { .. })
    ));
}

#[test]
fn a_proportion_multiplies_before_it_divides() {
    let mut sheet = Worksheet::new();
    let relief = sheet.input("relief", yuan("6000"), None);
    let part = sheet.input("part", yuan("2000000"), None);
    let whole = sheet.input("whole", yuan("2400000"), None);
    let share = sheet.proportion("share", relief, part, whole).unwrap();
    assert_eq!(share.value(), Decimal::from(5000));
}

#[test]
#[should_panic(expected = "different units")]
fn yuan_and_days_do_not_add_up() {
    let mut sheet = Worksheet::new();
    let one = sheet.input("one", yuan("1"), None);
    let day = sheet.input_of("day", Decimal::ONE, Unit::Days, None);
    let _ = sheet.sum("sum", &[one, day]);
}

#[test]
fn an_assumption_is_reported_once() {
    let mut sheet = Worksheet::new();
    let a = sheet.input("a", Money::ZERO, None);
    let b = sheet.input("b", Money::ZERO, None);
    sheet.assume(a, "guess");
    sheet.assume(b, "guess");
    assert_eq!(sheet.assumptions(), ["guess"]);
}

#[test]
#[should_panic(expected = "was not rounded to the fen")]
fn a_fraction_of_a_fen_is_no_money() {
    let mut sheet = Worksheet::new();
    let whole = sheet.input("whole", yuan("0.01"), None);
    let half = sheet.input_of("half", Decimal::new(5, 1), Unit::Rate, None);
    let _ = sheet.product("half", &[whole, half]).unwrap().money();
}
