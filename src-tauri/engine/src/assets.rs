//! The law, formats, texts, checks and windows of assets/, compiled in.

/// Every file under assets/rules, formats, text, checks and matching: path below assets/, content.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The files below a folder of assets/, such as `rules/cn/`, in the order of their paths.
pub fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    FILES
        .iter()
        .copied()
        .filter(move |(path, _)| path.starts_with(folder))
}
