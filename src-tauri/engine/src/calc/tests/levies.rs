//! VAT, surcharges, the cultural levy and corporate tax against examples, an oracle outside the
//! engine, and the properties that levies have.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

const EXAMPLES: &str = include_str!("../../../../../tests/oracle/levies-examples.jsonl");
const ANSWERS: &str = include_str!("../../../../../tests/oracle/levies-answers.jsonl");

#[test]
fn examples_come_out_to_the_fen() {
    let rules = Rules::load();
    assert!(EXAMPLES.lines().count() > 40);
    EXAMPLES.lines().for_each(|line| check(&rules, line));
}

#[test]
fn answers_of_the_oracle_come_out_to_the_fen() {
    let rules = Rules::load();
    assert!(ANSWERS.lines().count() > 500);
    ANSWERS.lines().for_each(|line| check(&rules, line));
}

#[test]
fn a_line_without_an_answer_says_why() {
    for (line, expected) in [
        (
            r#"{"kind":"vat.small_scale","period":"2020-Q1","net_sales":"400000"}"#,
            "the rate of VAT changed within 2020-Q1",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024","net_sales":"1"}"#,
            "filed by month or quarter",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01"}"#,
            "net_sales or gross_sales",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01","net_sales":"1","gross_sales":"1"}"#,
            "net_sales or gross_sales",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01","net_sales":"-1"}"#,
            "negative",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01","net_sales":"1","city":"x"}"#,
            "unknown field `city`",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01","net_sales":"1","settings":{"x":1}}"#,
            "unknown field `x`",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2025-09","net_sales":"1","taxpayer":"natural_person_via_platform"}"#,
            "vat.platform_person was not in force on 2025-09-01",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2026-Q1","net_sales":"1","taxpayer":"natural_person_via_platform"}"#,
            "month by month",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2027-01","net_sales":"1"}"#,
            "is outside",
        ),
        (
            r#"{"kind":"vat.per_time","date":"2025-01-01","net_sales":"1","threshold":"299.99"}"#,
            "299.99 is no threshold",
        ),
        (
            r#"{"kind":"vat.per_time","date":"2026-01-01","net_sales":"1","threshold":"500"}"#,
            "no threshold",
        ),
        (
            r#"{"kind":"vat.rolling_limit","periods":[{"period":"2024-01","net_sales":"1"},{"period":"2024-Q1","net_sales":"1"}]}"#,
            "months or quarters, each once",
        ),
        (
            r#"{"kind":"cultural_levy","period":"2024-12","payer":"agency","receipts":"1"}"#,
            "cultural_levy.rate was not in force",
        ),
        (
            r#"{"kind":"cit.small_low_profit","year":2024}"#,
            "taxable_income",
        ),
    ] {
        let answer: Value = serde_json::from_str(&calc(line, &Rules::load())).unwrap();
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(expected), "{line}\n{answer}");
    }
}

#[test]
fn what_is_exactly_at_the_threshold_says_so_and_cites_the_article() {
    let request = json!({ "kind": "vat.small_scale", "period": "2026-02", "net_sales": "100000" });
    let answer = ask(&Rules::load(), &request);
    let trace = answer["trace"].as_array().unwrap();
    let open = trace.iter().find(|step| !step["assumption"].is_null());
    let open = open.expect("a step rests on the reading of the statute");
    assert_eq!(open["assumption"], "exactly_at_threshold");
    assert_eq!(open["citation"]["article"], "增值税法 art. 23");
    assert_eq!(open["citation"]["confidence"], "medium");
}

/// Read once: a property asks many times.
static RULES: LazyLock<Rules> = LazyLock::new(Rules::load);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn levies_never_fall_when_sales_rise(
        sales in 0..100_000_000_i64,
        more in 0..50_000_000_i64,
        period in prop::sample::select(vec!["2019-05", "2021-Q2", "2022-07", "2024-03", "2026-Q3"]),
        basis in prop::sample::select(vec!["net_sales", "gross_sales"]),
    ) {
        let of = |fen| {
            let mut request = json!({ "kind": "vat.small_scale", "period": period, "city_class": "city" });
            request[basis] = json!(Money::from_fen(fen));
            ask(&RULES, &request)
        };
        let (low, high) = (of(sales), of(sales + more));
        for key in ["vat", "urban_construction", "education", "local_education"] {
            prop_assert!(amount(&low, key) <= amount(&high, key), "{}", key);
        }
        prop_assert!(amount(&low, "vat") <= Money::from_fen(sales));
    }

    #[test]
    fn sales_divided_over_platforms_are_taxed_as_one(
        parts in prop::collection::vec(0..10_000_000_i64, 1..5),
    ) {
        let platforms: Vec<Value> = parts
            .iter()
            .enumerate()
            .map(|(n, fen)| json!({ "platform": n.to_string(), "gross_sales": Money::from_fen(*fen) }))
            .collect();
        let base = json!({ "kind": "vat.small_scale", "period": "2026-05" });
        let (mut apart, mut together) = (base.clone(), base);
        apart["platforms"] = json!(platforms);
        together["gross_sales"] = json!(Money::from_fen(parts.iter().sum()));
        let (apart, together) = (ask(&RULES, &apart), ask(&RULES, &together));
        for key in ["exempt", "net_sales", "sales_tested"] {
            prop_assert_eq!(&apart[key], &together[key], "{}", key);
        }
        let difference = (amount(&apart, "vat") - amount(&together, "vat")).absolute();
        prop_assert!(difference.fen() * 2 <= i64::try_from(parts.len()).unwrap() + 1);
    }

    #[test]
    fn corporate_tax_never_falls_and_never_passes_a_quarter(
        taxable in 0..500_000_000_i64,
        more in 0..100_000_000_i64,
        year in 2019..=2026,
    ) {
        let of = |fen| {
            let taxable = Money::from_fen(fen);
            let kind = "cit.small_low_profit";
            amount(&ask(&RULES, &json!({ "kind": kind, "year": year, "taxable_income": taxable })), "tax")
        };
        prop_assert!(of(taxable) <= of(taxable + more));
        prop_assert!(of(taxable).fen() <= taxable / 4 + 1);
    }
}
