//! `cargo xtask licences`: checks what comes from outside against `.deny.toml` and writes the list
//! of what ships.
//!
//! Knows names, versions and licences from the lock files; gives no legal advice.

mod expression;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{self, cargo, root};

/// Packages of this workspace that people are given.
const SHIPPED: &[&str] = &["cli", "desktop"];

/// The list of what ships, below the root.
pub const LIST: &str = "assets/licences/third-party.md";

/// One package from outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    licence: String,
    name: String,
    version: String,
}

/// Writes the list of what ships.
pub fn write() -> Result<(), String> {
    let path = root().join(LIST);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    fs::write(&path, list()?).map_err(|error| format!("cannot write {LIST}: {error}"))
}

/// The text of the list as it must be now.
pub fn list() -> Result<String, String> {
    let metadata = metadata()?;
    let mut text = String::from(
        "# What others wrote\n\nThese packages are part of the programs people are given. Written by \
         `cargo xtask licences`.\nThe fonts come with their own licence in assets/fonts.\n",
    );
    section(&mut text, "Rust", shipped_crates(&metadata)?);
    section(&mut text, "The window's pages", pages(false)?);
    Ok(text)
}

/// Refuses licences that `.deny.toml` does not name.
pub fn check() -> Result<(), String> {
    let allowed = allowed()?;
    let mut packages = crates(&metadata()?);
    packages.extend(pages(true)?);
    let refused: Vec<_> = packages
        .iter()
        .filter(|package| !expression::allows(&package.licence, &|id| allowed.contains(id)))
        .map(|package| format!("{} {}: {}", package.name, package.version, package.licence))
        .collect();
    if refused.is_empty() {
        return Ok(());
    }
    let refused = refused.join("\n");
    Err(format!(
        "licences that .deny.toml does not allow:\n{refused}"
    ))
}

fn metadata() -> Result<Value, String> {
    let text = run::output(cargo(&["metadata", "--locked", "--format-version", "1"]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))
}

fn allowed() -> Result<BTreeSet<String>, String> {
    let text = read(&root().join(".deny.toml"))?;
    let table: toml::Table = text
        .parse()
        .map_err(|error| format!(".deny.toml: {error}"))?;
    let names = table
        .get("licenses")
        .and_then(|licences| licences.get("allow"));
    let names = names.and_then(toml::Value::as_array).into_iter().flatten();
    Ok(names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect())
}

/// Every crate in the lock file that is not of this workspace.
fn crates(metadata: &Value) -> Vec<Package> {
    let packages = each(metadata, "packages");
    packages
        .filter(|package| !package["source"].is_null())
        .map(package)
        .collect()
}

/// The crates that end up in a shipped program, on whatever system.
fn shipped_crates(metadata: &Value) -> Result<Vec<Package>, String> {
    let mut by_id: BTreeMap<&str, &Value> = BTreeMap::new();
    let mut waiting = Vec::new();
    for package in each(metadata, "packages") {
        let id = package["id"]
            .as_str()
            .ok_or("cargo metadata: a package without id")?;
        by_id.insert(id, package);
        let own = package["source"].is_null();
        if own && SHIPPED.iter().any(|name| package["name"] == *name) {
            waiting.push(id);
        }
    }
    let needs: BTreeMap<&str, Vec<&str>> = each(&metadata["resolve"], "nodes")
        .filter_map(|node| Some((node["id"].as_str()?, needed(node))))
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if reached.insert(id) {
            waiting.extend(needs.get(id).into_iter().flatten());
        }
    }
    let packages = reached.iter().filter_map(|id| by_id.get(id));
    let outside = packages.filter(|package| !package["source"].is_null());
    Ok(outside.map(|found| package(found)).collect())
}

/// What a package needs at run time.
fn needed(node: &Value) -> Vec<&str> {
    let at_run_time =
        |dependency: &&Value| each(dependency, "dep_kinds").any(|kind| kind["kind"].is_null());
    let dependencies = each(node, "deps").filter(at_run_time);
    dependencies
        .filter_map(|dependency| dependency["pkg"].as_str())
        .collect()
}

fn package(package: &Value) -> Package {
    let text = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
    Package {
        licence: text("license"),
        name: text("name"),
        version: text("version"),
    }
}

/// The packages of ui/, those that only build it as well or not.
fn pages(with_tools: bool) -> Result<Vec<Package>, String> {
    let path = root().join("ui/package-lock.json");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let lock: Value = serde_json::from_str(&read(&path)?)
        .map_err(|error| format!("ui/package-lock.json: {error}"))?;
    let packages = lock["packages"].as_object().into_iter().flatten();
    let outside = packages.filter(|(path, _)| !path.is_empty());
    let wanted = outside.filter(|(_, entry)| with_tools || entry["dev"] != Value::Bool(true));
    Ok(wanted
        .map(|(path, entry)| Package {
            name: path
                .rsplit("node_modules/")
                .next()
                .unwrap_or(path)
                .to_owned(),
            ..package(entry)
        })
        .collect())
}

fn section(text: &mut String, title: &str, packages: Vec<Package>) {
    writeln!(text, "\n## {title}").expect("writing to a string");
    let mut licence = None;
    for package in packages.into_iter().collect::<BTreeSet<_>>() {
        if licence.as_ref() != Some(&package.licence) {
            writeln!(text, "\n### {}\n", package.licence).expect("writing to a string");
            licence = Some(package.licence);
        }
        writeln!(text, "- {} {}", package.name, package.version).expect("writing to a string");
    }
}

fn each<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
