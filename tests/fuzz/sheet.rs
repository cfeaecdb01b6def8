//! The reader of .xlsx workbooks: any XML as its sheets and shared texts. The zip around them is
//! made here, so that no input is spent on checksums.

use std::io::{Cursor, Write};

use engine::format::Format;
use engine::import::table_rows;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;

use super::reading::{self, Ask, Question, is_table};

/// The first line names the format. Below stand the first sheet, the shared texts and a second
/// sheet, a zero byte between them; `<#>` stands for a row with the header of the format.
pub fn check(input: &[u8], ask: Ask) {
    let (format, body) = reading::named(input, is_table);
    let Ok(body) = std::str::from_utf8(body) else {
        return;
    };
    let body = body.replace("<#>", &header(format));
    let mut parts = body.split('\0');
    let first = parts.next().unwrap_or_default();
    let shared = parts.next().unwrap_or_default();
    let sheets: Vec<_> = [first].into_iter().chain(parts.next()).map(whole).collect();
    let sheets: Vec<_> = sheets.iter().map(String::as_str).collect();
    let book = book(&sheets, shared);
    let is_regular = sheets.iter().chain([&shared]).all(|part| is_regular(part));
    reading::check(&book, format, is_regular, ask);
    if ask.asks(Question::Other(0), &book) {
        no_row_is_lost(&book, &sheets);
    }
}

fn header(format: &Format) -> String {
    let cell = |name: &str| format!(r#"<c t="str"><v>{}</v></c>"#, escaped(name));
    let headers = format.columns.iter().map(|column| cell(&column.header));
    format!("<row>{}</row>", headers.collect::<String>())
}

/// A sheet; what is none by itself are its rows.
fn whole(sheet: &str) -> String {
    match sheet.contains("<sheetData>") {
        true => sheet.to_owned(),
        false => format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>"),
    }
}

/// A workbook of these sheets, as the XML of each, and the XML of the shared texts.
pub fn book(sheets: &[&str], shared: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut part = |name: &str, content: &str| {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(content.as_bytes()).expect("memory");
    };
    let mut named = String::new();
    for (number, sheet) in (1..).zip(sheets) {
        named += &format!(r#"<sheet name="s{number}" r:id="r{number}"/>"#);
        part(&format!("xl/worksheets/sheet{number}.xml"), sheet);
    }
    let book = format!("<workbook><sheets>{named}</sheets></workbook>");
    part("xl/workbook.xml", &book);
    part("xl/sharedStrings.xml", shared);
    zip.finish().expect("memory").into_inner()
}

/// Every element that is a row comes out as one, or the workbook is refused.
fn no_row_is_lost(book: &[u8], sheets: &[&str]) {
    let Ok(table) = table_rows(&mut Cursor::new(book), &[], u32::MAX) else {
        return;
    };
    let rows: usize = sheets.iter().map(|sheet| rows(sheet)).sum();
    assert_eq!(table.rows.len(), rows, "a row is lost or made up");
}

/// Elements that are rows, from the beginning of the data of a sheet to its end.
fn rows(sheet: &str) -> usize {
    let mut xml = Reader::from_str(sheet);
    xml.config_mut().check_end_names = false;
    let mut rows = None;
    loop {
        match xml.read_event().expect("the workbook was read") {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => rows = rows.or(Some(0)),
                "row" => rows = rows.map(|rows| rows + 1),
                _ => {}
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "row" => rows = rows.map(|rows| rows + 1),
                "sheetData" if rows.is_none() => return 0,
                _ => {}
            },
            Event::End(element)
                if rows.is_some() && element.local_name().as_ref() == "sheetData" =>
            {
                break;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    rows.unwrap_or_default()
}

/// Whether elements are closed in order, and each stands where it belongs.
fn is_regular(sheet: &str) -> bool {
    let mut xml = Reader::from_str(sheet);
    let mut open: Vec<String> = Vec::new();
    loop {
        let (name, is_open) = match xml.read_event() {
            Ok(Event::Start(element)) => (element.local_name().as_ref().to_owned(), true),
            Ok(Event::Empty(element)) => (element.local_name().as_ref().to_owned(), false),
            Ok(Event::End(_)) => {
                open.pop();
                continue;
            }
            Ok(Event::Eof) => return open.is_empty(),
            Ok(_) => continue,
            Err(_) => return false,
        };
        let belongs: &[Option<&str>] = match name.as_str() {
            "worksheet" | "sst" => &[None],
            "si" => &[Some("sst")],
            "sheetData" => &[Some("worksheet")],
            "row" => &[Some("sheetData")],
            "c" => &[Some("row")],
            "v" | "f" | "is" => &[Some("c")],
            "r" | "rPh" => &[Some("is"), Some("si")],
            "t" => &[Some("is"), Some("si"), Some("r"), Some("rPh")],
            _ => return false,
        };
        if !belongs.contains(&open.last().map(String::as_str)) {
            return false;
        }
        if is_open {
            open.push(name);
        }
    }
}

/// A text as it stands in the XML of a workbook.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
        .replace("_x", "_x005F_x")
}
