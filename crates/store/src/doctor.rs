//! What the doctor asks of the database; nothing here writes.

use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot};

/// As many as are told one by one.
const SHOWN: i64 = 20;

row! { Counted { count: i64 } }
row! { At { at: i64 } }

row! {
    /// A job that should have been done.
    LateJob { kind: String, due_at: i64, attempts: i64, failure: Option<String> }
}

row! {
    /// A suspension that is to be looked at again on a day of its zone (`2026-11-25`).
    Review { thing: String, subject: Option<Uuid>, review_on: String, zone: String }
}

/// Which jobs count as late.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    pub now: Instant,
    /// Due before this instant.
    pub due_before: Instant,
    /// Tried so often, a job is failing rather than waiting.
    pub attempts: i64,
}

/// Jobs that were due and that nobody works at.
pub async fn overdue_jobs(snapshot: &mut Snapshot, late: Late) -> Result<Vec<LateJob>, Broken> {
    query!(all snapshot, "doctor/overdue_jobs.sql", LateJob, late.due_before.0, late.attempts, late.now.0, SHOWN)
}

/// Jobs that were tried too often.
pub async fn failing_jobs(snapshot: &mut Snapshot, late: Late) -> Result<Vec<LateJob>, Broken> {
    query!(all snapshot, "doctor/failing_jobs.sql", LateJob, late.attempts, SHOWN)
}

/// Suspensions that have a day of review and have not ended.
pub async fn unended_reviews(snapshot: &mut Snapshot) -> Result<Vec<Review>, Broken> {
    query!(all snapshot, "doctor/unended_reviews.sql", Review)
}

/// How many accounts there are.
pub async fn accounts(snapshot: &mut Snapshot) -> Result<i64, Broken> {
    Ok(query!(one snapshot, "doctor/accounts.sql", Counted)?.count)
}

/// How many accounts that were joined and are not disabled have a role.
pub async fn active_with_role(snapshot: &mut Snapshot, role: &str) -> Result<i64, Broken> {
    Ok(query!(one snapshot, "doctor/active_with_role.sql", Counted, role)?.count)
}

/// When the newest entry of the record was made.
pub async fn newest_entry(snapshot: &mut Snapshot) -> Result<Option<Instant>, Broken> {
    Ok(query!(optional snapshot, "doctor/newest_entry.sql", At)?.map(|row| Instant(row.at)))
}
