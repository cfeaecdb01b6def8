//! The rules of law as the engine reads them, mounted here so that a faulty rule file stops the build.

#[path = "../src/rules/check.rs"]
mod check;
#[path = "../src/rules/file.rs"]
mod file;
#[path = "../src/rules/id.rs"]
mod id;
#[path = "../src/rules/read.rs"]
mod read;

/// What is wrong with a set of files, given by path and content; nothing where all is well.
pub fn fault<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let fault = read::read(files).err()?;
    Some(fault.to_string())
}
