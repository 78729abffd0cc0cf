//! Processes that stand still: stopped by a signal as a debugger or a hung disk would, let go on, or killed.

use std::process::Command;
use std::time::Instant;

use crate::waiting::BOUND;

/// Stops a process, and returns once it stands still, or has come to its end before.
#[track_caller]
pub fn stop(pid: u32) {
    signal(pid, "-STOP");
    assert!(becomes(pid, ['T', 'Z']), "process {pid} does not stand still");
}

/// Lets a process that was stopped go on.
pub fn go_on(pid: u32) {
    signal(pid, "-CONT");
}

fn signal(pid: u32, signal: &str) {
    let done = Command::new("kill").args([signal, &pid.to_string()]).status();
    assert!(done.is_ok_and(|status| status.success()), "`kill {signal} {pid}` did not work");
}

/// Waits for one of some states of a process, as `/proc` writes it.
fn becomes(pid: u32, states: [char; 2]) -> bool {
    let ends = Instant::now() + BOUND;
    while Instant::now() < ends {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let now = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
        if now.is_some_and(|now| states.contains(&now)) {
            return true;
        }
        std::thread::yield_now();
    }
    false
}
