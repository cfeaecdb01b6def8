//! Web pages with tables.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::check("page", bytes, fuzz::Ask::One));
