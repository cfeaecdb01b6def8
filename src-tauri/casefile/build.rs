//! Lists the files of the sample case so that they are compiled in.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample");
    println!("cargo::rerun-if-changed={}", sample.display());
    let mut listing = String::from("&[\n");
    for folder in [sample.clone(), sample.join("files")] {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            let name = file
                .strip_prefix(&sample)
                .expect("below the sample")
                .display()
                .to_string();
            let path = file.display().to_string();
            writeln!(listing, "({name:?}, include_bytes!({path:?})),").expect("writing a string");
        }
    }
    listing.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("sample.rs"), listing).expect("OUT_DIR is writable");
}
