//! The repository speaks of the project alone, and README.md of commands that exist.

use std::fs;

use super::{Source, assert_none, root, sources};

const KINDS: &[&str] = &[
    ".rs", ".ts", ".tsx", ".toml", ".md", ".json", ".css", ".html", ".yml", ".lock", "run", ".txt",
];

/// Put together here so that this file does not say them.
fn forbidden() -> Vec<String> {
    [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["C:\\Us", "ers"],
        ["npm", "mirror"],
        ["rs", "proxy.cn"],
        ["tuna.tsing", "hua"],
        ["TO", "DO"],
        ["FIX", "ME"],
    ]
    .map(|parts| parts.concat())
    .to_vec()
}

#[test]
fn no_machine_is_named_and_nothing_is_left_to_do() {
    let forbidden = forbidden();
    let mut broken = Vec::new();
    for Source { path, text } in sources("", KINDS) {
        for word in forbidden.iter().filter(|word| text.contains(word.as_str())) {
            broken.push(format!("{path} says {word}"));
        }
    }
    assert_none("a word that stays out", &broken);
}

#[test]
fn packages_come_from_the_public_registries() {
    let cargo = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let window = fs::read_to_string(root().join("ui/package-lock.json")).unwrap_or_default();
    let public = "registry+https://github.com/rust-lang/crates.io-index";
    let rust = quoted_after(&cargo, "source = ").filter(|source| *source != public);
    let pages = quoted_after(&window, "\"resolved\": ")
        .filter(|source| !source.starts_with("https://registry.npmjs.org/"));
    let broken: Vec<_> = rust.chain(pages).map(str::to_owned).collect();
    assert_none("a package from elsewhere", &broken);
}

fn quoted_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    let values = text.split(before).skip(1);
    values.filter_map(|rest| rest.split('"').nth(1))
}

#[test]
fn readme_names_commands_that_exist() {
    let Ok(readme) = fs::read_to_string(root().join("README.md")) else {
        return;
    };
    let xtask = fs::read_to_string(root().join("src-tauri/xtask/src/main.rs")).unwrap();
    let cli: String = sources("src-tauri/cli/src", &[".rs"])
        .into_iter()
        .map(|source| format!("{} {}", source.path, source.text))
        .collect();
    let scripts = fs::read_to_string(root().join("ui/package.json")).unwrap_or_default();
    let mut broken = Vec::new();
    for line in commands(&readme) {
        let mut words = line
            .split_whitespace()
            .skip_while(|word| word.contains('='));
        let known = match [words.next(), words.next(), words.next()] {
            [Some("cargo"), Some("xtask"), Some(name)] => xtask.contains(&format!("\"{name}\" =>")),
            [Some("zicha"), Some(name), _] => {
                let variant = name[..1].to_uppercase() + &name[1..];
                name.starts_with('-')
                    || cli.contains(&format!("/{name}.rs"))
                    || cli.contains(&variant)
            }
            [Some("npm"), Some("run"), Some(name)] => scripts.contains(&format!("\"{name}\":")),
            _ => true,
        };
        if !known {
            broken.push(line.to_owned());
        }
    }
    assert_none("README.md names a command that does not exist", &broken);
}

/// Lines of the code blocks of a text, without prompts.
fn commands(markdown: &str) -> impl Iterator<Item = &str> {
    let blocks = markdown.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(|block| block.lines().skip(1));
    lines.map(|line| line.trim().trim_start_matches("$ "))
}

#[test]
fn commands_are_found_in_code_blocks_only() {
    let text = "a\n```sh\n$ cargo xtask demo\nzicha new a.zicha\n```\nb\n```\nnpm run lint\n```\n";
    let found: Vec<_> = commands(text).collect();
    assert_eq!(
        found,
        ["cargo xtask demo", "zicha new a.zicha", "npm run lint"]
    );
}
