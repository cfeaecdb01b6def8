//! Deadlines, late payment, fines, agencies and waiting: examples, published notices without their
//! names, and properties.

use std::sync::LazyLock;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::worksheet::reckon;

const LATE: &str = include_str!("../../../../../tests/oracle/late-examples.jsonl");
const LEVIES: &str = include_str!("../../../../../tests/oracle/levies-examples.jsonl");

#[test]
fn examples_come_out_to_the_fen() {
    let rules = Rules::load();
    assert!(LATE.lines().count() > 140);
    LATE.lines().for_each(|line| check(&rules, line));
}

/// Base, multiple, the fine that was published, and how far its rounding reaches.
const PUBLISHED: &[(&str, &str, &str, &str)] = &[
    ("531000000", "0.6", "319000000", "600000"),
    ("27000000", "4", "109000000", "2500000"),
    ("116000000", "1", "116000000", "500000"),
    ("3597000", "0.6", "2158200", "0"),
    ("2088600", "0.5", "1044300", "0"),
    ("44550300", "0.5", "22270000", "10000"),
    ("3107900", "4", "12430000", "5000"),
];

#[test]
fn published_fines_follow_from_their_base_and_multiple() {
    let rules = Rules::load();
    for (base, multiple, published, tolerance) in PUBLISHED {
        let request = json!({ "kind": "fine", "article": "63",
            "components": [{ "base": base, "multiple": multiple }] });
        let fine = amount(&ask(&rules, &request), "amount");
        let published: Money = published.parse().unwrap();
        let tolerance: Money = tolerance.parse().unwrap();
        assert!((fine - published).absolute() <= tolerance, "{base}");
    }
}

/// Lines that have no answer, and the words that say why.
const REFUSED: &[(&str, &str)] = &[
    (
        r#"{"kind":"late_surcharge","tax_amount":"10","deadline":"2024-01-31","paid_on":"2024-03-01","payments":[{"paid_on":"2024-02-01","amount":"10.01"}]}"#,
        "what was paid on 2024-02-01 is more than",
    ),
    (
        r#"{"kind":"late_surcharge","tax_amount":"10","deadline":"2024-01-31","paid_on":"2024-03-01","payments":[{"paid_on":"2024-03-02","amount":"1"}]}"#,
        "lies after 2024-03-01",
    ),
    (
        r#"{"kind":"late_surcharge","tax_amount":"10","deadline":"2024-01-31","paid_on":"2024-03-01","settings":{}}"#,
        "settings only where",
    ),
    (
        r#"{"kind":"late_surcharge.in_order","debts":[],"as_of":"2024-01-01"}"#,
        "at least one debt",
    ),
    (
        r#"{"kind":"deadline","tax":"vat.per_time","period":"2025"}"#,
        "was not in force on 2025-12-31",
    ),
    (
        r#"{"kind":"deadline","tax":"iit.withheld","period":"2024-Q1"}"#,
        "no deadline is known",
    ),
    (
        r#"{"kind":"limitation","amount":"1","deadline":"2020-06-30","as_of":"2024-01-01"}"#,
        "conduct, or authority_at_fault",
    ),
    (
        r#"{"kind":"fine","article":"62","components":[{"base":"1"}]}"#,
        "an amount, no multiple",
    ),
    (
        r#"{"kind":"fine","article":"62.up_to","components":[{"base":"1"}]}"#,
        "an article with a fine",
    ),
    (
        r#"{"kind":"fine","article":"63","conduct":"hidden","components":[{"base":"1"}]}"#,
        "article or conduct",
    ),
    (
        r#"{"kind":"evasion_ratio","years":[{"year":2022,"evaded":"2","due":"1"}]}"#,
        "contains the evaded one",
    ),
    (
        r#"{"kind":"evasion_ratio","years":[{"year":2022,"evaded":"1","due":"1"},{"year":2022,"evaded":"1","due":"1"}]}"#,
        "each year once",
    ),
    (
        r#"{"kind":"total_plausibility","tax":"2","total":"1"}"#,
        "a total that contains it",
    ),
    (
        r#"{"kind":"agency_debts","as_of":"2024-01-01","payments":[{"recipient":"li","date":"2024-01-02","income":"1"}]}"#,
        "before the day of the computation",
    ),
    (
        r#"{"kind":"waiting_cost","from":"2024-01-02","to":"2024-01-01","debts":[{"amount":"1","deadline":"2023-01-01"}]}"#,
        "days from the first to the last",
    ),
    (
        r#"{"kind":"waiting_cost","from":"2024-01-01","to":"2027-01-01","debts":[{"amount":"1","deadline":"2023-01-01"}]}"#,
        "2027-01-01 is outside",
    ),
    (
        r#"{"kind":"waiting_cost","from":"2024-01-01","to":"2024-01-01","debts":[{"amount":"1"}]}"#,
        "a deadline, or tax and period",
    ),
];

#[test]
fn a_line_without_an_answer_says_why() {
    let rules = Rules::load();
    for (line, expected) in REFUSED {
        let answer: Value = serde_json::from_str(&calc(line, &rules)).unwrap();
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(expected), "{line}\n{answer}");
    }
}

#[test]
fn every_trace_computes_again_to_its_own_figures() {
    let rules = Rules::load();
    for line in [EXAMPLES, LATE, LEVIES].concat().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let answer = ask(&rules, &line["request"]);
        assert_eq!(reckon::first_wrong(&steps(&answer)), None, "{line}");
    }
}

#[test]
fn no_answer_adds_the_three_debts_of_an_agency() {
    let request = json!({ "kind": "agency_debts", "as_of": "2025-07-31",
        "payments": [{ "recipient": "li", "date": "2024-05-10", "income": "30000" }],
        "own_taxes": [{ "tax": "vat.small_scale", "period": "2024-Q2", "amount": "1000" }] });
    let answer = ask(&Rules::load(), &request);
    let keys: Vec<&str> = answer
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert!(!keys.iter().any(|key| key.contains("total")), "{keys:?}");
    // 5,200 × 0.0005 × 31 = 80.60 is the person's; 1,000 × 0.0005 × 381 = 190.50 the agency's.
    assert_eq!(answer["streamer_tax"][0]["surcharge"], "80.60");
    assert_eq!(answer["agency_own"][0]["surcharge"], "190.50");
    assert_eq!(answer["agency_own"][0]["deadline"], "2024-07-15");
}

fn day(after: u64) -> String {
    let first: chrono::NaiveDate = "2019-07-01".parse().unwrap();
    (first + chrono::Days::new(after)).to_string()
}

fn surcharge(rules: &Rules, tax: i64, days: u64) -> Value {
    ask(
        rules,
        &json!({ "kind": "late_surcharge", "tax_amount": Money::from_fen(tax),
            "deadline": day(0), "paid_on": day(days) }),
    )
}

/// Read once: a property asks many times.
static RULES: LazyLock<Rules> = LazyLock::new(Rules::load);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn surcharge_is_linear_in_days_and_capped(
        tax in 0..10_000_000_000_i64,
        one in 0..1300_u64,
        other in 0..1300_u64,
    ) {
        let of = |days| amount(&surcharge(&RULES, tax, days), "surcharge").fen();
        prop_assert!((of(one + other) - of(one) - of(other)).abs() <= 1);
        // A multiple of 20 yuan has whole fen each day.
        let whole = tax / 2000 * 2000;
        let whole = amount(&surcharge(&RULES, whole, one), "surcharge").fen();
        prop_assert_eq!(whole, tax / 2000 * i64::try_from(one).unwrap());
        let answer = surcharge(&RULES, tax, one + other);
        prop_assert!(amount(&answer, "capped_at_tax").fen() <= tax);
        prop_assert!(amount(&answer, "capped_at_tax") <= amount(&answer, "surcharge"));
    }

    #[test]
    fn parts_paid_add_up_to_what_each_costs_alone(
        tax in 1..1_000_000_000_i64,
        parts in prop::collection::vec((0..1000_u64, 1..100_i64), 0..5),
        last in 1000..2500_u64,
    ) {
        let mut left = tax;
        let mut payments = Vec::new();
        let mut days = std::collections::BTreeMap::new();
        for (on, percent) in parts {
            let part = left * percent / 100;
            left -= part;
            *days.entry(on).or_insert(0) += part;
            payments.push(json!({ "paid_on": day(on), "amount": Money::from_fen(part) }));
        }
        *days.entry(last).or_insert(0) += left;
        payments.push(json!({ "paid_on": day(last), "amount": Money::from_fen(left) }));
        let answer = ask(&RULES, &json!({ "kind": "late_surcharge", "deadline": day(0),
            "tax_amount": Money::from_fen(tax), "paid_on": day(last), "payments": payments }));
        let alone: Money = days
            .iter()
            .map(|(on, part)| amount(&surcharge(&RULES, *part, *on), "surcharge"))
            .sum();
        prop_assert_eq!(amount(&answer, "surcharge"), alone);
        prop_assert_eq!(amount(&answer, "open"), Money::ZERO);
        prop_assert!(amount(&answer, "capped_at_tax").fen() <= tax);
        let paid = answer["parts"].as_array().unwrap().iter();
        let paid: Money = paid.map(|part| amount(part, "amount")).sum();
        prop_assert_eq!(paid, Money::from_fen(tax));
    }

    #[test]
    fn the_lower_end_of_a_fine_is_never_above_the_upper(
        base in 0..100_000_000_000_i64,
        article in prop::sample::select(vec![
            "63", "63.2", "63.yangtze.1", "63.yangtze.2", "63.yangtze.3", "64.2", "68", "69",
        ]),
        multiple in 0..=60_i64,
    ) {
        let ask = |component| ask(&RULES, &json!({ "kind": "fine", "article": article,
            "components": [component] }));
        let range = ask(json!({ "base": Money::from_fen(base) }));
        let (low, high) = (amount(&range, "low"), amount(&range, "high"));
        prop_assert!(low <= high);
        let multiple = Decimal::new(multiple, 1).to_string();
        let set = ask(json!({ "base": Money::from_fen(base), "multiple": multiple }));
        if set.get("error").is_none() {
            let fine = amount(&set, "amount");
            prop_assert!(low <= fine && fine <= high);
        }
    }

    #[test]
    fn waiting_never_gets_cheaper_and_a_notice_never_is(
        tax in 1..1_000_000_000_i64,
        wait in 0..60_u64,
        every in 1..20_u32,
    ) {
        let answer = ask(&RULES, &json!({ "kind": "waiting_cost", "from": day(0),
            "to": day(wait), "every": every,
            "debts": [{ "amount": Money::from_fen(tax), "deadline": day(10) }] }));
        let (voluntary, after) = (&answer["voluntary"], &answer["after_notice"]);
        let days = voluntary.as_array().unwrap();
        prop_assert_eq!(&days.last().unwrap()["date"], &json!(day(wait)));
        for key in ["surcharge", "total_low", "total_high"] {
            let rises = days.windows(2).all(|pair| amount(&pair[0], key) <= amount(&pair[1], key));
            prop_assert!(rises, "{}", key);
            let dearer = days.iter().zip(after.as_array().unwrap());
            for (own, noticed) in dearer {
                prop_assert!(amount(own, key) <= amount(noticed, key), "{}", key);
            }
        }
    }
}
