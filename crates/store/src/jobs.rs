//! The outbox: jobs that acts leave in their own transaction, and that the press claims by lease once they are due.

use manuscript::{Act, Instant, Uuid};
use serde_json::{Value, json};

use crate::release;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! { ClaimedRow { id: Uuid, kind: String, thing: Option<Uuid>, due_at: i64, attempts: i64 } }
row! { DueRow { at: Option<i64> } }
row! { IdRow { id: Uuid } }

row! {
    /// How many jobs there are of each state, of the kinds that this node knows.
    #[derive(Copy, Default)]
    Counts {
        /// Due now, and not done.
        due: i64,
        /// Due before an instant, and not done.
        late: i64,
        /// Tried, and not done.
        failing: i64,
        /// Ended without being done.
        given_up: i64,
    }
}

row! {
    /// Jobs of a kind that this node does not know: a newer one left them.
    Unknown {
        kind: String,
        count: i64,
        /// When the first of them is due.
        due_at: i64,
    }
}

/// What a job is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Publish the frozen checkpoint of an article.
    Publish,
    /// End an embargo in its time.
    LiftEmbargo,
    /// A suspension begins.
    BeginSuspension,
    /// A suspension ends.
    EndSuspension,
    /// Throw away the files that a withholding took from the public. Only an older node leaves it here: it is done outside.
    ForgetMedia,
}

impl Kind {
    pub const ALL: [Self; 5] = [
        Self::Publish,
        Self::LiftEmbargo,
        Self::BeginSuspension,
        Self::EndSuspension,
        Self::ForgetMedia,
    ];

    /// Those that this program knows.
    fn known() -> impl Iterator<Item = Self> {
        let lacking = usize::from(release::is_the_one_before());
        Self::ALL.into_iter().take(Self::ALL.len() - lacking)
    }

    /// As the database and the record write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::LiftEmbargo => "lift_embargo",
            Self::BeginSuspension => "begin_suspension",
            Self::EndSuspension => "end_suspension",
            Self::ForgetMedia => "forget_media",
        }
    }
}

/// A job that this node holds for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: Uuid,
    pub kind: Kind,
    /// What it is about: an article, a suspension, a withholding.
    pub thing: Option<Uuid>,
    pub due_at: Instant,
    /// This try counted in.
    pub attempts: i64,
}

/// A job as it is left.
#[derive(Clone, Copy, Debug)]
pub struct NewJob {
    pub id: Uuid,
    pub kind: Kind,
    /// What it is about.
    pub thing: Uuid,
    pub due_at: Instant,
}

/// Why a job was given up: codes, identities, numbers and paths, never words.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenUp {
    /// An act took its place.
    For(Act),
    /// It was refused, as the record keeps a refusal.
    Refused(Value),
}

impl GivenUp {
    fn text(&self) -> String {
        match self {
            Self::For(act) => json!({ "for": act }).to_string(),
            Self::Refused(refused) => json!({ "refused": refused }).to_string(),
        }
    }
}

/// Leaves a job.
pub async fn leave(tx: &mut Tx, job: &NewJob, now: Instant) -> Result<(), Broken> {
    query!(run tx, "jobs/leave.sql", job.id, job.kind.as_str(), job.thing, job.due_at.0, now.0).map(drop)
}

/// The kinds that this node knows, as one text for a query.
fn known_kinds() -> String {
    Kind::known().fold("|".into(), |kinds, kind| kinds + kind.as_str() + "|")
}

/// When the next job is due that nobody holds and that this node can do.
pub async fn next_due(snapshot: &mut Snapshot, now: Instant) -> Result<Option<Instant>, Broken> {
    Ok(query!(one snapshot, "jobs/next_due.sql", DueRow, now.0, known_kinds())?
        .at
        .map(Instant))
}

/// Jobs that wait and that this node cannot do, by kind. They are left to a newer one.
pub async fn unknown(snapshot: &mut Snapshot) -> Result<Vec<Unknown>, Broken> {
    query!(all snapshot, "jobs/unknown.sql", Unknown, known_kinds())
}

/// How many jobs there are of each state; late is what was due before an instant.
pub async fn counts(snapshot: &mut Snapshot, now: Instant, late_before: Instant) -> Result<Counts, Broken> {
    query!(one snapshot, "jobs/counts.sql", Counts, now.0, late_before.0, known_kinds())
}

/// Claims the job that has been due for longest of those that this node can do, until an instant.
pub async fn claim(tx: &mut Tx, now: Instant, node: &str, until: Instant) -> Result<Option<Job>, Broken> {
    let row = query!(optional tx, "jobs/claim.sql", ClaimedRow, now.0, node, until.0, known_kinds())?;
    row.map(|row| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == row.kind);
        Ok(Job {
            id: row.id,
            kind: kind.ok_or_else(|| Broken::unreadable("a job", &row.kind))?,
            thing: row.thing,
            due_at: Instant(row.due_at),
            attempts: row.attempts,
        })
    })
    .transpose()
}

/// Ends a job, done or given up. Answers false if it had ended before: nothing is done twice.
pub async fn done(tx: &mut Tx, job: Uuid, at: Instant, given_up: Option<&GivenUp>) -> Result<bool, Broken> {
    let given_up = given_up.map(GivenUp::text);
    Ok(query!(optional tx, "jobs/done.sql", IdRow, job, at.0, given_up)?.is_some())
}

/// A try failed: the job is left alone until an instant.
pub async fn failed(tx: &mut Tx, job: Uuid, failure: &str, until: Instant) -> Result<(), Broken> {
    query!(run tx, "jobs/failed.sql", job, failure, until.0).map(drop)
}
