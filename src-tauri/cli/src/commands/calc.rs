//! `zicha calc`.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

use engine::rules::Rules;

use crate::output::{self, Done, Failure};
use crate::{Common, Outcome};

/// Calculate: JSON Lines in, JSON Lines out.
///
/// Example: echo '{"id":"1","kind":"iit.labour_per_time","date":"2024-05-01","income":"60000.00"}' |
/// zicha calc
#[derive(clap::Args)]
pub(crate) struct Calc {
    /// A file of JSON lines; `-` or nothing reads stdin.
    file: Option<PathBuf>,
}

impl Calc {
    pub(crate) fn run(&self, _common: &Common) -> Outcome {
        let rules = Rules::load();
        let mut failed = false;
        for line in BufReader::new(self.open()?).lines() {
            let line = line.map_err(|error| Failure::Usage(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let answer = engine::calc::calc(&line, &rules);
            failed |= is_error(&answer);
            output::line(&answer);
        }
        Ok(if failed {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }

    fn open(&self) -> Result<Box<dyn Read>, Failure> {
        match &self.file {
            Some(path) if path.as_os_str() != "-" => {
                let file = std::fs::File::open(path);
                let file =
                    file.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())));
                Ok(Box::new(file?))
            }
            _ => Ok(Box::new(std::io::stdin())),
        }
    }
}

fn is_error(answer: &str) -> bool {
    let answer: Result<serde_json::Value, _> = serde_json::from_str(answer);
    answer.is_ok_and(|answer| answer.get("error").is_some())
}
