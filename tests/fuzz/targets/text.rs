//! The decoder and the csv reader: any bytes behind the header of a format, in any encoding.
#![no_main]

use engine::format::{Container, formats};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The last byte picks the format, so that bytes are not spent on guessing a header.
    let Some((pick, rest)) = bytes.split_last() else {
        return;
    };
    let tables: Vec<_> = formats()
        .iter()
        .filter(|format| format.containers.contains(&Container::Csv))
        .collect();
    let format = tables[usize::from(*pick) % tables.len()];
    let headers = format.columns.iter().map(|column| column.header.as_str());
    let mut with_header = headers.collect::<Vec<_>>().join(",").into_bytes();
    with_header.push(b'\n');
    with_header.extend_from_slice(rest);
    fuzz::read_with(&with_header, format);
    fuzz::read_as_detected(rest);
});
