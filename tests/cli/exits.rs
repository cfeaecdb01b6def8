//! Exit codes: 0 done, 1 needs a look, 2 wrong usage or unreadable input, 3 locked or damaged; and
//! where it is not done, stderr says why and what to do, and stdout holds nothing but JSON.

use std::fs;

use super::{demo_case, json, new_case, run, run_with, sample};

#[test]
fn wrong_usage_and_unreadable_input_end_with_two_and_say_why() {
    let (dir, path) = new_case();
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let missing = dir.path().join("missing").to_str().unwrap().to_owned();
    let manifest = file("bad.toml", "[[party]]\nid = \"li\"\n");
    let stranger = file(
        "stranger.toml",
        "[[account]]\nplatform = \"taobao\"\nid = \"1\"\nparty = \"nobody\"\n",
    );
    let table = file("table.csv", "day,amount\nMonday,1\n");
    let pdf = format!("{missing}.pdf");
    for (arguments, named) in [
        (vec!["compute", &missing], "missing"),
        (
            vec!["compute", &path, "--by", "week"],
            "month, quarter or year",
        ),
        (
            vec!["compute", &path, "--as-of", "2024-02-30"],
            "2024-02-30",
        ),
        (vec!["compute", &path, "--party", "nobody"], "nobody"),
        (vec!["new", &path], "case.zicha"),
        (vec!["setup", &path, &missing], "missing"),
        (vec!["setup", &path, &manifest], "name"),
        (vec!["setup", &path, &stranger], "nobody"),
        (vec!["import", &path, &missing], "missing"),
        (vec!["import", &path, &table], "table.csv"),
        (
            vec!["import", &path, &table, "--format", "nothing"],
            "nothing",
        ),
        (vec!["trace", &path, "B-999"], "B-999"),
        (vec!["undo", &path, "7"], "7"),
        (vec!["undo", &path], "IMPORT"),
        (
            vec!["report", &path, "--kind", "poem", "--out", &pdf],
            "self-correction",
        ),
        (vec!["detect"], "FILES"),
        (vec!["calc", &missing], "missing"),
        (vec!["nothing"], "nothing"),
    ] {
        let (code, stdout, stderr) = run(&arguments);
        assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
        assert!(stderr.contains(named), "{named} in {stderr}");
    }
}

#[test]
fn a_refused_file_is_one_json_document_and_words_on_stderr() {
    let (_dir, path) = new_case();
    let locked = sample("refused/locked.xlsx");
    let outcomes = json(2, &["import", &path, &locked]);
    assert_eq!(outcomes[0]["code"], "encrypted");
    for (lang, word, hint) in [("zh", "密码", "另存"), ("en", "password", "save a copy")] {
        let (_, _, stderr) = run(&["import", &path, &locked, "--json", "--lang", lang]);
        for part in ["locked.xlsx", word, hint] {
            assert!(stderr.contains(part), "{part} in {stderr}");
        }
    }
}

#[test]
fn what_needs_a_look_ends_with_one() {
    let (_dir, path) = new_case();
    let alipay = sample("alipay_personal_app/bill.csv");
    let (code, _, stderr) = run(&["import", &path, &alipay]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let waiting = json(1, &["compute", &path]);
    assert_eq!(waiting["unassigned"][0]["platform"], "alipay");
}

#[test]
fn help_shows_an_example_and_ends_with_nought() {
    for command in [
        "demo",
        "new",
        "setup",
        "detect",
        "import",
        "imports",
        "undo",
        "preview",
        "mapping",
        "quarantine",
        "replay",
        "waive",
        "totals",
        "compute",
        "trace",
        "report",
        "rules",
        "calc",
    ] {
        let (code, stdout, _) = run(&[command, "--help"]);
        assert_eq!(code, 0, "{command}");
        assert!(stdout.contains("Example: "), "{command}: {stdout}");
    }
}

/// Commands that open a case end with three when it cannot be opened, and print nothing.
fn stays_shut(path: &str, password: &[&str]) {
    let file = sample("taobao_alliance_orders_xls_2016/orders.csv");
    for command in [
        vec!["compute", path],
        vec!["quarantine", path],
        vec!["imports", path],
        vec!["undo", path, "1"],
        vec!["trace", path, "B-1"],
        vec!["import", path, &file],
    ] {
        let arguments = [command.as_slice(), password, &["--json"]].concat();
        let (code, stdout, stderr) = run(&arguments);
        assert_eq!(code, 3, "{arguments:?}: {stderr}");
        assert_eq!(stdout, "", "{arguments:?}");
        assert!(!stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_encrypted_case_needs_its_password_from_a_file_or_stdin() {
    let dir = tempfile::tempdir().unwrap();
    let below = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (path, right, wrong, empty) = (below("c.zicha"), below("r"), below("w"), below("e"));
    fs::write(&right, "电池 staple\n").unwrap();
    fs::write(&wrong, "another\n").unwrap();
    fs::write(&empty, "").unwrap();
    let with = |file: &str| ["--password-file".to_owned(), file.to_owned()];
    let made = json(
        0,
        &[
            &["new", &path, "--encrypt"],
            &with(&right).each_ref().map(String::as_str)[..],
        ]
        .concat(),
    );
    assert_eq!(made["encrypted"], true);
    stays_shut(&path, &[]);
    for file in [&wrong, &empty] {
        stays_shut(&path, &with(file).each_ref().map(String::as_str));
    }
    json(0, &["quarantine", &path, "--password-file", &right]);
    let output = run_with(&["quarantine", &path, "--password-stdin"], "电池 staple\n");
    assert_eq!(output.status.code(), Some(0));
    let unchosen = below("never.zicha");
    let (code, _, _) = run(&["new", &unchosen, "--encrypt", "--password-file", &empty]);
    assert_eq!(code, 2);
    assert!(!fs::exists(unchosen).unwrap());
}

#[test]
fn a_damaged_case_ends_with_three() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("damaged.zicha");
    let whole = fs::read(demo_case()).unwrap();
    let mut damaged = whole[..whole.len() / 2].to_vec();
    damaged[4_096..8_192].fill(0xA5);
    fs::write(&path, damaged).unwrap();
    let (code, stdout, stderr) = run(&["compute", path.to_str().unwrap(), "--json"]);
    assert_eq!((code, stdout.as_str()), (3, ""), "{stderr}");
    assert!(stderr.contains("damaged"), "{stderr}");
}
