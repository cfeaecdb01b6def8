//! `cargo xtask bench [--rows N] [--rounds N]`: how fast an order file goes into a case, against
//! the least that could be done with it.

use crate::run::{self, cargo};

/// Builds in release and runs the benchmark.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = cargo(&["bench", "--package", "casefile", "--bench", "import", "--"]);
    command.args(arguments);
    run::run(command)
}
