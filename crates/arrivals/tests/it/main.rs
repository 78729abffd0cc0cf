//! What others wrote, read as the paper's blocks and written as its manuscripts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod as_people_write;
mod bounds;
mod chance;
mod differential;
mod fuzz;
mod html;

use arrivals::Arrivals;
use manuscript::markdown::{self, Defaults, Malformed, Manuscript, Told, read_and_tell, write};

/// A manuscript with this body, and what was told.
fn read(body: &str) -> (Manuscript, Vec<Told>) {
    let read = try_read(body);
    read.unwrap_or_else(|malformed| panic!("{malformed}: {}", body.chars().take(200).collect::<String>()))
}

fn try_read(body: &str) -> Result<(Manuscript, Vec<Told>), Malformed> {
    read_by(read_and_tell, body)
}

/// As a text is read that is only to be checked: a picture may have no credit.
fn read_loosely(body: &str) -> Result<(Manuscript, Vec<Told>), Malformed> {
    read_by(markdown::read_loosely, body)
}

fn defaults() -> Defaults {
    Defaults {
        language: manuscript::language::Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &Arrivals,
    }
}

type Reader = fn(&str, &Defaults) -> Result<(Manuscript, Vec<Told>), Malformed>;

fn read_by(reader: Reader, body: &str) -> Result<(Manuscript, Vec<Told>), Malformed> {
    let file = format!("---\nheadline: Titre\n---\n{body}\n");
    reader(&file, &defaults())
}

/// The body as the paper writes it.
fn written(body: &str) -> String {
    let file = write(&read(body).0);
    file.split_once("\n---\n").unwrap().1.trim().to_owned()
}

/// Asserts that a body is read as another one, the paper's own, without a word to whoever wrote it.
#[track_caller]
fn is(body: &str, own: &str) {
    let (_, told) = read(body);
    assert_eq!(told, [], "{body}");
    assert_eq!(written(body), written(own), "{body}");
}

/// What is told of a body: its line, and the sentence.
fn told(body: &str) -> Vec<(usize, String)> {
    read(body)
        .1
        .into_iter()
        .map(|told| (told.line - 3, told.not_read.to_string()))
        .collect()
}
