//! What nextest reports of a run in its JUnit file: how long each test took, and which of them could not test.

use std::fs;
use std::path::{Path, PathBuf};

/// How a test that could not test begins its line on standard error: `SKIPPED name: why`.
pub(crate) const SKIPPED: &str = "SKIPPED ";

/// Where nextest writes its report, as `.config/nextest.toml` says.
const FILE: &str = "nextest/default/junit.xml";

/// One test of a run.
#[derive(Debug, PartialEq)]
struct Test {
    name: String,
    seconds: f64,
    skipped: Option<String>,
}

/// What is known of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    tests: Vec<Test>,
}

/// Where the report of the next run will be; one of a run before is thrown away.
pub(crate) fn expected(target: &Path) -> PathBuf {
    let file = target.join(FILE);
    let _was_there = fs::remove_file(&file);
    file
}

impl Report {
    /// Reads a report; without one nothing is known.
    pub(crate) fn read(file: &Path) -> Self {
        fs::read_to_string(file).map(|text| Self::of(&text)).unwrap_or_default()
    }

    fn of(text: &str) -> Self {
        let tests = text.split("<testcase ").skip(1).filter_map(Test::of);
        Self { tests: tests.collect() }
    }

    /// The tests that took longest, a line each.
    pub(crate) fn slowest(&self, most: usize) -> Vec<String> {
        let mut tests: Vec<&Test> = self.tests.iter().collect();
        tests.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
        let lines = tests.into_iter().take(most);
        lines.map(|test| format!("{:8.2} s  {}", test.seconds, test.name)).collect()
    }

    /// The tests that could not test, each with its reason.
    pub(crate) fn skipped(&self) -> Vec<String> {
        let skipped = self.tests.iter().filter_map(|test| Some((&test.name, test.skipped.as_ref()?)));
        skipped.map(|(name, why)| format!("{name}: {why}")).collect()
    }
}

impl Test {
    /// Reads a test case from its attributes on; what it printed stands inside of it.
    fn of(text: &str) -> Option<Self> {
        let (head, inside) = text.split_once('>')?;
        let inside = inside.split("</testcase>").next().unwrap_or_default();
        Some(Self {
            name: format!("{} {}", attribute(head, "classname")?, attribute(head, "name")?),
            seconds: attribute(head, "time")?.parse().ok()?,
            skipped: inside.split(['\n', '>']).find_map(why_skipped),
        })
    }
}

fn why_skipped(line: &str) -> Option<String> {
    let line = line.strip_prefix(SKIPPED)?;
    Some(line.split_once("</").map_or(line, |(line, _)| line).to_owned())
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = head.split_once(&format!(" {name}=\"")).or_else(|| {
        let begins = head.strip_prefix(&format!("{name}=\""))?;
        Some(("", begins))
    })?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="rotative" tests="3">
    <testsuite name="rotative::it">
        <testcase name="crash::killed" classname="rotative::it" timestamp="2026-11-30T10:00:00Z" time="12.500">
            <system-out>running 1 test, none SKIPPED</system-out>
        </testcase>
        <testcase name="wikinews::forty" classname="rotative::it" time="0.020">
            <system-err>SKIPPED forty_real_articles: ROTATIVE_PROBE_DATA is not set
</system-err>
        </testcase>
        <testcase name="front::order" classname="testpaper::it" time="0.300"/>
    </testsuite>
</testsuites>"#;

    #[test]
    fn the_slowest_come_first() {
        let slowest = Report::of(REPORT).slowest(2);
        assert_eq!(
            slowest,
            ["   12.50 s  rotative::it crash::killed", "    0.30 s  testpaper::it front::order"]
        );
    }

    #[test]
    fn a_test_that_could_not_test_is_counted_with_its_reason() {
        let skipped = Report::of(REPORT).skipped();
        assert_eq!(
            skipped,
            ["rotative::it wikinews::forty: forty_real_articles: ROTATIVE_PROBE_DATA is not set"]
        );
    }

    #[test]
    fn without_a_report_nothing_is_known() {
        let nowhere = Report::read(Path::new("no-such-folder/junit.xml"));
        assert!(nowhere.slowest(20).is_empty() && nowhere.skipped().is_empty());
    }
}
