//! Lists the law, formats and texts under assets/ so that they are compiled in: a new file there
//! needs no Rust.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script writes what it generates"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let mut listing = String::from("&[\n");
    for room in ["rules", "formats", "text"] {
        let folder = assets.join(room);
        println!("cargo::rerun-if-changed={}", folder.display());
        for file in files_below(&folder) {
            let name = file
                .strip_prefix(&assets)
                .expect("below assets")
                .display()
                .to_string();
            writeln!(
                listing,
                "({name:?}, include_str!({:?})),",
                file.display().to_string()
            )
            .expect("writing to a string");
        }
    }
    listing.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("assets.rs"), listing).expect("OUT_DIR is writable");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "json")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}
