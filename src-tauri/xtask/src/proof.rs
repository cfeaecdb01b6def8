//! `cargo xtask proof [--rows N] [--seed S]`: plants every pattern that a check looks for, alone and among
//! innocent look-alikes, and tells which were found, with what amount, and what was found besides.
//!
//! The truth comes from the planting alone; the cases are made and read by `zicha` like anybody's.

mod files;
mod forms;
mod judge;
mod plants;
mod rows;
mod world;

use std::fs;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use crate::run::{self, cargo, program, target};
use files::Files;
use judge::Verdict;
use plants::{NOT_PLANTABLE, Pattern};
use world::World;

/// Rows of the mixed case where nobody says how many.
const ROWS: usize = 10_000;
/// Decides every amount where nobody says another.
const SEED: u64 = 20_240_501;
/// The day of every computation.
const AS_OF: &str = "2026-03-31";
/// From here on a release build is worth its time.
const RELEASE_ROWS: usize = 50_000;
/// So many rows for each time that all patterns are planted.
const ROWS_OF_A_ROUND: usize = 10_000;
/// So often at most: that makes about nine hundred parties.
const ROUNDS_MAX: usize = 10;
/// Found beside what is planted, one in so many at most.
const PRECISION_LEAST: (u64, u64) = (95, 100);

/// Builds `zicha` and proves it.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (rows, seed) = options(arguments)?;
    prove(&build(rows)?, rows, seed)
}

/// The proof that is small enough to be asked for with every change.
pub fn small(zicha: &Path) -> Result<(), String> {
    prove(zicha, ROWS, SEED)
}

/// Makes the cases, reads them, prints the report; an error where a target is missed.
fn prove(zicha: &Path, rows: usize, seed: u64) -> Result<(), String> {
    let folder = target().join("proof");
    let mut verdict = Verdict::default();
    for (number, pattern) in (1_u64..).zip(plants::all()) {
        let alone = folder.join(format!("alone-{number}"));
        let mut world = world_in(&alone, seed + number)?;
        (pattern.plant)(&mut world);
        let found = judged(zicha, &alone, world)?;
        if !found.faults.is_empty() {
            println!("alone, {}: {} faults", pattern.name, found.faults.len());
        }
        verdict.add(found);
    }
    println!("alone: {} patterns", plants::all().len());
    let begun = Instant::now();
    let mixed = folder.join("mixed");
    let world = mixed_world(&mixed, rows, seed)?;
    let (written, planted) = (world.files.rows, world.expected.len() + world.gaps.len());
    verdict.add(judged(zicha, &mixed, world)?);
    let took = begun.elapsed();
    println!(
        "mixed: {written} rows, {planted} plants, {took:.1?} from the first file to the last finding"
    );
    print(&verdict);
    let missed = missed(&verdict);
    match missed.is_empty() {
        true => Ok(()),
        false => Err(format!("targets missed: {}", missed.join(", "))),
    }
}

fn options(arguments: &[String]) -> Result<(usize, u64), String> {
    let (mut rows, mut seed) = (ROWS, SEED);
    for pair in arguments.chunks(2) {
        let wrong = || format!("proof [--rows N] [--seed S], not {pair:?}");
        let [name, value] = pair else {
            return Err(wrong());
        };
        match name.as_str() {
            "--rows" => rows = value.parse().map_err(|_| wrong())?,
            "--seed" => seed = value.parse().map_err(|_| wrong())?,
            _ => return Err(wrong()),
        }
    }
    Ok((rows, seed))
}

fn build(rows: usize) -> Result<std::path::PathBuf, String> {
    let is_large = rows >= RELEASE_ROWS;
    let mut arguments = vec!["build", "--quiet", "--package", "cli"];
    arguments.extend(is_large.then_some("--release"));
    run::run(cargo(&arguments))?;
    let profile = if is_large { "release" } else { "debug" };
    let file = format!("zicha{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join(profile).join(file))
}

/// An empty world that writes into a folder, replacing what was there.
fn world_in(folder: &Path, seed: u64) -> Result<World, String> {
    let files = folder.join("files");
    let cannot = |error| format!("cannot clear {}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(cannot)?;
    }
    fs::create_dir_all(&files).map_err(cannot)?;
    Ok(World::seeded(seed, Files::below(&files)))
}

/// Every pattern beside its look-alike, and honest streamers until there are so many rows.
fn mixed_world(folder: &Path, rows: usize, seed: u64) -> Result<World, String> {
    let mut world = world_in(folder, seed)?;
    for _ in 0..rows.div_ceil(ROWS_OF_A_ROUND).min(ROUNDS_MAX) {
        for Pattern {
            plant, innocent, ..
        } in plants::all()
        {
            plant(&mut world);
            innocent(&mut world);
        }
    }
    while world.files.rows < rows {
        plants::honest(&mut world, rows);
    }
    Ok(world)
}

/// Makes the case and holds what it tells against what was planted.
fn judged(zicha: &Path, folder: &Path, mut world: World) -> Result<Verdict, String> {
    world.finish()?;
    let manifest = folder.join("case.toml");
    fs::write(&manifest, world.manifest()).map_err(|error| error.to_string())?;
    let path = |name: &str| folder.join(name).display().to_string();
    let (case, manifest, files) = (path("proof.zicha"), path("case.toml"), path("files"));
    let say = |arguments: &[&str]| answer(zicha, arguments);
    say(&["new", &case])?;
    say(&["setup", &case, &manifest])?;
    say(&["import", &case, &files])?;
    let view = json(&say(&["findings", &case, "--as-of", AS_OF, "--json"])?)?;
    let mut verdict = judge::findings(&view, &world.expected);
    let months = [
        "compute", &case, "--as-of", AS_OF, "--by", "month", "--json",
    ];
    verdict.add(judge::gaps(&json(&say(&months)?)?, &world.gaps));
    Ok(verdict)
}

/// What `zicha` prints. Exit code 1 is no failure: there is something to look at.
fn answer(zicha: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = program(zicha, arguments)
        .output()
        .map_err(|error| format!("cannot start {}: {error}", zicha.display()))?;
    match output.status.code() {
        Some(0 | 1) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        _ => {
            let reason = String::from_utf8_lossy(&output.stderr);
            Err(format!(
                "zicha {} ended with {}\n{reason}",
                arguments.join(" "),
                output.status
            ))
        }
    }
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{error} in {text:.200}"))
}

fn print(verdict: &Verdict) {
    println!(
        "\n{:8}{:>9}{:>9}{:>14}{:>10}{:>11}",
        "rule", "planted", "found", "false alarms", "recall", "precision"
    );
    for (rule, score) in &verdict.rules {
        let recall = part(score.found, score.planted);
        let precision = part(score.found, score.found + score.false_alarms);
        println!(
            "{rule:8}{:>9}{:>9}{:>14}{recall:>10}{precision:>11}",
            score.planted, score.found, score.false_alarms
        );
    }
    for rule in NOT_PLANTABLE {
        println!("{rule:8} not run: no export tells what it needs");
    }
    let [planted, told] = verdict.gaps;
    println!("\nmonths with planted causes: {planted}, told to the fen: {told}");
    for fault in &verdict.faults {
        println!("  {fault}");
    }
}

/// A share as text, exact to the fourth decimal, cut off.
fn part(of: u64, whole: u64) -> String {
    match (of * 10_000).checked_div(whole) {
        Some(share) => format!("{}.{:04}", share / 10_000, share % 10_000),
        None => "-".to_owned(),
    }
}

/// Rules below the targets: everything planted is found, and nineteen of twenty findings were planted.
fn missed(verdict: &Verdict) -> Vec<String> {
    let (part, whole) = PRECISION_LEAST;
    let below = verdict.rules.iter().filter(|(_, score)| {
        let all = score.found + score.false_alarms;
        score.found < score.planted || score.found * whole < all * part
    });
    let mut missed: Vec<String> = below.map(|(rule, _)| rule.clone()).collect();
    if verdict.gaps[1] < verdict.gaps[0] {
        missed.push("causes".to_owned());
    }
    missed
}
