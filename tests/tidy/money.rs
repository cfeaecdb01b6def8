//! Money is whole fen and decimal text: no float, no REAL column, no number in a message.

use std::process::Command;

use super::{assert_none, root, rust, sources};

/// Where positions on a page are floats, because printing needs them; never an amount.
const PAGES: &[&str] = &[
    "src-tauri/report/src/layout",
    "src-tauri/report/src/font",
    "src-tauri/report/src/pdf",
];

#[test]
fn no_float_outside_the_page() {
    let mut broken = Vec::new();
    for source in rust() {
        if PAGES.iter().any(|page| source.path.starts_with(page)) {
            continue;
        }
        for (number, line) in (1..).zip(source.text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
            if words.any(|word| word == "f32" || word == "f64") {
                broken.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none("a float outside the page", &broken);
}

#[test]
fn sql_is_written_in_the_tables_only() {
    let statements = [
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "DELETE FROM ",
        "CREATE TABLE ",
    ];
    let mut broken = Vec::new();
    for source in rust() {
        // A benchmark measures the store against the least that SQL could do.
        let speaks_sql = [
            "src-tauri/casefile/src/tables",
            "src-tauri/casefile/benches",
        ];
        if speaks_sql.iter().any(|room| source.path.starts_with(room)) {
            continue;
        }
        for statement in statements {
            if source.without_tests().contains(statement) && !source.path.starts_with("tests/") {
                broken.push(format!("{} says {}", source.path, statement.trim()));
            }
        }
    }
    assert_none("SQL outside casefile/src/tables", &broken);
}

#[test]
fn no_column_holds_a_float() {
    let mut broken = Vec::new();
    for source in sources("src-tauri/casefile/src", &[".rs", ".sql"]) {
        for (number, line) in (1..).zip(source.without_tests().lines()) {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            if words.any(|word| ["REAL", "FLOAT", "DOUBLE", "NUMERIC"].contains(&word)) {
                broken.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none("a column that is not exact", &broken);
}

/// The decimals of the whole workspace, as cargo puts their features together.
#[test]
fn decimals_never_pass_through_a_float() {
    let cargo = std::env::var_os("CARGO").expect("cargo runs the tests");
    let arguments = [
        "tree",
        "--locked",
        "--edges",
        "features",
        "--invert",
        "rust_decimal",
    ];
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(
        tree.contains("rust_decimal feature \"serde-with-str\""),
        "cargo tree shows the features:\n{tree}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for feature in [
        "serde-float",
        "serde-with-float",
        "serde-arbitrary-precision",
    ] {
        assert!(
            !tree.contains(&format!("\"{feature}\"")),
            "rust_decimal has {feature}"
        );
    }
}
