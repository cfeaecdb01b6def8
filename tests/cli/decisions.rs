//! What a person decides about rows, layouts and totals, said on the command line.

use std::fs;

use super::{has_keys, json, new_case, run, sample};

/// A case with the broken Taobao sample in it: one record and eleven rows that wait.
fn with_broken_rows() -> (tempfile::TempDir, String) {
    let (dir, path) = new_case();
    let broken = sample("taobao_alliance_orders_xls_2016/broken.csv");
    let outcomes = json(1, &["import", &path, &broken, "--accept-bad-rows"]);
    assert_eq!(outcomes[0]["quarantined"], 11);
    (dir, path)
}

#[test]
fn rows_are_exported_corrected_replayed_and_waived() {
    let (dir, path) = with_broken_rows();
    let below = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (rows, corrected) = (below("rows.csv"), below("corrected.csv"));
    let page = json(1, &["quarantine", &path, "--export", &rows]);
    assert_eq!((&page["total"], &page["waiting"]), (&11.into(), &11.into()));
    has_keys(
        &page["rows"][0],
        "id document name problem header raw corrected status reason",
    );
    let unchanged = json(0, &["replay", &path, &rows]);
    assert_eq!(unchanged["unchanged"], 11);

    // Row 3 has a status that no format knows.
    let unknown = page["rows"][1]["problem"]["found"].as_str().unwrap();
    let text = fs::read_to_string(&rows).unwrap();
    let lines = text.lines().enumerate().map(|(number, line)| match number {
        2 => {
            let at = line.rfind(unknown).unwrap();
            let (before, after) = (&line[..at], &line[at + unknown.len()..]);
            format!("{before}订单结算{after}")
        }
        _ => line.to_owned(),
    });
    fs::write(&corrected, lines.collect::<Vec<_>>().join("\r\n")).unwrap();
    let retaken = json(0, &["replay", &path, &corrected]);
    assert_eq!(
        (&retaken["taken"], &retaken["unchanged"]),
        (&1.into(), &10.into())
    );
    let id = page["rows"][0]["id"].to_string();
    let waived = json(0, &["waive", &path, &id, "--reason", "test order"]);
    assert_eq!(
        (&waived["waived"], &waived["waiting"]),
        (&1.into(), &9.into())
    );
    let all = json(1, &["quarantine", &path, "--all"]);
    assert_eq!((&all["total"], &all["waiting"]), (&11.into(), &9.into()));
    assert_eq!(all["rows"][0]["status"], "waived");
    assert_eq!(all["rows"][1]["status"], "corrected");
    let record = json(0, &["trace", &path, "R-2"]);
    let cells = record["cells"].as_array().unwrap();
    assert!(
        cells.iter().any(|cell| cell["corrected"] == "订单结算"),
        "{record}"
    );
}

#[test]
fn a_reason_a_row_and_a_table_are_asked_for() {
    let (dir, path) = with_broken_rows();
    let notes = dir.path().join("notes.csv").to_str().unwrap().to_owned();
    fs::write(&notes, "a,b\n1,2\n").unwrap();
    for (arguments, named) in [
        (vec!["waive", &path, "1"], "--reason"),
        (vec!["waive", &path, "1", "--reason", " "], "reason"),
        (vec!["waive", &path, "99", "--reason", "x"], "99"),
        (vec!["replay", &path, &notes], "notes.csv"),
        (vec!["totals", &path, "7"], "7"),
        (vec!["totals", &path, "1", "--state", "amount"], "WHAT"),
        (vec!["totals", &path, "1", "--state", "amount=x"], "x"),
        (vec!["totals", &path, "1", "--state", "money=1.00"], "rows"),
        (vec!["mapping", "show", &path, "shop"], "shop"),
        (vec!["mapping", "add", &path, &notes], "mapping"),
        (vec!["mapping", "forget", &path, "abc"], "abc"),
    ] {
        let (code, stdout, stderr) = run(&arguments);
        assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
        assert!(stderr.contains(named), "{named} in {stderr}");
    }
}

#[test]
fn totals_are_compared_and_a_difference_needs_a_look() {
    let (_dir, path) = with_broken_rows();
    let state = |total: &str| ["totals", &path, "1", "--state", total].map(str::to_owned);
    let agrees = json(0, &state("commission_amount@2017-03=2.19"));
    assert_eq!(agrees["agrees"], true);
    let differs = json(1, &state("rows=12"));
    has_keys(&differs, "document name stated controls quarantined agrees");
    let stated = &differs["stated"];
    assert_eq!(stated.as_array().unwrap().len(), 2, "{differs}");
    has_keys(
        &stated[1],
        "id label of from until stated found difference agrees days",
    );
    assert_eq!(stated[1]["difference"], "11");
    assert_eq!(stated[1]["days"][0]["day"], "2017-03-12");
    let shown = run(&["totals", &path, "1"]);
    assert!(
        shown.0 == 1 && shown.1.contains("2017-03-12"),
        "{}",
        shown.1
    );
}

#[test]
fn mappings_are_added_listed_shown_and_removed() {
    let (dir, path) = new_case();
    let file = dir.path().join("own.toml").to_str().unwrap().to_owned();
    let built_in = json(0, &["mapping", "show", &path, "taobao_alliance_refund_xls"]);
    let toml = built_in["toml"].as_str().unwrap();
    let own = toml.replacen("taobao_alliance_refund_xls", "own_refunds", 1);
    fs::write(&file, own).unwrap();
    assert_eq!(
        json(0, &["mapping", "add", &path, &file])["saved"],
        "own_refunds"
    );
    let list = json(0, &["mapping", "list", &path]);
    assert_eq!(list[0]["id"], "own_refunds");
    let refunds = sample("taobao_alliance_refund_xls/refunds.csv");
    assert_eq!(
        json(2, &["import", &path, &refunds])[0]["code"],
        "two_formats"
    );
    json(0, &["import", &path, &refunds, "--format", "own_refunds"]);
    let answers = json(0, &["mapping", "answers", &path]);
    let answer = answers[0]["fingerprint"].as_str().unwrap();
    assert_eq!(answers[0]["format"], "own_refunds");
    assert_eq!(
        json(0, &["mapping", "forget", &path, answer])["forgotten"],
        1
    );
    json(0, &["mapping", "remove", &path, "own_refunds"]);
    assert_eq!(
        json(0, &["mapping", "list", &path])
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let draft = json(0, &["mapping", "draft", &refunds, "--id", "drafted"]);
    has_keys(&draft, "draft toml problems");
    assert!(draft["toml"].as_str().unwrap().contains("drafted"));
}

#[test]
fn a_preview_stores_nothing_and_detection_shows_the_layout() {
    let (_dir, path) = new_case();
    let orders = sample("taobao_alliance_orders_xls_2016/orders_later.csv");
    let preview = json(0, &["preview", &path, &orders]);
    has_keys(&preview, "detection layout outcome records");
    assert_eq!(preview["outcome"]["records"], 4);
    assert_eq!(preview["records"].as_array().unwrap().len(), 4);
    let detected = json(0, &["detect", &orders]);
    has_keys(
        &detected[0],
        "file format confidence encoding header_row period rows controls drift layout",
    );
    has_keys(
        &detected[0]["layout"][0],
        "expected found change field holds",
    );
    let imported = json(0, &["import", &path, &orders]);
    assert_eq!(
        imported[0]["document"], 1,
        "the preview left nothing behind"
    );
}

#[test]
fn findings_are_listed_and_decided_about() {
    let (_dir, path) = new_case();
    let orders = sample("taobao_alliance_orders_xls_2016/orders.csv");
    json(0, &["import", &path, &orders]);
    let view = json(0, &["findings", &path, "--as-of", super::AS_OF]);
    has_keys(&view, "findings not_run gone");
    let first = &view["findings"][0];
    has_keys(
        first,
        "id rule severity party period amount status decision reopened title title_en evidence \
         evidence_codes evidence_sha256 innocent thresholds parts citations",
    );
    assert_eq!(
        (&first["rule"], &first["status"]),
        (&"A1".into(), &"open".into())
    );
    let id = first["id"].as_str().unwrap();
    let needs_reason = ["finding", &path, id, "--status", "dismissed"];
    assert_eq!(run(&needs_reason).0, 2);
    let decided = json(
        0,
        &[
            "finding",
            &path,
            id,
            "--status",
            "dismissed",
            "--reason",
            "not ours",
            "--as-of",
            super::AS_OF,
        ],
    );
    assert_eq!(decided["status"], "dismissed");
    assert_eq!(decided["decisions"][0]["reason"], "not ours");
    let open = json(
        0,
        &[
            "findings",
            &path,
            "--status",
            "open",
            "--as-of",
            super::AS_OF,
        ],
    );
    let open = open["findings"].as_array().unwrap();
    assert!(open.iter().all(|finding| finding["id"] != id));
    let other = json(
        0,
        &["findings", &path, "--rule", "C6", "--as-of", super::AS_OF],
    );
    assert_eq!(other["findings"].as_array().unwrap().len(), 0);
    assert_eq!(other["not_run"][0]["rule"], "C6");
}

#[test]
fn parties_are_merged_split_and_told_apart_again() {
    let (dir, path) = new_case();
    let manifest = dir.path().join("case.toml");
    let party = |id: &str| {
        format!("[[party]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"natural_person\"\n")
    };
    let account = "[[account]]\nplatform = \"douyin\"\nid = \"streamer02\"\nparty = \"b\"\n";
    fs::write(
        &manifest,
        [party("a"), party("b"), account.to_owned()].concat(),
    )
    .unwrap();
    json(0, &["setup", &path, manifest.to_str().unwrap()]);

    let merged = json(0, &["merge", &path, "b", "a", "--reason", "one person"]);
    has_keys(&merged, "parties groups pictures decisions unassigned");
    assert_eq!(merged["parties"][0]["aliases"][0], "b");
    assert_eq!(merged["groups"][0]["members"], serde_json::json!(["a"]));

    let split = [
        "split",
        &path,
        "a",
        "--account",
        "douyin:streamer02",
        "--id",
        "c",
    ];
    let split = [&split[..], &["--name", "丙", "--reason", "her sister's"]].concat();
    let parted = json(0, &split);
    assert_eq!(parted["parties"][1]["accounts"][0]["id"], "streamer02");

    let (code, _, stderr) = run(&["parties", &path, "--take-back", "1", "--reason", "no"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("Decision 2 rests on decision 1"),
        "{stderr}"
    );
    for number in ["2", "1"] {
        json(
            0,
            &["parties", &path, "--take-back", number, "--reason", "no"],
        );
    }
    let (code, stdout, _) = run(&["parties", &path]);
    assert_eq!(code, 0);
    assert!(stdout.contains("taken back"), "{stdout}");
}
