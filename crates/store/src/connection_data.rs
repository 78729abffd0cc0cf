//! Connection data: what the law has a paper keep of a connection, about an opaque identity, until a date.

use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// From where somebody did something.
    Kept {
        id: Uuid,
        /// A code: for what the law wants it.
        purpose: String,
        /// What it is about: an opaque identity, of a reader or of something of theirs.
        subject: Option<Uuid>,
        /// The address of the network.
        network: String,
        at: i64,
        forget_at: i64,
    }
}

/// Keeps it until its date.
pub async fn keep(tx: &mut Tx, kept: &Kept) -> Result<(), Broken> {
    query!(
        run tx, "connection_data/keep.sql", kept.id, kept.purpose.as_str(), kept.subject, kept.network.as_str(), kept.at, kept.forget_at
    )
    .map(drop)
}

/// What is kept about an identity, the oldest first.
pub async fn about(snapshot: &mut Snapshot, subject: Uuid) -> Result<Vec<Kept>, Broken> {
    query!(all snapshot, "connection_data/about.sql", Kept, subject)
}

/// Forgets at most `limit` rows whose date has come; answers how many.
pub async fn forget(tx: &mut Tx, now: Instant, limit: i64) -> Result<u64, Broken> {
    query!(run tx, "connection_data/forget.sql", now.0, limit)
}
