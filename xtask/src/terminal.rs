//! The only module that prints. A closed pipe is not a fault: whoever closed it has read enough.
//! Silent under test: the runner's own lines are counted, and must not be mixed with ours.

use std::io::{self, Write};

/// One line on standard output.
pub(crate) fn say(line: &str) {
    write_to(io::stdout().lock(), line);
}

/// One line in the place of the one before, on a terminal; the empty one leaves the place free.
pub(crate) fn say_over(line: &str) {
    if !cfg!(test) {
        let mut out = io::stdout().lock();
        let _closed_pipe = write!(out, "\r\u{1b}[K{line}").and_then(|()| out.flush());
    }
}

/// One line on standard error.
pub(crate) fn complain(line: &str) {
    write_to(io::stderr().lock(), line);
}

/// The title of a step, set off by a blank line.
pub(crate) fn heading(title: &str) {
    say(&format!("\n── {title}"));
}

fn write_to(mut out: impl Write, line: &str) {
    if !cfg!(test) {
        let _closed_pipe = writeln!(out, "{line}").and_then(|()| out.flush());
    }
}
