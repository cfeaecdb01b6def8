//! The XML inside .xlsx workbooks.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::check("sheet", bytes, fuzz::Ask::One));
