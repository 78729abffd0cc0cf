//! A copy of the paper that sleeps: it was restored, or the paper moved away from it. It does nothing outside and nothing in
//! time until it is woken; into one that the paper moved away from nobody writes.

use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Tx, transaction};

row! { WithoutRow { without_erasures: Option<String> } }
row! { AsleepRow { why: String, since: i64 } }

row! {
    /// A job that a sleeping copy has not done.
    FellDue {
        kind: String,
        /// What it is about.
        thing: Option<Uuid>,
        due_at: i64,
    }
}

/// Why a copy sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was made of a backup or of an export: the paper may live elsewhere.
    Restored,
    /// The paper moved to another database.
    Moved,
}

impl Why {
    /// As the database writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Moved => "moved",
        }
    }
}

/// That a copy sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asleep {
    pub why: Why,
    pub since: Instant,
}

/// Whether this copy sleeps.
pub async fn state(snapshot: &mut Snapshot) -> Result<Option<Asleep>, Broken> {
    let Some(row) = query!(optional snapshot, "asleep/state.sql", AsleepRow)? else {
        return Ok(None);
    };
    let why = [Why::Restored, Why::Moved].into_iter().find(|why| why.as_str() == row.why);
    Ok(Some(Asleep {
        why: why.ok_or_else(|| Broken::unreadable("why a copy sleeps", &row.why))?,
        since: Instant(row.since),
    }))
}

/// Puts this copy to sleep.
pub async fn fall(tx: &mut Tx, why: Why, at: Instant) -> Result<(), Broken> {
    query!(run tx, "asleep/fall.sql", why.as_str(), at.0).map(drop)
}

/// Notes why a copy was restored although nobody knows what was erased and withheld since.
pub async fn without_erasures(tx: &mut Tx, reason: &str) -> Result<(), Broken> {
    query!(run tx, "asleep/without_erasures.sql", reason).map(drop)
}

/// Why this copy was restored without what was erased and withheld since, if it was.
pub async fn restored_without(snapshot: &mut Snapshot) -> Result<Option<String>, Broken> {
    let row = query!(optional snapshot, "asleep/restored_without.sql", WithoutRow)?;
    Ok(row.and_then(|row| row.without_erasures))
}

/// Wakes this copy; answers false if it did not sleep.
pub async fn wake(tx: &mut Tx) -> Result<bool, Broken> {
    let woken = query!(run tx, "asleep/wake.sql")?;
    if let Some(head) = &mut tx.pending.head {
        head.moved = None;
    }
    Ok(woken > 0)
}

/// What fell due and was not done, in its order.
pub async fn fell_due(snapshot: &mut Snapshot, now: Instant) -> Result<Vec<FellDue>, Broken> {
    query!(all snapshot, "asleep/fell_due.sql", FellDue, now.0)
}

/// Refuses to write into a database that has moved beyond this program, or that the paper moved away from.
pub async fn refuse_if_unwritable(snapshot: &mut Snapshot) -> Result<(), Broken> {
    transaction::refuse_if_unwritable(snapshot).await
}
