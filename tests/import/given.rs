//! What reading a sample gives, from the disk or saved as a workbook.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use engine::format::format;
use engine::import::{ImportError, Line, Reading, raw_rows, read_for, says};
use engine::period::Period;
use engine::record::{AmountField, Record};
use engine::source::{Place, Problem};
use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;

use super::expected::samples;

/// Everything a file gave.
pub(super) struct Given {
    pub(super) reading: Reading,
    pub(super) records: Vec<Record>,
    pub(super) problems: Vec<Problem>,
    pub(super) skipped: BTreeMap<String, u32>,
}

pub(super) fn give(id: &str, path: &Path) -> Given {
    let entry = samples().into_iter().find(|(_, known, _)| known == path);
    let said = entry.and_then(|(_, _, sample)| sample.stated_period);
    give_from(id, &mut File::open(path).unwrap(), said)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(super) fn give_from<S: Read + Seek>(
    id: &str,
    source: &mut S,
    said: Option<Period>,
) -> Result<Given, ImportError> {
    let mut given = (Vec::new(), Vec::new(), BTreeMap::<String, u32>::new());
    let reading = read_for(source, format(id).unwrap(), said, &mut |line| {
        match line {
            Line::Record(record) => given.0.push(*record),
            Line::Problem { problem, .. } => given.1.push(problem),
            Line::Skipped { why, .. } => *given.2.entry(why.code().to_owned()).or_default() += 1,
            Line::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    });
    let (records, problems, skipped) = given;
    Ok(Given {
        reading: reading?,
        records,
        problems,
        skipped,
    })
}

/// The same cells as a workbook, amounts and counts as numbers, the way a person would save it.
pub(super) fn as_workbook(id: &str, path: &Path) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 1.. {
        let place = Place {
            row,
            ..Place::default()
        };
        let mut file = File::open(path).unwrap();
        let Ok(raw) = raw_rows(&mut file, format(id).unwrap(), &[place]) else {
            break;
        };
        for (column, cell) in raw[0].cells.iter().enumerate() {
            let column = u16::try_from(column).unwrap();
            let field = cell.field.as_deref().unwrap_or_default();
            let is_number = field == "quantity" || AmountField::from_code(field).is_some();
            match cell.text.trim().parse::<Decimal>() {
                Ok(number) if is_number => sheet.write(row - 1, column, number).unwrap(),
                _ if cell.text.is_empty() => continue,
                _ => sheet.write_string(row - 1, column, &cell.text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// What a record says.
pub(super) fn said(record: &Record) -> Vec<u8> {
    let mut said = Vec::new();
    says(record, &mut said);
    said
}
