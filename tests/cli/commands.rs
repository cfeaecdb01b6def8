//! The shape of each command's JSON.

use std::fs;

use serde_json::Value;

use super::{AS_OF, are_amounts, demo, demo_case, has_keys, json, new_case, run, run_with, sample};

fn list<'v>(document: &'v Value, key: &str) -> &'v [Value] {
    let list = document[key].as_array();
    let list = list.unwrap_or_else(|| panic!("{key} in {document}"));
    assert!(!list.is_empty(), "{key} is empty");
    list
}

#[test]
fn matches_say_their_rule_points_and_runner_up_and_what_waits() {
    let document = json(1, &["matches", demo_case(), "--as-of", AS_OF]);
    assert_eq!(document["as_of"], AS_OF);
    for row in list(&document, "matches") {
        has_keys(
            row,
            "party rule settlements receipts settled_on received_on settled received differences score \
             points runner_up decision",
        );
        are_amounts(row, "settled received");
    }
    for row in list(&document, "waiting") {
        has_keys(row, "side key party day age_days amount for rivals");
    }
    for row in list(&document, "items") {
        has_keys(
            row,
            "key side party platform account day amount counterparty records record",
        );
    }
    let nobody = json(0, &["matches", demo_case(), "--party", "nobody"]);
    assert_eq!(nobody["matches"], Value::Array(Vec::new()));
}

#[test]
fn the_computation_has_every_key_that_scripts_rely_on() {
    let document = json(0, &["compute", demo_case(), "--as-of", AS_OF]);
    assert_eq!(document["as_of"], AS_OF);
    has_keys(&document["rules"], "id version sha256");
    for row in list(&document, "bridge") {
        has_keys(
            row,
            "party period income settled received platform_reported declared causes unexplained figure",
        );
        are_amounts(
            row,
            "settled received platform_reported declared unexplained",
        );
        for cause in row["causes"].as_array().unwrap() {
            has_keys(cause, "cause amount figure");
            are_amounts(cause, "amount");
        }
    }
    for row in list(&document, "taxes") {
        has_keys(
            row,
            "party tax period income taxable_income due declared paid underpaid deadline surcharge \
             fine figure",
        );
        are_amounts(row, "income taxable_income due declared paid underpaid");
        has_keys(&row["surcharge"], "days amount capped_at_tax");
        are_amounts(&row["surcharge"], "amount capped_at_tax");
        has_keys(&row["fine"], "article low high multiple amount");
        are_amounts(&row["fine"], "low high amount");
    }
    for row in list(&document, "totals") {
        has_keys(
            row,
            "party underpaid surcharge fine_low fine_high total_low total_high",
        );
        are_amounts(
            row,
            "underpaid surcharge fine_low fine_high total_low total_high",
        );
    }
    for row in list(&document, "findings") {
        has_keys(
            row,
            "id rule severity party period amount status title evidence",
        );
        are_amounts(row, "amount");
    }
}

#[test]
fn periods_are_written_as_the_contract_says() {
    for (by, length) in [
        ("month", "2024-05".len()),
        ("quarter", "2024-Q2".len()),
        ("year", 4),
    ] {
        let document = json(0, &["compute", demo_case(), "--as-of", AS_OF, "--by", by]);
        for row in list(&document, "bridge") {
            let period = row["period"].as_str().unwrap();
            assert_eq!(period.len(), length, "{period} by {by}");
            assert_eq!(period.contains('Q'), by == "quarter", "{period} by {by}");
        }
    }
}

#[test]
fn the_demo_imports_computes_and_prints() {
    let (_, told) = demo();
    has_keys(told, "case imports computation reports");
    for report in list(told, "reports") {
        let path = report["path"].as_str().unwrap();
        assert!(fs::read(path).unwrap().starts_with(b"%PDF-"), "{path}");
    }
    let refused = |outcome: &&Value| outcome["status"] == "refused";
    assert_eq!(list(told, "imports").iter().filter(refused).count(), 0);
}

#[test]
fn the_demo_never_touches_an_earlier_one() {
    let dir = tempfile::tempdir().unwrap();
    let earlier = dir.path().join("demo.zicha");
    fs::write(&earlier, "mine").unwrap();
    let folder = dir.path().to_str().unwrap();
    let told = json(0, &["demo", folder, "--as-of", AS_OF]);
    assert!(told["case"].as_str().unwrap().ends_with("demo-2.zicha"));
    assert_eq!(fs::read_to_string(earlier).unwrap(), "mine");
}

#[test]
fn a_new_case_a_set_up_and_an_import_say_what_they_did() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("case.zicha");
    let path = path.to_str().unwrap();
    let made = json(0, &["new", path, "--title", "试案"]);
    has_keys(&made, "case title encrypted history_head");
    assert_eq!(
        (&made["title"], &made["encrypted"]),
        (&"试案".into(), &false.into())
    );

    let manifest = dir.path().join("case.toml");
    let text = "[[party]]\nid = \"li\"\nname = \"李某\"\nkind = \"natural_person\"\n\
                tax_id = \"TAXNUMBER\"\n";
    fs::write(&manifest, text).unwrap();
    let manifest = manifest.to_str().unwrap();
    let set_up = json(0, &["setup", path, manifest]);
    assert_eq!(set_up["changed"], 1);
    assert_eq!(set_up["parties"][0]["tax_id"], "TA*****ER");
    assert_eq!(json(0, &["setup", path, manifest])["changed"], 0);

    let orders = sample("taobao_alliance_orders_xls_2016/orders.csv");
    let outcomes = json(0, &["import", path, &orders]);
    let outcome = &outcomes[0];
    has_keys(
        outcome,
        "path document format status code message hint rows records duplicates updated quarantined \
         skipped sum problems controls",
    );
    assert_eq!(outcome["status"], "imported");
    assert_eq!(
        (&outcome["rows"], &outcome["sum"]),
        (&7.into(), &"81.09".into())
    );
    assert_eq!(json(0, &["import", path, &orders])[0]["status"], "known");
}

#[test]
fn a_folder_may_hold_notes() {
    let (dir, path) = new_case();
    let folder = dir.path().join("exports");
    fs::create_dir_all(folder.join("deeper")).unwrap();
    fs::write(folder.join("notes.txt"), "ask about May\n").unwrap();
    fs::write(folder.join("case.toml"), "title = \"x\"\n").unwrap();
    fs::write(folder.join("scan.pdf"), "%PDF-1.4\n").unwrap();
    fs::write(folder.join("nothing.log"), "").unwrap();
    let orders = sample("taobao_alliance_orders_xls_2016/orders.csv");
    fs::copy(orders, folder.join("deeper/orders.csv")).unwrap();
    let outcomes = json(0, &["import", &path, folder.to_str().unwrap()]);
    let seen = outcomes.as_array().unwrap().iter().map(|outcome| {
        let name = outcome["path"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap();
        (name, outcome["status"].as_str().unwrap())
    });
    let seen: Vec<_> = seen.collect();
    assert_eq!(
        seen,
        [
            ("case.toml", "skipped"),
            ("orders.csv", "imported"),
            ("notes.txt", "skipped"),
            ("nothing.log", "skipped"),
            ("scan.pdf", "skipped"),
        ]
    );
}

#[test]
fn a_trial_run_stores_nothing() {
    let (_dir, path) = new_case();
    let broken = sample("taobao_alliance_orders_xls_2016/broken.csv");
    let tried = json(1, &["import", &path, &broken, "--dry-run"]);
    assert_eq!(json(0, &["quarantine", &path])["total"], 0);
    let done = json(1, &["import", &path, &broken]);
    for key in ["rows", "records", "quarantined", "problems"] {
        assert_eq!(tried[0][key], done[0][key], "{key}");
    }
    let waiting = json(1, &["quarantine", &path]);
    assert_eq!(waiting["total"], done[0]["quarantined"]);
    for row in list(&waiting, "rows") {
        has_keys(row, "document name problem raw");
        has_keys(&row["problem"], "place code found");
        has_keys(&row["problem"]["place"], "sheet row column");
    }
}

#[test]
fn a_file_is_known_by_its_content() {
    let files = [
        "taobao_alliance_orders_xls_2016/orders.xls",
        "douyin_mcn_orders_api/pages.json",
    ]
    .map(sample);
    let documents = json(0, &["detect", &files[0], &files[1]]);
    for (document, format) in documents
        .as_array()
        .unwrap()
        .iter()
        .zip(["taobao_alliance_orders_xls_2016", "douyin_mcn_orders_api"])
    {
        has_keys(
            document,
            "file format confidence encoding header_row sheet period rows controls drift candidates",
        );
        assert_eq!(document["format"], format);
        let best = &document["candidates"][0];
        has_keys(best, "format confidence header_row drift");
        assert_eq!(best["format"], format);
    }
    let none = json(1, &["detect", &sample("refused/locked.xlsx")]);
    has_keys(&none[0], "file error hint");
}

#[test]
fn rules_in_force_name_their_law() {
    let document = json(0, &["rules", "--as-of", "2024-05-01"]);
    has_keys(&document["rules"], "id version sha256");
    for rule in list(&document, "in_force") {
        for key in ["id", "value", "article", "from", "confidence"] {
            let text = rule[key]
                .as_str()
                .unwrap_or_else(|| panic!("{key} in {rule}"));
            assert!(!text.is_empty(), "{key} in {rule}");
        }
        assert!(rule["from"].as_str().unwrap() <= "2024-05-01", "{rule}");
    }
}

/// 60,000 × (1 − 20 %) = 48,000; × 30 % − 2,000 = 12,400 (个人所得税法实施条例, withholding table 2).
#[test]
fn the_calculator_answers_every_line_and_ends_with_one_where_a_line_fails() {
    let good = r#"{"id":"a","kind":"iit.labour_per_time","date":"2024-05-01","income":"60000.00"}"#;
    let bad = r#"{"id":"b","kind":"iit.labour_per_time","date":"2024-05-01","incom":"1.00"}"#;
    for (lines, code) in [(format!("{good}\n"), 0), (format!("{bad}\n{good}\n"), 1)] {
        let output = run_with(&["calc", "-"], &lines);
        assert_eq!(output.status.code(), Some(code));
        let text = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(answers.len(), lines.lines().count());
        let last = answers.last().unwrap();
        assert_eq!(
            (&last["id"], &last["withholding"]),
            (&"a".into(), &"12400.00".into())
        );
        assert!(!last["trace"].as_array().unwrap().is_empty());
        if code == 1 {
            assert_eq!(answers[0]["id"], "b");
            let error = answers[0]["error"].as_str().unwrap();
            assert!(error.contains("incom"), "{error}");
        }
    }
}

#[test]
fn a_person_reads_tables() {
    let (code, stdout, stderr) = run(&["compute", demo_case(), "--as-of", AS_OF, "--by", "year"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    for word in ["Settled", "BY-1", "T-1"] {
        assert!(stdout.contains(word), "{word} in {stdout}");
    }
}

#[test]
fn a_period_can_be_said_for_a_file_that_does_not_tell_it() {
    let (_dir, path) = new_case();
    let template = sample("iit_labor_import_template/template.xls");
    let outcomes = json(2, &["import", &path, &template]);
    assert_eq!(outcomes[0]["code"], "needs_period");
    let outcomes = json(0, &["import", &path, &template, "--period", "2024-05"]);
    assert_eq!(outcomes[0]["status"], "imported");
    assert_eq!(outcomes[0]["sum"], "31234.56");
    let (code, _, stderr) = run(&["import", &path, &template, "--period", "May"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("YYYY-MM"), "{stderr}");
}
