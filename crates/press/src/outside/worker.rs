//! The workers of outside jobs, one for each queue: claim, commit, do it with no transaction open, book how it ended.

use std::sync::Arc;
use std::time::Duration;

use acts::notices;
use manuscript::Instant;
use serde_json::{Value, json};
use store::outside::{self, Held, Job, Lane, Lease};
use store::{Broken, Store, Tx};
use supervision::{Ends, Kind as Trouble, Task, Troubles, unwound};
use tokio_util::sync::CancellationToken;

use super::kind::{Failed, OutsideKind, Repeats, Work};
use super::pauses::pause_after;
use crate::jobs::JobContext;

/// A queue is looked at this often, so that what another process has left is seen.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long a queue is left alone whose jobs could not be read or booked.
const AGAIN: Duration = Duration::from_secs(2);
/// How often it is tried to book how a job ended, before its lease is left to run out.
const BOOKINGS: u32 = 5;

static NOT_WORKED: Trouble = Trouble {
    code: "outside_jobs.not_done",
    is: "outside jobs not done",
    was: "outside jobs done again",
    ends: Ends::WhenItWorks,
};
static FAILED: Trouble = Trouble {
    code: "outside_job.failed",
    is: "outside job failed; it is tried again",
    was: "an outside job that had failed is done",
    ends: Ends::WhenUnmet,
};

/// A place in a job's life at which a test may let a node stand still, to kill it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// It is claimed, and nothing was done.
    Claimed,
    /// Its effect is had, and nothing says so yet.
    Effected,
}

/// Says whether a node stands still at a place of a kind of job.
type StandsStill = dyn Fn(Point, &str) -> bool + Send + Sync;

/// The outside jobs of a node: its queues, the kinds that it knows, and what they are done with.
pub struct OutsideWork {
    pub(super) store: Store,
    pub(super) context: JobContext,
    pub(super) kinds: Vec<Arc<dyn OutsideKind>>,
    pub(super) troubles: Troubles,
    stands_still: Option<Arc<StandsStill>>,
}

/// How an attempt ended.
enum Ended {
    Done(Value),
    Failed(Failed),
    /// Another holds the job by now, or may.
    Lost,
    /// The node ends.
    Stopped,
}

impl OutsideWork {
    /// No kind is known yet.
    pub fn new(store: Store, context: JobContext) -> Self {
        Self {
            store,
            context,
            kinds: Vec::new(),
            troubles: Troubles::default(),
            stands_still: None,
        }
    }

    /// One more kind is done here.
    #[must_use]
    pub fn doing(mut self, kind: impl OutsideKind) -> Self {
        self.kinds.push(Arc::new(kind));
        self
    }

    /// Tells what breaks where the whole process does.
    #[must_use]
    pub fn telling(self, troubles: Troubles) -> Self {
        Self { troubles, ..self }
    }

    /// Stands still where a test says.
    #[must_use]
    pub fn standing_still(self, stands_still: Arc<StandsStill>) -> Self {
        Self {
            stands_still: Some(stands_still),
            ..self
        }
    }

    /// A worker for each queue, and whoever leaves what is due by the paper's settings.
    pub fn tasks(self: &Arc<Self>) -> Vec<Task> {
        let planner = Arc::clone(self);
        let mut tasks = vec![Task::new("plans", move |stop| Arc::clone(&planner).keep_planning(stop))];
        for queue in self.queues() {
            let workers = Arc::clone(self);
            tasks.push(Task::new(queue, move |stop| Arc::clone(&workers).keep_working(queue, stop)));
        }
        tasks
    }

    /// Every queue that this node works at, once.
    fn queues(&self) -> Vec<&'static str> {
        let mut queues: Vec<&'static str> = self.kinds.iter().map(|kind| kind.queue()).collect();
        queues.sort_unstable();
        queues.dedup();
        queues
    }

    fn lane(&self, queue: &str) -> Lane {
        let kinds = self.kinds.iter().filter(|kind| kind.queue() == queue);
        Lane::of(queue, kinds.map(|kind| kind.name()))
    }

    /// The same of the kinds alone whose effect may not be had twice.
    fn unrepeatable(&self, queue: &str) -> Lane {
        let kinds = self.kinds.iter().filter(|kind| kind.queue() == queue);
        Lane::of(queue, kinds.filter(|kind| kind.repeats() == Repeats::Never).map(|kind| kind.name()))
    }

    async fn keep_working(self: Arc<Self>, queue: &'static str, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let worked = self.work(queue, &stop).await;
            self.troubles.tell(&NOT_WORKED, queue, &worked);
            let rest = worked.map_or(AGAIN, |next| self.until(next).min(LOOK_EVERY));
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    fn until(&self, next: Option<Instant>) -> Duration {
        let left = next.map_or(i64::MAX, |next| (next.0 - self.context.clock.now().0).max(1));
        Duration::from_millis(u64::try_from(left).unwrap_or(1))
    }

    /// Does what is due in a queue, one job after the other, and answers when there is next something to do.
    pub async fn work(&self, queue: &str, stop: &CancellationToken) -> Result<Option<Instant>, Broken> {
        let lane = self.lane(queue);
        while !stop.is_cancelled() {
            // Looking costs no lock; only a job that is due opens a transaction.
            let next = outside::next_due(&mut self.store.snapshot().await?, &lane).await?;
            let now = self.context.clock.now();
            if next.is_none_or(|next| next > now) {
                return Ok(next);
            }
            let Some(job) = self.claim(&lane, now).await? else { break };
            self.see_to(&job, stop).await?;
        }
        Ok(None)
    }

    /// What was lost in the middle is told first: it is never claimed again by itself.
    async fn claim(&self, lane: &Lane, now: Instant) -> Result<Option<Job>, Broken> {
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        for lost in outside::lost(&mut tx, &self.unrepeatable(&lane.queue), now).await? {
            let detail = json!({ "kind": lost.kind, "attempts": lost.attempts });
            self.raise(&mut tx, &notices::JOB_UNKNOWN, (&lost.id.to_string(), detail)).await?;
        }
        let lease = Lease {
            node: &self.context.node,
            now,
            until: self.lease_of_queue(&lane.queue, now),
        };
        let job = outside::claim(&mut tx, lane, lease).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Until the kind of the job is known, the shortest lease of its queue holds.
    fn lease_of_queue(&self, queue: &str, now: Instant) -> Instant {
        let kinds = self.kinds.iter().filter(|kind| kind.queue() == queue);
        later(now, kinds.map(|kind| kind.lease()).min().unwrap_or_default())
    }

    async fn see_to(&self, job: &Job, stop: &CancellationToken) -> Result<(), Broken> {
        let Some(kind) = self.kinds.iter().find(|kind| kind.name() == job.kind) else {
            return Ok(());
        };
        let ended = if job.tries > kind.attempts() {
            Ended::Failed(Failed::because("its node was lost in the middle of every attempt"))
        } else {
            self.attempt(&**kind, job, stop).await?
        };
        if matches!(ended, Ended::Done(_)) {
            self.stand_still_at(Point::Effected, &job.kind).await;
        }
        let booked = self.insist((&**kind, job), &ended).await?;
        if booked {
            tracing::debug!(event = "outside job ended", kind = job.kind, job = %job.held.id);
        } else {
            tracing::warn!(
                event = "an outside job was slower than its lease; another node has taken it",
                code = "outside_job.late",
                kind = job.kind
            );
        }
        Ok(())
    }

    async fn attempt(&self, kind: &dyn OutsideKind, job: &Job, stop: &CancellationToken) -> Result<Ended, Broken> {
        self.stand_still_at(Point::Claimed, kind.name()).await;
        if kind.repeats() == Repeats::Never && !self.begins(job.held).await? {
            return Ok(Ended::Lost);
        }
        let work = Work {
            job,
            store: &self.store,
            clock: &*self.context.clock,
        };
        Ok(tokio::select! {
            done = unwound(kind.perform(&work)) => match done {
                Ok(Ok(came_of_it)) => Ended::Done(came_of_it),
                Ok(Err(failed)) => Ended::Failed(failed),
                Err(panicked) => Ended::Failed(Failed::Unknown(panicked.to_string())),
            },
            () = self.until_lost(kind, job.held) => Ended::Lost,
            () = stop.cancelled() => Ended::Stopped,
        })
    }

    async fn begins(&self, held: Held) -> Result<bool, Broken> {
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        let begun = outside::begin_effect(&mut tx, held, self.context.clock.now()).await?;
        tx.commit().await?;
        Ok(begun)
    }

    /// Renews the lease for as long as it can; ends once it is another's, or may be.
    async fn until_lost(&self, kind: &dyn OutsideKind, held: Held) {
        let mut in_vain = 0;
        while in_vain < 3 {
            match self.renew(kind, held).await {
                Ok(true) => in_vain = 0,
                Ok(false) => return,
                Err(_) => in_vain += 1,
            }
            tokio::time::sleep(kind.lease() / 4).await;
        }
    }

    async fn renew(&self, kind: &dyn OutsideKind, held: Held) -> Result<bool, Broken> {
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        let renewed = outside::renew(&mut tx, held, later(self.context.clock.now(), kind.lease())).await?;
        tx.commit().await?;
        Ok(renewed)
    }

    /// A database that is busy for a moment does not lose what was done.
    async fn insist(&self, of: (&dyn OutsideKind, &Job), ended: &Ended) -> Result<bool, Broken> {
        let mut booking = 1;
        loop {
            match self.book(of, ended).await {
                Err(_) if booking < BOOKINGS => tokio::time::sleep(AGAIN / 4).await,
                booked => return booked,
            }
            booking += 1;
        }
    }

    /// Books how an attempt ended. Answers false if another holds the job by now.
    async fn book(&self, (kind, job): (&dyn OutsideKind, &Job), ended: &Ended) -> Result<bool, Broken> {
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        let now = self.context.clock.now();
        let (held, id) = (job.held, job.held.id.to_string());
        let booked = match ended {
            Ended::Done(came_of_it) => {
                self.troubles.is_over(&FAILED, &id);
                outside::done(&mut tx, held, now, came_of_it).await?
            }
            Ended::Failed(failed) => self.book_failure(&mut tx, (kind, job), failed).await?,
            Ended::Lost => false,
            Ended::Stopped => outside::give_back(&mut tx, held).await?,
        };
        tx.commit().await?;
        Ok(booked)
    }

    async fn book_failure(&self, tx: &mut Tx, (kind, job): (&dyn OutsideKind, &Job), failed: &Failed) -> Result<bool, Broken> {
        let (held, id, now) = (job.held, job.held.id.to_string(), self.context.clock.now());
        let detail = json!({ "kind": kind.name(), "attempts": job.tries });
        let reason = match failed {
            Failed::Unknown(reason) if kind.repeats() == Repeats::Never => {
                let booked = outside::unknown(tx, held, reason, now).await?;
                if booked {
                    self.raise(tx, &notices::JOB_UNKNOWN, (&id, detail)).await?;
                }
                return Ok(booked);
            }
            Failed::NotDone(reason) | Failed::Unknown(reason) => reason,
        };
        self.troubles.stands(&FAILED, &id, reason);
        if job.tries >= kind.attempts() {
            let booked = outside::dead(tx, held, reason, now).await?;
            if booked {
                self.troubles.is_over(&FAILED, &id);
                self.raise(tx, &notices::JOB_DEAD, (&id, detail)).await?;
            }
            return Ok(booked);
        }
        let pause = pause_after(job.tries, self.context.ids.salt());
        outside::failed(tx, held, reason, Instant(now.0 + pause)).await
    }

    async fn raise(&self, tx: &mut Tx, kind: &'static notices::Kind, (subject, detail): (&str, Value)) -> Result<(), Broken> {
        let told = notices::Told::of(kind, subject).detailed(detail);
        notices::raise(tx, (&*self.context.clock, &*self.context.ids), &told).await
    }

    async fn stand_still_at(&self, point: Point, kind: &str) {
        if self.stands_still.as_ref().is_some_and(|stands_still| stands_still(point, kind)) {
            tracing::warn!(event = "a job stands still, as a test planned", kind, point = ?point);
            std::future::pending::<()>().await;
        }
    }
}

fn later(now: Instant, by: Duration) -> Instant {
    Instant(now.0 + i64::try_from(by.as_millis()).unwrap_or(i64::MAX / 2))
}
