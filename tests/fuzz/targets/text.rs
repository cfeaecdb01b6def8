//! The decoder, and the cutting of a text into rows.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::check("text", bytes, fuzz::Ask::One));
