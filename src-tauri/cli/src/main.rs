//! The `zicha` command: arguments in, one use case, a table or one JSON document out.
//!
//! It translates and prints; it computes nothing.

mod commands;
mod output;
mod password;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use engine::text::Lang;
use report::Languages;

use crate::output::{Done, Failure};

/// Zicha 自查: what was earned, what was declared, what is owed, and where is the proof.
#[derive(Parser)]
#[command(name = "zicha", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(clap::Args)]
struct Common {
    /// Print exactly one JSON document on stdout and nothing else.
    #[arg(long, global = true)]
    json: bool,
    /// Language of messages and reports; `both` prints reports in both.
    #[arg(long, global = true, value_parser = languages, value_name = "zh|en|both")]
    lang: Option<Languages>,
    #[command(flatten)]
    password: password::PasswordFrom,
}

impl Common {
    /// The languages asked for, or that of the environment.
    fn languages(&self) -> Languages {
        self.lang.unwrap_or_else(|| {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
            let first = set.into_iter().flatten().find(|value| !value.is_empty());
            match first.is_some_and(|value| value.starts_with("zh")) {
                true => Languages::Zh,
                false => Languages::En,
            }
        })
    }

    /// The language of messages.
    fn lang(&self) -> Lang {
        self.languages().first()
    }
}

fn languages(text: &str) -> Result<Languages, String> {
    Languages::from_code(text).ok_or_else(|| "expected zh, en or both".to_owned())
}

/// Every command, one file each.
#[derive(Subcommand)]
enum Command {
    Demo(commands::demo::Demo),
    New(commands::new::New),
    Setup(commands::setup::Setup),
    Parties(commands::parties::Parties),
    Merge(commands::merge::Merge),
    Split(commands::split::Split),
    Detect(commands::detect::Detect),
    Import(commands::import::Import),
    Imports(commands::imports::Imports),
    Undo(commands::undo::Undo),
    Preview(commands::preview::Preview),
    Mapping(commands::mapping::Mapping),
    Quarantine(commands::quarantine::Quarantine),
    Replay(commands::replay::Replay),
    Waiting(commands::waiting::Waiting),
    Waive(commands::waive::Waive),
    Totals(commands::totals::Totals),
    Matches(commands::matches::Matches),
    Match(commands::matched::Match),
    Compute(commands::compute::Compute),
    Plan(commands::plan::Plan),
    Findings(commands::findings::Findings),
    Finding(commands::finding::FindingOf),
    Trace(commands::trace::Trace),
    Report(commands::report::Report),
    Rules(commands::rules::Rules),
    Calc(commands::calc::Calc),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let common = &cli.common;
    let done = match &cli.command {
        Command::Demo(command) => command.run(common),
        Command::New(command) => command.run(common),
        Command::Setup(command) => command.run(common),
        Command::Parties(command) => command.run(common),
        Command::Merge(command) => command.run(common),
        Command::Split(command) => command.run(common),
        Command::Detect(command) => command.run(common),
        Command::Import(command) => command.run(common),
        Command::Imports(command) => command.run(common),
        Command::Undo(command) => command.run(common),
        Command::Preview(command) => command.run(common),
        Command::Mapping(command) => command.run(common),
        Command::Quarantine(command) => command.run(common),
        Command::Replay(command) => command.run(common),
        Command::Plan(command) => command.run(common),
        Command::Waiting(command) => command.run(common),
        Command::Waive(command) => command.run(common),
        Command::Totals(command) => command.run(common),
        Command::Matches(command) => command.run(common),
        Command::Match(command) => command.run(common),
        Command::Compute(command) => command.run(common),
        Command::Findings(command) => command.run(common),
        Command::Finding(command) => command.run(common),
        Command::Trace(command) => command.run(common),
        Command::Report(command) => command.run(common),
        Command::Rules(command) => command.run(common),
        Command::Calc(command) => command.run(common),
    };
    match done {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::NeedsALook) => ExitCode::from(1),
        Err(failure) => failure.print(common.lang()),
    }
}

/// What a command returns.
type Outcome = Result<Done, Failure>;
