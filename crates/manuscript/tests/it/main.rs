//! The paper's words: files read back exactly, commitments that verify, spaces that stand where they belong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod arbitrary;
mod carried;
mod commitments;
mod differences;
mod files;
mod located;
mod loose;
mod outside;
mod reading;
mod records;
mod routes;
mod spaces;
mod upgrades;
mod walk;
