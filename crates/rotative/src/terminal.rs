//! The one place that renditions: answers on standard output, complaints and progress on standard error.

use std::fmt;
use std::io::{BufRead as _, ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU8, Ordering};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use indicatif::{ProgressBar, ProgressStyle};
use safekeeping::progress::Progress;

/// Somebody reads the answers.
const HEARD: u8 = 0;
/// Whoever read them has gone: `rotative record | head`.
const LEFT: u8 = 1;
/// They could not be written, and somebody must know.
const LOST: u8 = 2;

/// What became of the answers so far.
static ANSWERS: AtomicU8 = AtomicU8::new(HEARD);

/// Says a line that was asked for.
pub fn say(line: &str) {
    answer(format_args!("{line}\n"));
}

/// Says a text that was asked for, without a line's end of its own.
pub fn say_as_it_is(text: &str) {
    answer(format_args!("{text}"));
}

/// Whether somebody still reads the answers: who has none to give them to need not go on looking for more.
pub fn is_heard() -> bool {
    ANSWERS.load(Ordering::Relaxed) == HEARD
}

/// The code with which the program ends: 1 where an answer could not be written.
pub(crate) fn ended(code: ExitCode) -> ExitCode {
    if ANSWERS.load(Ordering::Relaxed) == LOST {
        ExitCode::FAILURE
    } else {
        code
    }
}

fn answer(text: fmt::Arguments<'_>) {
    if !is_heard() {
        return;
    }
    let mut out = std::io::stdout().lock();
    let Err(error) = out.write_fmt(text).and_then(|()| out.flush()) else {
        return;
    };
    if error.kind() == ErrorKind::BrokenPipe {
        ANSWERS.store(LEFT, Ordering::Relaxed);
    } else {
        ANSWERS.store(LOST, Ordering::Relaxed);
        complain(&format!("the answer cannot be written: {error}"));
    }
}

/// Asks whoever sits at the terminal; where nobody does, the command itself was the answer.
pub fn agrees(question: &str) -> bool {
    let asked = std::io::stdin();
    if !asked.is_terminal() {
        return true;
    }
    beside(format_args!("{question}"));
    let mut answer = String::new();
    let _ = asked.lock().read_line(&mut answer);
    matches!(answer.trim().to_lowercase().as_str(), "o" | "oui" | "y" | "yes")
}

/// Says something beside what was asked for, where it disturbs nobody who reads the answer.
pub fn say_beside(line: &str) {
    beside(format_args!("{line}\n"));
}

/// Says what went wrong, or what to do.
pub fn complain(line: &str) {
    beside(format_args!("rotative: {line}\n"));
}

/// Where nobody listens to complaints either, there is nobody to tell.
fn beside(text: fmt::Arguments<'_>) {
    let _ = std::io::stderr().lock().write_fmt(text);
}

/// What is wrong at a place of a file; lines and columns begin at 1.
pub struct Fault<'a> {
    pub line: usize,
    pub column: usize,
    pub message: &'a str,
}

/// Shows where in a file something stands that cannot be read.
pub fn complain_at(file: &Path, source: &str, fault: &Fault<'_>) {
    let start = offset_of(source, fault);
    let end = source[start..].find('\n').map_or(source.len(), |length| start + length).max(start);
    let path = file.display().to_string();
    let snippet = Snippet::source(source)
        .path(&path)
        .annotation(AnnotationKind::Primary.span(start..end));
    let report = [Level::ERROR.primary_title(fault.message).element(snippet)];
    say_beside(&Renderer::plain().render(&report));
    say_beside(&format!("{path}:{}:{}: {}", fault.line, fault.column, fault.message));
}

fn offset_of(source: &str, fault: &Fault<'_>) -> usize {
    let line_start: usize = source.split_inclusive('\n').take(fault.line.saturating_sub(1)).map(str::len).sum();
    let line_start = line_start.min(source.len());
    let line = source[line_start..].split('\n').next().unwrap_or_default();
    let column = line
        .char_indices()
        .nth(fault.column.saturating_sub(1))
        .map_or(line.len(), |(at, _)| at);
    line_start + column
}

/// A bar on a terminal; nothing where nobody looks.
pub fn progress(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.with_message(what)
}

/// The bar of a copy that begins later.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn named(what: &'static str) -> Self {
        Self(progress(0, what))
    }
}

impl Progress for Bar {
    fn begins(&self, rows: u64) {
        self.0.set_length(rows);
    }

    fn copied(&self, rows: u64) {
        self.0.inc(rows);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
