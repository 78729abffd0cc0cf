//! The whole paper as one file, made while it is served, the same from either engine.

mod archive;
mod facts;
mod restoring;
mod sealing;
mod unpacking;
mod writing;

pub use restoring::{Restored, Target, into_database, into_folder};
pub use sealing::{Sealing, Unsealing};
pub use unpacking::{NewCopy, Since, Source};
pub use writing::{Backup, Wanted, Written};
