//! `cargo xtask`: what a developer or a build machine does to this repository, one command each.
//!
//! Starts other programs, writes the sample and the lists that are kept; computes no tax.

mod bench;
mod demo;
mod display;
mod fuzz;
mod licences;
mod mutants;
mod proof;
mod run;
mod sample;
mod screenshots;
mod setup;
mod test;

use std::process::ExitCode;

use setup::Purpose;

const HELP: &str = "\
cargo xtask COMMAND

  demo          build, run the main job on the sample case, print the reports, open the window
  test          everything that must hold before a change goes in; ends with the counts
  setup         install what is missing to build and test (Debian, Ubuntu; says what elsewhere)
  bench         import of a million rows against the least that could be done with them;
                bench calc: lines a second of the calculator
                bench matching: seconds to match settlements and receipts
  fuzz          the readers against any bytes, ten minutes a target: fuzz [SECONDS | keep] [TARGET…]
  mutants       small changes of the tax code that no test notices, in all files or those named:
                mutants [FILE…]; takes hours
  proof         plants every pattern that checks look for, alone and among innocent look-alikes, and
                prints recall and precision by rule: proof [--rows N] [--seed S]
  sample        write assets/sample anew: same seed, same bytes
  licences      write assets/licences anew, after a dependency has changed
  screenshots   photograph every page of the real window into target/screenshots, two sizes, two
                languages, and keep the few that README.md needs in assets/screenshots
  help          this text
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".to_owned());
    let done = match command.as_str() {
        "demo" => demo::run(),
        "test" => return test::run(),
        "bench" => bench::run(&arguments.collect::<Vec<_>>()),
        "fuzz" => fuzz::run(&arguments.collect::<Vec<_>>()),
        "mutants" => mutants::run(&arguments.collect::<Vec<_>>()),
        "proof" => proof::run(&arguments.collect::<Vec<_>>()),
        "setup" => setup::run(Purpose::Test),
        "sample" => sample::write_into(&run::root().join("assets/sample")),
        "licences" => licences::write(),
        "screenshots" => screenshots::run(),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command {other:?}\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
