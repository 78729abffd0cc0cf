//! The paper's words: files read back exactly, commitments that verify, spaces that stand where they belong.

mod arbitrary;
mod commitments;
mod files;
mod reading;
mod spaces;
