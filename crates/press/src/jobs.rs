//! Jobs: what acts left to be done at a time, or after their commit, claimed by lease and done once.

use std::sync::Arc;
use std::time::Duration;

use acts::publication::PublishRefused;
use acts::{planning, suspending};
use manuscript::{Clock, Ids, Instant, Uuid, refusal};
use serde_json::Value;
use store::jobs::{self, GivenUp, Job, Kind};
use store::media::MediaFolders;
use store::{Broken, Store, Tx, outside};
use supervision::{Ends, Kind as Trouble, unwound};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::broken::PressBroken;
use crate::press::Press;

/// How long a node that took a job may be silent before another takes it.
const LEASE: i64 = 10_000;
/// How long a job that failed is left alone.
const REST: i64 = 30_000;
/// The clock is looked at this often, so that what another process has planned is seen.
const LOOK_EVERY: Duration = Duration::from_millis(250);

static NOT_DONE: Trouble = Trouble {
    code: "jobs.not_done",
    is: "jobs not done",
    was: "jobs done again",
    ends: Ends::WhenItWorks,
};
static FAILED: Trouble = Trouble {
    code: "job.failed",
    is: "job failed",
    was: "a job that had failed is done",
    ends: Ends::WhenUnmet,
};

/// What jobs are done with.
#[derive(Clone)]
pub struct JobContext {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub media: MediaFolders,
    /// The name under which this process takes jobs.
    pub node: String,
}

impl JobContext {
    /// The desk of an act that nobody asks for: of the paper as it is set, once there is one.
    pub(crate) async fn desk(&self, tx: &mut Tx) -> Result<Option<acts::Desk>, Broken> {
        let desk = |paper| acts::Desk {
            clock: Arc::clone(&self.clock),
            ids: Arc::clone(&self.ids),
            paper,
        };
        Ok(store::paper::held(tx).await?.map(desk))
    }
}

impl Press {
    /// Does what is due until told to stop.
    pub(crate) async fn keep_time(self: Arc<Self>, desk: JobContext, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let next = self.do_due(&desk).await;
            self.troubles.tell(&NOT_DONE, "", &next);
            if let Err(broken) = &next {
                self.examine(broken);
            }
            let rest = next.ok().flatten().map_or(LOOK_EVERY, |next| until(next, &desk).min(LOOK_EVERY));
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Does everything that is due, and answers when the next job will be.
    pub async fn do_due(&self, desk: &JobContext) -> Result<Option<Instant>, PressBroken> {
        while let Some(job) = claim(&self.store, desk).await? {
            let span = tracing::info_span!("job", job = %job.id, kind = job.kind.as_str());
            self.try_one(desk, &job).instrument(span).await?;
        }
        let mut snapshot = self.store.snapshot().await?;
        let next = jobs::next_due(&mut snapshot, desk.clock.now()).await?;
        let mut unknown = jobs::unknown(&mut snapshot).await?;
        unknown.extend(outside::unknown_kinds(&mut snapshot).await?);
        self.tell_unknown(&unknown);
        tracing::trace!(event = "jobs looked at");
        Ok(next)
    }

    /// What fails, or panics, in one job is that job's affair: it is left alone for a while, the others go on.
    async fn try_one(&self, desk: &JobContext, job: &Job) -> Result<(), PressBroken> {
        let done = unwound(Box::pin(self.do_one(desk, job))).await;
        let done = done.unwrap_or_else(|panicked| Err(Broken::because(panicked.to_string())));
        if let Err(busy) = &done
            && busy.is_busy()
        {
            // The job has not failed: its lease ends, and it is claimed again.
            return Err(busy.clone().into());
        }
        self.troubles.tell(&FAILED, &job.id.to_string(), &done);
        match done {
            Ok(()) => {
                self.catch_up().await?;
                tracing::debug!(event = "job done", kind = job.kind.as_str());
            }
            Err(failed) => self.fail(desk, job, &failed).await?,
        }
        Ok(())
    }

    /// One job is one act, which ends the job in its own transaction: a crash does it once or not at all.
    async fn do_one(&self, desk: &JobContext, job: &Job) -> Result<(), Broken> {
        let mut tx = acts::begin(&self.store).await?;
        let given_up = match do_act(&mut tx, desk, job).await? {
            Outcome::Done => None,
            Outcome::GivenUp(refused) => {
                drop(tx);
                tx = acts::begin(&self.store).await?;
                give_up(&mut tx, desk, job, &refused).await?;
                Some(GivenUp::Refused(refused))
            }
        };
        if jobs::done(&mut tx, job.id, desk.clock.now(), given_up.as_ref()).await? {
            tx.commit().await?;
        }
        Ok(())
    }

    async fn fail(&self, desk: &JobContext, job: &Job, failed: &Broken) -> Result<(), PressBroken> {
        let mut tx = acts::begin(&self.store).await?;
        let until = Instant(desk.clock.now().0 + REST);
        jobs::failed(&mut tx, job.id, &failed.to_string(), until).await?;
        tx.commit().await?;
        Ok(())
    }
}

enum Outcome {
    Done,
    /// With the refusal as the record keeps it.
    GivenUp(Value),
}

fn until(next: Instant, desk: &JobContext) -> Duration {
    let left = (next.0 - desk.clock.now().0).max(1);
    Duration::from_millis(u64::try_from(left).unwrap_or(1))
}

async fn claim(store: &Store, desk: &JobContext) -> Result<Option<Job>, PressBroken> {
    let now = desk.clock.now();
    // Looking costs no lock; only a job that is due opens a transaction.
    let next = jobs::next_due(&mut store.snapshot().await?, now).await?;
    if next.is_none_or(|next| next > now) {
        return Ok(None);
    }
    let mut tx = acts::begin(store).await?;
    let job = jobs::claim(&mut tx, now, &desk.node, Instant(now.0 + LEASE)).await?;
    tx.commit().await?;
    Ok(job)
}

async fn do_act(tx: &mut Tx, desk: &JobContext, job: &Job) -> Result<Outcome, Broken> {
    let Some(thing) = job.thing else { return Ok(Outcome::Done) };
    let Some(at_desk) = desk.desk(tx).await? else {
        return Ok(Outcome::Done);
    };
    match job.kind {
        Kind::Publish => return publish(tx, &at_desk, (thing, job.due_at)).await,
        Kind::LiftEmbargo => planning::lift_in_time(tx, &at_desk, thing, job.id).await?,
        Kind::BeginSuspension => suspending::begin_in_time(tx, &at_desk, thing).await?,
        Kind::EndSuspension => suspending::end_in_time(tx, &at_desk, thing).await?,
        // An older node left it here: it is one of those that are done outside.
        Kind::ForgetMedia => acts::forgetting::leave(tx, &at_desk, thing).await?,
    }
    Ok(Outcome::Done)
}

async fn publish(tx: &mut Tx, desk: &acts::Desk, (article, due): (Uuid, Instant)) -> Result<Outcome, Broken> {
    match planning::publish_planned(tx, desk, article, due).await {
        Ok(_) => Ok(Outcome::Done),
        Err(PublishRefused::Broken(broken)) => Err(broken),
        Err(refused) => Ok(Outcome::GivenUp(refusal::as_entry(&refused))),
    }
}

async fn give_up(tx: &mut Tx, desk: &JobContext, job: &Job, refused: &Value) -> Result<(), Broken> {
    let (Some(article), Some(at_desk)) = (job.thing, desk.desk(tx).await?) else {
        return Ok(());
    };
    planning::give_up_planned(tx, &at_desk, article, refused).await
}
