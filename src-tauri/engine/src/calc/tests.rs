//! The calculator against published examples, an oracle outside the engine, and the properties
//! that every tax has.

mod edges;
mod income;
mod late;
mod levies;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::money::Money;
use crate::worksheet::Step;

const EXAMPLES: &str = include_str!("../../../../tests/oracle/tax-examples.jsonl");
const ANSWERS: &str = include_str!("../../../../tests/oracle/tax-answers.jsonl");

fn ask(rules: &Rules, request: &Value) -> Value {
    serde_json::from_str(&calc(&request.to_string(), rules)).unwrap()
}

/// Compares every key that the line expects.
fn check(rules: &Rules, line: &str) {
    let line: Value = serde_json::from_str(line).unwrap();
    let answer = ask(rules, &line["request"]);
    assert_eq!(answer["id"], line["request"]["id"]);
    for (key, expected) in line["answer"].as_object().unwrap() {
        assert_eq!(&answer[key], expected, "{key} of {line}\n{answer}");
    }
}

#[test]
fn published_examples_come_out_to_the_fen() {
    let rules = Rules::load();
    assert!(EXAMPLES.lines().count() > 30);
    EXAMPLES.lines().for_each(|line| check(&rules, line));
}

/// The published examples, by the numbers they have in the collection they were taken from.
const PUBLISHED: [&str; 14] = [
    "E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "E10", "E11", "E12", "E17",
    "E19",
];

#[test]
fn no_published_example_is_left_out() {
    for example in PUBLISHED {
        let named = format!(r#""example": "{example}"#);
        assert!(EXAMPLES.contains(&named), "{example}");
    }
}

#[test]
fn every_answer_of_the_oracle_comes_out_to_the_fen() {
    let rules = Rules::load();
    assert!(ANSWERS.lines().count() > 500);
    ANSWERS.lines().for_each(|line| check(&rules, line));
}

/// Lines that have no answer, and the words that say why.
const UNANSWERABLE: &[(&str, &str)] = &[
    ("", "not a JSON object"),
    ("[]", "not a JSON object"),
    (r#"{"id":1}"#, "kind is missing"),
    (r#"{"kind":"iit.gifts"}"#, "unknown kind"),
    (r#"{"kind":"vat.small_scale"}"#, "missing field `period`"),
    (
        r#"{"kind":"iit.comprehensive","year":2024}"#,
        "expected one of",
    ),
    (
        r#"{"kind":"iit.comprehensive","wages":"1"}"#,
        "expected year",
    ),
    (
        r#"{"kind":"iit.comprehensive","year":2024,"wages":100}"#,
        "as a string",
    ),
    (
        r#"{"kind":"iit.comprehensive","year":2024,"wages":1.5}"#,
        "as a string",
    ),
    (
        r#"{"kind":"iit.comprehensive","year":2024,"wage":"1"}"#,
        "unknown field `wage`",
    ),
    (
        r#"{"kind":"iit.comprehensive","year":2024,"wages":"-1"}"#,
        "wages is negative",
    ),
    (
        r#"{"kind":"iit.comprehensive","year":2018,"wages":"1"}"#,
        "2018-01-01 is outside",
    ),
    (
        r#"{"kind":"iit.comprehensive","year":2027,"wages":"1"}"#,
        "2027-01-01 is outside",
    ),
    (
        r#"{"kind":"iit.platform_cumulative","months":[{"month":"2025-09","income":"1"}]}"#,
        "not in force on 2025-09-30",
    ),
    (
        r#"{"kind":"iit.business","year":2024,"income":"1"}"#,
        "taxable_income, or income and profit_rate",
    ),
    (
        r#"{"kind":"iit.business","year":2024,"income":"1","profit_rate":0.1}"#,
        "number as a string",
    ),
    (
        r#"{"kind":"late_surcharge","tax_amount":"1","deadline":"2026-06-30","paid_on":"2027-01-01"}"#,
        "2027-01-01 is outside",
    ),
    (
        r#"{"kind":"deadline","tax":"iit.comprehensive","period":"2024-05"}"#,
        "no deadline",
    ),
    (
        r#"{"kind":"deadline","tax":"iit.withheld","period":"2026-12"}"#,
        "is outside",
    ),
    (
        r#"{"kind":"fine","article":"63","components":[{"base":"1","multiple":"6"}]}"#,
        "does not allow",
    ),
    (
        r#"{"kind":"fine","article":"slip","components":[{"base":"1"}]}"#,
        "an article",
    ),
    (
        r#"{"kind":"fine","article":"63","components":[{"base":"90000000000000000"}]}"#,
        "too large",
    ),
];

#[test]
fn a_line_that_cannot_be_computed_says_why() {
    let rules = Rules::load();
    for (line, expected) in UNANSWERABLE {
        let answer: Value = serde_json::from_str(&calc(line, &rules)).unwrap();
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(expected), "{line}\n{answer}");
        assert!(answer.get("trace").is_none(), "{line}");
    }
}

#[test]
fn the_trace_leads_from_the_inputs_to_the_answer() {
    let request = json!({ "id": "a", "kind": "late_surcharge", "tax_amount": "97380.00",
        "deadline": "2020-06-30", "paid_on": "2020-09-07" });
    let answer = ask(&Rules::load(), &request);
    let trace = answer["trace"].as_array().unwrap();
    let labels: Vec<_> = trace
        .iter()
        .map(|step| step["label"].as_str().unwrap())
        .collect();
    assert_eq!(
        labels,
        [
            "tax",
            "days_late",
            "daily_rate",
            "late_fee_exact",
            "late_fee",
            "late_fee_capped"
        ]
    );
    assert_eq!(trace[2]["citation"]["article"], "税收征收管理法 art. 32");
    assert_eq!(trace[3]["operands"], json!([1, 3, 2]));
}

fn tax_of(rules: &Rules, kind: &str, key: &str, fen: i64) -> (Money, Money) {
    let mut request = json!({ "kind": kind, "year": 2024, "entity": "individual_business" });
    if kind == "iit.comprehensive" {
        request = json!({ "kind": kind, "year": 2024 });
    }
    request[key] = json!(Money::from_fen(fen));
    let answer = ask(rules, &request);
    let money = |key: &str| answer[key].as_str().unwrap().parse().unwrap();
    (money("taxable_income"), money("tax"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn tax_never_falls_when_income_rises_and_never_passes_it(
        income in 0..500_000_000_000_i64,
        more in 0..100_000_000_i64,
    ) {
        let rules = Rules::load();
        for (kind, key) in [
            ("iit.comprehensive", "wages"),
            ("iit.comprehensive", "labour"),
            ("iit.comprehensive", "author"),
            ("iit.business", "taxable_income"),
        ] {
            let (taxable, tax) = tax_of(&rules, kind, key, income);
            let (_, higher) = tax_of(&rules, kind, key, income + more);
            prop_assert!(tax <= higher, "{} {}", kind, key);
            prop_assert!(tax <= taxable, "{} {}", kind, key);
        }
    }
}

/// The trace of an answer; steps without operands are printed without them.
fn steps(answer: &Value) -> Vec<Step> {
    let mut trace = answer["trace"].as_array().cloned().unwrap_or_default();
    for step in &mut trace {
        let step = step.as_object_mut().unwrap();
        step.entry("operands").or_insert_with(|| json!([]));
    }
    serde_json::from_value(Value::Array(trace)).unwrap()
}

/// An amount of an answer.
fn amount(answer: &Value, key: &str) -> Money {
    let text = answer[key].as_str();
    text.unwrap_or_else(|| panic!("{key} in {answer}"))
        .parse()
        .unwrap()
}
