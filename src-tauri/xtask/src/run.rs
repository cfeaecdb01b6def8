//! Starts other programs in the repository and says what went wrong in one line.
//!
//! Interprets nothing they print; whoever starts them does.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository, wherever the command was started.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = manifest.ancestors().nth(2);
    root.expect("xtask lies two folders below the root")
        .to_owned()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    let chosen = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    root().join(chosen.unwrap_or_else(|| "target".into()))
}

/// A program that a debug build made.
pub fn built(name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    target().join("debug").join(file)
}

/// The program of the same toolchain that started us.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// npm, in ui/.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command
        .args(arguments)
        .current_dir(root().join("ui"))
        .stdin(Stdio::null());
    command
}

/// Any other program.
pub fn program(name: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// Whether a program can be found on the path.
pub fn installed(name: &str) -> bool {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}

/// Runs to the end; anything but success is an error that names the command.
pub fn run(mut command: Command) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|error| cannot_start(&command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", line(&command)))
    }
}

/// Runs to the end, passes its lines on, and shows each to a watcher. Tells whether it succeeded.
pub fn watch(mut command: Command, mut watcher: impl FnMut(&str)) -> Result<bool, String> {
    command.stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| cannot_start(&command, &error))?;
    let output = child.stdout.take().expect("it was asked for");
    let mut reader = BufReader::new(output);
    let mut bytes = Vec::new();
    while reader
        .read_until(b'\n', &mut bytes)
        .map_err(|error| error.to_string())?
        > 0
    {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        print!("{text}");
        watcher(text.trim_end());
        bytes.clear();
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(status.success())
}

/// What it prints on its standard output; an error where it fails.
pub fn output(mut command: Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| cannot_start(&command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let reason = String::from_utf8_lossy(&output.stderr);
        Err(format!(
            "{} ended with {}\n{reason}",
            line(&command),
            output.status
        ))
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start {}: {error}", line(command))
}

fn line(command: &Command) -> String {
    let parts = std::iter::once(command.get_program()).chain(command.get_args());
    let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
    format!("`{}`", parts.join(" "))
}
