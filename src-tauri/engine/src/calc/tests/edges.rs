//! Hand calculations at the edges that examples do not touch: a fen or a day before and after, nothing
//! left over, two of a kind.

use super::*;

/// A line, and a part of its answer; the sum is worked out beside it. Keys with a slash lead inside.
fn answers(lines: &[(&str, &str)]) {
    let rules = Rules::load();
    for (line, expected) in lines {
        let answer: Value = serde_json::from_str(&calc(line, &rules)).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        for (key, value) in expected.as_object().unwrap() {
            let found = match key.starts_with('/') {
                true => answer.pointer(key),
                false => answer.get(key),
            };
            assert_eq!(found, Some(value), "{key} of {line}\n{answer}");
        }
    }
}

/// Lines that must be refused, and the words that say why.
fn refused(lines: &[(&str, &str)]) {
    let rules = Rules::load();
    for (line, expected) in lines {
        let answer: Value = serde_json::from_str(&calc(line, &rules)).unwrap();
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(expected), "{line}\n{answer}");
    }
}

#[test]
fn deductions_and_reliefs_end_at_zero() {
    answers(&[
        // Less than the 15,000 that nobody may deduct.
        (
            r#"{"kind":"iit.additional","year":2020,"illness":"14999.99"}"#,
            r#"{"total":"0.00"}"#,
        ),
        (
            r#"{"kind":"iit.business","year":2024,"taxable_income":"0","entity":"individual_business","other_relief":"5"}"#,
            r#"{"relief":"0.00","tax":"0.00"}"#,
        ),
        (
            r#"{"kind":"cultural_levy","period":"2025-03","payer":"agency","receipts":"100","passed_on":"150"}"#,
            r#"{"base":"0.00","owed":true,"levy":"0.00"}"#,
        ),
        // 33.33 × 3 % × 50 % = 0.49995.
        (
            r#"{"kind":"cultural_levy","period":"2025-03","payer":"agency","receipts":"33.33"}"#,
            r#"{"levy":"0.50"}"#,
        ),
        // Costs above the income are no tax given back: only the labour remuneration is taxed.
        (
            r#"{"kind":"recharacterise.table","year":2024,"income":"100000","costs":"150000"}"#,
            r#"{"/natures/0/tax":"600.00","/natures/1/tax":"0.00","/natures/2/tax":"0.00","/natures/4/tax":"0.00","/natures/6/tax":"0.00"}"#,
        ),
    ]);
}

/// Wages of 200,000 with 20,000 of social contributions alone: 120,000 × 10 % − 2,520 = 9,480. On
/// accounts 800,000 × 35 % − 65,500 = 214,500, the owner's deduction being taken by the wages.
#[test]
fn one_income_beside_wages_under_every_nature() {
    answers(&[(
        r#"{"kind":"recharacterise.table","year":2024,"income":"1000000","costs":"200000","profit_rate":"0.10","other_income":{"wages":"200000","special":"20000"}}"#,
        // 200,000 + 800,000 − 60,000 − 20,000 = 920,000 × 35 % − 85,920 = 236,080; the half of 214,500;
        // 100,000 × 20 % − 10,500 = 9,500 and its half; 800,000 × 5 %; each with the 9,480.
        r#"{"/natures/0/tax":"236080.00","/natures/1/tax":"223980.00","/natures/2/tax":"116730.00","/natures/3/tax":"14230.00","/natures/4/tax":"223980.00","/natures/5/tax":"18980.00","/natures/6/tax":"49480.00"}"#,
    )]);
}

#[test]
fn an_agency_owes_what_it_kept_and_not_what_it_withheld_too_much() {
    // 30,000 × 80 % × 30 % − 2,000 = 5,200; returns of May 2024 fell due on 19 June.
    let line = |withheld: &str, remitted: &str, as_of: &str| {
        format!(
            r#"{{"kind":"agency_debts","as_of":"{as_of}","payments":[{{"recipient":"li","date":"2024-05-10","income":"30000","withheld":"{withheld}","remitted":"{remitted}"}}]}}"#
        )
    };
    answers(&[
        (
            &line("6000", "6000", "2024-06-19"),
            r#"{"/withholding/0/not_withheld":"0.00","/withholding/0/kept":"0.00","agency_own":[]}"#,
        ),
        (
            &line("5200", "5300", "2024-06-19"),
            r#"{"/withholding/0/kept":"0.00","agency_own":[]}"#,
        ),
        (
            &line("5200", "5000", "2024-06-19"),
            r#"{"/withholding/0/kept":"200.00","/agency_own/0/amount":"200.00","/agency_own/0/days":0,"/agency_own/0/fine":null}"#,
        ),
        // 200 × 0.0005; × 0.5 and × 5 by article 63(2).
        (
            &line("5200", "5000", "2024-06-20"),
            r#"{"/agency_own/0/days":1,"/agency_own/0/surcharge":"0.10","/agency_own/0/fine/low":"100.00","/agency_own/0/fine/high":"1000.00"}"#,
        ),
        (
            &line("0", "0", "2024-05-10"),
            r#"{"/withholding/0/not_withheld":"5200.00"}"#,
        ),
    ]);
}

#[test]
fn one_off_jobs_stay_apart_unless_a_settling_entity_cumulates_them() {
    let line = |settles: bool| {
        format!(
            r#"{{"kind":"agency_debts","as_of":"2026-02-01","settles_for_platform":{settles},"payments":[{{"recipient":"li","date":"2026-01-05","income":"3000","one_off":true}},{{"recipient":"li","date":"2026-01-06","income":"3000","one_off":true}}]}}"#
        )
    };
    answers(&[
        // (3,000 − 800) × 20 %, twice.
        (
            &line(false),
            r#"{"/withholding/0/due":"440.00","/withholding/1/due":"440.00"}"#,
        ),
        // 6,000 × 80 % is below the 5,000 of a month.
        (
            &line(true),
            r#"{"/withholding/0/income":"6000.00","/withholding/0/due":"0.00","/agency_fine/base":"0.00"}"#,
        ),
    ]);
}

#[test]
fn continuing_income_of_a_month_is_dated_by_its_last_payment() {
    answers(&[(
        r#"{"kind":"iit.labour_occurrences","continuing":true,"payments":[{"date":"2024-05-01","income":"1000"},{"date":"2024-05-20","income":"5000"},{"date":"2024-06-01","income":"3000"}]}"#,
        // 6,000 × 80 % × 20 % = 960 and (3,000 − 800) × 20 % = 440.
        r#"{"/occurrences/0/date":"2024-05-20","/occurrences/0/withholding":"960.00","/occurrences/1/withholding":"440.00","total":"1400.00"}"#,
    )]);
}

#[test]
fn vat_by_the_payment_says_its_rate_and_whether_the_threshold_is_a_guess() {
    answers(&[
        (
            r#"{"kind":"vat.per_time","date":"2025-05-01","net_sales":"499.99"}"#,
            r#"{"exempt":true,"rate":"0.00","vat":"0.00","assumptions":["per_time_usual"]}"#,
        ),
        (
            r#"{"kind":"vat.per_time","date":"2025-05-01","net_sales":"500","threshold":"500"}"#,
            r#"{"exempt":false,"rate":"0.01","vat":"5.00","assumptions":[]}"#,
        ),
        (
            r#"{"kind":"vat.per_time","date":"2026-05-01","net_sales":"999.99"}"#,
            r#"{"exempt":true,"rate":"0.00","assumptions":[]}"#,
        ),
        (
            r#"{"kind":"vat.per_time","date":"2026-05-01","net_sales":"1000"}"#,
            r#"{"exempt":false,"rate":"0.01","vat":"10.00"}"#,
        ),
    ]);
}

#[test]
fn surcharges_begin_on_the_day_after_and_add_up_over_payments_and_debts() {
    answers(&[
        // The last day that the rules cover.
        (
            r#"{"kind":"late_surcharge","tax_amount":"100","deadline":"2026-12-31","paid_on":"2026-12-31"}"#,
            r#"{"days":0,"surcharge":"0.00"}"#,
        ),
        // 500 × 10 days + 500 × 20 days, at 0.05 % a day.
        (
            r#"{"kind":"late_surcharge","tax_amount":"1000","deadline":"2024-01-01","paid_on":"2024-01-21","payments":[{"paid_on":"2024-01-11","amount":"300"},{"paid_on":"2024-01-11","amount":"200"}]}"#,
            r#"{"/parts/0/amount":"500.00","/parts/0/surcharge":"2.50","/parts/1/surcharge":"5.00","surcharge":"7.50","open":"500.00"}"#,
        ),
        // On 21 January 1,000 × 21 days and 2,000 × 6 days; on 5 February 36 and 21 days. Of the
        // taxpayer's own accord a fine is 0 to 1, but of what is not late yet there is none.
        (
            r#"{"kind":"waiting_cost","from":"2024-01-01","to":"2024-02-05","every":10,"debts":[{"amount":"1000","deadline":"2023-12-31"},{"amount":"2000","deadline":"2024-01-15"}]}"#,
            r#"{"/voluntary/1/date":"2024-01-11","/voluntary/1/fine_high":"1000.00","/voluntary/2/date":"2024-01-21","/voluntary/2/surcharge":"16.50","/voluntary/2/capped_at_tax":"16.50","/voluntary/2/total_low":"3016.50","/voluntary/2/fine_high":"3000.00","/voluntary/4/date":"2024-02-05","/voluntary/4/surcharge":"39.00","/after_notice/4/fine_low":"1500.00"}"#,
        ),
    ]);
}

#[test]
fn what_nobody_withheld_bears_surcharge_by_the_setting_and_says_by_which_rule() {
    let line = |setting: &str| {
        format!(
            r#"{{"kind":"late_surcharge","tax_amount":"1000","deadline":"2024-07-01","paid_on":"2024-07-11","unwithheld":true,"settings":{{"where_nobody_withheld":"{setting}"}}}}"#
        )
    };
    answers(&[
        // 1,000 × 0.0005 × 10.
        (
            &line("from_annual_deadline"),
            r#"{"surcharge":"5.00","/trace/4/label":"late_fee","/trace/4/citation/rule":"rounding.fen"}"#,
        ),
        (
            &line("none"),
            r#"{"surcharge":"0.00","/trace/1/label":"nothing_levied","/trace/1/citation/rule":"late_fee.unwithheld"}"#,
        ),
    ]);
}

#[test]
fn limits_hold_to_the_end_of_their_last_day_and_name_their_articles() {
    let line = |conduct: &str, as_of: &str| {
        format!(
            r#"{{"kind":"limitation","amount":"100","deadline":"2020-06-30","as_of":"{as_of}","conduct":"{conduct}"}}"#
        )
    };
    answers(&[
        (
            &line("slip", "2023-06-30"),
            r#"{"recoverable":true,"last_day":"2023-06-30","/citations/0/rule":"limit.slip.years"}"#,
        ),
        (&line("slip", "2023-07-01"), r#"{"recoverable":false}"#),
        (
            &line("unfiled", "2023-06-30"),
            r#"{"recoverable":true,"/citations/0/rule":"limit.unfiled"}"#,
        ),
        (&line("slip", "2025-06-30"), r#"{"finable":true}"#),
        (&line("slip", "2025-07-01"), r#"{"finable":false}"#),
    ]);
}

#[test]
fn of_equal_ratios_the_first_year_is_named_and_a_total_may_be_the_tax_alone() {
    answers(&[
        (
            r#"{"kind":"evasion_ratio","years":[{"year":2021,"evaded":"10","due":"100"},{"year":2022,"evaded":"20","due":"200"}]}"#,
            r#"{"highest_year":2021,"amount":"30.00"}"#,
        ),
        (
            r#"{"kind":"total_plausibility","tax":"100","total":"100"}"#,
            r#"{"highest_multiple":"0.00","late_fee":"0.00","average_days":"0.0","plausible":true}"#,
        ),
        // 2,714.49 ÷ (20,000 × 0.0005) = 271.449 days, which are not rounded twice.
        (
            r#"{"kind":"total_plausibility","tax":"20000","total":"22714.49"}"#,
            r#"{"average_days":"271.4"}"#,
        ),
    ]);
}

#[test]
fn the_highest_twelve_months_stay_the_highest_when_sales_fall() {
    answers(&[(
        r#"{"kind":"vat.rolling_limit","periods":[{"period":"2024-01","net_sales":"3000000"},{"period":"2024-12","net_sales":"2000000"},{"period":"2025-01","net_sales":"1000000"}]}"#,
        r#"{"highest":"5000000.00","passed_in":null}"#,
    )]);
}

#[test]
fn the_duty_to_settle_follows_from_all_its_conditions() {
    let line = |income: &str, withheld: &str, failed: bool| {
        format!(
            r#"{{"kind":"iit.settlement","year":2024,"income":{income},"withheld":"{withheld}","payer_failed_to_withhold":{failed}}}"#
        )
    };
    let labour = r#"{"labour":"150000"}"#;
    let wages = r#"{"wages":"150000"}"#;
    answers(&[
        // 120,000 − 60,000 = 60,000 × 10 % − 2,520 = 3,480.
        (
            &line(labour, "3480", false),
            r#"{"duty":"none","short":"0.00","refund":"0.00"}"#,
        ),
        (
            &line(labour, "3000", false),
            r#"{"duty":"pay","short":"480.00","refund":"0.00"}"#,
        ),
        // Wages of one payer: 90,000 × 10 % − 2,520 = 6,480.
        (&line(wages, "6480", true), r#"{"duty":"none"}"#),
        // 80,000 less the social contributions of 15,000 is above 60,000; the 30,000 do not count there.
        (
            &line(
                r#"{"labour":"100000","special":"15000","additional":"30000"}"#,
                "0",
                true,
            ),
            r#"{"duty":"file","tax":"0.00"}"#,
        ),
    ]);
}

#[test]
fn months_that_make_no_row_are_refused() {
    let months = |kind: &str, months: &[&str]| {
        let months: Vec<String> = months
            .iter()
            .map(|month| format!(r#"{{"month":"{month}","income":"1"}}"#))
            .collect();
        format!(r#"{{"kind":"{kind}","months":[{}]}}"#, months.join(","))
    };
    for kind in ["iit.wages_cumulative", "iit.insurance_cumulative"] {
        for broken in [
            ["2024-01", "2024-03"].as_slice(),
            &["2024-12", "2025-01"],
            &["2024-02", "2024-01"],
            &["2024-Q1", "2024-Q2"],
            &["2024-03", "2024-Q2"],
            &["2024"],
            &[],
        ] {
            refused(&[(&months(kind, broken), "each after the other")]);
        }
    }
    let platform = "iit.platform_cumulative";
    refused(&[
        (&months(platform, &["2025-12", "2026-01"]), "one year"),
        (&months(platform, &["2026-01", "2026-01"]), "each once"),
        (&months(platform, &["2026-Q1"]), "YYYY-MM"),
        (&months(platform, &[]), "at least one month"),
    ]);
    answers(&[(
        &months("iit.wages_cumulative", &["2024-12"]),
        r#"{"total":"0.00"}"#,
    )]);
}

#[test]
fn a_line_that_says_two_things_is_refused() {
    refused(&[
        (
            r#"{"kind":"iit.labour_per_time","date":"2024-05-01","income":"1","income":"60000"}"#,
            "comes twice",
        ),
        (
            r#"{"kind":"iit.wages_cumulative","months":[{"month":"2024-01","income":"1","surcharges":"1"}]}"#,
            "wages without surcharges",
        ),
        (
            r#"{"kind":"iit.wages_cumulative","months":[{"month":"2024-01","income":"1"},{"month":"2024-02","income":"1","surcharges":"1"}]}"#,
            "wages without surcharges",
        ),
        (
            r#"{"kind":"iit.business_summary","year":2024,"businesses":[{"year":2023,"taxable_income":"1","entity":"partnership"}]}"#,
            "one year for all parts",
        ),
        (
            r#"{"kind":"recharacterise.table","year":2024,"income":"1","other_income":{"year":2023}}"#,
            "one year for all parts",
        ),
        (
            r#"{"kind":"iit.settlement","year":2024,"income":{"year":2023,"wages":"1"},"withheld":"0"}"#,
            "one year",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01","net_sales":"1","platforms":[{"platform":"a","net_sales":"1"}]}"#,
            "platforms, or sales of all together",
        ),
        (
            r#"{"kind":"vat.small_scale","period":"2024-01","gross_sales":"1","platforms":[{"platform":"a","net_sales":"1"}]}"#,
            "platforms, or sales of all together",
        ),
        (
            r#"{"kind":"vat.rolling_limit","periods":[{"period":"2024-01","net_sales":"1"},{"period":"2024-01","net_sales":"1"}]}"#,
            "each once",
        ),
    ]);
    answers(&[
        (
            r#"{"kind":"iit.business_summary","year":2024,"businesses":[{"year":2024,"taxable_income":"100","entity":"partnership"}]}"#,
            r#"{"tax":"5.00"}"#,
        ),
        (
            r#"{"kind":"recharacterise.table","year":2024,"income":"100000","other_income":{"year":2024}}"#,
            r#"{"/natures/0/tax":"600.00"}"#,
        ),
        (
            r#"{"kind":"iit.settlement","year":2024,"income":{"year":2024,"wages":"1"},"withheld":"0"}"#,
            r#"{"tax":"0.00"}"#,
        ),
    ]);
}

#[test]
fn amounts_and_numbers_that_cannot_be_are_refused() {
    let rate = |text: &str| {
        format!(
            r#"{{"kind":"iit.business","year":2024,"income":"1","entity":"partnership","profit_rate":"{text}"}}"#
        )
    };
    for text in ["-0.1", "+0.1", ".5", "0_1", "1e-1", "10%", ""] {
        refused(&[(&rate(text), "a number as a string")]);
    }
    for claim in [
        r#""degree_months":13"#,
        r#""rent":{"class":"large","months":13}"#,
        r#""elder_shared":{"amount":"1","months":13}"#,
    ] {
        let line = format!(r#"{{"kind":"iit.additional","year":2024,{claim}}}"#);
        refused(&[(&line, "at most the twelve months")]);
    }
    for claim in [
        r#""illness":"-0.01""#,
        r#""elder_shared":{"amount":"-1","months":1}"#,
    ] {
        let line = format!(r#"{{"kind":"iit.additional","year":2024,{claim}}}"#);
        refused(&[(&line, "not negative")]);
    }
    answers(&[(
        r#"{"kind":"iit.additional","year":2024,"illness":"0","degree_months":12}"#,
        // 400 a month.
        r#"{"total":"4800.00"}"#,
    )]);
}
