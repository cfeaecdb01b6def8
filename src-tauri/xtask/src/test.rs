//! `cargo xtask test`: everything that must hold, stage by stage, and one line of counts at the end.
//!
//! A stage that fails does not stop the next: a run shows all that is wrong.

mod files;
mod gate;
mod tally;

use std::fs;
use std::process::ExitCode;

use files::Files;
use gate::Gate;

use crate::display::Display;
use crate::run::{self, built, cargo, npm, program, root};
use crate::setup::{self, Purpose};
use crate::{licences, proof, sample};

/// One set of features for every stage, so that nothing is built twice.
pub const FEATURES: &[&str] = &[
    "--locked",
    "--workspace",
    "--features",
    "desktop/custom-protocol,tests/desktop",
];

/// Runs every stage. The last line is the counts, and the exit code says whether all passed.
pub fn run() -> ExitCode {
    let mut gate = Gate::default();
    gate.check("set-up", || setup::run(Purpose::Test));
    let before = generated_types();
    gate.check("format", || run::run(cargo(&["fmt", "--all", "--check"])));
    window_pages(&mut gate);
    rust(&mut gate);
    gate.check("proof", || proof::small(&built("zicha")));
    gate.tests("real window", window_tests);
    outside(&mut gate);
    generated(&mut gate, &before);
    gate.close()
}

fn window_pages(gate: &mut Gate) {
    gate.check("window: lint", || run::run(npm(&["run", "lint"])));
    gate.check("window: types", || run::run(npm(&["run", "typecheck"])));
    gate.tests("window: tests", |watcher| {
        run::watch(npm(&["test"]), watcher)
    });
    gate.check("window: build", || run::run(npm(&["run", "build"])));
}

fn rust(gate: &mut Gate) {
    let with = |first: &[&str], last: &[&str]| cargo(&[first, FEATURES, last].concat());
    gate.check("clippy", || {
        run::run(with(
            &["clippy"],
            &["--all-targets", "--", "-D", "warnings"],
        ))?;
        let window = [
            "--test",
            "desktop",
            "--example",
            "screenshots",
            "--",
            "-D",
            "warnings",
        ];
        run::run(with(&["clippy"], &window))
    });
    gate.check("build", || run::run(with(&["build"], &[])));
    gate.tests("tests", |watcher| {
        run::watch(with(&["test"], &["--no-fail-fast"]), watcher)
    });
}

/// The tests of the real window, on the display that is there or a virtual one.
fn window_tests(watcher: &mut dyn FnMut(&str)) -> Result<bool, String> {
    let display = Display::open()?;
    let arguments = [
        &["test"],
        FEATURES,
        &["--test", "desktop", "--", "--test-threads=1"],
    ];
    let mut command = cargo(&arguments.concat());
    display.show(&mut command);
    command.env("ZICHA_WINDOW", built("zicha-desktop"));
    command.env("TAURI_DRIVER", setup::window_driver_path());
    run::watch(command, watcher)
}

/// What comes from outside: licences always, advisories where a tool and its database are at hand.
fn outside(gate: &mut Gate) {
    gate.check("licences", licences::check);
    if run::installed("cargo-deny") {
        gate.advisories(|| program("cargo-deny", &["check", "advisories"]));
    } else if run::installed("cargo-audit") {
        gate.advisories(|| program("cargo-audit", &["audit"]));
    } else {
        println!("\nskipped: advisories (neither cargo-deny nor cargo-audit is installed)");
    }
}

/// Everything that a command writes is as the command would write it now.
fn generated(gate: &mut Gate, before: &Files) {
    gate.check("generated: types of the window", || {
        files::same(before, &generated_types())
    });
    gate.check("generated: licences", || {
        let path = root().join(licences::LIST);
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let stale = "is stale: run `cargo xtask licences` and commit it";
        (kept == licences::list()?)
            .then_some(())
            .ok_or(format!("{} {stale}", licences::LIST))
    });
    gate.check("generated: sample", || {
        let fresh = run::target().join("sample");
        sample::write_into(&fresh)?;
        files::same(
            &files::below(&root().join("assets/sample")),
            &files::below(&fresh),
        )
    });
}

/// What `cargo test` writes for the window.
fn generated_types() -> Files {
    files::below(&root().join("ui/src/api/generated"))
}
