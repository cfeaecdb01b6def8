//! `cargo xtask fuzz [SECONDS | keep] [TARGET…]`: the readers against any bytes, each for a while.
//!
//! A run begins from the corpus in the repository and leaves what it finds below `target/`; `keep`
//! makes the corpus anew from both, as few files as reach everything that either reaches.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{self, cargo, root};

/// How long each target runs: ten minutes.
const SECONDS: u32 = 600;
/// The targets, and bytes of their longest inputs: short ones run often. A workbook of the older
/// kind has at least six thousand.
const TARGETS: &[(&str, u32)] = &[
    ("text", 1_024),
    ("csv", 1_024),
    ("sheet", 2_048),
    ("workbook", 16_384),
    ("document", 2_048),
    ("page", 1_024),
    ("format", 2_048),
];
/// Bytes of the longest file that is kept, and of all those of a target.
const KEPT_BYTES: u32 = 6_000;
const CORPUS_BYTES: u64 = 42_000;

/// Runs every target, or those named.
pub fn run(arguments: &[String]) -> Result<(), String> {
    if !run::installed("cargo-fuzz") {
        run::run(cargo(&["install", "--locked", "cargo-fuzz"]))?;
    }
    let is_target = |argument: &&String| TARGETS.iter().any(|(target, _)| target == *argument);
    let (names, others): (Vec<_>, Vec<_>) = arguments.iter().partition(is_target);
    let chosen = |target: &str| names.is_empty() || names.iter().any(|name| *name == target);
    for (target, bytes) in TARGETS.iter().filter(|(target, _)| chosen(target)) {
        match others.as_slice() {
            [] => fuzz(target, *bytes, SECONDS)?,
            [word] if *word == "keep" => keep(target)?,
            [word] => fuzz(target, *bytes, seconds(word)?)?,
            _ => return Err("fuzz [SECONDS | keep] [TARGET…]".to_owned()),
        }
    }
    Ok(())
}

fn seconds(word: &str) -> Result<u32, String> {
    let number = word.parse();
    number.map_err(|_| format!("{word} is neither a target nor a number of seconds"))
}

fn fuzz(target: &str, bytes: u32, seconds: u32) -> Result<(), String> {
    let limits = [
        format!("-max_total_time={seconds}"),
        format!("-max_len={bytes}"),
        // A file of a few kilobytes that takes long or fills the memory is a finding. Time is that
        // of the wall: on a machine that does other work too much less would find only that.
        "-timeout=60".to_owned(),
        "-rss_limit_mb=1024".to_owned(),
        "-malloc_limit_mb=256".to_owned(),
        "-detect_leaks=0".to_owned(),
        "-print_final_stats=1".to_owned(),
    ];
    let mut folders = vec![found(target)?, corpus(target)];
    if target == "format" {
        folders.push(root().join("assets/formats"));
    }
    libfuzzer(target, &folders, &limits)
}

/// Puts the least that reaches everything into the place of the corpus, the smallest files first
/// and no more than belongs into a repository.
fn keep(target: &str) -> Result<(), String> {
    let made = folder(&run::target().join("fuzz-kept").join(target))?;
    let corpus = corpus(target);
    let limits = [
        "-set_cover_merge=1".to_owned(),
        // By what is reached, not by how often or with what it is compared.
        "-use_counters=0".to_owned(),
        "-use_cmp=0".to_owned(),
        format!("-max_len={KEPT_BYTES}"),
    ];
    libfuzzer(
        target,
        &[made.clone(), corpus.clone(), found(target)?],
        &limits,
    )?;
    fs::remove_dir_all(&corpus).map_err(told)?;
    fs::create_dir_all(&corpus).map_err(told)?;
    let mut left = CORPUS_BYTES;
    for (bytes, file) in by_size(&made)? {
        let Some(rest) = left.checked_sub(bytes) else {
            break;
        };
        left = rest;
        fs::copy(&file, corpus.join(file.file_name().unwrap_or_default())).map_err(told)?;
    }
    fs::remove_dir_all(&made).map_err(told)
}

fn by_size(folder: &Path) -> Result<Vec<(u64, PathBuf)>, String> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder).map_err(told)? {
        let file = file.map_err(told)?;
        files.push((file.metadata().map_err(told)?.len(), file.path()));
    }
    files.sort();
    Ok(files)
}

fn libfuzzer(target: &str, folders: &[PathBuf], arguments: &[String]) -> Result<(), String> {
    let mut command = cargo(&["fuzz", "run", "--fuzz-dir", "tests/fuzz", target]);
    command.args(folders).arg("--").args(arguments);
    // The sanitizers are not stable; the compiler is the one of everything else.
    command.env("RUSTC_BOOTSTRAP", "1");
    run::run(command)
}

/// The files that the repository holds.
fn corpus(target: &str) -> PathBuf {
    root().join("tests/fuzz/corpus").join(target)
}

/// What runs on this machine have found.
fn found(target: &str) -> Result<PathBuf, String> {
    folder(&run::target().join("fuzz-found").join(target))
}

fn folder(path: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(path).map_err(told)?;
    Ok(path.to_owned())
}

fn told(error: std::io::Error) -> String {
    error.to_string()
}
