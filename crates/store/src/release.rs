//! What this program knows of what others may enter and leave: migrations and tags, and whether it is the newest. Others
//! may be ahead of it while a paper is brought from one release to the next.
//!
//! A build for tests may be told to be the release before: it lacks the newest migration, the newest tag and the newest kind
//! of job, as a program does that was built before there were any. Whether a build may be told so is asked by whoever tells.

use std::sync::OnceLock;

use manuscript::Tag;
use manuscript::refusal::{Refusal, Said};

/// The number of the newest migration.
pub(crate) const NEWEST: i64 = 12;

static BEFORE: OnceLock<()> = OnceLock::new();

/// This process lacks from now on what only the newest release knows.
pub fn be_the_one_before() {
    let _ = BEFORE.set(());
}

pub(crate) fn is_the_one_before() -> bool {
    BEFORE.get().is_some()
}

/// The number of the newest migration that this program knows.
pub fn schema() -> i64 {
    if is_the_one_before() { NEWEST - 1 } else { NEWEST }
}

/// A tag that this program knows, as an entry of the record writes it.
pub fn tag(entered: &str) -> Option<Tag> {
    Tag::from_entry(entered).filter(|tag| !is_the_one_before() || !matches!(tag, Tag::Media(_)))
}

/// The database has moved beyond this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outgrown {
    /// The oldest program that may work on it, by its newest migration.
    pub oldest: i64,
}

impl Outgrown {
    /// Refuses a database that this program may not work on.
    pub fn refuse(oldest: i64) -> Result<(), Self> {
        if oldest > schema() { Err(Self { oldest }) } else { Ok(()) }
    }
}

impl std::error::Error for Outgrown {}

impl std::fmt::Display for Outgrown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl Refusal for Outgrown {
    fn said(&self) -> Said {
        let (oldest, known) = (self.oldest, schema());
        Said::new(
            format!(
                "ce programme est trop vieux pour sa base de données : le schéma veut au moins le numéro {oldest}, celui-ci est le {known} ; installez la version plus récente"
            ),
            format!(
                "this program is too old for its database: the schema allows nodes from number {oldest} on, this one is {known}; install the newer release"
            ),
        )
    }

    fn code(&self) -> String {
        "database.outgrown".into()
    }

    fn codes() -> Vec<String> {
        vec!["database.outgrown".into()]
    }
}
