//! Keeping a paper safe: exports and what is rebuilt from them, backups, moving, proofs, and whether all is well.
//!
//! Never in it: rendering_pictures, the environment, a clock of its own, SQL. What is told goes out as values, in both languages.

pub mod backup;
pub mod database;
pub mod doctor;
pub mod exporting;
mod lines;
pub mod lock;
pub mod moving;
pub mod new_copy;
pub mod originals;
pub mod progress;
pub mod rebuilding;
pub mod refused;
pub mod traces;
pub mod verifying;
