//! Income tax: what published examples do not reach, and the properties that hold for any income.

use super::*;
use crate::rules::RuleId;
use crate::worksheet::reckon;

/// Every amount that is printed stands on the worksheet, and every step follows from its operands.
fn follows_from_its_trace(rules: &Rules, request: &Value) {
    let answer = ask(rules, request);
    assert!(answer.get("error").is_none(), "{request}\n{answer}");
    let steps = steps(&answer);
    assert_eq!(reckon::first_wrong(&steps), None, "{request}");
    for (key, value) in answer.as_object().unwrap() {
        let Some(Ok(amount)) = value.as_str().map(str::parse::<Money>) else {
            continue;
        };
        let stands = steps.iter().any(|step| step.value == amount.yuan());
        assert!(stands, "{key} {amount} of {request}\n{answer}");
    }
}

#[test]
fn every_answer_of_the_oracle_follows_from_its_trace() {
    let rules = Rules::load();
    for line in EXAMPLES.lines().chain(ANSWERS.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        let kind = line["request"]["kind"].as_str().unwrap_or_default();
        if kind.starts_with("iit.") || kind == "recharacterise" {
            follows_from_its_trace(&rules, &line["request"]);
        }
    }
}

#[test]
fn a_payer_that_did_not_withhold_voids_what_a_small_year_is_let_off() {
    let rules = Rules::load();
    for (labour, withheld, failed, duty) in [
        ("100000.00", "0.00", false, "waived"),
        ("100000.00", "0.00", true, "void"),
        ("120000.00", "0.00", false, "waived"),
        ("120000.01", "0.00", false, "pay"),
        ("150000.00", "3080.00", false, "waived"),
        ("150000.00", "3079.99", false, "pay"),
        ("150000.00", "3080.00", true, "void"),
        ("150000.00", "3480.00", true, "file"),
        ("75000.00", "0.00", true, "none"),
        ("150000.00", "20000.00", true, "refund"),
    ] {
        let request = json!({ "kind": "iit.settlement", "year": 2024, "income": { "labour": labour },
            "withheld": withheld, "payer_failed_to_withhold": failed });
        let answer = ask(&rules, &request);
        assert_eq!(answer["duty"], duty, "{request}\n{answer}");
        follows_from_its_trace(&rules, &request);
    }
}

#[test]
fn additional_deductions_follow_the_year() {
    let rules = Rules::load();
    for (year, claims, total) in [
        (2022, json!({ "child_months": 24 }), "24000.00"),
        (2023, json!({ "child_months": 24 }), "48000.00"),
        (2022, json!({ "infant_months": 12 }), "12000.00"),
        (2023, json!({ "infant_months": 5 }), "10000.00"),
        (2019, json!({ "elder_only_months": 12 }), "24000.00"),
        (2024, json!({ "elder_only_months": 12 }), "36000.00"),
        (
            2024,
            json!({ "elder_shared": { "amount": "2000.00", "months": 10 } }),
            "15000.00",
        ),
        (
            2021,
            json!({ "elder_shared": { "amount": "500.00", "months": 12 } }),
            "6000.00",
        ),
        (
            2020,
            json!({ "degree_months": 9, "certificate": true }),
            "7200.00",
        ),
        (2020, json!({ "illness": "15000.00" }), "0.00"),
        (2020, json!({ "illness": "94999.99" }), "79999.99"),
        (2020, json!({ "illness": "200000.00" }), "80000.00"),
        (2026, json!({ "home_loan_months": 12 }), "12000.00"),
        (
            2026,
            json!({ "rent": { "class": "middle", "months": 12 } }),
            "13200.00",
        ),
        (2026, json!({}), "0.00"),
    ] {
        let mut request = claims;
        request["kind"] = json!("iit.additional");
        request["year"] = json!(year);
        assert_eq!(ask(&rules, &request)["total"], total, "{request}");
        follows_from_its_trace(&rules, &request);
    }
    let before = json!({ "kind": "iit.additional", "year": 2021, "infant_months": 1 });
    let answer = ask(&rules, &before);
    assert!(answer["error"].as_str().unwrap().contains("not in force"));
}

#[test]
fn continuing_income_is_one_occurrence_a_month() {
    let rules = Rules::load();
    let payments = json!([
        { "date": "2024-06-01", "income": "3000.00" },
        { "date": "2024-05-01", "income": "3000.00" },
        { "date": "2024-05-20", "income": "3000.00" },
    ]);
    for (continuing, count, total) in [(true, 2, "1400.00"), (false, 3, "1320.00")] {
        let request = json!({ "kind": "iit.labour_occurrences", "payments": payments,
            "continuing": continuing });
        let answer = ask(&rules, &request);
        assert_eq!(answer["occurrences"].as_array().unwrap().len(), count);
        assert_eq!(answer["total"], total);
        follows_from_its_trace(&rules, &request);
    }
}

#[test]
fn only_platforms_cumulate_and_only_since_october_2025() {
    let rules = Rules::load();
    for (date, payer, method, confidence) in [
        ("2025-09-30", "reporting_platform", "per_time", "high"),
        ("2025-10-01", "reporting_platform", "cumulative", "high"),
        ("2026-01-01", "settling_entity", "cumulative", "high"),
        ("2026-01-01", "agency", "per_time", "medium"),
        ("2025-10-01", "merchant", "per_time", "medium"),
        ("2024-01-01", "agency", "per_time", "high"),
    ] {
        let request = json!({ "kind": "iit.withholding_method", "date": date, "payer": payer });
        let answer = ask(&rules, &request);
        assert_eq!(answer["method"], method, "{request}");
        assert_eq!(answer["citation"]["confidence"], confidence, "{request}");
    }
}

/// 800,000 profit: (740,000 × 35 % − 65,500) alone, half of it relieved for an individual business;
/// 1,000,000 × 10 % assessed; 800,000 − 60,000 as labour remuneration.
#[test]
fn one_income_under_every_nature() {
    let rules = Rules::load();
    let request = json!({ "kind": "recharacterise.table", "year": 2024, "income": "1000000.00",
        "costs": "200000.00", "profit_rate": "0.10",
        "declared": { "profit_rate": "0.10", "entity": "sole_proprietorship" } });
    let answer = ask(&rules, &request);
    let rows = answer["natures"].as_array().unwrap();
    let found: Vec<_> = rows
        .iter()
        .map(|row| [&row["nature"], &row["tax"], &row["difference"]].map(Value::as_str))
        .collect();
    let expected = [
        ("labour_remuneration", "173080.00", "163580.00"),
        ("business_on_books", "193500.00", "184000.00"),
        ("individual_business_on_books", "96750.00", "87250.00"),
        ("individual_business_assessed", "4750.00", "-4750.00"),
        ("sole_proprietorship_on_books", "193500.00", "184000.00"),
        ("sole_proprietorship_assessed", "9500.00", "0.00"),
        // 800,000 of profit × 25 % × 20 %.
        ("company", "40000.00", "30500.00"),
    ];
    assert_eq!(found.len(), expected.len());
    for (row, (nature, tax, difference)) in found.iter().zip(expected) {
        assert_eq!(*row, [Some(nature), Some(tax), Some(difference)]);
    }
    assert_eq!(answer["declared_tax"], "9500.00");
    for row in rows {
        assert!(
            row["needs"]["zh"].as_str().unwrap().ends_with('。'),
            "{row}"
        );
        assert!(!row["citations"].as_array().unwrap().is_empty(), "{row}");
    }
    follows_from_its_trace(&rules, &request);
}

#[test]
fn a_nature_without_its_facts_has_no_tax() {
    let request = json!({ "kind": "recharacterise.table", "year": 2024, "income": "1000000.00" });
    let answer = ask(&Rules::load(), &request);
    for row in answer["natures"].as_array().unwrap() {
        let known = row["nature"] == "labour_remuneration";
        assert_eq!(row["tax"].is_string(), known, "{row}");
        assert!(row["difference"].is_null(), "{row}");
    }
}

#[test]
fn the_relief_of_some_businesses_is_refused() {
    let request = json!({ "kind": "iit.business_summary", "year": 2024, "businesses": [
        { "taxable_income": "1.00", "entity": "individual_business" },
        { "taxable_income": "1.00", "entity": "sole_proprietorship" } ] });
    let answer = ask(&Rules::load(), &request);
    assert!(answer["error"].as_str().unwrap().contains("only some"));
}

/// A fen more of income is never more than a fen more of tax, at every edge of the tables.
#[test]
fn tax_is_continuous_at_every_edge() {
    let rules = Rules::load();
    let law = rules.on("2024-12-31".parse().unwrap()).unwrap();
    for (table, kind, key, basic) in [
        (
            RuleId::ComprehensiveBrackets,
            "iit.comprehensive",
            "wages",
            6_000_000,
        ),
        (
            RuleId::BusinessBrackets,
            "iit.business",
            "taxable_income",
            0,
        ),
    ] {
        for row in law.brackets(table).unwrap().rows.iter() {
            let edge = Money::from_yuan(row.over).unwrap().fen() + basic;
            for fen in [edge - 1, edge].into_iter().filter(|fen| *fen >= 0) {
                let (_, tax) = tax_of(&rules, kind, key, fen);
                let (_, more) = tax_of(&rules, kind, key, fen + 1);
                assert!(more.fen() - tax.fen() <= 1 && more >= tax, "{kind} {fen}");
            }
        }
    }
}

/// Where a deduction, a row or the cap of the relief ends, a fen more of income is at most a fen more
/// of tax: payments by 800, 4,000 and the rows of 25,000 and 62,500 before expenses, the months of
/// platforms, wages and insurance by the first row, the half relief by its caps.
#[test]
fn withholding_and_relief_are_continuous_at_every_edge() {
    let rules = Rules::load();
    let payments = ["800", "4000", "25000", "62500"].as_slice();
    let capped = ["30000", "500000", "1000000", "2000000"].as_slice();
    for (kind, output, edges) in [
        ("iit.labour_per_time", "withholding", payments),
        ("iit.author_per_time", "withholding", payments),
        ("iit.royalty_per_time", "withholding", payments),
        ("iit.platform_cumulative", "total", &["6250", "51250"]),
        ("iit.wages_cumulative", "total", &["5000", "41000"]),
        (
            "iit.insurance_cumulative",
            "total",
            &["8333.33", "68333.33"],
        ),
        ("iit.business", "tax", capped),
    ] {
        for (edge, year) in edges.iter().flat_map(|edge| [(edge, 2022), (edge, 2026)]) {
            let edge: Money = edge.parse().unwrap();
            let of = |fen: i64| tax_on(&rules, kind, output, year, Money::from_fen(fen));
            for fen in edge.fen() - 2..edge.fen() + 2 {
                let more = of(fen + 1).and_then(|more| Some(more.fen() - of(fen)?.fen()));
                let since = if kind == "iit.platform_cumulative" {
                    2025
                } else {
                    2019
                };
                assert_eq!(more.is_some(), year > since, "{kind} {year}");
                assert!(
                    more.is_none_or(|more| (0..=1).contains(&more)),
                    "{kind} {fen}"
                );
            }
        }
    }
}

/// What a kind makes of one income of a year; nothing where there is no such law yet.
fn tax_on(rules: &Rules, kind: &str, output: &str, year: i32, income: Money) -> Option<Money> {
    let request = match kind.split_once('.').unwrap().1 {
        "business" => json!({ "kind": kind, "year": year, "taxable_income": income,
            "entity": "individual_business" }),
        monthly if monthly.ends_with("cumulative") => json!({ "kind": kind,
            "months": [{ "month": format!("{year}-02"), "income": income }] }),
        _ => json!({ "kind": kind, "date": format!("{year}-05-01"), "income": income }),
    };
    let answer = ask(rules, &request);
    Some(answer[output].as_str()?.parse().unwrap())
}

fn months(year: i32, incomes: &[i64]) -> Value {
    let months = (1..).zip(incomes).map(|(month, income)| {
        json!({ "month": format!("{year}-{month:02}"), "income": Money::from_fen(*income) })
    });
    Value::Array(months.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn relief_is_never_above_the_tax(
        taxable in 0..1_000_000_000_i64,
        other in 0..100_000_000_i64,
        year in 2019..2027,
    ) {
        let request = json!({ "kind": "iit.business", "year": year,
            "taxable_income": Money::from_fen(taxable), "other_relief": Money::from_fen(other),
            "entity": "individual_business" });
        let rules = Rules::load();
        let answer = ask(&rules, &request);
        let before = amount(&answer, "tax_before_relief");
        prop_assert!(amount(&answer, "relief") <= before);
        prop_assert!(amount(&answer, "tax") <= before);
        prop_assert!(amount(&answer, "tax") >= Money::ZERO);
        follows_from_its_trace(&rules, &request);
    }

    /// Twelve months without a gap that each bear their own deduction withhold the year's tax.
    #[test]
    fn a_full_year_of_cumulative_withholding_is_the_tax_of_the_year(
        incomes in prop::collection::vec(625_000..20_000_000_i64, 12),
    ) {
        let rules = Rules::load();
        let total = Money::from_fen(incomes.iter().sum());
        for (kind, key, year) in [
            ("iit.platform_cumulative", "labour", 2026),
            ("iit.wages_cumulative", "wages", 2021),
        ] {
            let request = json!({ "kind": kind, "months": months(year, &incomes) });
            let mut annual = json!({ "kind": "iit.comprehensive", "year": year });
            annual[key] = json!(total);
            let withheld = amount(&ask(&rules, &request), "total");
            prop_assert_eq!(withheld, amount(&ask(&rules, &annual), "tax"));
            follows_from_its_trace(&rules, &request);
        }
    }

    /// Whatever the months bring, nothing is withheld below zero, and never less than the year owes.
    #[test]
    fn withholding_is_never_below_zero(
        incomes in prop::collection::vec(0..5_000_000_i64, 1..12),
    ) {
        let rules = Rules::load();
        let request = json!({ "kind": "iit.wages_cumulative", "months": months(2024, &incomes) });
        let answer = ask(&rules, &request);
        for month in answer["withholding"].as_array().unwrap() {
            prop_assert!(amount(month, "amount") >= Money::ZERO);
        }
        let platform = json!({ "kind": "iit.platform_cumulative", "months": months(2026, &incomes) });
        prop_assert!(amount(&ask(&rules, &platform), "total") >= Money::ZERO);
        follows_from_its_trace(&rules, &request);
        follows_from_its_trace(&rules, &platform);
    }

    #[test]
    fn any_year_follows_from_its_trace(
        amounts in prop::array::uniform5(0..2_000_000_000_i64),
        year in 2019..2027,
    ) {
        let [wages, labour, author, special, bonus] = amounts.map(Money::from_fen);
        let income = json!({ "wages": wages, "labour": labour, "author": author,
            "special": special });
        let rules = Rules::load();
        let mut plain = income.clone();
        plain["kind"] = json!("iit.comprehensive");
        plain["year"] = json!(year);
        follows_from_its_trace(&rules, &plain);
        follows_from_its_trace(&rules, &json!({ "kind": "iit.bonus", "year": year,
            "bonus": bonus, "income": income }));
        follows_from_its_trace(&rules, &json!({ "kind": "iit.settlement", "year": year,
            "withheld": bonus, "income": income }));
        follows_from_its_trace(&rules, &json!({ "kind": "recharacterise", "year": year,
            "income": labour, "declared": { "profit_rate": "0.10",
            "entity": "sole_proprietorship" }, "other_income": { "wages": wages } }));
    }
}
