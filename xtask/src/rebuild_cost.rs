//! `cargo xtask rebuild-cost`: what one changed line costs, built against checked.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::{Outcome, processor, steps, terminal, workspace};

/// A file of each crate that is changed, deep enough that most of the program stands on it or beside it.
const CHANGED: [(&str, &str); 2] = [("acts", "crates/acts/src/publication.rs"), ("site", "crates/site/src/articles.rs")];

/// The file of the program itself; all else stands in crates of its own.
const MAIN: &str = "crates/rotative/src/main.rs";

/// Building may take so many times what checking takes.
const AT_MOST: f64 = 1.5;

/// Both are done so often, in turn; the quickest counts, for nothing but noise makes it slower.
const ROUNDS: usize = 3;

/// Changes a line, checks, changes it again, builds; prints both times and their ratio for each crate.
pub(crate) fn rebuild_cost(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("cargo xtask rebuild-cost".into());
    }
    let root = workspace::root()?;
    let (checked, built) = (
        ["check", "--quiet", "--package", "rotative"],
        ["build", "--quiet", "--package", "rotative"],
    );
    steps::plainly(&mut workspace::cargo(&root, &checked))?;
    steps::plainly(&mut workspace::cargo(&root, &built))?;
    let link = quickest(&linked(&root, &built)?).took;
    terminal::say(&format!("the link alone: {:.2} s", link.as_secs_f64()));
    for (name, file) in CHANGED {
        let mut line = Line::of(root.join(file))?;
        let (mut check, mut build) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            check.push(line.changed(&root, &checked)?);
            build.push(line.changed(&root, &built)?);
        }
        terminal::say(&told(name, quickest(&check), quickest(&build)));
    }
    Ok(())
}

/// What the program's own link takes: nothing that it is made of has changed.
fn linked(root: &Path, built: &[&str]) -> Outcome<Vec<Cost>> {
    let main = Line::of(root.join(MAIN))?;
    (0..ROUNDS)
        .map(|_| {
            main.again()?;
            timed(root, built)
        })
        .collect()
}

/// How long something took, and how long processors worked for it.
#[derive(Debug, Clone, Copy)]
struct Cost {
    took: Duration,
    worked: Option<Duration>,
}

fn quickest(costs: &[Cost]) -> Cost {
    let took = costs.iter().map(|cost| cost.took).min().unwrap_or_default();
    let worked = costs.iter().filter_map(|cost| cost.worked).min();
    Cost { took, worked }
}

fn told(name: &str, check: Cost, build: Cost) -> String {
    let ratio = build.took.as_secs_f64() / check.took.as_secs_f64().max(f64::MIN_POSITIVE);
    let worked = check.worked.zip(build.worked);
    let worked = worked.map_or_else(String::new, |(check, build)| {
        format!("; processors {:.2} s and {:.2} s", check.as_secs_f64(), build.as_secs_f64())
    });
    let verdict = if ratio <= AT_MOST { "" } else { ": too much" };
    format!(
        "{name}: checked in {:.2} s, built in {:.2} s, {ratio:.2} times (at most {AT_MOST}){verdict}{worked}",
        check.took.as_secs_f64(),
        build.took.as_secs_f64()
    )
}

fn timed(root: &Path, arguments: &[&str]) -> Outcome<Cost> {
    let (before, began) = (processor::spent(), Instant::now());
    steps::plainly(&mut workspace::cargo(root, arguments))?;
    Ok(Cost {
        took: began.elapsed(),
        worked: processor::since(before),
    })
}

/// A file of which one line is changed; what it held comes back when this is dropped.
struct Line {
    file: PathBuf,
    text: String,
    changes: usize,
}

impl Line {
    fn of(file: PathBuf) -> Outcome<Self> {
        let text = fs::read_to_string(&file).map_err(|fault| format!("{} could not be read: {fault}.", file.display()))?;
        Ok(Self { file, text, changes: 0 })
    }

    fn changed(&mut self, root: &Path, arguments: &[&str]) -> Outcome<Cost> {
        self.changes += 1;
        fs::write(&self.file, with_line(&self.text, self.changes))
            .map_err(|fault| format!("{} could not be written: {fault}.", self.file.display()))?;
        timed(root, arguments)
    }

    /// The file as it was, written anew: what is made of it is made again.
    fn again(&self) -> Outcome {
        fs::write(&self.file, &self.text).map_err(|fault| format!("{} could not be written: {fault}.", self.file.display()))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Err(fault) = fs::write(&self.file, &self.text) {
            terminal::complain(&format!("{} could not be put back: {fault}.", self.file.display()));
        }
    }
}

/// The first line of the first function does a thing more, another each time. What follows stays in its place: an editor
/// changes a line far more often than all lines after it.
fn with_line(text: &str, changes: usize) -> String {
    let opens = text
        .split_inclusive('\n')
        .scan(0, |end, line| {
            *end += line.len();
            Some((*end, line))
        })
        .find(|(_, line)| !line.trim_start().starts_with("//") && line.contains("fn ") && line.ends_with("{\n"))
        .map_or(0, |(end, _)| end - 1);
    let (opening, rest) = text.split_at(opens);
    format!("{opening} std::hint::black_box({changes});{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::TempFolder;

    #[test]
    fn one_line_changes_and_none_moves() {
        assert_eq!(
            with_line("//! A fn of {\nuse a;\nfn a(b: u8) -> u8 {\n    b\n}\n", 2),
            "//! A fn of {\nuse a;\nfn a(b: u8) -> u8 { std::hint::black_box(2);\n    b\n}\n"
        );
    }

    #[test]
    fn the_file_is_put_back() {
        let folder = TempFolder::new("line").unwrap();
        let file = folder.path().join("a.rs");
        fs::write(&file, "//! A.\n").unwrap();
        let line = Line::of(file.clone()).unwrap();
        fs::write(&file, "changed").unwrap();
        drop(line);
        assert_eq!(fs::read_to_string(&file).unwrap(), "//! A.\n");
    }

    #[test]
    fn the_ratio_is_told_and_judged() {
        let cost = |millis| Cost {
            took: Duration::from_millis(millis),
            worked: None,
        };
        assert_eq!(
            told("acts", cost(2000), cost(3000)),
            "acts: checked in 2.00 s, built in 3.00 s, 1.50 times (at most 1.5)"
        );
        assert!(told("acts", cost(2000), quickest(&[cost(4000), cost(3200)])).contains("1.60 times (at most 1.5): too much"));
    }
}
