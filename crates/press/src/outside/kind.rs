//! What a kind of outside job is.
//!
//! To add one: write its file, beside this one or in the crate that has what it needs, with a type that is an
//! [`OutsideKind`]; put its word into `store::outside::KINDS`, before the last one, which the
//! release before lacks in tests; and hand it to the node where the others are
//! (`rotative/src/outside/mod.rs`). It is left by an act, in its own transaction, or by the node when its time comes
//! ([`OutsideKind::planned`]). A queue that no other kind has gets a worker of its own by that.

use std::pin::Pin;
use std::time::Duration;

use manuscript::paper::Paper;
use manuscript::{Clock, Instant};
use serde_json::Value;
use store::outside::{self, Job};
use store::{Broken, Store};

/// The doing of a job, under way: what came of it, as data.
pub type Doing<'a> = Pin<Box<dyn Future<Output = Result<Value, Failed>> + Send + 'a>>;

/// What a kind of job is, and how it is done.
pub trait OutsideKind: Send + Sync + 'static {
    /// Its word, as the database writes it.
    fn name(&self) -> &'static str;

    /// The queue in which its jobs stand, which has one worker on each node: what is slow holds up its own queue alone. It
    /// is the name of the worker's task, too.
    fn queue(&self) -> &'static str;

    /// Whether the effect may be had twice.
    fn repeats(&self) -> Repeats {
        Repeats::Safely
    }

    /// How often it is tried before it waits for somebody.
    fn attempts(&self) -> i64 {
        8
    }

    /// How long a node may be silent before its job is another one's. It is renewed while the job is under way.
    fn lease(&self) -> Duration {
        Duration::from_mins(1)
    }

    /// The job that is due by the paper's settings, if one is: it is left once by its name.
    fn planned(&self, _paper: &Paper, _now: Instant) -> Option<Planned> {
        None
    }

    /// Does it. It is given up, at any place where it waits, once its lease is lost or the node ends. A kind whose outside
    /// can be asked asks first, in every attempt after the first one ([`Job::tries`]).
    fn perform<'a>(&'a self, work: &'a Work<'a>) -> Doing<'a>;
}

/// Whether an effect may be had twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// It is the same after one time or two, or the outside can be asked whether it was done.
    Safely,
    /// It is not, and nobody can be asked: a job whose node was lost in the middle is unknown, and waits for somebody.
    Never,
}

/// A job that is due by a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The name under which it is left once: `make_backup 2026-12-01`.
    pub once: String,
    pub due_at: Instant,
    pub payload: Value,
}

/// Why a job was not done, as those read it who look after the machine. No person's words, no person's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// Nothing of it was done, or doing it again does no harm.
    NotDone(String),
    /// Nobody knows. Of a kind that repeats safely this is as the other.
    Unknown(String),
}

impl Failed {
    /// It was not done, for this reason.
    pub fn because(reason: impl std::fmt::Display) -> Self {
        Self::NotDone(reason.to_string())
    }
}

impl From<Broken> for Failed {
    fn from(broken: Broken) -> Self {
        Self::because(broken)
    }
}

/// A job that is under way, with what it may ask.
pub struct Work<'a> {
    pub job: &'a Job,
    pub store: &'a Store,
    pub clock: &'a dyn Clock,
}

impl Work<'_> {
    /// Says how far it came, in a transaction of its own; an attempt after this one reads it.
    pub async fn progress(&self, progress: &Value) -> Result<(), Broken> {
        let mut tx = acts::begin_unrecorded(self.store).await?;
        outside::progress(&mut tx, self.job.held, progress).await?;
        tx.commit().await
    }
}
