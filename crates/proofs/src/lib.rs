//! Texts as files, read by the copy desk: the place of every finding in the file, fixes written back, reports for machines.
//!
//! Never in it: input, output, a clock, printing. Whoever reads a file hands its text over, and writes back what comes out.

pub mod checked;
pub mod fixing;
pub mod github;
pub mod json;
pub mod lines;
pub mod piece;
pub mod reader;
pub mod sarif;
pub mod tally;
