//! The real window on a real screen: what a person does first, from files to a printed figure.
//!
//! `cargo xtask test` builds the window, finds a screen and runs these; they refuse to run alone.

mod evidence;
mod files;
mod importing;
mod long_import;
mod mapping;
mod report;
mod undoing;
