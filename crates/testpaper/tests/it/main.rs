//! Stories told in one process, on both databases: acts of the newsroom, time as the test sets it, pages as readers get them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod access;
mod addresses;
mod asked;
mod code;
mod correcting;
mod embargo;
mod front;
mod furniture;
mod hostile;
mod keeping;
mod notices;
mod outside_jobs;
mod permissions;
mod reserved;
mod suspensions;
mod together;
mod unrecorded;

/// A manuscript with a headline and one paragraph, published two days before the test paper's noon.
fn news(headline: &str, text: &str) -> String {
    format!("---\nheadline: \"{headline}\"\npublished: 2026-11-20 10:00\n---\n\n{text}\n")
}
