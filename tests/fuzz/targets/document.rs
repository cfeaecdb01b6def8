//! JSON, XML and statements as messages.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::check("document", bytes, fuzz::Ask::One));
