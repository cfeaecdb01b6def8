//! Format files: any text is refused or is a format that is the same when written and read back,
//! and that reads a table without a panic.
#![no_main]

use engine::format::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(format) = Format::parse(text) else {
        return;
    };
    let written = toml::to_string(&format).expect("a format can be written");
    assert_eq!(Format::parse(&written).as_ref(), Ok(&format));
    let headers = format.columns.iter().map(|column| column.header.as_str());
    let header = headers.collect::<Vec<_>>().join(",");
    fuzz::read_with(format!("{header}\n1,2024-05-01,3.00\n").as_bytes(), &format);
});
