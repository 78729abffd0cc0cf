//! The one place that prints: answers on standard output, complaints and progress on standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this module is the program's mouth")]

use std::io::Write as _;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use indicatif::{ProgressBar, ProgressStyle};
use manuscript::markdown::Malformed;

/// Says a line that was asked for.
pub fn say(line: &str) {
    println!("{line}");
    let _ = std::io::stdout().flush();
}

/// Says a text that was asked for, without a line's end of its own.
pub fn say_as_it_is(text: &str) {
    print!("{text}");
    let _ = std::io::stdout().flush();
}

/// Says something beside what was asked for, where it disturbs nobody who reads the answer.
pub fn say_beside(line: &str) {
    eprintln!("{line}");
}

/// Says what went wrong, or what to do.
pub fn complain(line: &str) {
    eprintln!("rotative: {line}");
}

/// Shows where in a file something stands that cannot be read.
pub fn complain_at(file: &Path, source: &str, malformed: &Malformed) {
    let start = offset_of(source, malformed);
    let end = source[start..].find('\n').map_or(source.len(), |length| start + length).max(start);
    let path = file.display().to_string();
    let snippet = Snippet::source(source)
        .path(&path)
        .annotation(AnnotationKind::Primary.span(start..end));
    let report = [Level::ERROR.primary_title(malformed.message.as_str()).element(snippet)];
    eprintln!("{}", Renderer::plain().render(&report));
    eprintln!("{path}:{}:{}: {}", malformed.line, malformed.column, malformed.message);
}

fn offset_of(source: &str, malformed: &Malformed) -> usize {
    let line_start: usize = source
        .split_inclusive('\n')
        .take(malformed.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line_start = line_start.min(source.len());
    let line = source[line_start..].split('\n').next().unwrap_or_default();
    let column = line
        .char_indices()
        .nth(malformed.column.saturating_sub(1))
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
