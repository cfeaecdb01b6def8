//! `cargo xtask fuzz [SECONDS] [TARGET…]`: the readers against any bytes, each target for a while.
//!
//! Seeds are the sample files; what a target finds worth keeping is reduced into its corpus.

use std::fs;
use std::path::PathBuf;

use crate::run::{self, cargo, root};

/// How long each target runs: ten minutes.
const SECONDS: u32 = 600;
/// The targets, and the endings of the sample files that are their seeds.
const TARGETS: &[(&str, &[&str])] = &[
    ("text", &["csv", "txt"]),
    ("workbook", &["xlsx", "xls"]),
    ("document", &["json", "xml", "sta", "txt", "html", "xls"]),
    ("format", &["toml"]),
];

/// Runs every target, or those named.
pub fn run(arguments: &[String]) -> Result<(), String> {
    if !run::installed("cargo-fuzz") {
        run::run(cargo(&["install", "--locked", "cargo-fuzz"]))?;
    }
    let (numbers, names): (Vec<_>, Vec<_>) = arguments
        .iter()
        .partition(|argument| argument.parse::<u32>().is_ok());
    let seconds = numbers.first().and_then(|number| number.parse().ok());
    for (target, endings) in TARGETS {
        if names.is_empty() || names.iter().any(|name| name == target) {
            fuzz(target, endings, seconds.unwrap_or(SECONDS))?;
        }
    }
    Ok(())
}

fn fuzz(target: &str, endings: &[&str], seconds: u32) -> Result<(), String> {
    let seeds = seeds(target, endings)?;
    let corpus = root().join("tests/fuzz/corpus").join(target);
    fs::create_dir_all(&corpus).map_err(|error| error.to_string())?;
    let limits = [
        format!("-max_total_time={seconds}"),
        "-rss_limit_mb=1024".to_owned(),
        "-timeout=10".to_owned(),
        "-max_len=65536".to_owned(),
    ];
    let mut command = cargo(&["fuzz", "run", "--fuzz-dir", "tests/fuzz", target]);
    command.arg(corpus).arg(seeds).arg("--").args(limits);
    // The sanitizers are not stable; the compiler is the one of everything else.
    command.env("RUSTC_BOOTSTRAP", "1");
    run::run(command)
}

/// A folder of the sample files with these endings, or of the formats themselves.
fn seeds(target: &str, endings: &[&str]) -> Result<PathBuf, String> {
    let folder = run::target().join("fuzz-seeds").join(target);
    let told = |error: std::io::Error| error.to_string();
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(told)?;
    }
    fs::create_dir_all(&folder).map_err(told)?;
    let from = match target {
        "format" => "assets/formats",
        _ => "tests/samples",
    };
    let places = fs::read_dir(root().join(from)).map_err(told)?;
    for place in places.filter_map(Result::ok).map(|entry| entry.path()) {
        let files = fs::read_dir(&place)
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        for file in files.map(|entry| entry.path()) {
            let ending = file
                .extension()
                .and_then(|ending| ending.to_str())
                .unwrap_or("");
            if endings.contains(&ending) && !file.ends_with("expected.toml") {
                let names = [&place, &file].map(|path| path.file_name().unwrap_or_default());
                let name = names.map(|name| name.to_string_lossy()).join("-");
                fs::copy(&file, folder.join(name)).map_err(told)?;
            }
        }
    }
    Ok(folder)
}
