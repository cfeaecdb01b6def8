//! Web pages with tables, as shops save them under the name of a workbook.

use engine::format::Format;

use super::reading::{self, Ask, is_table};

/// The first line names the format, the page stands below; `<#>` stands for a row with the header
/// of the format.
pub fn check(input: &[u8], ask: Ask) {
    let (format, body) = reading::named(input, is_table);
    let mut bytes = Vec::new();
    if !body.starts_with(b"<") {
        bytes.extend_from_slice(b"<table>");
    }
    let at = body.windows(3).position(|three| three == b"<#>");
    match at {
        Some(at) => {
            bytes.extend_from_slice(&body[..at]);
            bytes.extend_from_slice(header(format).as_bytes());
            bytes.extend_from_slice(&body[at + 3..]);
        }
        None => bytes.extend_from_slice(body),
    }
    reading::check(&bytes, format, true, ask);
}

fn header(format: &Format) -> String {
    let cell = |name: &str| format!("<td>{}", name.replace('&', "&amp;").replace('<', "&lt;"));
    let headers = format.columns.iter().map(|column| cell(&column.header));
    format!("<tr>{}</tr>", headers.collect::<String>())
}
