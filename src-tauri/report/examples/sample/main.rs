//! Prints every kind of report of an invented case: `cargo run -p report --example sample -- DIR`.

mod invented;

use std::path::PathBuf;

use report::{Kind, Languages, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder: PathBuf = std::env::args_os()
        .nth(1)
        .ok_or("usage: sample DIR")?
        .into();
    std::fs::create_dir_all(&folder)?;
    let computation = invented::computation();
    let by_year = invented::by_year();
    let case = invented::case(24);
    for kind in Kind::ALL {
        for languages in Languages::ALL {
            let report = Report {
                kind,
                languages,
                computation: &computation,
                by_year: &by_year,
                case: &case,
                party: None,
                year: None,
            };
            let pdf = report::pdf(&report)?;
            let path = folder.join(format!("{}.{}.pdf", kind.code(), languages.code()));
            std::fs::write(&path, &pdf.bytes)?;
            println!(
                "{}: {} pages, {} bytes, missing {:?}",
                path.display(),
                pdf.pages,
                pdf.bytes.len(),
                pdf.missing_glyphs
            );
        }
    }
    Ok(())
}
