//! `cargo xtask demo`: from a clean clone to the sample case, computed, printed and open.
//!
//! Builds in debug: from cold that takes less than half the time of a release build, and the
//! sample is small.

use std::fs;
use std::path::Path;

use crate::run::{self, built, cargo, npm, program, target};
use crate::setup::{self, Purpose};

/// Builds, runs `zicha demo`, and opens the window where there is a display.
pub fn run() -> Result<(), String> {
    setup::run(Purpose::Build)?;
    println!("building the window's pages");
    run::run(npm(&["run", "build"]))?;
    println!("building zicha and its window (debug: the quickest from cold)");
    run::run(cargo(&[
        "build",
        "--package",
        "cli",
        "--package",
        "desktop",
        "--features",
        "desktop/custom-protocol",
    ]))?;
    let folder = target().join("demo");
    compute(&folder)?;
    println!();
    for file in made(&folder, "pdf") {
        println!("report  {file}");
    }
    let cases = made(&folder, "zicha");
    cases.iter().try_for_each(|case| show(case))
}

/// Runs the main job. Exit code 1 is no failure: the sample has rows that need a look.
fn compute(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|error| format!("cannot clear {}: {error}", folder.display()))?;
    }
    let zicha = built("zicha");
    let status = program(&zicha, &["demo", &folder.display().to_string()])
        .status()
        .map_err(|error| format!("cannot start {}: {error}", zicha.display()))?;
    match status.code() {
        Some(0 | 1) => Ok(()),
        _ => Err(format!("`zicha demo` ended with {status}")),
    }
}

/// The files of a kind in a folder, by name.
fn made(folder: &Path, kind: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|found| found == kind));
    let mut files: Vec<_> = wanted.map(|path| path.display().to_string()).collect();
    files.sort();
    files
}

/// Opens a case in the window, or says how to.
fn show(case: &str) -> Result<(), String> {
    let window = built("zicha-desktop");
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !has_display {
        println!("case    {case}");
        println!(
            "No display here. Where there is one: {} {case}",
            window.display()
        );
        return Ok(());
    }
    program(&window, &[case])
        .spawn()
        .map(drop)
        .map_err(|error| format!("cannot start {}: {error}", window.display()))
}
