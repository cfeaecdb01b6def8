//! `cargo xtask mutants [FILE…]`: changes the tax part of the engine a little, one change at a time,
//! and lists the changes that no test of the engine notices.
//!
//! What is changed, and what is left alone for which reason, stands in `.cargo/mutants.toml`. All of
//! it takes many hours, a file some minutes to an hour, so the gate does not run it.

use crate::run::{self, cargo};

/// Runs over the files of the settings, or over those named, such as `assess/vat.rs`.
pub fn run(arguments: &[String]) -> Result<(), String> {
    if !run::installed("cargo-mutants") {
        let install = "`cargo install --locked cargo-mutants`";
        return Err(format!("cargo-mutants is not installed: {install}"));
    }
    let mut command = cargo(&["mutants", "--package", "engine", "--output"]);
    command.arg(run::target());
    if !arguments.is_empty() {
        // The list of files in the settings would win over those named here.
        command.arg("--no-config");
        command.args(["--test-package", "engine", "--minimum-test-timeout", "120"]);
        command.args(["--cargo-test-arg", "--lib"]);
    }
    for file in arguments {
        command.args(["--file", &format!("**/{file}")]);
    }
    // Line tables of a build that is thrown away are not worth their time.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    run::run(command)
}
