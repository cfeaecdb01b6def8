//! Every kind of document as it comes: JSON, statements, web pages, whatever the first bytes say.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::read_as_detected(bytes));
