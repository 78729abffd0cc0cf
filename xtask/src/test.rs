//! `cargo xtask test`: everything continuous integration asks for, in one command.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::counts::Counts;
use crate::database::{self, Postgres};
use crate::install::Need;
use crate::report::Report;
use crate::steps::Steps;
use crate::{Outcome, install, memory, report, steps, terminal, tidy, workspace};

/// So many of the slowest tests are named at the end.
const SLOWEST: usize = 20;

/// Installs what is missing, then runs every step asked for, and closes with the counts.
pub(crate) fn test(arguments: &[String]) -> Outcome {
    let asked = Asked::read(arguments)?;
    let mut run = Run {
        root: workspace::root()?,
        asked,
        steps: Steps::default(),
    };
    if run.prepare() {
        run.check();
        run.try_out();
    }
    run.steps.close()
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Part {
    Rust,
    Browser,
    Tidy,
    Lints,
}

impl Part {
    const ALL: [(&'static str, Self); 4] = [
        ("rust", Self::Rust),
        ("browser", Self::Browser),
        ("tidy", Self::Tidy),
        ("lints", Self::Lints),
    ];

    fn named(name: &str) -> Outcome<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, part)| *part)
            .ok_or_else(|| format!("`{name}` is not a part: rust, browser, tidy or lints."))
    }
}

/// One part or all of them, and the names of the tests wanted.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    only: Option<Part>,
    filters: Vec<String>,
}

impl Asked {
    fn read(arguments: &[String]) -> Outcome<Self> {
        match arguments {
            [] => Ok(Self {
                only: None,
                filters: Vec::new(),
            }),
            [flag, name, filters @ ..] if flag == "--only" => Ok(Self {
                only: Some(Part::named(name)?),
                filters: filters.to_vec(),
            }),
            _ => Err("cargo xtask test [--only rust|browser|tidy|lints [FILTER…]]".into()),
        }
    }

    fn wants(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}

struct Run {
    root: PathBuf,
    asked: Asked,
    steps: Steps,
}

impl Run {
    /// What is missing on this machine. Without it nothing after can be trusted, so nothing runs.
    fn prepare(&mut self) -> bool {
        let (root, rust, browser) = (&self.root, self.asked.wants(Part::Rust), self.asked.wants(Part::Browser));
        let mut needs = Vec::new();
        if rust {
            needs.push(Need::Postgres);
            needs.extend(install::ON_A_SERVER);
        }
        needs.extend(browser.then_some([Need::Chromium, Need::Java, Need::Venv]).into_iter().flatten());
        self.steps.step("What the tests need", || {
            install::packages(&needs)?;
            if rust {
                install::object_store(root)?;
            }
            if browser {
                install::npm_packages(root)?;
                install::python_packages(root)?;
            }
            Ok(Counts::default())
        })
    }

    fn check(&mut self) {
        if self.asked.wants(Part::Lints) {
            self.cargo("Formatting", &["fmt", "--all", "--check"]);
            self.cargo(
                "Lints",
                &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
            );
        }
        if self.asked.wants(Part::Tidy) {
            self.steps.step("Tidy", || tidy::tidy(&[]).map(|()| Counts::default()));
        }
    }

    /// Tests need a build: when it fails, they would only say so again.
    fn try_out(&mut self) {
        let (rust, browser) = (self.asked.wants(Part::Rust), self.asked.wants(Part::Browser));
        let built = match (rust, browser) {
            (true, _) => self.cargo("Build", &["build", "--workspace", "--all-targets", "--locked"]),
            (false, true) => self.cargo("Build", &["build", "--package", "rotative", "--locked"]),
            (false, false) => return,
        };
        if built && rust {
            self.rust_tests();
        }
        if built && browser {
            self.browser_tests();
        }
    }

    fn cargo(&mut self, title: &str, arguments: &[&str]) -> bool {
        let mut command = workspace::cargo(&self.root, arguments);
        self.steps.step(title, || steps::plainly(&mut command))
    }

    fn rust_tests(&mut self) {
        let mut postgres = None;
        let started = self.steps.step("A throw-away PostgreSQL", || {
            postgres = Some(Postgres::start()?);
            Ok(Counts::default())
        });
        if let Some(postgres) = postgres.filter(|_| started) {
            let mut runner = rust_runner(&self.root, &self.asked.filters);
            runner.env(database::ADDRESS, postgres.address());
            runner.envs(memory::for_temporary_files().map(|folder| ("TMPDIR", folder)));
            let report = report::expected(&workspace::target(&self.root));
            self.counted("Rust tests, on SQLite and PostgreSQL", runner);
            self.tell(&Report::read(&report));
            self.doc_tests();
        }
    }

    /// The slowest tests by name, and those that could not test: where CI is set these are a failure.
    fn tell(&mut self, report: &Report) {
        let (slowest, skipped) = (report.slowest(SLOWEST), report.skipped());
        if !slowest.is_empty() {
            terminal::heading(&format!("The slowest {} tests", slowest.len()));
            for line in &slowest {
                terminal::say(line);
            }
        }
        self.steps.count(Counts {
            skipped: skipped.len() as u64,
            ..Counts::default()
        });
        self.steps.step("Tests that could not test", || {
            refused_in_ci(&skipped, env::var_os("CI").as_deref())
        });
    }

    /// Neither runner above looks into documentation.
    fn doc_tests(&mut self) {
        if self.asked.filters.is_empty() {
            let examples = workspace::cargo(&self.root, &["test", "--doc", "--workspace", "--locked"]);
            self.counted("Examples in the documentation", examples);
        }
    }

    fn browser_tests(&mut self) {
        let mut node = Command::new("node");
        node.arg("tests/all.mjs")
            .args(&self.asked.filters)
            .current_dir(self.root.join("web"));
        node.env("ROTATIVE_BIN", workspace::rotative(&self.root));
        node.envs(install::chromium().map(|browser| ("CHROMIUM", browser)));
        self.counted("Browser tests, in Chromium", node);
    }

    fn counted(&mut self, title: &str, mut runner: Command) {
        let mut counts = Counts::default();
        self.steps.step(title, || {
            let tested = steps::counted(&mut runner);
            counts = tested.counts;
            tested.outcome.map(|()| Counts::default())
        });
        self.steps.count(counts);
    }
}

/// Names the tests that could not test; none may be among them where continuous integration runs.
fn refused_in_ci(skipped: &[String], ci: Option<&OsStr>) -> Outcome<Counts> {
    for line in skipped {
        terminal::say(&format!("   {line}"));
    }
    if ci.is_some() && !skipped.is_empty() {
        return Err(format!("{} of them; CI must give each what it needs.", skipped.len()));
    }
    Ok(Counts::default())
}

/// nextest where it is installed; both run the same tests: not the benches, not the documentation.
fn rust_runner(root: &Path, filters: &[String]) -> Command {
    let mut runner = if workspace::has_cargo_command(root, "nextest") {
        workspace::cargo(root, &["nextest", "run", "--workspace", "--locked"])
    } else {
        let tests = ["--lib", "--bins", "--tests", "--examples", "--no-fail-fast"];
        let mut runner = workspace::cargo(root, &["test", "--workspace", "--locked"]);
        runner.args(tests).args(["--", "--show-output"]);
        runner
    };
    runner.args(filters);
    runner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn everything_is_wanted_unless_one_part_is_named() {
        let all = Asked::read(&[]).unwrap();
        assert!(Part::ALL.iter().all(|(_, part)| all.wants(*part)));
        let one = Asked::read(&words("--only browser front")).unwrap();
        assert!(one.wants(Part::Browser) && !one.wants(Part::Rust));
        assert_eq!(one.filters, ["front"]);
    }

    #[test]
    fn a_test_that_could_not_test_is_red_in_ci_alone() {
        let skipped = ["forty articles: no data".to_owned()];
        let ci = Some(OsStr::new("true"));
        assert!(refused_in_ci(&skipped, None).is_ok());
        assert!(refused_in_ci(&skipped, ci).is_err_and(|sentence| sentence.starts_with("1 of them")));
        assert!(refused_in_ci(&[], ci).is_ok());
    }

    #[test]
    fn an_unknown_part_is_refused() {
        assert!(Asked::read(&words("--only paint")).unwrap_err().contains("not a part"));
        assert!(Asked::read(&words("front")).is_err());
    }
}
