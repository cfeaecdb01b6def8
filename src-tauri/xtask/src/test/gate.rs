//! Stages one after the other: a heading, a time, and what each adds to the counts.

use std::process::{Command, ExitCode};
use std::time::Instant;

use super::tally::Tally;
use crate::run;

/// Stages, their times and counts.
#[derive(Default)]
pub struct Gate {
    tally: Tally,
    failures: Vec<String>,
}

impl Gate {
    /// A stage that counts as one test.
    pub fn check(&mut self, name: &str, work: impl FnOnce() -> Result<(), String>) {
        let begun = heading(name);
        match work() {
            Ok(()) => self.tally.passed += 1,
            Err(message) => self.fail(name, &message),
        }
        footing(begun);
    }

    /// A stage that counts the tests it says it ran; none at all is a failure.
    pub fn tests(
        &mut self,
        name: &str,
        work: impl FnOnce(&mut dyn FnMut(&str)) -> Result<bool, String>,
    ) {
        let begun = heading(name);
        let mut tally = Tally::default();
        let ended = work(&mut |line| tally.read(line));
        self.tally.add(tally);
        match ended {
            Ok(true) if tally.passed > 0 && tally.failed == 0 => {}
            Ok(_) if tally.failed > 0 => self.failures.push(format!("{name}: {}", tally.failed)),
            Ok(true) => self.fail(name, "ran no test"),
            Ok(false) => self.fail(name, "ended early"),
            Err(message) => self.fail(name, &message),
        }
        footing(begun);
    }

    /// A database of advisories that cannot be reached is no failure of this repository.
    pub fn advisories(&mut self, command: impl FnOnce() -> Command) {
        let begun = heading("advisories");
        match run::output(command()) {
            Ok(_) => self.tally.passed += 1,
            Err(message) if unreachable(&message) => println!("skipped: no database\n{message}"),
            Err(message) => self.fail("advisories", &message),
        }
        footing(begun);
    }

    fn fail(&mut self, name: &str, message: &str) {
        self.tally.failed += 1;
        println!("FAILED {name}: {message}");
        self.failures.push(format!("{name}: {message}"));
    }

    /// Prints what failed, and the counts as the last line.
    pub fn close(self) -> ExitCode {
        for failure in &self.failures {
            println!("\nFAILED {failure}");
        }
        let Tally { passed, failed } = self.tally;
        println!("\n{passed} passed, {failed} failed");
        if failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn unreachable(message: &str) -> bool {
    [
        "failed to fetch",
        "couldn't fetch",
        "failed to connect",
        "resolve host",
    ]
    .iter()
    .any(|words| message.to_lowercase().contains(words))
}

fn heading(name: &str) -> Instant {
    println!("\n── {name} ──");
    Instant::now()
}

fn footing(begun: Instant) {
    println!("   {:.1?}", begun.elapsed());
}
