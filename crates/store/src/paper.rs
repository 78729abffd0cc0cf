//! The paper's settings and the schema's floor.

use std::sync::Arc;

use manuscript::paper::Paper;
use manuscript::state::Key;
use manuscript::{Uuid, canonical};

use crate::engine::Connection;
use crate::release::Outgrown;
use crate::row::row;
use crate::transaction::read_head;
use crate::{Broken, Snapshot, Tx};

row! {
    /// The paper: its identity for life, its settings.
    Settings { identity: Uuid, settings: String }
}

row! { Floor { oldest_node: i64 } }
row! { Newest { number: Option<i64> } }
row! { Found { count: i64 } }
row! { FileHash { file_hash: Vec<u8> } }

/// One row, asked in each engine's own words.
macro_rules! one_of {
    ($snapshot:expr, $sqlite:literal, $postgres:literal) => {
        match &mut $snapshot.connection {
            Connection::Sqlite(tx) => sqlx::query_as(include_str!($sqlite)).fetch_one(&mut **tx).await?,
            Connection::Postgres(tx) => sqlx::query_as(include_str!($postgres)).fetch_one(&mut **tx).await?,
        }
    };
}

impl Settings {
    /// The settings as the paper's own type.
    pub fn paper(&self) -> Result<Paper, Broken> {
        canonical::read(&self.settings).map_err(|error| Broken::unreadable("the paper's settings", error))
    }
}

/// The paper's settings, once there are any.
pub async fn settings(snapshot: &mut Snapshot) -> Result<Option<Settings>, Broken> {
    query!(optional snapshot, "paper/settings.sql", Settings)
}

/// The paper as it is set, read once for all acts of a transaction.
pub async fn held(tx: &mut Tx) -> Result<Option<Arc<Paper>>, Broken> {
    if tx.pending.paper.is_none() {
        let settings = settings(tx).await?;
        tx.pending.paper = settings.map(|settings| settings.paper().map(Arc::new)).transpose()?;
    }
    Ok(tx.pending.paper.clone())
}

/// Keeps the settings; the identity is only ever set once.
pub async fn set(tx: &mut Tx, identity: Uuid, settings: &str) -> Result<(), Broken> {
    tx.pending.paper = None;
    tx.changed(Key::Setting);
    query!(run tx, "paper/set.sql", identity, settings).map(drop)
}

/// The digest of the `paper.toml` that was imported last.
pub async fn imported(snapshot: &mut Snapshot) -> Result<Option<Vec<u8>>, Broken> {
    Ok(query!(optional snapshot, "paper/imported.sql", FileHash)?.map(|row| row.file_hash))
}

/// Remembers which `paper.toml` was imported.
pub async fn remember_import(tx: &mut Tx, file_hash: &[u8]) -> Result<(), Broken> {
    query!(run tx, "paper/remember_import.sql", file_hash).map(drop)
}

/// The number of the oldest node that may work on this database.
pub async fn oldest_node(snapshot: &mut Snapshot) -> Result<i64, Broken> {
    Ok(query!(one snapshot, "schema/floor.sql", Floor)?.oldest_node)
}

/// Refuses a database that has moved beyond this program.
pub async fn refuse_if_outgrown(snapshot: &mut Snapshot) -> Result<(), Broken> {
    Ok(Outgrown::refuse(oldest_node(snapshot).await?)?)
}

/// The number of the newest migration that ran here.
pub async fn schema_number(snapshot: &mut Snapshot) -> Result<i64, Broken> {
    Ok(query!(one snapshot, "schema/number.sql", Newest)?.number.unwrap_or(0))
}

/// Whether nothing stands here: no table at all, or our own without a paper and without an act.
pub async fn is_nothing_here(snapshot: &mut Snapshot) -> Result<bool, Broken> {
    if !has_schema(snapshot).await? {
        return Ok(tables(snapshot).await? == 0);
    }
    Ok(settings(snapshot).await?.is_none() && read_head(snapshot).await?.0 == 0)
}

/// Whether any migration ran here. The engines keep their lists of tables in different places.
pub async fn has_schema(snapshot: &mut Snapshot) -> Result<bool, Broken> {
    let found: Found = one_of!(
        snapshot,
        "../sql/dialect/sqlite/has_schema.sql",
        "../sql/dialect/postgres/has_schema.sql"
    );
    Ok(found.count > 0)
}

async fn tables(snapshot: &mut Snapshot) -> Result<i64, Broken> {
    let found: Found = one_of!(snapshot, "../sql/dialect/sqlite/tables.sql", "../sql/dialect/postgres/tables.sql");
    Ok(found.count)
}
