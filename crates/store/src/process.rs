//! Processes of this machine: under which name this one shows itself, and what can be told of another.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use crate::busy::Holder;

/// The command that this process was started for.
static COMMAND: OnceLock<&'static str> = OnceLock::new();

/// Ticks a second in what Linux says of processes; it is so on every machine that Linux runs on.
const TICKS: u64 = 100;

/// Says for which command this process was started; a word of the program's own, never anything that was typed.
pub fn is_named(command: &'static str) {
    // A second name in one process would be a test's; it keeps the first.
    let _ = COMMAND.set(command);
}

/// The name under which a server knows this process: `rotative import 4711`.
pub(crate) fn name() -> String {
    let pid = std::process::id();
    match COMMAND.get() {
        Some(command) => format!("rotative {command} {pid}"),
        None => format!("rotative {pid}"),
    }
}

/// A process as whoever waits for it is told.
pub(crate) fn holder(pid: u32) -> Holder {
    match command_of(pid) {
        Some(command) => Holder::Process {
            command,
            pid,
            runs: runs(pid),
        },
        None => Holder::Unknown,
    }
}

/// Its program, and the first word after it if that is a plain word: what else was typed may be anybody's name.
fn command_of(pid: u32) -> Option<String> {
    let line = std::fs::read(about(pid, "cmdline")).ok()?;
    let mut words = line.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let program = words.next().filter(|program| !program.is_empty())?;
    let program = Path::new(&*program).file_name()?.to_string_lossy().into_owned();
    let is_plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    Some(match words.next().filter(|word| is_plain(word)) {
        Some(word) => format!("{program} {word}"),
        None => program,
    })
}

/// For how long it has run.
fn runs(pid: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(about(pid, "stat")).ok()?;
    // The program's name stands in brackets and may hold anything; 19 fields stand between it and the moment of the start.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 = fields.split_ascii_whitespace().nth(19)?.parse().ok()?;
    let up = std::fs::read_to_string("/proc/uptime").ok()?;
    let up: f64 = up.split_ascii_whitespace().next()?.parse().ok()?;
    Some(Duration::from_secs_f64(up.max(0.0)).saturating_sub(Duration::from_secs(ticks / TICKS)))
}

fn about(pid: u32, what: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{pid}/{what}"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_by_its_program_and_its_age() {
        let pid = std::process::id();
        let Holder::Process { command, runs, .. } = holder(pid) else {
            panic!("this process has a command line")
        };
        assert!(command.starts_with("store-"), "{command}");
        assert!(runs.unwrap() < Duration::from_mins(10), "{runs:?}");
        assert_eq!(holder(u32::MAX), Holder::Unknown);
    }
}
