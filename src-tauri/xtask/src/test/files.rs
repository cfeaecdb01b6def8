//! Compares what is kept with what a command would write now, in git or outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files and what is in them, by path below a folder.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Every file below a folder; none where there is no folder.
pub fn below(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let (Ok(name), Ok(bytes)) = (path.strip_prefix(folder), fs::read(&path)) {
                found.insert(name.to_owned(), bytes);
            }
        }
    }
    found
}

/// Both hold the same files; line ends may differ, as git on Windows makes them.
pub fn same(kept: &Files, fresh: &Files) -> Result<(), String> {
    let plain = |bytes: Option<&Vec<u8>>| {
        let bytes = bytes?.iter().filter(|byte| **byte != b'\r');
        Some(bytes.copied().collect::<Vec<_>>())
    };
    let names = kept.keys().chain(fresh.keys());
    let stale: Vec<_> = names
        .filter(|name| plain(kept.get(*name)) != plain(fresh.get(*name)))
        .map(|name| name.display().to_string())
        .collect();
    if stale.is_empty() {
        return Ok(());
    }
    let stale = stale.join(", ");
    Err(format!(
        "written files are stale, commit them as they are now: {stale}"
    ))
}
