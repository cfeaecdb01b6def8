//! `cargo xtask screenshots`: pictures of every page of the real window, the best of them for
//! README.md.

use std::fs;
use std::path::Path;

use crate::display::Display;
use crate::run::{self, built, cargo, npm, program, root, target};
use crate::setup::{self, Purpose};
use crate::test::FEATURES;

/// The pictures that are kept in the repository, each in both languages.
const KEPT: &[&str] = &[
    "assessment",
    "comparison",
    "documents",
    "evidence",
    "findings",
    "mapping-count",
    "outcomes",
    "quarantine-correct",
    "question-drift",
    "report",
];

/// Builds the window, photographs it, and keeps what README.md shows.
pub fn run() -> Result<(), String> {
    setup::run(Purpose::Test)?;
    run::run(npm(&["run", "build"]))?;
    run::run(cargo(&[&["build"], FEATURES].concat()))?;
    run::run(cargo(
        &[&["build"], FEATURES, &["--example", "screenshots"]].concat(),
    ))?;
    let folder = target().join("screenshots");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let display = Display::open()?;
    let file = format!("screenshots{}", std::env::consts::EXE_SUFFIX);
    let camera = target().join("debug/examples").join(file);
    let mut command = program(camera, &[&folder.display().to_string()]);
    display.show(&mut command);
    command.env("ZICHA_WINDOW", built("zicha-desktop"));
    command.env("TAURI_DRIVER", setup::window_driver_path());
    run::run(command)?;
    keep(&folder, &root().join("assets/screenshots"))
}

fn keep(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| error.to_string())?;
    for name in KEPT {
        for lang in ["zh", "en"] {
            let file = format!("{name}-{lang}.png");
            let copied = fs::copy(from.join(&file), to.join(&file));
            copied.map_err(|error| format!("{file}: {error}"))?;
        }
    }
    Ok(())
}
