//! How many tests passed, failed and could not test, read from what the three runners print about themselves.

use std::fmt;
use std::ops::AddAssign;

use crate::report::SKIPPED;

/// Tests that passed and tests that did not; of those that passed, how many say that they could not test.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// What one line of a runner's output adds, nothing for most lines.
    pub(crate) fn of_line(line: &str) -> Self {
        let plain = without_colours(line);
        of_nextest(&plain)
            .or_else(|| of_cargo_test(&plain))
            .or_else(|| of_node(&plain))
            .or_else(|| of_a_skipped_test(&plain))
            .unwrap_or_default()
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} could not test", self.passed, self.failed, self.skipped)
    }
}

/// `Summary [ 0.1s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 0 skipped`
fn of_nextest(line: &str) -> Option<Counts> {
    line.trim_start().strip_prefix("Summary [")?;
    let (_, sums) = line.split_once(" run: ")?;
    Some(sums.split(", ").fold(Counts::default(), added))
}

/// `test result: FAILED. 9 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s`
fn of_cargo_test(line: &str) -> Option<Counts> {
    let (_, sums) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(sums.split("; ").fold(Counts::default(), added))
}

/// `ℹ pass 9`, `ℹ fail 3`, `ℹ cancelled 1`
fn of_node(line: &str) -> Option<Counts> {
    let (word, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    let number = number.parse().ok()?;
    match word {
        "pass" => Some(Counts {
            passed: number,
            ..Counts::default()
        }),
        "fail" | "cancelled" => Some(Counts {
            failed: number,
            ..Counts::default()
        }),
        _ => None,
    }
}

/// `SKIPPED name: why`, where a runner lets the lines of its tests through; nextest keeps them for its report.
fn of_a_skipped_test(line: &str) -> Option<Counts> {
    line.starts_with(SKIPPED).then_some(Counts {
        skipped: 1,
        ..Counts::default()
    })
}

fn added(mut counts: Counts, sum: &str) -> Counts {
    let Some((number, what)) = sum.split_once(' ') else {
        return counts;
    };
    let number = number.parse().unwrap_or(0);
    match what.split(" (").next().unwrap_or(what) {
        "passed" => counts.passed += number,
        "failed" | "timed out" | "exec failed" => counts.failed += number,
        _ => {}
    }
    counts
}

/// Drops the escape sequences that colour a line: from ESC to the letter that ends each.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(lines: &[&str]) -> (u64, u64) {
        let mut counts = Counts::default();
        for line in lines {
            counts += Counts::of_line(line);
        }
        (counts.passed, counts.failed)
    }

    #[test]
    fn nextest_is_understood() {
        let line = "     Summary [   1.2s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 4 skipped";
        assert_eq!(sum(&[line]), (9, 3));
        assert_eq!(sum(&["     Summary [   0.0s] 1 test run: 1 passed, 0 skipped"]), (1, 0));
        assert_eq!(
            sum(&["\u{1b}[32;1m     Summary\u{1b}[0m [ 0.0s] 5/9 tests run: 5 passed, 0 skipped"]),
            (5, 0)
        );
    }

    #[test]
    fn cargo_test_is_understood_binary_by_binary() {
        let good = "test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let bad = "test result: \u{1b}[31mFAILED\u{1b}[0m. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(sum(&[good, "running 3 tests", bad]), (8, 2));
    }

    #[test]
    fn node_is_understood() {
        assert_eq!(sum(&["ℹ tests 5", "ℹ pass 3", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 0"]), (3, 2));
    }

    #[test]
    fn a_test_that_could_not_test_is_counted() {
        assert_eq!(Counts::of_line("SKIPPED forty_articles: no data").skipped, 1);
        assert_eq!(Counts::of_line("    SKIPPED forty_articles: no data").skipped, 0);
    }

    #[test]
    fn what_a_test_prints_is_not_counted() {
        assert_eq!(sum(&["12 passed, 3 failed", "pass 4", "Summary of the article: 3 failed"]), (0, 0));
    }
}
