//! How fast an order file goes into a case, against the least that could be done with it.
//!
//! `cargo xtask bench` runs it: 1,000,000 rows of 31 columns in GB18030 are generated once; a bare
//! loop decodes, splits and inserts twelve typed columns with no checks; the import does all of
//! its work on the same file into the same SQLite with the same settings. Each part runs in a
//! process of its own, so that its peak memory is its own. Nothing here passes or fails.

mod ceiling;
mod orders;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use casefile::{Case, ImportOptions};
use engine::text::Lang;

const ROWS: u32 = 1_000_000;
/// Rounds in which both parts run one after the other. The middle one is told: a machine that others
/// use too is slower at one moment than at the next, and then both are.
const ROUNDS: u32 = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--part", part, file] => part_of(part, Path::new(file)),
        words => {
            let after = |name: &str| words.iter().skip_while(|word| **word != name).nth(1);
            let rows = after("--rows").map_or(ROWS, |rows| rows.parse().expect("a number of rows"));
            let rounds = after("--rounds").map_or(ROUNDS, |n| n.parse().expect("a number"));
            compare(rows, rounds);
        }
    }
}

/// What a part took, as it prints it.
#[derive(Clone, Copy)]
struct Took {
    milliseconds: u128,
    peak_kilobytes: u64,
}

fn compare(rows: u32, rounds: u32) {
    let file = orders::file(rows);
    let bytes = std::fs::metadata(&file).expect("the file was made").len();
    println!("{rows} rows, 31 columns, GB18030, {} MB", bytes / 1_000_000);
    let round = |_| ["ceiling", "import"].map(|part| run_part(part, &file));
    let mut rounds: Vec<[Took; 2]> = (0..rounds.max(1)).map(round).collect();
    rounds.sort_by_key(hundredths);
    let shown = |round: &[Took; 2]| {
        let hundredths = hundredths(round);
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    let middle = rounds[rounds.len() / 2];
    for (name, took) in ["bare loop", "import"].into_iter().zip(middle) {
        println!(
            "{name:<10} {:>7} ms   {:>9} rows/s   peak {:>4} MB",
            took.milliseconds,
            u128::from(rows) * 1000 / took.milliseconds.max(1),
            took.peak_kilobytes / 1024,
        );
    }
    let (least, most) = (&rounds[0], &rounds[rounds.len() - 1]);
    let (middle, rounds) = (shown(&middle), rounds.len());
    println!(
        "ratio      {middle}, of {rounds} rounds from {} to {}",
        shown(least),
        shown(most)
    );
}

/// How many hundredths of the bare loop the import took.
fn hundredths([ceiling, import]: &[Took; 2]) -> u128 {
    import.milliseconds * 100 / ceiling.milliseconds.max(1)
}

fn run_part(part: &str, file: &Path) -> Took {
    let this = std::env::current_exe().expect("a program knows where it is");
    let output = Command::new(this)
        .args(["--part", part])
        .arg(file)
        .output()
        .expect("the part runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said.split_whitespace().map(str::parse::<u64>);
    let mut next = || numbers.next().and_then(Result::ok);
    match next().zip(next()) {
        Some((milliseconds, peak_kilobytes)) => Took {
            milliseconds: u128::from(milliseconds),
            peak_kilobytes,
        },
        None => panic!("{part}: {said}{}", String::from_utf8_lossy(&output.stderr)),
    }
}

fn part_of(part: &str, file: &Path) {
    let folder = tempfile::tempdir_in(file.parent().expect("it lies in a folder"))
        .expect("a folder beside the file");
    let case = folder.path().join("bench.zicha");
    let begun = Instant::now();
    match part {
        "ceiling" => ceiling::run(&case, file),
        _ => import(&case, file),
    }
    println!("{} {}", begun.elapsed().as_millis(), peak_kilobytes());
}

fn import(case: &Path, file: &Path) {
    let mut case = Case::create(case, "bench", None).expect("a new case");
    let mut quiet = |_: &casefile::ImportProgress| ControlFlow::Continue(());
    let paths: Vec<PathBuf> = vec![file.to_owned()];
    let outcomes = case
        .import_all(&paths, &ImportOptions::default(), Lang::En, &mut quiet)
        .expect("an import");
    assert_eq!(outcomes[0].records, outcomes[0].rows, "{:?}", outcomes[0]);
}

/// The most memory that this process held, as Linux counts it; 0 elsewhere.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number
        .and_then(|kilobytes| kilobytes.parse().ok())
        .unwrap_or(0)
}
