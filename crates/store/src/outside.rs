//! Outside jobs: work whose effect is not in the database, claimed by lease without the record's lock, and ended only by
//! whoever holds the newest attempt.

use manuscript::{Instant, Uuid};
use serde_json::Value;

use crate::jobs::Unknown;
use crate::release;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

/// The kinds that this program knows, the newest last: whoever only tells of jobs has no worker to ask.
pub const KINDS: [&str; 4] = ["check_links", "make_backup", "make_renditions", "forget_media"];

row! {
    ClaimedRow {
        id: Uuid,
        kind: String,
        payload: String,
        due_at: i64,
        attempts: i64,
        attempts_before: i64,
        progress: Option<String>,
    }
}
row! { DueRow { at: Option<i64> } }
row! { CountRow { count: i64 } }
row! { KindRow { kind: String } }
row! { DoneRow { done_at: i64, progress: Option<String> } }

row! {
    /// A job that was under way when its node was lost, and that nobody may repeat.
    Lost { id: Uuid, kind: String, attempts: i64 }
}

row! {
    /// A job that does not go on by itself, or that has failed.
    Stopped {
        id: Uuid,
        kind: String,
        attempts: i64,
        failure: Option<String>,
        dead_at: Option<i64>,
        unknown_at: Option<i64>,
    }
}

row! {
    /// How many jobs there are of each state.
    #[derive(Copy, Default)]
    Counts {
        /// Due now, and not done.
        due: i64,
        /// Tried in vain, and tried again.
        failing: i64,
        /// Tried too often.
        dead: i64,
        /// Lost in the middle of what may not be repeated.
        unknown: i64,
    }
}

/// A job as it is left.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub queue: &'a str,
    /// Opaque identities, numbers, paths; never words, never the address of a person.
    pub payload: Value,
    /// A name under which it is left once, whoever leaves it.
    pub once: Option<&'a str>,
    pub due_at: Instant,
}

/// A queue, as far as a node can work at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub queue: String,
    /// The kinds that this node does there, as one text for a query: `|forget_media|make_backup|`.
    kinds: String,
}

impl Lane {
    /// A queue with the kinds that this node does there.
    pub fn of<'a>(queue: &str, kinds: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            queue: queue.to_owned(),
            kinds: listed(kinds.into_iter().filter(|kind| is_known(kind))),
        }
    }
}

/// What a node holds for a while: the number of its attempt tells it from whoever held the job before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Uuid,
    pub attempt: i64,
}

/// Who holds a job, from when to when.
#[derive(Clone, Copy, Debug)]
pub struct Lease<'a> {
    pub node: &'a str,
    pub now: Instant,
    pub until: Instant,
}

/// A job that this node holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub held: Held,
    pub kind: String,
    pub payload: Value,
    pub due_at: Instant,
    /// How often it was tried since it was left or revived, this time counted in.
    pub tries: i64,
    /// What an attempt before this one said of how far it came.
    pub progress: Option<Value>,
}

fn is_known(kind: &str) -> bool {
    !(release::is_the_one_before() && KINDS.last() == Some(&kind))
}

fn listed<'a>(kinds: impl Iterator<Item = &'a str>) -> String {
    kinds.fold("|".into(), |kinds: String, kind| kinds + kind + "|")
}

fn known_kinds() -> String {
    listed(KINDS.into_iter().filter(|kind| is_known(kind)))
}

fn read(text: &str) -> Result<Value, Broken> {
    serde_json::from_str(text).map_err(|error| Broken::unreadable("an outside job", error))
}

/// Leaves a job. Answers false if one of its name was left before.
pub async fn leave(tx: &mut Tx, job: &NewJob<'_>, now: Instant) -> Result<bool, Broken> {
    let payload = manuscript::canonical::text_of(&job.payload).map_err(|error| Broken::unreadable("a payload", error))?;
    let left = query!(run tx, "outside/leave.sql", job.id, job.kind, job.queue, payload, job.once, job.due_at.0, now.0)?;
    Ok(left == 1)
}

/// Whether a job of this name was ever left.
pub async fn is_left(snapshot: &mut Snapshot, once: &str) -> Result<bool, Broken> {
    Ok(query!(one snapshot, "outside/is_left.sql", CountRow, once)?.count > 0)
}

/// When there is next something to do in a queue.
pub async fn next_due(snapshot: &mut Snapshot, lane: &Lane) -> Result<Option<Instant>, Broken> {
    Ok(query!(one snapshot, "outside/next_due.sql", DueRow, &lane.queue, &lane.kinds)?
        .at
        .map(Instant))
}

/// Claims the job of a queue that has been due for longest.
pub async fn claim(tx: &mut Tx, lane: &Lane, lease: Lease<'_>) -> Result<Option<Job>, Broken> {
    let Lease { node, now, until } = lease;
    let row = query!(optional tx, "outside/claim.sql", ClaimedRow, &lane.queue, &lane.kinds, now.0, node, until.0)?;
    row.map(|row| {
        Ok(Job {
            held: Held {
                id: row.id,
                attempt: row.attempts,
            },
            kind: row.kind,
            payload: read(&row.payload)?,
            due_at: Instant(row.due_at),
            tries: row.attempts - row.attempts_before,
            progress: row.progress.as_deref().map(read).transpose()?,
        })
    })
    .transpose()
}

/// Jobs whose effect had begun when their lease ended: whether they were done is unknown, and stays so until somebody says.
pub async fn lost(tx: &mut Tx, lane: &Lane, now: Instant) -> Result<Vec<Lost>, Broken> {
    query!(all tx, "outside/lost.sql", Lost, &lane.queue, &lane.kinds, now.0)
}

/// The effect begins that may not be repeated. Answers false if another holds the job by now.
pub async fn begin_effect(tx: &mut Tx, held: Held, at: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/begin_effect.sql", held.id, held.attempt, at.0)? == 1)
}

/// Whoever holds it holds it for longer. Answers false if another holds the job by now.
pub async fn renew(tx: &mut Tx, held: Held, until: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/renew.sql", held.id, held.attempt, until.0)? == 1)
}

/// How far it came. Answers false if another holds the job by now.
pub async fn progress(tx: &mut Tx, held: Held, progress: &Value) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/progress.sql", held.id, held.attempt, progress.to_string())? == 1)
}

/// It is done, and this came of it. Answers false if another holds the job by now.
pub async fn done(tx: &mut Tx, held: Held, at: Instant, came_of_it: &Value) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/done.sql", held.id, held.attempt, at.0, came_of_it.to_string())? == 1)
}

/// The attempt failed: the job is due again at an instant. Answers false if another holds the job by now.
pub async fn failed(tx: &mut Tx, held: Held, failure: &str, due: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/failed.sql", held.id, held.attempt, failure, due.0)? == 1)
}

/// It was tried too often. Answers false if another holds the job by now.
pub async fn dead(tx: &mut Tx, held: Held, failure: &str, at: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/dead.sql", held.id, held.attempt, failure, at.0)? == 1)
}

/// Nobody knows whether it was done, and it may not be repeated. Answers false if another holds the job by now.
pub async fn unknown(tx: &mut Tx, held: Held, failure: &str, at: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/unknown.sql", held.id, held.attempt, failure, at.0)? == 1)
}

/// This node ends; the job is free for another one, unless its effect has begun.
pub async fn give_back(tx: &mut Tx, held: Held) -> Result<bool, Broken> {
    Ok(query!(run tx, "outside/give_back.sql", held.id, held.attempt)? == 1)
}

/// A job that is dead or unknown is tried again. Answers its kind, or nothing if it is neither.
pub async fn revive(tx: &mut Tx, job: Uuid, at: Instant) -> Result<Option<String>, Broken> {
    Ok(query!(optional tx, "outside/revive.sql", KindRow, job, at.0)?.map(|row| row.kind))
}

/// Jobs that wait for somebody: dead or unknown, the oldest first.
pub async fn stopped(snapshot: &mut Snapshot, most: i64) -> Result<Vec<Stopped>, Broken> {
    query!(all snapshot, "outside/stopped.sql", Stopped, most)
}

/// Jobs that failed and are tried again, the oldest first.
pub async fn failing(snapshot: &mut Snapshot, most: i64) -> Result<Vec<Stopped>, Broken> {
    query!(all snapshot, "outside/failing.sql", Stopped, most)
}

/// How it is with one job.
pub async fn one(snapshot: &mut Snapshot, job: Uuid) -> Result<Option<Stopped>, Broken> {
    query!(optional snapshot, "outside/one.sql", Stopped, job)
}

/// How many jobs there are of each state.
pub async fn counts(snapshot: &mut Snapshot, now: Instant) -> Result<Counts, Broken> {
    query!(one snapshot, "outside/counts.sql", Counts, now.0)
}

/// Jobs that wait and that this program cannot do, by kind.
pub async fn unknown_kinds(snapshot: &mut Snapshot) -> Result<Vec<Unknown>, Broken> {
    query!(all snapshot, "outside/unknown_kinds.sql", Unknown, known_kinds())
}

/// When a job of a kind was last done, and what came of it.
pub async fn last_done(snapshot: &mut Snapshot, kind: &str) -> Result<Option<(Instant, Value)>, Broken> {
    let row = query!(optional snapshot, "outside/last_done.sql", DoneRow, kind)?;
    row.map(|row| Ok((Instant(row.done_at), row.progress.as_deref().map_or(Ok(Value::Null), read)?)))
        .transpose()
}
