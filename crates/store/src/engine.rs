//! The two engines behind one door: pools, and snapshots for reading.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use manuscript::refusal::{Refusal, Said};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, Postgres, Sqlite, Transaction};

use crate::busy::{Busy, Holder, Patience};
use crate::moved_away::MovedAway;
use crate::process;
use crate::release::Outgrown;
use crate::writing_here::WritingHere;

/// So many rows SQLite reads before it waits for whoever asked: it works on a thread of its own.
const ROWS_AHEAD: usize = 512;

/// How long a server that does not answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a connection is waited for when all of them are in use.
const CONNECTION: Duration = Duration::from_secs(5);

/// How long reading waits for the moments in which SQLite lets nobody in: whoever was last puts the file in order.
const IN_ORDER: Duration = Duration::from_secs(10);

/// Broken machinery: the database away, a full disk, a row that no code of ours wrote. Never a rule of the paper.
#[derive(Clone, Debug)]
pub struct Broken(Arc<sqlx::Error>);

/// An address of a database that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no database that this program knows; write `sqlite:FILE` or `postgres://USER@HOST/NAME`")]
pub struct NotADatabase(pub String);

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(busy) = self.busy() {
            return busy.fmt(f);
        }
        if let Some(outgrown) = self.outgrown() {
            return outgrown.fmt(f);
        }
        if let Some(moved) = self.moved_away() {
            return moved.fmt(f);
        }
        if self.is_full() {
            return f.write_str("the disk is full, nothing of this was kept: make room, then do it again");
        }
        if self.is_read_only() {
            return f.write_str("the database’s disk can only be read, nothing of this was kept: make it writable, then do it again");
        }
        if self.is_damage() {
            return f.write_str(DAMAGED.1);
        }
        write!(f, "the database did not do its work: {}", self.0)
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

impl From<sqlx::Error> for Broken {
    fn from(error: sqlx::Error) -> Self {
        Self(Arc::new(error))
    }
}

impl From<Busy> for Broken {
    fn from(busy: Busy) -> Self {
        sqlx::Error::AnyDriverError(Box::new(busy)).into()
    }
}

impl From<MovedAway> for Broken {
    fn from(moved: MovedAway) -> Self {
        sqlx::Error::AnyDriverError(Box::new(moved)).into()
    }
}

impl From<Outgrown> for Broken {
    fn from(outgrown: Outgrown) -> Self {
        sqlx::Error::AnyDriverError(Box::new(outgrown)).into()
    }
}

impl Refusal for Broken {
    fn said(&self) -> Said {
        if let Some(busy) = self.busy() {
            return busy.said();
        }
        if let Some(outgrown) = self.outgrown() {
            return outgrown.said();
        }
        if let Some(moved) = self.moved_away() {
            return moved.said();
        }
        let french = if self.is_full() {
            "le disque est plein, rien de ceci n’a été gardé : faites de la place, puis recommencez".into()
        } else if self.is_read_only() {
            "le disque de la base de données est en lecture seule, rien de ceci n’a été gardé : rendez-le inscriptible, puis recommencez"
                .into()
        } else if self.is_damage() {
            DAMAGED.0.into()
        } else if self.is_away() {
            "la base de données ne répond pas, rien de ceci n’a été gardé : refaites-le quand elle est de retour".into()
        } else {
            format!("la base de données n’a pas fait son travail : {}", self.0)
        };
        Said::new(french, self.to_string())
    }

    fn code(&self) -> String {
        let reason = if self.is_busy() {
            "busy"
        } else if self.outgrown().is_some() {
            "outgrown"
        } else if self.moved_away().is_some() {
            "moved"
        } else if self.is_full() {
            "full"
        } else if self.is_read_only() {
            "read_only"
        } else if self.is_damage() {
            "damaged"
        } else if self.is_away() {
            "away"
        } else {
            "broken"
        };
        format!("database.{reason}")
    }

    fn codes() -> Vec<String> {
        ["busy", "outgrown", "moved", "full", "read_only", "damaged", "away", "broken"]
            .map(|reason| format!("database.{reason}"))
            .into()
    }
}

impl Broken {
    /// Stored bytes that this code cannot read.
    pub fn unreadable(what: &str, error: impl std::fmt::Display) -> Self {
        sqlx::Error::Decode(format!("{what}: {error}").into()).into()
    }

    /// Machinery that failed below, and said so in words.
    pub fn because(reason: impl Into<String>) -> Self {
        sqlx::Error::Protocol(reason.into()).into()
    }

    /// A connection that did not come to be. Whatever else answers there, a proxy without a server behind it or one that
    /// ends in the middle of a word, it is no database of ours now.
    pub(crate) fn connecting(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Protocol(_) | sqlx::Error::Decode(_) => {
                let away = std::io::Error::new(std::io::ErrorKind::NotConnected, error.to_string());
                sqlx::Error::Io(away).into()
            }
            other => other.into(),
        }
    }

    /// Who held what was waited for in vain, if that is what went wrong.
    pub fn busy(&self) -> Option<Busy> {
        match &*self.0 {
            sqlx::Error::AnyDriverError(cause) => cause.downcast_ref().cloned(),
            error => busy_in(error),
        }
    }

    /// How far the database has moved beyond this program, if it has.
    pub fn outgrown(&self) -> Option<Outgrown> {
        match &*self.0 {
            sqlx::Error::AnyDriverError(cause) => cause.downcast_ref().copied(),
            _ => None,
        }
    }

    /// Since when the paper lives in another database, if it does.
    pub fn moved_away(&self) -> Option<MovedAway> {
        match &*self.0 {
            sqlx::Error::AnyDriverError(cause) => cause.downcast_ref().copied(),
            _ => None,
        }
    }

    /// Whether something was waited for in vain: nothing is broken, and it can be asked for again.
    pub fn is_busy(&self) -> bool {
        self.busy().is_some()
    }

    /// Whether there was no room left on the disk.
    pub fn is_full(&self) -> bool {
        is_full(&self.0)
    }

    /// Whether the disk can only be read: SQLite's codes, whatever went wrong in particular, and PostgreSQL's.
    pub fn is_read_only(&self) -> bool {
        match &*self.0 {
            sqlx::Error::Database(error) => error
                .code()
                .is_some_and(|code| matches!(&*code, "8" | "264" | "520" | "776" | "1032" | "1288" | "1544" | "25006")),
            sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ReadOnlyFilesystem,
            _ => false,
        }
    }

    /// Whether the file is no database any more, or pages of it are torn: SQLite’s codes, PostgreSQL’s class XX.
    pub fn is_damage(&self) -> bool {
        is_damage(&self.0)
    }

    /// Whether nothing answers where the database should be: the server is gone, ends, or begins.
    pub fn is_away(&self) -> bool {
        match &*self.0 {
            sqlx::Error::Io(error) => !matches!(
                error.kind(),
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::ReadOnlyFilesystem
            ),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Tls(_) => true,
            sqlx::Error::Database(error) => error
                .code()
                .is_some_and(|code| code.starts_with("08") || matches!(&*code, "57P01" | "57P02" | "57P03" | "14")),
            _ => false,
        }
    }

    /// Whether somebody here can mend what broke, once told: make room, put a backup in the place of a damaged file.
    pub fn can_be_mended(&self) -> bool {
        self.is_full() || self.is_read_only() || self.is_damage()
    }

    /// Whether a commit that ended like this surely kept nothing: the engine itself refused it.
    pub fn kept_nothing(&self) -> bool {
        matches!(&*self.0, sqlx::Error::Database(_)) && !self.is_away()
    }
}

/// What is said of a damaged database, in French and in English.
const DAMAGED: (&str, &str) = (
    "la base de données est endommagée, rien de ceci n’a été gardé : remettez la dernière sauvegarde (`rotative restore`), et gardez le fichier abîmé",
    "the database is damaged, nothing of this was kept: put the last backup in its place (`rotative restore`), and keep the damaged file",
);

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

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefused {
    #[error(transparent)]
    NotADatabase(#[from] NotADatabase),
    #[error(transparent)]
    Busy(Busy),
    #[error("the database could not be opened: {0}")]
    Broken(sqlx::Error),
}

impl From<sqlx::Error> for OpenRefused {
    fn from(error: sqlx::Error) -> Self {
        match busy_in(&error) {
            Some(busy) => Self::Busy(busy),
            None => Self::Broken(error),
        }
    }
}

impl OpenRefused {
    /// What is said of a file that is a database no more, if that is why.
    pub fn damage(&self) -> Option<Said> {
        let damaged = matches!(self, Self::Broken(error) if is_damage(error));
        damaged.then(|| Said::new(DAMAGED.0, DAMAGED.1))
    }

    /// Whether there was no room left on the disk.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Broken(error) if is_full(error))
    }
}

fn is_damage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| matches!(&*code, "11" | "26" | "267" | "523" | "779" | "XX001" | "XX002")),
        _ => false,
    }
}

/// SQLite's codes for a full disk and for shared memory that finds no room there, PostgreSQL's `disk_full`.
pub(crate) fn is_full(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error.code().is_some_and(|code| matches!(&*code, "13" | "4874" | "53100")),
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    }
}

/// What an engine says when it gave up waiting: SQLite's codes for a file that is locked, PostgreSQL's for a lock that was
/// not given in time and for connections of which none is left.
pub(crate) fn busy_in(error: &sqlx::Error) -> Option<Busy> {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code)?;
    let holder = match &*code {
        "5" | "6" | "261" | "262" | "517" | "518" | "773" | "55P03" => Holder::Unknown,
        "53300" => Holder::Connections,
        _ => return None,
    };
    Some(Busy { waited: None, holder })
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
