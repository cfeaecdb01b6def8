//! `cargo xtask screenshots`: pictures of every page of the real window, the best of them for
//! README.md.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;

use png::{ColorType, Compression, Decoder, Encoder, Filter};

use crate::display::Display;
use crate::run::{self, built, cargo, npm, program, root, target};
use crate::setup::{self, Purpose};
use crate::test::FEATURES;

/// The pictures that are kept in the repository, each in both languages.
const KEPT: &[&str] = &[
    "assessment",
    "comparison",
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
            pack(&from.join(&file), &to.join(&file)).map_err(|error| format!("{file}: {error}"))?;
        }
    }
    Ok(())
}

/// The same picture in fewer bytes: a window is opaque, so that no alpha is kept.
fn pack(from: &Path, to: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut reader = Decoder::new(BufReader::new(File::open(from)?)).read_info()?;
    let size = reader.output_buffer_size().ok_or("too large")?;
    let mut pixels = vec![0; size];
    let read = reader.next_frame(&mut pixels)?;
    let opaque = match read.color_type {
        ColorType::Rgb => pixels,
        ColorType::Rgba => (pixels.chunks_exact(4))
            .flat_map(|pixel| pixel[..3].to_vec())
            .collect(),
        other => return Err(format!("a picture in {other:?}").into()),
    };
    let mut encoder = Encoder::new(BufWriter::new(File::create(to)?), read.width, read.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::Adaptive);
    encoder.write_header()?.write_image_data(&opaque)?;
    Ok(())
}
