//! Bringing the schema up to what this program needs, under a lock, forward only.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{SqlStr, SqliteConnection};

use crate::broken::{Broken, busy_in, is_full};
use crate::busy::Patience;
use crate::engine::{Engine, Store};
use crate::release::{self, Outgrown};

/// Why this program may not work on a database.
#[derive(Debug, thiserror::Error)]
pub enum SchemaRefused {
    #[error(transparent)]
    TooOld(#[from] Outgrown),
    #[error("the schema could not be brought up: {0}")]
    Broken(MigrateError),
    #[error(transparent)]
    Unreadable(#[from] crate::Broken),
}

impl From<MigrateError> for SchemaRefused {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) if busy_in(&error).is_some() => {
                Self::Unreadable(error.into())
            }
            other => Self::Broken(other),
        }
    }
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
const MIGRATIONS: &[(i64, &str, &str, &str)] = &[
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
    (
        6,
        "a copy sleeps",
        include_str!("../migrations/sqlite/0006_a_copy_sleeps.sql"),
        include_str!("../migrations/postgres/0006_a_copy_sleeps.sql"),
    ),
    (
        7,
        "keystrokes",
        include_str!("../migrations/sqlite/0007_keystrokes.sql"),
        include_str!("../migrations/postgres/0007_keystrokes.sql"),
    ),
    (
        8,
        "one room for readers",
        include_str!("../migrations/sqlite/0008_one_room_for_readers.sql"),
        include_str!("../migrations/postgres/0008_one_room_for_readers.sql"),
    ),
    (
        9,
        "jobs outside",
        include_str!("../migrations/sqlite/0009_jobs_outside.sql"),
        include_str!("../migrations/postgres/0009_jobs_outside.sql"),
    ),
    (
        10,
        "erasures",
        include_str!("../migrations/sqlite/0010_erasures.sql"),
        include_str!("../migrations/postgres/0010_erasures.sql"),
    ),
    (
        11,
        "pledged originals",
        include_str!("../migrations/sqlite/0011_pledged_originals.sql"),
        include_str!("../migrations/postgres/0011_pledged_originals.sql"),
    ),
    (
        12,
        "held jobs",
        include_str!("../migrations/sqlite/0012_held_jobs.sql"),
        include_str!("../migrations/postgres/0012_held_jobs.sql"),
    ),
];

/// From this schema on, what is deleted is gone from the file.
const SECURE: i64 = 10;

/// The newest migration that ran in a SQLite file; nothing in an empty one.
async fn newest_in(connection: &mut SqliteConnection) -> Option<i64> {
    let newest = sqlx::query_as("select max(version) from _sqlx_migrations")
        .fetch_one(connection)
        .await;
    newest.ok().and_then(|(version,): (Option<i64>,)| version)
}

/// What was deleted before lies in pages that nothing uses any more: the file is written anew without them, once. Where there
/// is no room for a second one, or somebody is in it, they stay until they are written over: the schema is what it must be.
async fn sweep(connection: &mut SqliteConnection) {
    let _ = sqlx::query("vacuum").execute(connection).await;
}

impl Store {
    /// Brings the schema up to this program's, under the engine's lock, which is waited for as at a door; refuses a database
    /// that has moved beyond it.
    pub async fn upgrade(&self) -> Result<(), SchemaRefused> {
        self.upgrade_within(Patience::Door).await
    }

    /// The same; says how long whoever brings it up already, or writes, is waited for.
    pub async fn upgrade_within(&self, patience: Patience) -> Result<(), SchemaRefused> {
        refuse_if_too_old(self).await?;
        if let Err(refused) = self.migrate(patience).await {
            return Err(match refused {
                SchemaRefused::Unreadable(broken) => self.naming_writer(broken, patience).await.into(),
                other => other,
            });
        }
        refuse_if_too_old(self).await
    }

    async fn migrate(&self, patience: Patience) -> Result<(), SchemaRefused> {
        let most = patience.lasts().as_millis();
        match &self.engine {
            Engine::Sqlite { writing, .. } => {
                let mut connection = writing.acquire().await.map_err(Broken::from)?;
                statement(format!("pragma busy_timeout = {most}"))
                    .execute(&mut *connection)
                    .await
                    .map_err(Broken::from)?;
                let before = newest_in(&mut connection).await;
                let done = migrator(|(_, _, sqlite, _)| sqlite).run_direct(None, &mut *connection, false).await;
                if done.is_ok() && before.is_some_and(|before| before < SECURE) {
                    sweep(&mut connection).await;
                }
                statement("pragma busy_timeout = 0".into())
                    .execute(&mut *connection)
                    .await
                    .map_err(Broken::from)?;
                done?;
            }
            Engine::Postgres(pool) => {
                let mut connection = pool.acquire().await.map_err(Broken::from)?;
                statement(format!("set lock_timeout = {most}"))
                    .execute(&mut *connection)
                    .await
                    .map_err(Broken::from)?;
                let done = migrator(|(_, _, _, postgres)| postgres)
                    .run_direct(None, &mut *connection, false)
                    .await;
                if done.is_err() {
                    // The server's lock may still be held: it goes with the connection.
                    connection.close_on_drop();
                }
                done?;
                statement("reset lock_timeout".into())
                    .execute(&mut *connection)
                    .await
                    .map_err(Broken::from)?;
            }
        }
        Ok(())
    }
}

/// Sets something on one connection.
fn statement(text: String) -> sqlx::RawSql {
    sqlx::raw_sql(sqlx::AssertSqlSafe(text))
}

fn migrator(text: fn((i64, &'static str, &'static str, &'static str)) -> &'static str) -> Migrator {
    let known = MIGRATIONS.iter().copied().filter(|(number, ..)| *number <= release::schema());
    let migrations = known.map(|migration| {
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
        migrations: migrations.collect(),
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
    Ok(Outgrown::refuse(crate::paper::oldest_node(&mut snapshot).await?)?)
}
