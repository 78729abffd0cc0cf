//! Where the record ends: one row, held by whoever writes from the beginning of an act to its commit.

use manuscript::commitment::Hash;

use crate::engine::{Broken, Connection, Snapshot};
use crate::row::row;

row! { HeadRow { number: i64, hash: Vec<u8> } }
row! { HeldRow { number: i64, hash: Vec<u8>, commits_to_state: i64 } }

/// The last number and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: i64,
    pub(crate) hash: Hash,
    /// Whether entries of form 2 may follow: the first one is of form 2, or a base stands for those that are not.
    pub(crate) commits_to_state: bool,
}

/// The last number and its hash.
pub(crate) async fn read(snapshot: &mut Snapshot) -> Result<(i64, Hash), Broken> {
    let head = query!(one snapshot, "record/head.sql", HeadRow)?;
    Ok((head.number, hash_of(&head.hash)?))
}

/// Takes the row, once whoever held it is done. SQLite's one writing transaction has it already.
pub(crate) async fn take(snapshot: &mut Snapshot) -> Result<Head, Broken> {
    let held = query!(one snapshot, "record/lock_record.sql", HeldRow)?;
    Ok(Head {
        number: held.number,
        hash: hash_of(&held.hash)?,
        commits_to_state: held.commits_to_state == 1,
    })
}

/// Sets where the record ends. PostgreSQL tells the other nodes; with SQLite they look for themselves.
pub(crate) async fn set(snapshot: &mut Snapshot, head: &Head) -> Result<(), Broken> {
    query!(run snapshot, "record/set_head.sql", head.number, head.hash.as_slice())?;
    if let Connection::Postgres(tx) = &mut snapshot.connection {
        sqlx::query(include_str!("../sql/dialect/postgres/notify.sql"))
            .bind(head.number)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// A hash as it is kept.
pub(crate) fn hash_of(bytes: &[u8]) -> Result<Hash, Broken> {
    bytes
        .try_into()
        .map_err(|_| Broken::unreadable("a hash", "it is not 32 bytes long"))
}
