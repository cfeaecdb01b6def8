//! How many lines a second the calculator answers on one core, steps and all.
//!
//! `cargo xtask bench calc` runs it: lines of `iit.comprehensive` with two to seven keys are made
//! once and answered into one buffer, round after round; the fastest round is told. Nothing here
//! passes or fails.
#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock; the engine does not"
)]

use std::hint::black_box;
use std::time::Instant;

use engine::rules::Rules;

const LINES: u32 = 200_000;
/// Rounds; the fastest is told.
const ROUNDS: u32 = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().skip_while(|word| *word != name).nth(1);
    let number = |name, usual| after(name).map_or(usual, |text| text.parse().expect("a number"));
    let (lines, rounds) = (number("--lines", LINES), number("--rounds", ROUNDS));
    let lines: Vec<String> = (0..lines).map(line).collect();
    let rules = Rules::load();
    let mut best = None;
    for _ in 0..rounds {
        let (nanoseconds, bytes) = round(&lines, &rules);
        let better = best.is_none_or(|(known, _)| nanoseconds < known);
        if better {
            best = Some((nanoseconds, bytes));
        }
    }
    let Some((nanoseconds, bytes)) = best else {
        return;
    };
    let count = u128::try_from(lines.len()).expect("a count of lines");
    let a_second = count * 1_000_000_000 / nanoseconds.max(1);
    println!(
        "iit.comprehensive   {count} lines   {a_second} lines/s   {} bytes a line",
        bytes / count
    );
}

/// Answers every line; nanoseconds, and bytes written.
fn round(lines: &[String], rules: &Rules) -> (u128, u128) {
    let mut out = Vec::with_capacity(16 * 1024);
    let mut bytes = 0;
    let begun = Instant::now();
    for line in lines {
        out.clear();
        let computed = engine::calc::answer(black_box(line), rules, &mut out);
        assert!(computed, "{line}");
        bytes += u128::try_from(black_box(&out).len()).expect("a length");
    }
    (begun.elapsed().as_nanos(), bytes)
}

/// A line with other amounts than its neighbours, and every third with other kinds of income.
fn line(number: u32) -> String {
    let year = 2019 + number % 8;
    let wages = format!("{}.{:02}", 30_000 + number * 7, number % 100);
    let mut line =
        format!(r#"{{"id":{number},"kind":"iit.comprehensive","year":{year},"wages":"{wages}""#);
    if !number.is_multiple_of(3) {
        line += r#","special":"24000.00","additional":"36000.00""#;
    }
    if number % 3 == 2 {
        line += r#","labour":"88000.50","author":"12000.00","royalty":"3000.00""#;
    }
    line + "}"
}
