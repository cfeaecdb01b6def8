//! truth.toml: what an import of the sample must find, file by file and month by month.
//!
//! It comes from the generator's books alone.

use std::fmt::{Display, Write as _};

use super::ledger::{Ledger, Line, yuan};

/// What is true of one file.
pub struct FileTruth {
    /// File name.
    pub name: String,
    /// Id of its format.
    pub format: &'static str,
    /// Rows from the first line to the last; elements in JSON.
    pub physical_rows: usize,
    /// Rows of data, damaged ones included.
    pub data_rows: usize,
    /// Rows that no earlier file has.
    pub new: usize,
    /// Rows that are in the case already, unchanged.
    pub duplicates: usize,
    /// Rows that are in the case already and have moved on.
    pub updates: usize,
    /// Rows that cannot be read.
    pub problems: Vec<Expected>,
}

/// A row that must end in quarantine.
pub struct Expected {
    /// Physical row, from 1.
    pub row: usize,
    /// Header of the column.
    pub column: &'static str,
    /// Code of the problem.
    pub code: &'static str,
    /// What is in the cell.
    pub found: String,
}

impl FileTruth {
    /// A file of which nothing is counted yet.
    pub fn new(name: impl Into<String>, format: &'static str) -> FileTruth {
        FileTruth {
            name: name.into(),
            format,
            physical_rows: 0,
            data_rows: 0,
            new: 0,
            duplicates: 0,
            updates: 0,
            problems: Vec::new(),
        }
    }
}

/// The text of truth.toml.
pub fn toml(seed: u64, files: &[FileTruth], ledger: &Ledger) -> String {
    let mut toml = Toml::default();
    toml.comment("What an import of files/ in the order of the names must find. Written by");
    toml.comment("`cargo xtask sample` from the generator's own books, never by importing.");
    toml.number("seed", seed);
    totals(&mut toml, files, ledger);
    for file in files {
        write_file(&mut toml, file);
    }
    for ((party, year), line) in ledger.years() {
        toml.heading("[[year]]");
        toml.text("party", party);
        toml.number("year", year);
        write_line(&mut toml, &line);
    }
    for (party, month, line) in ledger.lines() {
        toml.heading("[[month]]");
        toml.text("party", party);
        toml.text("month", month);
        write_line(&mut toml, line);
    }
    toml.0
}

fn totals(toml: &mut Toml, files: &[FileTruth], ledger: &Ledger) {
    let sum = |count: fn(&FileTruth) -> usize| files.iter().map(count).sum::<usize>();
    let orders = files.iter().filter(|file| file.format.contains("orders"));
    let mut all = Line::default();
    for (_, _, line) in ledger.lines() {
        all.add(line);
    }
    toml.heading("[total]");
    toml.number("files", files.len());
    toml.number("skipped_files", 1);
    toml.number(
        "order_rows",
        orders.map(|file| file.data_rows).sum::<usize>(),
    );
    toml.number("data_rows", sum(|file| file.data_rows));
    toml.number("new", sum(|file| file.new));
    toml.number("duplicates", sum(|file| file.duplicates));
    toml.number("updates", sum(|file| file.updates));
    toml.number("quarantined", sum(|file| file.problems.len()));
    write_line(toml, &all);
}

fn write_file(toml: &mut Toml, file: &FileTruth) {
    let counted = file.new + file.duplicates + file.updates + file.problems.len();
    assert_eq!(
        counted, file.data_rows,
        "{}: every row is counted once",
        file.name
    );
    toml.heading("[[file]]");
    toml.text("name", &file.name);
    toml.text("format", file.format);
    toml.number("physical_rows", file.physical_rows);
    toml.number("data_rows", file.data_rows);
    toml.number("new", file.new);
    toml.number("duplicates", file.duplicates);
    toml.number("updates", file.updates);
    toml.number("quarantined", file.problems.len());
    for problem in &file.problems {
        toml.heading("[[file.problem]]");
        toml.number("row", problem.row);
        toml.text("column", problem.column);
        toml.text("code", problem.code);
        toml.text("found", &problem.found);
    }
}

fn write_line(toml: &mut Toml, line: &Line) {
    for (name, fen) in [
        ("settled", line.settled()),
        ("clawback", line.clawback),
        ("net", line.net()),
        ("agency_share", line.agency_share),
        ("received", line.received),
        ("gifts", line.gifts),
        ("declared", line.declared),
        ("tax", line.tax),
    ] {
        toml.text(name, yuan(fen));
    }
    toml.number("settled_records", line.settled_records);
    toml.number("clawback_records", line.clawback_records);
    toml.number("received_records", line.received_records);
    toml.number("declared_records", line.declared_records);
}

/// A TOML text that grows line by line.
#[derive(Default)]
struct Toml(String);

impl Toml {
    fn comment(&mut self, text: &str) {
        self.line(format_args!("# {text}"));
    }

    fn heading(&mut self, heading: &str) {
        self.line(format_args!("\n{heading}"));
    }

    fn text(&mut self, name: &str, value: impl Display) {
        self.line(format_args!("{name} = \"{value}\""));
    }

    fn number(&mut self, name: &str, value: impl Display) {
        self.line(format_args!("{name} = {value}"));
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        writeln!(self.0, "{line}").expect("writing to a string");
    }
}
