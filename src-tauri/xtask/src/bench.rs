//! `cargo xtask bench [calc|matching] [OPTIONS]`: how fast an order file goes into a case, against the least
//! that could be done with it; with `calc`, how many lines a second the calculator answers; with `matching`, how long
//! settlements and receipts take.

use crate::run::{self, cargo};

/// Builds in release and runs a benchmark.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (package, bench, options) = match arguments {
        [name, options @ ..] if name == "calc" => ("engine", "calc", options),
        [name, options @ ..] if name == "matching" => ("engine", "matching", options),
        options => ("casefile", "import", options),
    };
    let mut command = cargo(&["bench", "--package", package, "--bench", bench, "--"]);
    command.args(options);
    run::run(command)
}
