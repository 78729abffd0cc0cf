//! The newsroom's truth on SQLite or PostgreSQL: every query, the migrations, the record, and the media folder.
//!
//! Never in it: rules of the paper, HTTP, HTML. Reading goes through [`Snapshot`], writing through [`Tx`].

#[macro_use]
mod engine;

pub mod accounts;
pub mod addresses;
pub mod answers;
pub mod articles;
pub mod asleep;
pub mod assets;
mod broken;
pub mod busy;
pub mod carrying;
pub mod catalogue;
pub mod connection_data;
pub mod doctor;
pub mod erasures;
pub mod explanations;
pub mod file_locks;
mod hexadecimal;
pub mod imports;
pub mod jobs;
pub mod media;
mod memberships;
mod migrations;
pub mod moved_away;
pub mod notes;
pub mod notices;
mod numbered;
pub mod outside;
pub mod paper;
pub mod plans;
pub mod pledged_originals;
pub mod process;
pub mod proving;
pub mod public_media;
pub mod readers;
pub mod record;
pub mod release;
mod row;
mod stamp;
mod state;
pub mod subject;
pub mod suspensions;
#[cfg(test)]
mod tests;
pub mod throttles;
pub mod tokens;
pub mod transaction;
pub mod versions;
pub mod watch;
pub mod withholdings;
mod writer;
mod writing_here;

pub use broken::{Broken, NotADatabase, OpenRefused};
pub use busy::Patience;
pub use engine::{Snapshot, Store};
pub use migrations::SchemaRefused;
pub use numbered::Numbered;
pub use stamp::Stamp;
pub use transaction::Tx;
