//! What is due by the paper's settings is left as a job, once, by whichever node looks first.

use std::sync::Arc;
use std::time::Duration;

use manuscript::paper::Paper;
use store::Broken;
use store::outside::{self, NewJob};
use supervision::{Ends, Kind as Trouble};
use tokio_util::sync::CancellationToken;

use super::kind::{OutsideKind, Planned};
use super::worker::OutsideWork;

/// The paper's settings and the clock are looked at this often.
pub const LOOK_EVERY: Duration = Duration::from_secs(1);

static NOT_PLANNED: Trouble = Trouble {
    code: "outside_jobs.not_planned",
    is: "what is due by the paper’s settings is not left to be done",
    was: "what is due by the paper’s settings is left to be done again",
    ends: Ends::WhenItWorks,
};

impl OutsideWork {
    pub(super) async fn keep_planning(self: Arc<Self>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let planned = self.leave_planned().await;
            self.troubles.tell(&NOT_PLANNED, "", &planned);
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Leaves every job that is due by the paper's settings and was not left yet.
    pub async fn leave_planned(&self) -> Result<(), Broken> {
        let mut snapshot = self.store.snapshot().await?;
        let Some(settings) = store::paper::settings(&mut snapshot).await? else {
            return Ok(());
        };
        // A copy that sleeps would have the jobs of every day that it slept when it is woken.
        if store::asleep::state(&mut snapshot).await?.is_some() {
            return Ok(());
        }
        let mut due = Vec::new();
        for (kind, planned) in self.planned(&settings.paper()?) {
            if !outside::is_left(&mut snapshot, &planned.once).await? {
                due.push((kind, planned));
            }
        }
        drop(snapshot);
        for (kind, planned) in due {
            self.leave(&*kind, planned).await?;
        }
        Ok(())
    }

    fn planned(&self, paper: &Paper) -> Vec<(Arc<dyn OutsideKind>, Planned)> {
        let now = self.context.clock.now();
        let planned = self
            .kinds
            .iter()
            .filter_map(|kind| Some((Arc::clone(kind), kind.planned(paper, now)?)));
        planned.collect()
    }

    async fn leave(&self, kind: &dyn OutsideKind, planned: Planned) -> Result<(), Broken> {
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        let job = NewJob {
            id: self.context.ids.uuid(),
            kind: kind.name(),
            queue: kind.queue(),
            payload: planned.payload,
            once: Some(&planned.once),
            due_at: planned.due_at,
        };
        outside::leave(&mut tx, &job, self.context.clock.now()).await?;
        tx.commit().await
    }
}
