//! The whole paper as one file, made while it is served, the same from either engine.

mod archive;
mod facts;
mod restoring;
pub mod retention;
mod sealing;
mod unpacking;
mod writing;

pub use restoring::{Restored, Target, into_database, into_folder, try_reading};
pub use sealing::{Sealing, Unsealing};
pub use unpacking::Source;
pub use writing::{Backup, Wanted, Written};
