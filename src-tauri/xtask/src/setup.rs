//! `cargo xtask setup`: installs what is missing to build and test, and only that.
//!
//! System packages on Debian and Ubuntu only; elsewhere it says what to install. Tools of cargo go
//! into target/tools, never into a home folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::run::{self, cargo, npm, program, root, target};

/// What the machine is made ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Building and using the programs.
    Build,
    /// Running every test, the window's too.
    Test,
}

const BUILD_PACKAGES: &[&str] = &[
    "libwebkit2gtk-4.1-dev",
    "gcc",
    "g++",
    "make",
    "perl",
    "pkg-config",
];

const TEST_PACKAGES: &[&str] = &["webkit2gtk-driver", "xvfb", "poppler-utils", "qpdf"];

/// The oldest Node that the window is built with.
const NODE_OLDEST: u32 = 20;

/// Makes the machine ready; doing it twice changes nothing.
pub fn run(purpose: Purpose) -> Result<(), String> {
    node()?;
    system_packages(purpose)?;
    window_packages()?;
    if purpose == Purpose::Test && cfg!(not(target_os = "macos")) {
        window_driver()?;
    }
    Ok(())
}

fn node() -> Result<(), String> {
    let wanted = format!("Node {NODE_OLDEST} or newer with npm is needed: https://nodejs.org");
    let version = run::output(program("node", &["--version"])).map_err(|_| wanted.clone())?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major >= NODE_OLDEST => Ok(()),
        _ => Err(format!("{wanted} (found {})", version.trim())),
    }
}

fn system_packages(purpose: Purpose) -> Result<(), String> {
    let wanted: Vec<_> = match purpose {
        Purpose::Build => BUILD_PACKAGES.to_vec(),
        Purpose::Test => [BUILD_PACKAGES, TEST_PACKAGES].concat(),
    };
    if !run::installed("dpkg") || !run::installed("apt-get") {
        advise(&wanted);
        return Ok(());
    }
    let missing: Vec<_> = wanted
        .into_iter()
        .filter(|name| !package_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    apt(&["update", "-q"])?;
    apt(&[
        &["install", "-q", "-y", "--no-install-recommends"],
        &missing[..],
    ]
    .concat())
}

fn package_installed(name: &str) -> bool {
    run::output(program("dpkg", &["-s", name]))
        .is_ok_and(|status| status.contains("Status: install ok installed"))
}

fn apt(arguments: &[&str]) -> Result<(), String> {
    let root_user = run::output(program("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    let mut command = if root_user {
        program("apt-get", arguments)
    } else {
        program("sudo", &[&["apt-get"], arguments].concat())
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run::run(command)
}

fn advise(packages: &[&str]) {
    match std::env::consts::OS {
        "linux" => println!(
            "This is no Debian or Ubuntu. If the build fails, install what these are called here: {}",
            packages.join(" ")
        ),
        "macos" => println!("On macOS `xcode-select --install` is needed; nothing else."),
        "windows" => println!(
            "On Windows the C++ build tools of Visual Studio, Perl (for OpenSSL) and WebView2 are \
             needed."
        ),
        other => {
            println!("Not tried on {other}; a C compiler, make, perl and WebKitGTK 4.1 are needed.")
        }
    }
}

/// Installs the packages of ui/ when the lock file is newer than what is installed.
fn window_packages() -> Result<(), String> {
    let ui = root().join("ui");
    let changed = |path: PathBuf| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let wanted: Option<SystemTime> = changed(ui.join("package-lock.json"));
    let installed = changed(ui.join("node_modules/.package-lock.json"));
    if wanted.is_some() && installed >= wanted {
        return Ok(());
    }
    run::run(npm(&["ci", "--no-audit", "--no-fund"]))
}

/// Where tools of cargo are installed.
fn tools() -> PathBuf {
    target().join("tools")
}

/// The program that drives the window in tests.
pub fn window_driver_path() -> PathBuf {
    let file = format!("tauri-driver{}", std::env::consts::EXE_SUFFIX);
    tools().join("bin").join(file)
}

fn window_driver() -> Result<(), String> {
    if window_driver_path().is_file() {
        return Ok(());
    }
    println!("installing tauri-driver into {}", tools().display());
    let path = |path: &Path| path.display().to_string();
    let build = tools().join("build");
    run::run(cargo(&[
        "install",
        "--quiet",
        "--locked",
        "tauri-driver",
        "--version",
        "^2.1",
        "--root",
        &path(&tools()),
        "--target-dir",
        &path(&build),
    ]))
}
