//! Carrying a paper from one database to another: every row as it stands, so that what was committed to still verifies.

pub(crate) mod articles;
mod copying;
pub mod folder;
pub(crate) mod outside;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod readers;
pub(crate) mod recorded;
pub(crate) mod withheld;

pub use articles::*;
pub use copying::{copy_all, parents_first};
pub use outside::*;
pub use people::*;
pub use plans::*;
pub use readers::*;
pub use recorded::*;
pub use withheld::*;

use manuscript::commitment::Hash;

use crate::engine::Connection;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// What enters nothing in the record, all together.
    #[derive(Copy)]
    Unrecorded {
        /// How often drafts changed.
        revisions: i64,
        /// How far the jobs outside are.
        steps: i64,
        /// Which originals are pledged.
        pledged: i64,
    }
}

row! {
    /// How many rows a table has.
    Count { table: String, rows: i64 }
}

/// How many rows each table that is carried has, by the tables' names: PostgreSQL counts large ones side by side, and
/// answers in the order in which it is done.
pub async fn counts(snapshot: &mut Snapshot) -> Result<Vec<Count>, Broken> {
    let mut counts = query!(all snapshot, "carrying/counts.sql", Count)?;
    counts.sort_by(|one, other| one.table.cmp(&other.table));
    Ok(counts)
}

/// What was written without an entry of the record, as sums that tell whether anything of it goes on.
pub async fn unrecorded(snapshot: &mut Snapshot) -> Result<Unrecorded, Broken> {
    query!(one snapshot, "carrying/unrecorded.sql", Unrecorded)
}

/// Keeps everybody from typing, the jobs outside from going on and originals from coming, until the transaction ends; SQLite's one writer does so
/// by itself.
pub async fn hold_unrecorded(tx: &mut Tx) -> Result<(), Broken> {
    if let Connection::Postgres(tx) = &mut tx.connection {
        let hold = sqlx::query(include_str!("../../sql/dialect/postgres/hold_unrecorded.sql"));
        hold.execute(&mut **tx).await?;
    }
    Ok(())
}

/// Sets where the record ends.
pub async fn put_head(tx: &mut Tx, number: i64, hash: &Hash) -> Result<(), Broken> {
    query!(run tx, "carrying/put_head.sql", number, hash.as_slice())?;
    // Entries that were laid down tell of all that was.
    tx.take_changed();
    tx.pending.head = None;
    Ok(())
}
