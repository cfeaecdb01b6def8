//! Imports go down only: window and command line, case file, report, engine.

use super::{assert_none, root, rust, typescript};

/// A package and the packages of ours it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("engine", &[]),
    ("report", &["engine"]),
    ("casefile", &["engine", "report"]),
    ("cli", &["casefile", "engine", "report"]),
    ("xtask", &[]),
];

#[test]
fn packages_depend_on_lower_ones_only() {
    for (package, allowed) in MAY_USE {
        let path = root().join("src-tauri").join(package).join("Cargo.toml");
        let manifest: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let used = manifest.get("dependencies").and_then(toml::Value::as_table);
        let names = used.into_iter().flatten().map(|(name, _)| name.as_str());
        let ours = |name: &&str| *name == "desktop" || MAY_USE.iter().any(|(own, _)| own == name);
        let broken: Vec<_> = names
            .filter(ours)
            .filter(|name| !allowed.contains(name))
            .map(|name| format!("{package} uses {name}"))
            .collect();
        assert_none("a package uses one above it", &broken);
    }
}

/// A word that only some files may say: the edges of what a package touches.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("printpdf", &["src-tauri/report/src/pdf.rs"]),
    ("rusqlite", &["src-tauri/casefile/"]),
    (
        "tauri",
        &["src-tauri/src/", "src-tauri/build.rs", "src-tauri/xtask/"],
    ),
    ("clap", &["src-tauri/cli/"]),
];

#[test]
fn each_edge_has_one_owner() {
    let mut broken = Vec::new();
    for source in rust() {
        for (word, owners) in ONLY_IN {
            let owned = owners.iter().any(|owner| source.path.starts_with(owner));
            let named = source.text.contains(&format!("{word}::"));
            if named && !owned && !source.path.starts_with("tests/") {
                broken.push(format!("{} names {word}", source.path));
            }
        }
    }
    assert_none("a file names what belongs to another", &broken);
}

#[test]
fn features_of_the_window_do_not_import_each_other() {
    let mut broken = Vec::new();
    for source in typescript() {
        let own = feature(&source.path);
        for import in imports(&source.text) {
            let target = resolved(&source.path, import);
            let other = feature(&target);
            let below = ["ui/src/api/", "ui/src/components/"];
            let low = below.iter().any(|room| source.path.starts_with(room));
            if other.is_some() && ((own.is_some() && other != own) || low) {
                broken.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert_none("a feature is imported by another, or from below", &broken);
}

#[test]
fn only_the_api_of_the_window_knows_the_shell() {
    let mut broken = Vec::new();
    for source in typescript() {
        let knows = imports(&source.text).any(|import| import.starts_with("@tauri-apps/"));
        if knows && !source.path.starts_with("ui/src/api/") {
            broken.push(source.path);
        }
    }
    assert_none("a file outside ui/src/api imports @tauri-apps", &broken);
}

/// The feature a file belongs to.
fn feature(path: &str) -> Option<&str> {
    path.strip_prefix("ui/src/features/")?.split('/').next()
}

/// What a TypeScript file imports, as written.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let openings = ["from \"", "import \"", "import(\"", "mock(\""];
    openings.into_iter().flat_map(|opening| {
        let after = text.split(opening).skip(1);
        after.filter_map(|rest| rest.split('"').next())
    })
}

/// The path of an import below the root; packages from outside stay as they are.
fn resolved(from: &str, import: &str) -> String {
    if let Some(inside) = import.strip_prefix("@/") {
        return format!("ui/src/{inside}");
    }
    if !import.starts_with('.') {
        return import.to_owned();
    }
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn imports_are_resolved_as_the_bundler_does() {
    let from = "ui/src/features/bridge/page.tsx";
    for (import, path) in [
        ("./table", "ui/src/features/bridge/table"),
        ("../findings/page", "ui/src/features/findings/page"),
        ("../../api/queries", "ui/src/api/queries"),
        ("@/features/report/page", "ui/src/features/report/page"),
        ("react", "react"),
    ] {
        assert_eq!(resolved(from, import), path);
    }
    assert_eq!(feature("ui/src/features/bridge/table"), Some("bridge"));
    assert_eq!(feature("ui/src/api/queries"), None);
}
