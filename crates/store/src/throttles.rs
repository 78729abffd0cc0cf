//! Throttles: how often something was tried from a network. The database has a digest of the network's address, never the key
//! of the digest.

use manuscript::Instant;

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! { CountedRow { times: i64, forget_at: i64 } }

/// What is counted, and of whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Counter {
    /// A code.
    pub purpose: &'static str,
    /// HMAC of the network's address, under a key that lives in a process.
    pub network: [u8; 32],
}

/// A window in which something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub now: Instant,
    /// When one that begins now ends.
    pub ends: Instant,
}

/// How often something was tried in a window that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub times: i64,
    pub ends: Instant,
}

/// Counts one more; a window that has ended begins anew.
pub async fn count(tx: &mut Tx, counter: &Counter, window: Window) -> Result<(), Broken> {
    query!(
        run tx, "throttles/count.sql", counter.purpose, counter.network.as_slice(), window.ends.0, window.now.0
    )
    .map(drop)
}

/// How often it was tried in the window that has not ended by now, if there is one.
pub async fn counted(snapshot: &mut Snapshot, counter: &Counter, now: Instant) -> Result<Option<Counted>, Broken> {
    let row = query!(optional snapshot, "throttles/counted.sql", CountedRow, counter.purpose, counter.network.as_slice(), now.0)?;
    Ok(row.map(|row| Counted {
        times: row.times,
        ends: Instant(row.forget_at),
    }))
}

/// Forgets at most `limit` windows that have ended; answers how many.
pub async fn forget(tx: &mut Tx, now: Instant, limit: i64) -> Result<u64, Broken> {
    query!(run tx, "throttles/forget.sql", now.0, limit)
}
