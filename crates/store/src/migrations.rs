//! Bringing the schema up to what this program needs, under a lock, forward only.

use sqlx::SqlStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use crate::engine::{Engine, Store, is_full};

/// The number of the newest migration that this program knows.
pub const SCHEMA: i64 = 5;

/// Why this program may not work on a database.
#[derive(Debug, thiserror::Error)]
pub enum SchemaRefused {
    #[error(
        "this program is too old for its database: the schema allows nodes from number {oldest} on, this one is {SCHEMA}; install the newer release"
    )]
    TooOld { oldest: i64 },
    #[error("the schema could not be brought up: {0}")]
    Broken(#[from] MigrateError),
    #[error(transparent)]
    Unreadable(#[from] crate::Broken),
}

impl SchemaRefused {
    /// Whether there was no room left on the disk.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Broken(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => is_full(error),
            Self::Unreadable(broken) => broken.is_full(),
            _ => false,
        }
    }
}

/// Both folders hold the same numbers.
const MIGRATIONS: [(i64, &str, &str, &str); 5] = [
    (
        1,
        "the paper",
        include_str!("../migrations/sqlite/0001_the_paper.sql"),
        include_str!("../migrations/postgres/0001_the_paper.sql"),
    ),
    (
        2,
        "acts that hold",
        include_str!("../migrations/sqlite/0002_acts_that_hold.sql"),
        include_str!("../migrations/postgres/0002_acts_that_hold.sql"),
    ),
    (
        3,
        "public media",
        include_str!("../migrations/sqlite/0003_public_media.sql"),
        include_str!("../migrations/postgres/0003_public_media.sql"),
    ),
    (
        4,
        "state in the record",
        include_str!("../migrations/sqlite/0004_state_in_the_record.sql"),
        include_str!("../migrations/postgres/0004_state_in_the_record.sql"),
    ),
    (
        5,
        "a second door",
        include_str!("../migrations/sqlite/0005_a_second_door.sql"),
        include_str!("../migrations/postgres/0005_a_second_door.sql"),
    ),
];

impl Store {
    /// Brings the schema up to this program's, under the engine's lock; refuses a database that has moved beyond it.
    pub async fn upgrade(&self) -> Result<(), SchemaRefused> {
        match &self.engine {
            Engine::Sqlite { writing, .. } => {
                refuse_if_too_old(self).await?;
                migrator(|(_, _, sqlite, _)| sqlite).run(writing).await?;
            }
            Engine::Postgres(pool) => {
                refuse_if_too_old(self).await?;
                migrator(|(_, _, _, postgres)| postgres).run(pool).await?;
            }
        }
        refuse_if_too_old(self).await
    }
}

fn migrator(text: fn((i64, &'static str, &'static str, &'static str)) -> &'static str) -> Migrator {
    let migrations = MIGRATIONS.map(|migration| {
        let (number, name, ..) = migration;
        Migration::new(
            number,
            name.into(),
            MigrationType::Simple,
            SqlStr::from_static(text(migration)),
            false,
        )
    });
    // A newer release may have migrated already: whether that is too far is said by `schema_floor`, not by the list.
    let mut migrator = Migrator {
        migrations: migrations.to_vec().into(),
        ..Migrator::DEFAULT
    };
    migrator.set_ignore_missing(true);
    migrator
}

async fn refuse_if_too_old(store: &Store) -> Result<(), SchemaRefused> {
    let mut snapshot = store.snapshot().await?;
    if !crate::paper::has_schema(&mut snapshot).await? {
        return Ok(());
    }
    let oldest = crate::paper::oldest_node(&mut snapshot).await?;
    if oldest > SCHEMA {
        Err(SchemaRefused::TooOld { oldest })
    } else {
        Ok(())
    }
}
