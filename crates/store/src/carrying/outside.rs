//! What is left to be done outside, and what the house was told, row by row.

use manuscript::Uuid;
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// Work that is left to be done outside of the database.
    #[derive(Serialize, Deserialize)]
    OutsideJobRow {
        id: Uuid,
        kind: String,
        queue: String,
        payload: String,
        once: Option<String>,
        due_at: i64,
        left_at: i64,
        attempts: i64,
        attempts_before: i64,
        tried_at: Option<i64>,
        leased_by: Option<String>,
        leased_until: Option<i64>,
        began_at: Option<i64>,
        progress: Option<String>,
        failure: Option<String>,
        done_at: Option<i64>,
        dead_at: Option<i64>,
        unknown_at: Option<i64>,
    }
}

row! {
    /// What the house was told.
    #[derive(Serialize, Deserialize)]
    NoticeRow {
        id: Uuid,
        kind: String,
        subject: String,
        capability: String,
        account: Option<Uuid>,
        detail: String,
        since: i64,
        met_at: i64,
        times: i64,
        until: Option<i64>,
        settled_at: Option<i64>,
        settled_by: Option<String>,
    }
}

row! {
    /// An original of which no row knows yet.
    PledgedOriginalRow {
        hash: Vec<u8>,
        until: i64,
        going_until: Option<i64>,
    }
}

/// Every row of `outside_jobs`.
pub async fn outside_jobs(snapshot: &mut Snapshot) -> Result<Vec<OutsideJobRow>, Broken> {
    query!(all snapshot, "carrying/outside_jobs.sql", OutsideJobRow)
}

/// Puts a row of `outside_jobs` where it was.
pub async fn put_outside_jobs(tx: &mut Tx, row: &OutsideJobRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_outside_jobs.sql", row.id, &row.kind, &row.queue, &row.payload, row.once.as_deref(), row.due_at, row.left_at,
        row.attempts, row.attempts_before, row.tried_at, row.leased_by.as_deref(), row.leased_until, row.began_at,
        row.progress.as_deref(), row.failure.as_deref(), row.done_at, row.dead_at, row.unknown_at
    )
    .map(drop)
}

/// Every row of `notices`.
pub async fn notices(snapshot: &mut Snapshot) -> Result<Vec<NoticeRow>, Broken> {
    query!(all snapshot, "carrying/notices.sql", NoticeRow)
}

/// Puts a row of `notices` where it was.
pub async fn put_notices(tx: &mut Tx, row: &NoticeRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_notices.sql", row.id, &row.kind, &row.subject, &row.capability, row.account, &row.detail, row.since,
        row.met_at, row.times, row.until, row.settled_at, row.settled_by.as_deref()
    )
    .map(drop)
}

/// Every row of `pledged_originals`.
pub async fn pledged_originals(snapshot: &mut Snapshot) -> Result<Vec<PledgedOriginalRow>, Broken> {
    query!(all snapshot, "carrying/pledged_originals.sql", PledgedOriginalRow)
}

/// Puts a row of `pledged_originals` where it was.
pub async fn put_pledged_originals(tx: &mut Tx, row: &PledgedOriginalRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_pledged_originals.sql", row.hash.as_slice(), row.until, row.going_until).map(drop)
}
