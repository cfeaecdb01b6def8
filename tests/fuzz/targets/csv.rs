//! Texts with separators, below the header of a format.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::check("csv", bytes, fuzz::Ask::One));
