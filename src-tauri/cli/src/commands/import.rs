//! `zicha import`.

use std::ops::ControlFlow;
use std::path::PathBuf;

use casefile::{ImportOptions, ImportOutcome, ImportProgress, ImportStatus};
use engine::format::Format;
use engine::import::ColumnChange;
use engine::period::Period;
use engine::text::{Lang, text};
use indicatif::{ProgressBar, ProgressStyle};

use crate::output::{self, Done, Failure};
use crate::password::ArchivePasswords;
use crate::{Common, Outcome};

/// Import files or folders, any mix, folders with all that is below them.
///
/// Each file is one transaction, and so is each file inside a zip or gzip. Example: zicha import spring.zicha exports/
#[derive(clap::Args)]
pub(crate) struct Import {
    /// The case.
    case: PathBuf,
    /// Files or folders.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Run the same code and store nothing.
    #[arg(long)]
    dry_run: bool,
    /// The format, when the file alone cannot tell.
    #[arg(long, value_name = "ID")]
    format: Option<String>,
    /// Whose it is, when the file names no account: an account id or the handle of a party.
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// For which period it is, when the file does not say: 2024-05, 2024-Q2 or 2024.
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// A format of your own, of the shape of the built-in ones.
    #[arg(long, value_name = "FILE.toml")]
    mapping: Option<PathBuf>,
    /// Keep the mapping in the case: the next such file is known by it.
    #[arg(long, requires = "mapping")]
    remember: bool,
    /// Import although more than a fifth of the rows cannot be read.
    #[arg(long)]
    accept_bad_rows: bool,
    #[command(flatten)]
    archives: ArchivePasswords,
    /// Import although a column that figures rest on has another name or is gone.
    #[arg(long)]
    accept_drift: bool,
}

/// A mapping from its file.
pub(crate) fn mapping_of(path: &PathBuf) -> Result<Format, Failure> {
    let wrong = |reason: String| Failure::Usage(format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    Format::parse(&text).map_err(|error| wrong(error.to_string()))
}

impl Import {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let options = self.options()?;
        let bar = progress_bar();
        let mut tell = |at: &ImportProgress| {
            show(&bar, at);
            ControlFlow::Continue(())
        };
        let outcomes = case.import_all(&self.paths, &options, common.lang(), &mut tell)?;
        bar.finish_and_clear();
        match common.json {
            true => output::json(&outcomes)?,
            false => print(&outcomes, common.lang()),
        }
        done(&outcomes)
    }

    fn options(&self) -> Result<ImportOptions, Failure> {
        let mapping = self.mapping.as_ref().map(mapping_of).transpose()?;
        Ok(ImportOptions {
            format: self.format.clone(),
            mapping,
            account: self.account.clone(),
            period: self.period,
            dry_run: self.dry_run,
            take_manifests: false,
            accept_bad_rows: self.accept_bad_rows,
            archive_passwords: self.archives.read()?,
            accept_drift: self.accept_drift,
            remember: self.remember,
        })
    }
}

/// A bar of bytes on a terminal; nothing elsewhere.
pub(crate) fn progress_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes}");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Moves the bar.
pub(crate) fn show(bar: &ProgressBar, at: &ImportProgress) {
    bar.set_length(at.bytes_total);
    bar.set_position(at.bytes_read);
    bar.set_message(format!("{}/{}", at.index, at.files));
}

/// Refused files are unreadable input; rows in quarantine and totals that differ need a look.
fn done(outcomes: &[ImportOutcome]) -> Result<Done, Failure> {
    let refused: Vec<_> = outcomes
        .iter()
        .filter(|outcome| outcome.status == ImportStatus::Refused)
        .collect();
    if !refused.is_empty() {
        let words = refused.iter().map(|outcome| {
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            format!(
                "{}: {} {}",
                outcome.path,
                part(&outcome.message),
                part(&outcome.hint)
            )
        });
        return Err(Failure::Usage(words.collect::<Vec<_>>().join("\n")));
    }
    let look = outcomes.iter().any(ImportOutcome::needs_a_look);
    Ok(if look { Done::NeedsALook } else { Done::Clean })
}

/// What became of each file, its problems, and totals that do not agree.
pub(crate) fn print(outcomes: &[ImportOutcome], lang: Lang) {
    output::table(
        &[
            "file",
            "",
            "format",
            ">rows",
            ">records",
            ">known",
            ">quarantine",
            ">sum",
        ],
        outcomes.iter().map(|outcome| {
            let status = format!("import.status.{}", status(outcome));
            vec![
                short_name(&outcome.path),
                text(lang, &status, &[]),
                outcome.format.clone().unwrap_or_default(),
                outcome.rows.to_string(),
                outcome.records.to_string(),
                outcome.duplicates.to_string(),
                outcome.quarantined.to_string(),
                output::amount(Some(outcome.sum)),
            ]
        }),
    );
    for outcome in outcomes {
        let file = short_name(&outcome.path);
        if let Some(message) = &outcome.message {
            output::line(&format!("{file}: {message}"));
        }
        for sentence in outcome.blanked_sentences(lang) {
            output::line(&format!("{file}: {sentence}"));
        }
        for problem in &outcome.problems {
            output::line(&format!("{file}: {}", problem.sentence(lang)));
        }
        for line in &outcome.drift {
            output::line(&format!("{file}: {}", change(line, lang)));
        }
        for control in outcome.controls.iter().filter(|control| !control.agrees) {
            let (stated, found) = (&control.stated, &control.found);
            output::line(&format!("{file}: {} {stated} ≠ {found}", control.label));
        }
    }
}

/// `金额 → 交易金额: renamed`.
pub(crate) fn change(line: &ColumnChange, lang: Lang) -> String {
    let what = text(lang, &format!("change.{}", line.change.code()), &[]);
    let names: Vec<&str> = [&line.expected, &line.found]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let same = names.len() == 2 && names[0] == names[1];
    format!(
        "{}: {what}",
        if same {
            names[0].to_owned()
        } else {
            names.join(" → ")
        }
    )
}

fn status(outcome: &ImportOutcome) -> &'static str {
    match outcome.status {
        ImportStatus::Imported => "imported",
        ImportStatus::Known => "known",
        ImportStatus::Skipped => "skipped",
        ImportStatus::Refused => "refused",
    }
}

fn short_name(path: &str) -> String {
    let name = std::path::Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
