//! `cargo xtask screenshots`: pictures of the real window on the sample case, for README.md.

use std::fs;

use crate::display::Display;
use crate::run::{self, built, cargo, npm, program, root, target};
use crate::setup::{self, Purpose};
use crate::test::FEATURES;

/// Builds the window and photographs it into assets/screenshots.
pub fn run() -> Result<(), String> {
    setup::run(Purpose::Test)?;
    run::run(npm(&["run", "build"]))?;
    run::run(cargo(&[&["build"], FEATURES].concat()))?;
    run::run(cargo(
        &[&["build"], FEATURES, &["--example", "screenshots"]].concat(),
    ))?;
    let folder = root().join("assets/screenshots");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let display = Display::open()?;
    let file = format!("screenshots{}", std::env::consts::EXE_SUFFIX);
    let camera = target().join("debug/examples").join(file);
    let mut command = program(camera, &[&folder.display().to_string()]);
    display.show(&mut command);
    command.env("ZICHA_WINDOW", built("zicha-desktop"));
    command.env("TAURI_DRIVER", setup::window_driver_path());
    run::run(command)
}
