//! Imports listed and taken back on the command line.

use super::{has_keys, json, new_case, run, sample};

#[test]
fn an_import_is_listed_taken_back_once_and_imported_again() {
    let (_dir, path) = new_case();
    let orders = sample("taobao_alliance_orders_xls_2016/orders_later.csv");
    assert_eq!(json(0, &["imports", &path]), serde_json::json!([]));
    json(0, &["import", &path, &orders]);
    let list = json(0, &["imports", &path]);
    has_keys(
        &list[0],
        "id name format imported_at rows records duplicates quarantined undone_at",
    );
    assert_eq!(
        (&list[0]["id"], &list[0]["records"]),
        (&1.into(), &4.into())
    );
    assert!(list[0]["undone_at"].is_null());

    let undone = json(0, &["undo", &path, "1"]);
    has_keys(&undone, "undone name records");
    assert_eq!(
        (&undone["undone"], &undone["records"]),
        (&1.into(), &0.into())
    );
    let list = json(0, &["imports", &path]);
    assert!(list[0]["undone_at"].is_string());
    let (code, stdout, stderr) = run(&["undo", &path, "1"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("taken back already"), "{stderr}");

    let again = json(0, &["import", &path, &orders]);
    assert_eq!(
        (&again[0]["document"], &again[0]["records"]),
        (&2.into(), &4.into())
    );
}

#[test]
fn a_person_reads_which_import_was_taken_back() {
    for (lang, word) in [("en", "taken back"), ("zh", "已撤销")] {
        let (_dir, path) = new_case();
        let orders = sample("taobao_alliance_orders_xls_2016/orders_later.csv");
        json(0, &["import", &path, &orders]);
        let (code, stdout, _) = run(&["undo", &path, "1", "--lang", lang]);
        assert_eq!(code, 0);
        assert!(
            stdout.contains(word) && stdout.contains("orders_later.csv"),
            "{stdout}"
        );
        let (code, table, _) = run(&["imports", &path]);
        assert!(code == 0 && table.contains("orders_later.csv"), "{table}");
    }
}
