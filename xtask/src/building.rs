//! Building rotative, with a line that says what is left: a first build takes minutes, and silence makes people leave.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::{Outcome, terminal, workspace};

/// How often the line is said again where nothing can be overwritten.
const PLAIN_LINE_EVERY: Duration = Duration::from_secs(15);

/// How often it is overwritten on a terminal.
const LINE_EVERY: Duration = Duration::from_millis(200);

/// What `cargo xtask run` needs built, and nothing that only tests or benches need.
const PACKAGE: [&str; 2] = ["--package", "rotative"];

/// Builds the program; the compiler's own words go to standard error as they come.
pub(crate) fn rotative(root: &Path) -> Outcome {
    let all = crates(root)?;
    let mut cargo = workspace::cargo(root, &["build", "--quiet", "--message-format", "json-render-diagnostics"]);
    let spawned = cargo.args(PACKAGE).stdout(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|fault| format!("cargo could not be started: {fault}."))?;
    let mut progress = Progress::of(all.len());
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|pipe| BufReader::new(pipe).lines().map_while(Result::ok))
    {
        progress.hear(&line);
    }
    progress.close();
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("rotative does not build; the compiler's message is above.".into()),
        Err(fault) => Err(format!("cargo was lost: {fault}.")),
    }
}

/// The crates that the program is built of, ours among them; what is not there yet is fetched first.
pub(crate) fn crates(root: &Path) -> Outcome<BTreeSet<String>> {
    let mut tree = workspace::cargo(root, &["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
    let told = tree.args(PACKAGE).stderr(Stdio::inherit()).output();
    let told = told.map_err(|fault| format!("cargo could not be started: {fault}."))?;
    if !told.status.success() {
        return Err("The crates could not be listed; cargo's message is above.".into());
    }
    Ok(listed(&String::from_utf8_lossy(&told.stdout)))
}

/// A crate stands once in the list for each that takes it.
fn listed(tree: &str) -> BTreeSet<String> {
    let lines = tree.lines().map(|line| line.trim_end_matches("(*)").trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// How far a build has come.
struct Progress {
    crates: usize,
    done: BTreeSet<String>,
    began: Instant,
    said: Instant,
    overwrites: bool,
}

impl Progress {
    fn of(crates: usize) -> Self {
        let now = Instant::now();
        Self {
            crates,
            done: BTreeSet::new(),
            began: now,
            said: now,
            overwrites: std::io::stdout().is_terminal(),
        }
    }

    /// Reads one message of cargo's, and says how far it is if that was not said a moment ago.
    fn hear(&mut self, message: &str) {
        let Some(built) = built(message) else {
            return;
        };
        self.done.insert(built.to_owned());
        let every = if self.overwrites { LINE_EVERY } else { PLAIN_LINE_EVERY };
        if self.said.elapsed() >= every {
            self.said = Instant::now();
            let line = self.line(self.began.elapsed());
            if self.overwrites {
                terminal::say_over(&line);
            } else {
                terminal::say(&line);
            }
        }
    }

    fn line(&self, took: Duration) -> String {
        let done = self.done.len().min(self.crates);
        let left = self.crates - done;
        format!("   {done} of {} crates built in {} s, {left} left", self.crates, took.as_secs())
    }

    fn close(&self) {
        if self.overwrites && self.said > self.began {
            terminal::say_over("");
        }
    }
}

/// The package whose library or program a message says is there; the program that builds it is not it yet.
fn built(message: &str) -> Option<&str> {
    let is_artifact = message.starts_with("{\"reason\":\"compiler-artifact\"");
    let rest = message.split_once("\"package_id\":\"").filter(|_| is_artifact)?.1;
    (!message.contains("\"kind\":[\"custom-build\"]")).then(|| rest.split('"').next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(package: &str, kind: &str) -> String {
        format!("{{\"reason\":\"compiler-artifact\",\"package_id\":\"{package}\",\"target\":{{\"kind\":[\"{kind}\"]}}}}")
    }

    #[test]
    fn what_is_left_is_counted_by_crates() {
        let mut progress = Progress::of(3);
        for (package, kind) in [("a", "custom-build"), ("a", "lib"), ("a", "lib"), ("b", "bin")] {
            progress.hear(&message(package, kind));
        }
        progress.hear("{\"reason\":\"build-script-executed\",\"package_id\":\"c\"}");
        assert_eq!(progress.line(Duration::from_secs(4)), "   2 of 3 crates built in 4 s, 1 left");
    }

    #[test]
    fn more_than_was_listed_leaves_nothing() {
        let mut progress = Progress::of(1);
        progress.hear(&message("a", "lib"));
        progress.hear(&message("b", "lib"));
        assert!(progress.line(Duration::ZERO).ends_with("1 of 1 crates built in 0 s, 0 left"));
    }

    #[test]
    fn a_crate_is_listed_once() {
        assert_eq!(listed("a v1.0.0\nb v1.0.0 (*)\n\nb v1.0.0\n").len(), 2);
    }
}
