//! Transactions that write: where the record ends, one row that they hold from the beginning of an act to the commit, what they changed and have not entered yet, savepoints.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use manuscript::commitment::Hash;
use manuscript::paper::Paper;
use manuscript::state::Key;
use manuscript::withheld::Remembered;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use tokio::time::{Instant, sleep, timeout_at};

use crate::broken::Broken;
use crate::busy::Patience;
use crate::engine::{Connection, Engine, Snapshot, Store, unconnected};
use crate::moved_away::MovedAway;
use crate::release::Outgrown;
use crate::row::{hash_of, row};
use crate::state::{Described, Salts};
use crate::writing_here::Writing;

/// SQLite wakes nobody who waits: it is tried again this often, so that even a short moment in which nobody writes is found.
const TRY_AGAIN: Duration = Duration::from_millis(2);

row! { HeadRow { number: i64, hash: Vec<u8> } }
row! { Writable { oldest_node: i64, moved_at: Option<i64> } }
row! {
    HeldRow { number: i64, hash: Vec<u8>, commits_to_state: i64, oldest_node: i64, moved_at: Option<i64> }
}

/// The last number and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: i64,
    pub(crate) hash: Hash,
    /// Whether entries of form 2 may follow: the first one is of form 2, or a base stands for those that are not.
    pub(crate) commits_to_state: bool,
    /// Since when the paper lives in another database: nothing may be entered here.
    pub(crate) moved: Option<MovedAway>,
}

/// A transaction that writes. Only `acts` and `press` open one. Dropped without [`Tx::commit`], it never happened.
pub struct Tx {
    snapshot: Snapshot,
    pub(crate) pending: Pending,
    writing: Writing,
}

/// Subjects that were changed, with what they are now where whoever wrote them knows; the others are read.
pub(crate) type Changed = BTreeMap<Key, Option<Described>>;

/// What a transaction knows and has yet to write. It holds the row in which the record ends: nobody else can move that.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    /// Where the record ends, once the row is held.
    pub(crate) head: Option<Head>,
    /// Whether others are to be woken at the commit.
    pub(crate) has_entered: bool,
    /// The subjects that were changed since the last entry: the next one says what they are now.
    changed: Changed,
    /// With what the words of what was entered are hashed.
    pub(crate) salts: Salts,
    at_mark: AtMark,
    /// The paper as it is set, once it was asked for: nobody else sets it while the record is held.
    pub(crate) paper: Option<Arc<Paper>>,
    /// What must not come back, once it was asked for, likewise.
    pub(crate) withheld: Option<Arc<[Remembered]>>,
}

/// What was held at the mark: a row that was locked since is free again once that is undone.
#[derive(Clone, Debug, Default)]
struct AtMark {
    head: Option<Head>,
    changed: Changed,
    salts: usize,
}

impl Store {
    /// Opens a transaction that writes, once whoever writes is done; waits for that, and for a connection, as long as is said.
    pub async fn begin(&self, patience: Patience) -> Result<Tx, Broken> {
        let until = Instant::now() + patience.lasts();
        let (connection, writing) = match &self.engine {
            Engine::Sqlite { writing, here, .. } => match begun_on_sqlite(writing, until).await? {
                Some(tx) => (Connection::Sqlite(tx), here.begin()),
                None => return Err(self.busy(patience.lasts()).await),
            },
            Engine::Postgres(pool) => (Connection::Postgres(begun_on_postgres(pool, patience).await?), Writing::begin()),
        };
        Ok(Tx {
            snapshot: Snapshot { connection },
            pending: Pending::default(),
            writing,
        })
    }
}

/// A writing transaction on the one connection that writes, and on the file that others may write in; nothing if neither
/// came free in time.
async fn begun_on_sqlite(pool: &SqlitePool, until: Instant) -> Result<Option<Transaction<'static, Sqlite>>, Broken> {
    loop {
        let begun = match timeout_at(until, pool.begin_with("begin immediate")).await {
            Ok(begun) => begun.map_err(Broken::from),
            Err(_) => return Ok(None),
        };
        match begun {
            Err(broken) if !broken.is_busy() => return Err(broken),
            Err(_) if Instant::now() >= until => return Ok(None),
            Err(_) => sleep(TRY_AGAIN).await,
            Ok(tx) => return Ok(Some(tx)),
        }
    }
}

/// A transaction in which no lock is waited for longer than is said.
async fn begun_on_postgres(pool: &PgPool, patience: Patience) -> Result<Transaction<'static, Postgres>, Broken> {
    let lasts = patience.lasts();
    let begin = format!("begin; set local lock_timeout = {}", lasts.as_millis());
    match timeout_at(Instant::now() + lasts, pool.begin_with(AssertSqlSafe(begin))).await {
        Err(_) | Ok(Err(sqlx::Error::PoolTimedOut)) => Err(unconnected(pool, lasts).await),
        Ok(begun) => begun.map_err(Broken::connecting),
    }
}

impl std::ops::Deref for Tx {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl std::ops::DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Snapshot {
        &mut self.snapshot
    }
}

impl Tx {
    /// For how long it has kept others from writing.
    pub fn lasts(&self) -> Duration {
        self.writing.lasts()
    }

    /// Where the record ends, once whoever writes has committed or given up.
    pub(crate) async fn held(&mut self) -> Result<Head, Broken> {
        if let Some(head) = self.pending.head {
            return Ok(head);
        }
        let head = take_head(&mut self.snapshot).await?;
        self.pending.head = Some(head);
        Ok(head)
    }

    /// Whether it holds the row in which the record ends: an act that may enter something.
    pub const fn holds_pen(&self) -> bool {
        self.pending.head.is_some()
    }

    /// Whoever writes a row of which the record carries the state says so here.
    pub(crate) fn changed(&mut self, key: Key) {
        self.pending.changed.insert(key, None);
    }

    /// Says so and what the subject is now: of a row that was read back in the question that wrote it.
    pub(crate) fn is_now(&mut self, key: Key, described: Described) {
        self.pending.changed.insert(key, Some(described));
    }

    /// What was changed since the last entry.
    pub(crate) fn take_changed(&mut self) -> Changed {
        std::mem::take(&mut self.pending.changed)
    }

    /// Makes everything since the beginning durable; where the record ends now, and all salts, are written once for all that
    /// was entered.
    /// Nothing is changed that no entry tells of.
    pub async fn commit(mut self) -> Result<(), Broken> {
        self.prepare().await?;
        match self.snapshot.connection {
            Connection::Sqlite(tx) => tx.commit().await?,
            Connection::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Does what is left to be done before the commit. Whatever fails here surely kept nothing.
    pub async fn prepare(&mut self) -> Result<(), Broken> {
        if let Some(key) = self.pending.changed.keys().next() {
            return Err(Broken::because(format!(
                "`{}` was changed and no entry of the record says so",
                key.as_entry()
            )));
        }
        // What was written without the pen may have waited for a paper that moved away meanwhile.
        if self.pending.head.is_none() && matches!(self.snapshot.connection, Connection::Postgres(_)) {
            refuse_if_unwritable(&mut self.snapshot).await?;
        }
        std::mem::take(&mut self.pending.salts).write(&mut self.snapshot).await?;
        if let Some(head) = self.pending.head.filter(|_| self.pending.has_entered) {
            set_head(&mut self.snapshot, &head).await?;
            self.pending.has_entered = false;
        }
        Ok(())
    }

    /// Marks a place to come back to; one article of a batch.
    pub async fn mark(&mut self) -> Result<(), Broken> {
        self.remember_mark();
        self.plain("savepoint one_of_many").await
    }

    /// Keeps what was done since the mark and sets the next one.
    pub async fn keep_and_mark(&mut self) -> Result<(), Broken> {
        self.remember_mark();
        self.plain("release savepoint one_of_many; savepoint one_of_many").await
    }

    /// Keeps what was done since the mark.
    pub async fn keep(&mut self) -> Result<(), Broken> {
        self.plain("release savepoint one_of_many").await
    }

    /// Undoes what was done since the mark, which stays.
    pub async fn undo_to_mark(&mut self) -> Result<(), Broken> {
        let AtMark { head, changed, salts } = self.pending.at_mark.clone();
        (self.pending.head, self.pending.changed) = (head, changed);
        self.pending.salts.undo_to(salts);
        (self.pending.paper, self.pending.withheld) = (None, None);
        self.plain("rollback to savepoint one_of_many").await
    }

    /// Undoes what was done since the mark.
    pub async fn undo(&mut self) -> Result<(), Broken> {
        self.undo_to_mark().await?;
        self.keep().await
    }

    fn remember_mark(&mut self) {
        self.pending.at_mark = AtMark {
            head: self.pending.head,
            changed: self.pending.changed.clone(),
            salts: self.pending.salts.count(),
        };
    }

    async fn plain(&mut self, sql: &'static str) -> Result<(), Broken> {
        match &mut self.snapshot.connection {
            Connection::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop)?,
            Connection::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop)?,
        }
        Ok(())
    }
}

/// The last number and its hash.
pub(crate) async fn read_head(snapshot: &mut Snapshot) -> Result<(i64, Hash), Broken> {
    let head = query!(one snapshot, "record/head.sql", HeadRow)?;
    Ok((head.number, hash_of(&head.hash)?))
}

/// Takes the row, once whoever held it is done. SQLite's one writing transaction has it already. A newer program may have
/// brought the schema beyond this one since it was opened.
async fn take_head(snapshot: &mut Snapshot) -> Result<Head, Broken> {
    let held = query!(one snapshot, "record/lock_record.sql", HeldRow)?;
    // PostgreSQL reads the row anew after a wait and all else as it was before: whoever held it may have moved the paper.
    let writable = match snapshot.connection {
        Connection::Sqlite(_) => Writable {
            oldest_node: held.oldest_node,
            moved_at: held.moved_at,
        },
        Connection::Postgres(_) => query!(one snapshot, "asleep/unwritable.sql", Writable)?,
    };
    Outgrown::refuse(writable.oldest_node)?;
    Ok(Head {
        number: held.number,
        hash: hash_of(&held.hash)?,
        commits_to_state: held.commits_to_state == 1,
        moved: writable.moved_at.map(MovedAway::at),
    })
}

/// Refuses to write into a database that has moved beyond this program, or that the paper moved away from.
pub(crate) async fn refuse_if_unwritable(snapshot: &mut Snapshot) -> Result<(), Broken> {
    let row = query!(one snapshot, "asleep/unwritable.sql", Writable)?;
    Outgrown::refuse(row.oldest_node)?;
    match row.moved_at {
        Some(since) => Err(MovedAway::at(since).into()),
        None => Ok(()),
    }
}

/// Sets where the record ends. PostgreSQL tells the other nodes; with SQLite they look for themselves.
async fn set_head(snapshot: &mut Snapshot, head: &Head) -> Result<(), Broken> {
    query!(run snapshot, "record/set_head.sql", head.number, head.hash.as_slice())?;
    if let Connection::Postgres(tx) = &mut snapshot.connection {
        sqlx::query(include_str!("../sql/dialect/postgres/notify.sql"))
            .bind(head.number)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
