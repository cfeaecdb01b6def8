//! Printing: one JSON document, or tables a person reads; messages go to stderr.

use std::io::Write;
use std::process::ExitCode;

use casefile::{Error, ErrorKind};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use engine::money::Money;
use engine::text::Lang;
use serde::Serialize;

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// All well: exit code 0.
    Clean,
    /// Something needs a look: exit code 1.
    NeedsALook,
}

/// Why a command did not run to its end.
pub(crate) enum Failure {
    /// A use case failed.
    Case(Error),
    /// The command itself was used wrongly, or what it should read is unreadable.
    Usage(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Case(error)
    }
}

impl Failure {
    /// Says on stderr what went wrong and what to do; the exit code follows the contract.
    pub(crate) fn print(&self, lang: Lang) -> ExitCode {
        match self {
            Failure::Usage(message) => {
                eprintln!("zicha: {message}");
                ExitCode::from(2)
            }
            Failure::Case(error) => {
                eprintln!("zicha: {}", error.message(lang));
                eprintln!("  {}", error.hint(lang));
                match error.kind() {
                    ErrorKind::Locked | ErrorKind::Damaged | ErrorKind::NewerVersion => {
                        ExitCode::from(3)
                    }
                    _ => ExitCode::from(2),
                }
            }
        }
    }
}

/// Prints one JSON document. A reader that went away is no failure.
pub(crate) fn json(document: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(document)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    line(&text);
    Ok(())
}

/// Prints a line. A reader that went away is no failure.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A table with these headings; headings that begin with `>` stand over figures.
pub(crate) fn table(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(
        headings
            .iter()
            .map(|heading| heading.trim_start_matches('>')),
    );
    for row in rows {
        table.add_row(row.into_iter().map(Cell::new));
    }
    for (column, heading) in table.column_iter_mut().zip(headings) {
        if heading.starts_with('>') {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    line(&table.to_string());
}

/// An amount with thousands apart; a dash where there is none.
pub(crate) fn amount(amount: Option<Money>) -> String {
    amount.map_or_else(|| "—".to_owned(), Money::grouped)
}

/// Two ends of a range; an end that is not known is a dash.
pub(crate) fn range(low: impl Into<Option<Money>>, high: impl Into<Option<Money>>) -> String {
    format!("{} – {}", amount(low.into()), amount(high.into()))
}
