//! The house rules that a compiler cannot check: who may name whom, how a file opens, what money
//! is made of, and which words stay out.
//!
//! Each rule reads the sources as text; none needs the programs to run.

mod direction;
mod fixtures;
mod money;
mod shape;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// A source file and its path below the root, with forward slashes.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The text before its own tests begin.
    fn without_tests(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("tests/ lies below the root")
        .to_owned()
}

/// The files below a folder of the root whose names end in one of these, in order. Leaves out
/// what is built or downloaded.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let made = ["target", "node_modules", "dist", ".git", "gen"];
            if path.is_dir() {
                if !made.contains(&name.as_str()) {
                    waiting.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The same files as text.
fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let read = |path: PathBuf| Source {
        path: below_root(&path),
        text: fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    files(folder, endings).into_iter().map(read).collect()
}

fn below_root(path: &Path) -> String {
    let below = path.strip_prefix(root()).expect("below the root");
    below.display().to_string().replace('\\', "/")
}

/// Rust of the project, without these rules themselves, which name what they forbid.
fn rust() -> Vec<Source> {
    let mut found = sources("src-tauri", &[".rs"]);
    found.extend(sources("tests", &[".rs"]));
    found.retain(|source| !source.path.starts_with("tests/tidy"));
    assert!(found.len() > 20, "the sources are where they were");
    found
}

/// TypeScript of the window that people wrote.
fn typescript() -> Vec<Source> {
    let mut found = sources("ui/src", &[".ts", ".tsx"]);
    found.retain(|source| !source.path.starts_with("ui/src/api/generated/"));
    found
}

/// Fails with everything that breaks a rule, one a line.
fn assert_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}
