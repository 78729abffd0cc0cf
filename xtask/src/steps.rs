//! The steps of a long command: each named, timed, let through to the end, the first failure kept.

use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Instant;

use crate::counts::Counts;
use crate::{Outcome, terminal};

/// What the steps so far came to.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    counts: Counts,
    first_failure: Option<String>,
}

impl Steps {
    /// Runs one step under its title. A failure is printed and kept; the next step may still run.
    pub(crate) fn step(&mut self, title: &str, work: impl FnOnce() -> Outcome<Counts>) -> bool {
        terminal::heading(title);
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed().as_secs_f32();
        match outcome {
            Ok(counts) => {
                self.counts += counts;
                terminal::say(&format!("   {title}: done in {took:.1} s"));
                true
            }
            Err(sentence) => {
                terminal::say(&format!("   {title}: failed after {took:.1} s. {sentence}"));
                self.first_failure.get_or_insert_with(|| title.to_owned());
                false
            }
        }
    }

    /// Counts the tests of a step that failed.
    pub(crate) fn count(&mut self, counts: Counts) {
        self.counts += counts;
    }

    /// The last lines of the command: the counts, then the first failing step if there is one.
    pub(crate) fn close(self) -> Outcome {
        terminal::say(&format!("\n{}", self.counts));
        self.verdict()
    }

    /// The first failing step, if there is one.
    pub(crate) fn verdict(self) -> Outcome {
        self.first_failure.map_or(Ok(()), |step| Err(format!("First failing step: {step}")))
    }
}

/// Runs a command whose output goes straight to the terminal.
pub(crate) fn plainly(command: &mut Command) -> Outcome<Counts> {
    let status = command.status().map_err(|fault| not_started(command, &fault.to_string()))?;
    if status.success() {
        Ok(Counts::default())
    } else {
        Err(format!("It ended with {status}."))
    }
}

/// What a run of tests came to: its counts, known even when it failed, and whether it held.
pub(crate) struct Tested {
    pub(crate) counts: Counts,
    pub(crate) outcome: Outcome,
}

/// Runs a test runner, letting its lines through as they come and adding up what it reports.
pub(crate) fn counted(command: &mut Command) -> Tested {
    let mut counts = Counts::default();
    let outcome = stream(command, |line| counts += Counts::of_line(line));
    Tested { counts, outcome }
}

fn stream(command: &mut Command, mut read: impl FnMut(&str)) -> Outcome {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|fault| not_started(command, &fault.to_string()))?;
    let (sender, lines) = mpsc::channel();
    let pipes: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|pipe| Box::new(pipe) as _),
        child.stderr.take().map(|pipe| Box::new(pipe) as _),
    ];
    pipes.into_iter().flatten().for_each(|pipe| forward(pipe, sender.clone()));
    drop(sender);
    for line in lines {
        terminal::say(&line);
        read(&line);
    }
    let status = child.wait().map_err(|fault| format!("It was lost: {fault}."))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("It ended with {status}."))
    }
}

/// One thread a pipe: were both read in turn, a full one would hold the runner up.
fn forward(pipe: Box<dyn Read + Send>, lines: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            if lines.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
        }
    });
}

fn not_started(command: &Command, fault: &str) -> String {
    format!("{} could not be started: {fault}.", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pipes_of_a_runner_are_counted() {
        let script = "echo 'ℹ pass 2'; echo '     Summary [ 0.1s] 3 tests run: 2 passed, 1 failed' >&2; exit 3";
        let tested = counted(Command::new("sh").args(["-c", script]));
        assert_eq!((tested.counts.passed, tested.counts.failed), (4, 1));
        assert!(tested.outcome.unwrap_err().contains('3'));
    }

    #[test]
    fn the_first_failure_is_the_one_named() {
        let mut steps = Steps::default();
        assert!(steps.step("one", || Ok(Counts::default())));
        assert!(!steps.step("two", || Err("no".into())));
        assert!(!steps.step("three", || Err("no".into())));
        assert_eq!(steps.close().unwrap_err(), "First failing step: two");
    }

    #[test]
    fn a_missing_program_is_a_sentence() {
        let tested = counted(&mut Command::new("no-such-program-here"));
        assert!(tested.outcome.unwrap_err().starts_with("no-such-program-here could not be started"));
    }
}
