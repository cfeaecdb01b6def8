//! Levies, waiting and the settings of open questions, as scripts ask for them.

use serde_json::Value;

use super::{AS_OF, demo_case, json, run, run_with};

fn answers(lines: &str, code: i32) -> Vec<Value> {
    let output = run_with(&["calc", "-"], lines);
    assert_eq!(output.status.code(), Some(code));
    let text = String::from_utf8(output.stdout).unwrap();
    let answers = text.lines().map(|line| serde_json::from_str(line).unwrap());
    answers.collect()
}

/// 300,000 reach the threshold of a quarter in 2026: × 1 %, × 7 % ÷ 2 (增值税法 art. 23).
#[test]
fn the_calculator_answers_a_quarter_and_refuses_what_it_cannot() {
    let lines = r#"{"id":1,"kind":"vat.small_scale","period":"2026-Q2","net_sales":"300000.00","city_class":"city"}
{"id":2,"kind":"vat.small_scale","period":"2026-Q2","net_sales":300000}
{"id":3,"kind":"waiting_cost","from":"2026-03-31","to":"2026-04-01","debts":[{"tax":"iit.business","period":"2025","amount":"2000.00"}]}
"#;
    let answers = answers(lines, 1);
    let [vat, refused, waiting] = &answers[..] else {
        panic!("three answers");
    };
    assert_eq!(vat["vat"], "3000.00");
    assert_eq!(vat["urban_construction"], "105.00");
    assert_eq!(vat["education"], "0.00");
    assert_eq!(vat["settings"]["exactly_at_threshold"], "taxed");
    assert!(refused["error"].as_str().unwrap().contains("as a string"));
    assert_eq!(waiting["after_notice"][1]["total_low"], "3001.00");
    assert!(!waiting["trace"].as_array().unwrap().is_empty());
}

#[test]
fn the_threshold_of_a_year_is_listed_with_its_article() {
    for (day, present, absent) in [
        (
            "2025-12-31",
            "vat.small_scale.exempt_up_to.month",
            "vat.small_scale.taxed_from.month",
        ),
        (
            "2026-01-01",
            "vat.small_scale.taxed_from.month",
            "vat.small_scale.exempt_up_to.month",
        ),
    ] {
        let document = json(0, &["rules", "--as-of", day]);
        let rules = document["in_force"].as_array().unwrap();
        let found = |id: &str| rules.iter().find(|rule| rule["id"] == id);
        assert_eq!(found(present).unwrap()["value"], "100000.00", "{day}");
        assert!(found(absent).is_none(), "{day}");
    }
}

#[test]
fn a_computation_says_how_open_questions_were_answered() {
    let document = json(0, &["compute", demo_case(), "--as-of", AS_OF]);
    let settings = &document["settings"];
    assert_eq!(settings["where_nobody_withheld"], "from_annual_deadline");
    assert_eq!(settings["payer_withholds_vat"], false);
}

#[test]
fn the_help_of_the_calculator_names_kinds_and_settings() {
    let (code, stdout, _) = run(&["calc", "--help"]);
    assert_eq!(code, 0);
    for word in ["vat.small_scale", "agency_debts", "where_nobody_withheld"] {
        assert!(stdout.contains(word), "{word}");
    }
}

/// The first day is the day of the computation; each later one adds surcharge to the same open tax.
#[test]
fn waiting_starts_at_what_is_due_today_and_ends_with_the_law_on_file() {
    let series = ["--party", "zhou", "--from", AS_OF, "--to", "2026-11-23"];
    let arguments = [&["waiting", demo_case()][..], &series].concat();
    let rows = json(0, &arguments);
    let totals = json(0, &["compute", demo_case(), "--as-of", AS_OF])["totals"].clone();
    let mut totals = totals.as_array().unwrap().iter();
    let total = totals.find(|total| total["party"] == "zhou").unwrap();
    let manners: Vec<_> = rows.as_array().unwrap().iter().collect();
    assert_eq!(manners.len(), 2);
    for row in manners {
        let days = row["days"].as_array().unwrap();
        let dates: Vec<_> = days.iter().map(|day| &day["date"]).collect();
        assert_eq!(dates, [AS_OF, "2026-11-22", "2026-11-23"]);
        assert_eq!(days[0]["surcharge"], total["surcharge"]);
        assert_eq!(days[0]["tax"], total["underpaid"]);
        assert_eq!(days[2]["tax"], total["underpaid"]);
        assert_ne!(days[2]["surcharge"], total["surcharge"]);
    }
    let beyond = [
        "waiting",
        demo_case(),
        "--from",
        AS_OF,
        "--to",
        "2027-01-02",
    ];
    let (code, _, errors) = run(&beyond);
    assert_ne!(code, 0);
    assert!(errors.contains("2027-01-0"), "{errors}");
}

/// Each return once, in the order of the deadlines, and its amounts are those of its tax.
#[test]
fn the_plan_holds_what_the_taxes_say_in_the_order_of_the_deadlines() {
    let of_zhou = ["plan", demo_case(), "--party", "zhou", "--as-of", AS_OF];
    let steps = json(0, &of_zhou);
    let steps = steps.as_array().unwrap();
    let taxes = json(
        0,
        &["compute", demo_case(), "--party", "zhou", "--as-of", AS_OF],
    );
    let taxes = taxes["taxes"].as_array().unwrap();
    let short = taxes.iter().filter(|tax| tax["underpaid"] != "0.00");
    assert_eq!(steps.len(), short.clone().count());
    for tax in short {
        let is_it = |step: &&Value| step["tax"] == tax["tax"] && step["period"] == tax["period"];
        let step = steps.iter().find(is_it).unwrap();
        for (of_step, of_tax) in [
            ("to_add", &tax["underpaid"]),
            ("filed_tax", &tax["declared"]),
            ("amended_tax", &tax["due"]),
            ("surcharge", &tax["surcharge"]["amount"]),
        ] {
            assert_eq!(&step[of_step], of_tax, "{of_step} of {step}");
        }
    }
    let deadlines: Vec<_> = steps.iter().map(|step| step["deadline"].as_str()).collect();
    assert!(deadlines.is_sorted(), "{deadlines:?}");
    let (code, printed, _) = run(&of_zhou);
    assert_eq!(code, 0);
    for step in steps {
        assert!(printed.contains(step["figure"].as_str().unwrap()));
    }
}
