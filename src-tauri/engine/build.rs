//! Lists the law, formats and texts under assets/ so that they are compiled in: a new file there
//! needs no Rust. A rule file on which no figure may rest stops the build with its file and line.
#![allow(
    clippy::disallowed_methods,
    dead_code,
    reason = "a build script writes what it generates, and reads the law with less than the engine needs"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/codes.rs"]
mod codes;
#[path = "src/money.rs"]
mod money;
#[path = "build/rules.rs"]
mod rules;
#[path = "src/worksheet/terms.rs"]
mod worksheet;

fn main() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    refuse_faulty_rules(&assets);
    let mut listing = String::from("&[\n");
    for room in ["rules", "formats", "text", "checks", "matching"] {
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

fn refuse_faulty_rules(assets: &Path) {
    let files = files_below(&assets.join("rules/cn"));
    let read = files.iter().map(|file| {
        let name = file.strip_prefix(assets).expect("below assets");
        let content = fs::read_to_string(file).expect("a rule file is text");
        (name.display().to_string(), content)
    });
    let read: Vec<_> = read.collect();
    let files = read
        .iter()
        .map(|(path, content)| (path.as_str(), content.as_str()));
    if let Some(fault) = rules::fault(files) {
        println!("cargo::error={fault}");
    }
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
