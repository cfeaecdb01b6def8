//! The command line as scripts rely on it: the real program, its exit codes, and one JSON document
//! on stdout and nothing else.

mod archives;
mod commands;
mod decisions;
mod exits;
mod figures;
mod imports;
mod levies;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// The day of every computation here.
const AS_OF: &str = "2026-11-21";

/// The program, built once in the profile of these tests.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let own = std::env::current_exe().unwrap();
        let folder = own.parent().and_then(Path::parent).unwrap();
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--locked", "--package", "cli", "--target-dir"]);
        build.arg(folder.parent().unwrap());
        if folder.ends_with("release") {
            build.arg("--release");
        }
        let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).output();
        let built = built.unwrap();
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        folder.join(format!("zicha{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Runs the program with this on stdin.
fn run_with<S: AsRef<OsStr>>(arguments: &[S], stdin: &str) -> Output {
    let mut child = Command::new(program())
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no stdin may be gone already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

/// Exit code, stdout, stderr.
fn run<S: AsRef<OsStr>>(arguments: &[S]) -> (i32, String, String) {
    let output = run_with(arguments, "");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The one document that `--json` prints, when the command ends with this code.
fn json<S: AsRef<OsStr>>(code: i32, arguments: &[S]) -> Value {
    let mut all: Vec<&OsStr> = arguments.iter().map(AsRef::as_ref).collect();
    all.push(OsStr::new("--json"));
    let (given, stdout, stderr) = run(&all);
    assert_eq!(given, code, "{all:?}: {stdout}\n{stderr}");
    let document = serde_json::from_str(&stdout);
    let document = document.unwrap_or_else(|error| panic!("{all:?}: {error}\n{stdout}"));
    assert_no_float(&document);
    document
}

/// Money and rates are text: no number in any answer has a fraction.
fn assert_no_float(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.is_i64() || number.is_u64(), "{number}"),
        Value::Array(values) => values.iter().for_each(assert_no_float),
        Value::Object(values) => values.values().for_each(assert_no_float),
        _ => {}
    }
}

/// An amount in yuan with two decimals.
fn is_amount(text: &str) -> bool {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain
        .split_once('.')
        .is_some_and(|(yuan, fen)| digits(yuan) && digits(fen) && fen.len() == 2)
}

/// Asserts that an object has these keys.
fn has_keys(object: &Value, keys: &str) {
    let object = object
        .as_object()
        .unwrap_or_else(|| panic!("{object} is no object"));
    for key in keys.split_whitespace() {
        assert!(object.contains_key(key), "{key} in {object:?}");
    }
}

/// Asserts that these keys hold amounts or nothing.
fn are_amounts(object: &Value, keys: &str) {
    for key in keys.split_whitespace() {
        let value = &object[key];
        let right = value.is_null() || value.as_str().is_some_and(is_amount);
        assert!(right, "{key}: {value}");
    }
}

/// The sample case, imported once by `demo`; tests only read it.
fn demo() -> &'static (tempfile::TempDir, Value) {
    static DEMO: OnceLock<(tempfile::TempDir, Value)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().to_str().unwrap();
        let told = json(0, &["demo", folder, "--as-of", AS_OF]);
        (dir, told)
    })
}

/// Path of the sample case.
fn demo_case() -> &'static str {
    demo().1["case"].as_str().unwrap()
}

/// A folder with an empty case in it.
fn new_case() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("case.zicha").to_str().unwrap().to_owned();
    json(0, &["new", &path, "--title", "试案"]);
    (dir, path)
}

/// A file below tests/samples.
fn sample(name: &str) -> String {
    format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn amounts_are_yuan_with_two_decimals() {
    for amount in ["0.00", "-12.30", "1234567.89"] {
        assert!(is_amount(amount), "{amount}");
    }
    for other in [
        "", "1", "1.0", "1.000", "+1.00", "1,000.00", ".00", "--1.00", "1.0e",
    ] {
        assert!(!is_amount(other), "{other}");
    }
}
