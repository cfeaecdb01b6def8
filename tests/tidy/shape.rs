//! How a file and a function look: it opens with a sentence, and nothing is longer than a screen.

use super::{Source, assert_none, rust, typescript};

/// Lines of the longest function.
const LINES_MOST: usize = 70;

#[test]
fn every_file_opens_with_a_sentence() {
    let mut broken = Vec::new();
    for (sources, marks) in [(rust(), &["//!"][..]), (typescript(), &["//", "/*"][..])] {
        for source in sources {
            if !opens_with_a_sentence(&source.text, marks) {
                broken.push(source.path);
            }
        }
    }
    assert_none("a file does not say first what it is for", &broken);
}

fn opens_with_a_sentence(text: &str, marks: &[&str]) -> bool {
    let comment: Vec<_> = text
        .lines()
        .take_while(|line| {
            marks.iter().any(|mark| line.starts_with(mark)) || line.starts_with(" *")
        })
        .collect();
    let comment = comment.join(" ");
    comment.contains(['.', '。'])
}

#[test]
fn functions_fit_on_a_screen() {
    let mut broken = Vec::new();
    for source in rust().iter().chain(&typescript()) {
        for (name, lines) in functions(source) {
            if lines > LINES_MOST {
                broken.push(format!("{}: {name} has {lines} lines", source.path));
            }
        }
    }
    assert_none("a function is longer than a screen", &broken);
}

/// Functions and their lines, by indentation, which the formatters guarantee.
fn functions(source: &Source) -> Vec<(&str, usize)> {
    let lines: Vec<_> = source.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let indent = &line[..line.len() - line.trim_start().len()];
        let head = lines[start..]
            .iter()
            .position(|line| line.ends_with(['{', '}', ';']));
        let Some(open) = head
            .map(|head| start + head)
            .filter(|open| lines[*open].ends_with('{'))
        else {
            continue;
        };
        let closes = |line: &&str| {
            let rest = line.strip_prefix(indent);
            rest.is_some_and(|rest| ["}", "};", "});", "}, []);"].contains(&rest))
        };
        if let Some(length) = lines[open + 1..].iter().position(closes) {
            found.push((name, open + 2 + length - start));
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if line.starts_with("//") {
        return None;
    }
    let after = ["fn ", "function "].iter().find_map(|word| {
        let (before, after) = line.split_once(word)?;
        let prefixes = [
            "pub", "(crate)", "(super)", "const", "async", "export", "default",
        ];
        let bare = prefixes
            .iter()
            .fold(before.to_owned(), |rest, prefix| rest.replace(prefix, ""));
        bare.trim().is_empty().then_some(after)
    });
    let arrow = || {
        let rest = line.strip_prefix("export ").unwrap_or(line);
        let rest = rest.strip_prefix("const ")?;
        (rest.contains(" = (") || rest.contains(" = async (")).then_some(rest)
    };
    let name = after.or_else(arrow)?;
    name.split(['(', '<', ' ', ':']).next()
}

#[test]
fn lines_of_functions_are_counted() {
    let text = "pub fn one(\n    a: u8,\n) -> u8 {\n    a\n}\nfn two() {}\nfn three();\n\
                export const four = (a: string) => {\n  a;\n};\n  function five() {\n  }\n";
    let source = Source {
        path: String::new(),
        text: text.to_owned(),
    };
    assert_eq!(functions(&source), [("one", 5), ("four", 3), ("five", 2)]);
}
