//! What every reader must keep to, whatever bytes it is given: one check a reader. The fuzz
//! targets run it with any bytes, the ordinary tests with every file of the corpus.

mod csv;
mod document;
mod format;
mod page;
mod reading;
mod sheet;
mod text;
mod workbook;

pub use reading::Ask;

/// The checks; targets and folders of the corpus are called like them.
pub const NAMES: [&str; 7] = [
    "text", "csv", "sheet", "workbook", "document", "page", "format",
];

/// Runs a check; panics where the reader does not keep to what it must.
pub fn check(name: &str, bytes: &[u8], ask: Ask) {
    match name {
        "text" => text::check(bytes),
        "csv" => csv::check(bytes, ask),
        "sheet" => sheet::check(bytes, ask),
        "workbook" => workbook::check(bytes),
        "document" => document::check(bytes, ask),
        "page" => page::check(bytes, ask),
        "format" => format::check(bytes, ask),
        other => panic!("no check is called {other}"),
    }
}
