//! The two engines behind one door: pools, and snapshots for reading.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, Postgres, Sqlite, Transaction};

use crate::broken::{Broken, NotADatabase, OpenRefused};
use crate::busy::{Busy, Holder, Patience};
use crate::process;
use crate::writing_here::WritingHere;

/// So many rows SQLite reads before it waits for whoever asked: it works on a thread of its own.
const ROWS_AHEAD: usize = 512;

/// How long a server that does not answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a connection is waited for when all of them are in use.
const CONNECTION: Duration = Duration::from_secs(5);

/// How long reading waits for the moments in which SQLite lets nobody in: whoever was last puts the file in order.
const IN_ORDER: Duration = Duration::from_secs(10);

/// The newsroom's database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) engine: Engine,
}

/// SQLite reads through many connections and writes through one; PostgreSQL has one pool.
#[derive(Clone, Debug)]
pub(crate) enum Engine {
    Sqlite {
        reading: SqlitePool,
        writing: SqlitePool,
        file: PathBuf,
        here: WritingHere,
    },
    Postgres(PgPool),
}

pub(crate) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A snapshot to read from.
pub struct Snapshot {
    pub(crate) connection: Connection,
}

impl Store {
    /// Whether one connection writes at a time, whatever it writes.
    pub const fn has_one_writer(&self) -> bool {
        matches!(self.engine, Engine::Sqlite { .. })
    }

    /// Opens the database at an address: `sqlite:FILE` or `postgres://…`.
    pub async fn open(address: &str) -> Result<Self, OpenRefused> {
        if let Some(file) = address.strip_prefix("sqlite:") {
            return Ok(Self {
                engine: open_sqlite(Path::new(file.trim_start_matches("//"))).await?,
            });
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self {
                engine: open_postgres(address).await?,
            });
        }
        Err(NotADatabase(address.to_owned()).into())
    }

    /// A consistent view of the database as it is now.
    pub async fn snapshot(&self) -> Result<Snapshot, Broken> {
        let connection = match &self.engine {
            Engine::Sqlite { reading, .. } => Connection::Sqlite(reading.begin().await?),
            Engine::Postgres(pool) => match pool.begin_with("begin isolation level repeatable read read only").await {
                Err(sqlx::Error::PoolTimedOut) => return Err(unconnected(pool, CONNECTION).await),
                begun => Connection::Postgres(begun.map_err(Broken::connecting)?),
            },
        };
        Ok(Snapshot { connection })
    }

    /// The engine's name.
    pub fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite { .. } => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// Writes the database as it is now into a new file, without what was deleted from it. Answers false, and writes
    /// nothing, where the database is no file: rows are copied from there.
    pub async fn copy_file_to(&self, file: &Path) -> Result<bool, Broken> {
        let Engine::Sqlite { reading, .. } = &self.engine else {
            return Ok(false);
        };
        sqlx::query("vacuum into $1")
            .bind(file.to_string_lossy().into_owned())
            .execute(reading)
            .await?;
        Ok(true)
    }

    /// Carries the whole journal into the file and cuts it: what was deleted stands in neither. Answers false while somebody
    /// still reads what was there before. A server keeps files of its own, of which nothing is said.
    pub async fn cut_journal(&self) -> Result<bool, Broken> {
        let Engine::Sqlite { writing, .. } = &self.engine else {
            return Ok(true);
        };
        let (is_busy, ..): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(writing).await?;
        Ok(is_busy == 0)
    }

    /// Closes every connection; what was acknowledged is on the disk already.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { reading, writing, .. } => {
                reading.close().await;
                writing.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(file: &Path) -> Result<Engine, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted or written over is gone from the file, not only from the tables.
        .pragma("secure_delete", "on")
        .row_buffer_size(ROWS_AHEAD);
    let writing = SqlitePoolOptions::new()
        .max_connections(1)
        // Whoever begins says how long it waits.
        .acquire_timeout(Patience::Long.lasts())
        .after_connect(|connection, _| {
            // A transaction that cannot begin says so at once, and `Store::begin` tries again for as long as it may.
            Box::pin(async move { sqlx::query("pragma busy_timeout = 0").execute(connection).await.map(drop) })
        })
        .after_release(|connection, _| {
            // A full disk ends a transaction by itself: what thinks that it is still in one is given up.
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .connect_with(options.clone().busy_timeout(Patience::Door.lasts()))
        .await?;
    let reading = SqlitePoolOptions::new()
        .max_connections(4)
        .min_connections(0)
        .connect_with(options.read_only(true).busy_timeout(IN_ORDER))
        .await?;
    Ok(Engine::Sqlite {
        reading,
        writing,
        file: file.to_owned(),
        here: WritingHere::default(),
    })
}

async fn open_postgres(address: &str) -> Result<Engine, sqlx::Error> {
    let options = PgConnectOptions::from_str(address)?.application_name(&process::name());
    // A pool would go on trying a server that is away; one connection says so at once.
    connected(&options).await?.close().await?;
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(CONNECTION)
        .after_connect(|connection, _| {
            // A process that stands still in the middle of an act loses it to the others, unless this database says otherwise.
            let limit = sqlx::query(include_str!("../sql/dialect/postgres/limit_idleness.sql"));
            Box::pin(async move { limit.execute(connection).await.map(drop) })
        })
        .connect_with(options)
        .await?;
    Ok(Engine::Postgres(pool))
}

/// One connection beside the pool, or why there is none.
async fn connected(options: &PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    tokio::time::timeout(PATIENCE, PgConnection::connect_with(options))
        .await
        .unwrap_or_else(|_| {
            let silent = format!("the server did not answer for {} s", PATIENCE.as_secs());
            Err(std::io::Error::new(std::io::ErrorKind::TimedOut, silent).into())
        })
}

/// Why the pool had no connection in time: all are taken, or the server is away. A busy server is not told to be away.
pub(crate) async fn unconnected(pool: &PgPool, waited: Duration) -> Broken {
    match connected(&pool.connect_options()).await {
        Ok(connection) => {
            // It was asked for to learn that there is one.
            let _ = connection.close().await;
            let (waited, holder) = (Some(waited), Holder::Connections);
            Busy { waited, holder }.into()
        }
        Err(error) => error.into(),
    }
}

/// Runs one query file on whichever engine there is. `all`, `optional` and `one` read rows, `run` counts those touched.
macro_rules! query {
    (all $snapshot:expr, $file:literal, $row:ty $(, $bind:expr)*) => {
        query!(@rows $snapshot, $file, $row, fetch_all $(, $bind)*)
    };
    (optional $snapshot:expr, $file:literal, $row:ty $(, $bind:expr)*) => {
        query!(@rows $snapshot, $file, $row, fetch_optional $(, $bind)*)
    };
    (one $snapshot:expr, $file:literal, $row:ty $(, $bind:expr)*) => {
        query!(@rows $snapshot, $file, $row, fetch_one $(, $bind)*)
    };
    (run $tx:expr, $file:literal $(, $bind:expr)*) => {{
        const SQL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $file));
        #[cfg(test)]
        crate::engine::ran::note($file);
        match &mut $tx.connection {
            crate::engine::Connection::Sqlite(tx) => {
                sqlx::query(SQL)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            crate::engine::Connection::Postgres(tx) => {
                sqlx::query(SQL)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
        .map_err(crate::Broken::from)
    }};
    (@rows $snapshot:expr, $file:literal, $row:ty, $fetch:ident $(, $bind:expr)*) => {{
        const SQL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $file));
        #[cfg(test)]
        crate::engine::ran::note($file);
        match &mut $snapshot.connection {
            crate::engine::Connection::Sqlite(tx) => sqlx::query_as::<_, $row>(SQL)$(.bind($bind))*.$fetch(&mut **tx).await,
            crate::engine::Connection::Postgres(tx) => sqlx::query_as::<_, $row>(SQL)$(.bind($bind))*.$fetch(&mut **tx).await,
        }
        .map_err(crate::Broken::from)
    }};
}

#[cfg(test)]
pub(crate) mod ran {
    //! Which query files ran in this process, so that a test can prove that all of them did.

    use std::collections::BTreeSet;
    use std::sync::Mutex;

    static FILES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

    pub(crate) fn note(file: &'static str) {
        if let Ok(mut files) = FILES.lock() {
            files.insert(file);
        }
    }

    pub(crate) fn files() -> BTreeSet<&'static str> {
        FILES.lock().map(|files| files.clone()).unwrap_or_default()
    }
}
