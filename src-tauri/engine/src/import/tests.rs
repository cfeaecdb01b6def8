//! Reading tested through its door: bytes and a format in, lines out.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use zip::write::SimpleFileOptions;

use crate::format::Format;
use crate::import::{ImportError, Line, Reading, Skip, read};
use crate::record::Record;
use crate::source::{Problem, ProblemCode};

mod buyers;
mod corrected;
mod hostile;
mod layouts;
mod ledgers;
mod nested;
mod pages;
mod statements;
mod workbooks;

/// Everything a file gave.
struct Given {
    reading: Reading,
    records: Vec<Record>,
    problems: Vec<Problem>,
    skipped: Vec<(u32, Skip)>,
}

impl Given {
    /// Rows and codes of the problems.
    fn codes(&self) -> Vec<(u32, ProblemCode)> {
        let code = |problem: &Problem| (problem.place.row, problem.code);
        self.problems.iter().map(code).collect()
    }

    /// Row, part of the key, and fen of everything that counts.
    fn counted(&self) -> Vec<(u32, &str, i64)> {
        let counted = |record: &'_ Record| {
            let fen = record.counted?.amount.fen();
            Some((record.place.row, fen))
        };
        let both = |record| counted(record).map(|(row, fen)| (row, record.line_key.as_str(), fen));
        self.records.iter().filter_map(both).collect()
    }
}

fn give(bytes: &[u8], format: &Format) -> Result<Given, ImportError> {
    let (mut records, mut problems, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
    let mut each = |line| {
        match line {
            Line::Record(record) => records.push(*record),
            Line::Problem { problem, .. } => problems.push(problem),
            Line::Skipped { place, why } => skipped.push((place.row, why)),
            Line::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    };
    let reading = read(&mut Cursor::new(bytes), format, &mut each)?;
    Ok(Given {
        reading,
        records,
        problems,
        skipped,
    })
}

/// A format of a ledger with the columns that are given.
fn ledger(head: &str, columns: &str) -> Format {
    let toml = format!(
        r#"
        id = "ledger"
        platform = "bank"
        perspective = "taxpayer"
        title_zh = "流水"
        title_en = "Ledger"
        containers = ["csv", "xls", "xlsx"]
        confidence = "high"
        seen_in = ["made up for this test"]
        repeats = "never"
        signature = ["No"]
        key = ["no"]
        {head}
        columns = [
            {{ header = "No", field = "no", kind = "id", required = true, filled = true }},
            {{ header = "Day", field = "order_time", kind = "time", required = true, filled = true }},
            {columns}
        ]
        [[count]]
        side = "received"
        class = "payout"
        amount = "amount"
        on = "order_time"
        when = {{ direction = ["in"] }}
        "#
    );
    Format::parse(&toml).unwrap_or_else(|error| panic!("{error}"))
}

/// A ledger whose amount has a sign.
fn signed() -> Format {
    ledger(
        "status_of_all = \"done\"",
        r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
    )
}

/// A workbook of sheets, each as the XML inside `sheetData`, and of shared texts.
fn workbook(properties: &str, sheets: &[(&str, &str)], shared: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    let (mut named, mut related) = (String::new(), String::new());
    for (number, (name, rows)) in sheets.iter().enumerate() {
        named += &format!(r#"<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>"#);
        related += &format!(r#"<Relationship Id="r{number}" Target="worksheets/s{number}.xml"/>"#);
        let sheet =
            format!(r#"<worksheet><dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>"#);
        part(&format!("xl/worksheets/s{number}.xml"), &sheet);
    }
    part(
        "xl/workbook.xml",
        &format!("<workbook>{properties}<sheets>{named}</sheets></workbook>"),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships>{related}</Relationships>"),
    );
    let texts: String = shared
        .iter()
        .map(|text| format!("<si><t>{text}</t></si>"))
        .collect();
    part("xl/sharedStrings.xml", &format!("<sst>{texts}</sst>"));
    zip.finish().unwrap().into_inner()
}

/// A row of inline texts from column A on.
fn row(number: u32, texts: &[&str]) -> String {
    let cell = |text: &&str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let cells: String = texts.iter().map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}
