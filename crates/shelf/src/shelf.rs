//! The shelf's own file: opened, filled beside the one that is read, thrown away, carried to the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use manuscript::Uuid;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::broken::Broken;
use crate::file_state::FORM;
use crate::held_back::HeldBack;

/// The shelf of this node. Cheap to clone; readers go on reading while it is written.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub(crate) reading: SqlitePool,
    pub(crate) writing: SqlitePool,
    file: PathBuf,
    inode: u64,
    /// Nobody reads it yet, and there is nothing in it to forget.
    pub(crate) is_filling: bool,
    changes: Arc<AtomicU64>,
    pub(crate) held_back: HeldBack,
}

/// After so many changes the journal is carried into the file.
const CHANGES: u64 = 50;

impl Shelf {
    /// Whether both are one shelf: a rebuilt one is another.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.changes, &other.changes)
    }

    /// Opens the shelf, or an empty one if there is none, or none that this program can read.
    pub async fn open(file: &Path) -> Result<Self, Broken> {
        match Self::open_as_it_is(file).await {
            Ok(shelf) if shelf.has_our_form().await => Ok(shelf),
            Ok(shelf) => {
                shelf.close().await;
                Self::begin_anew(file).await
            }
            Err(_) => Self::begin_anew(file).await,
        }
    }

    /// Throws the file away and begins an empty shelf in its place. Whoever reads the old one goes on reading it.
    pub async fn begin_anew(file: &Path) -> Result<Self, Broken> {
        Self::begin_filling(file).await?.begin_standing().await
    }

    /// Throws the file away and begins one that is to be filled before anybody reads it: nothing of it is on the disk,
    /// and no program takes it for a shelf, before [`Shelf::begin_standing`].
    pub async fn begin_filling(file: &Path) -> Result<Self, Broken> {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(sqlx::Error::Io(error).into()),
                _ => {}
            }
        }
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Memory)
            .synchronous(SqliteSynchronous::Off)
            .pragma("cache_size", "-65536");
        let writing = only_one().connect_with(options).await?;
        sqlx::raw_sql(include_str!("../migrations/0001_the_shelf.sql"))
            .execute(&writing)
            .await?;
        Ok(Self {
            is_filling: true,
            ..Self::over(writing.clone(), writing, file)
        })
    }

    /// Brings a filled shelf to the disk, whole, and opens it for those who read.
    pub async fn begin_standing(self) -> Result<Self, Broken> {
        self.close().await;
        std::fs::File::open(&self.file)
            .and_then(|file| file.sync_all())
            .map_err(sqlx::Error::Io)?;
        let shelf = Self::open_as_it_is(&self.file).await?;
        sqlx::query(sqlx::AssertSqlSafe(format!("pragma user_version = {FORM}")))
            .execute(&shelf.writing)
            .await?;
        Ok(shelf)
    }

    async fn open_as_it_is(file: &Path) -> Result<Self, Broken> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(2))
            // A change waits for the journal's checkpoint only where a very large one brought this many pages.
            .pragma("wal_autocheckpoint", "16384")
            // What was withheld or taken back does not lie on in pages that nothing uses any more.
            .pragma("secure_delete", "on");
        let writing = only_one()
            .after_release(|connection, _| {
                // A full disk ends a transaction by itself: what thinks that it is still in one is given up.
                Box::pin(async move {
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
            .connect_with(options.clone())
            .await?;
        // A deleted file must go on answering: the connections that know it are never given up.
        let reading = only_one().max_connections(4).min_connections(4);
        let reading = reading.connect_with(options.read_only(true)).await?;
        Ok(Self::over(reading, writing, file))
    }

    fn over(reading: SqlitePool, writing: SqlitePool, file: &Path) -> Self {
        Self {
            reading,
            writing,
            file: file.to_owned(),
            inode: inode_of(file).unwrap_or_default(),
            is_filling: false,
            changes: Arc::default(),
            held_back: HeldBack::default(),
        }
    }

    async fn has_our_form(&self) -> bool {
        let form: Result<(i64,), _> = sqlx::query_as("pragma user_version").fetch_one(&self.writing).await;
        form.is_ok_and(|(form,)| form == FORM)
    }

    /// Keeps articles from readers although the shelf still has them. Answers whether any of them was read until now.
    pub fn hold_back(&self, articles: &[Uuid]) -> bool {
        self.held_back.add(articles)
    }

    /// The shelf says again what readers may have.
    pub fn release(&self) {
        self.held_back.clear();
    }

    /// Whether the file that this shelf reads is still the one in the folder.
    pub fn is_in_place(&self) -> bool {
        inode_of(&self.file).is_some_and(|inode| inode == self.inode)
    }

    /// Takes a damaged file out of its place; the press then builds another.
    pub fn give_up(&self) {
        if self.is_in_place() {
            let _ = std::fs::remove_file(&self.file);
        }
    }

    /// Carries the journal into the file now and then, beside the work: it waits for the disk, and nobody for it.
    pub(crate) fn checkpoint_now_and_then(&self) {
        if self.is_filling || !(self.changes.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(CHANGES) {
            return;
        }
        let file = self.file.clone();
        tokio::spawn(async move {
            if let Err(error) = checkpoint(&file).await {
                tracing::warn!(event = "shelf not checkpointed", code = "shelf.not_checkpointed", reason = %error);
            }
        });
    }

    /// Carries the whole journal into the file and cuts it: what was taken out stands in neither. Answers false while somebody
    /// still reads what it was before.
    pub async fn cut_journal(&self) -> Result<bool, Broken> {
        let (is_busy, ..): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&self.writing).await?;
        Ok(is_busy == 0)
    }

    /// Where the file stands.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Closes the file.
    pub async fn close(&self) {
        self.reading.close().await;
        self.writing.close().await;
    }
}

async fn checkpoint(file: &Path) -> Result<(), sqlx::Error> {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await?;
    sqlx::query("pragma wal_checkpoint(passive)").execute(&mut connection).await?;
    connection.close().await
}

/// A pool that never gives its connection up.
fn only_one() -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None)
}

fn inode_of(file: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).ok().map(|metadata| metadata.ino())
}
