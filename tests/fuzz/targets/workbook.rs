//! Zip, gzip and the compound files of older workbooks, byte by byte.
//!
//! The library that reads the older ones panics on some damaged files; its caller in the engine
//! catches that and refuses them. libFuzzer would end at every panic, caught or not, so its hook
//! is replaced: one that is caught passes in silence, one that leaves the engine ends the run.
#![no_main]

use std::panic::set_hook;

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: set_hook(Box::new(|panic| {
        let from_library = panic
            .location()
            .is_some_and(|place| place.file().contains("calamine"));
        if !from_library {
            eprintln!("{panic}");
        }
    })),
    |bytes: &[u8]| fuzz::check("workbook", bytes, fuzz::Ask::One)
);
