//! Counts the tests that other programs say they ran. Reads summaries only.

/// Tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
}

impl Tally {
    /// Adds what a line says, if it is the summary of a test run.
    pub fn read(&mut self, line: &str) {
        let line = plain(line);
        let line = line.trim();
        let parts = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
            .map(|(_, counts)| counts)
            .or_else(|| line.strip_prefix("Tests "));
        for part in parts.unwrap_or_default().split([';', '|']) {
            let mut words = part.split_whitespace();
            let count = words.next().and_then(|word| word.parse::<u64>().ok());
            match (count, words.next()) {
                (Some(count), Some("passed")) => self.passed += count,
                (Some(count), Some("failed")) => self.failed += count,
                _ => {}
            }
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The line without the colours of a terminal.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, coloured)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = coloured.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_summaries_of_both_test_runners() {
        for (line, passed, failed) in [
            (
                "test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
                9,
                0,
            ),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2),
            ("      Tests  12 passed (12)", 12, 0),
            ("      Tests  1 failed | 11 passed | 2 skipped (14)", 11, 1),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m7 passed\u{1b}[39m (7)",
                7,
                0,
            ),
            (" Test Files  2 passed (2)", 0, 0),
            ("test money::adds ... ok", 0, 0),
        ] {
            let mut tally = Tally::default();
            tally.read(line);
            assert_eq!(tally, Tally { passed, failed }, "{line}");
        }
    }
}
