//! What a node tells the house of itself and of what it sees: when something begins to hold, and when it is over.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use acts::notices::{self, BACKUP_UNTRIED, CLOCK_WRONG, Kind, PLAN_GIVEN_UP, Told};
use manuscript::paper::Paper;
use manuscript::{Clock, Ids, Instant, Uuid};
use serde_json::{Value, json};
use store::{Broken, Snapshot, Store, doctor, outside, plans, versions};
use supervision::{Ends, Kind as Trouble, Task, Troubles};
use tokio_util::sync::CancellationToken;

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// So far ahead of the clock an entry of the record may lie: machines differ.
const AHEAD: i64 = 60_000;
/// Without a backup that was made and read back for so long, the house is told.
const UNTRIED: i64 = 2 * 86_400_000;
/// The same of a paper that never had one.
const NEVER: i64 = 3_600_000;

static NOT_TOLD: Trouble = Trouble {
    code: "notices.not_told",
    is: "what the house must know cannot be written down",
    was: "what the house must know is written down again",
    ends: Ends::WhenItWorks,
};

/// Tells the house, from one node.
pub struct House {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub troubles: Troubles,
    /// What this machine is called.
    pub machine: String,
    /// When this node began to look.
    pub since: Instant,
    /// What this node last said of each subject: told once as long as it holds.
    pub said: Mutex<BTreeMap<(&'static str, String), Holds>>,
}

/// Whether something was said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Yes,
    No,
}

impl House {
    /// Looks until told to stop.
    pub fn task(self: &Arc<Self>) -> Task {
        let house = Arc::clone(self);
        Task::new("house", move |stop| Arc::clone(&house).keep_looking(stop))
    }

    async fn keep_looking(self: Arc<Self>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let told = self.look().await;
            self.troubles.tell(&NOT_TOLD, "", &told);
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Looks once at what nobody else tells: the clock, backups that nobody makes, plans that were given up and made anew.
    pub async fn look(&self) -> Result<(), Broken> {
        let mut snapshot = self.store.snapshot().await?;
        let clock = self.clock_is_wrong(&mut snapshot).await?;
        let untried = self.backups_are_untried(&mut snapshot).await?;
        let planned_anew = planned_anew(&mut snapshot).await?;
        drop(snapshot);
        self.tell(&CLOCK_WRONG, &self.machine, clock).await?;
        self.tell(&BACKUP_UNTRIED, "backups", untried).await?;
        for article in planned_anew {
            self.is_over(&PLAN_GIVEN_UP, &article).await?;
        }
        Ok(())
    }

    /// Tells what holds of a subject now, with its detail, or that it does not. What is looked at again and again is told
    /// when it begins and when it ends.
    pub async fn tell(&self, kind: &'static Kind, subject: &str, holds: Option<Value>) -> Result<(), Broken> {
        let (key, now) = ((kind.word, subject.to_owned()), holds.as_ref().map_or(Holds::No, |_| Holds::Yes));
        if self.said().get(&key) == Some(&now) {
            return Ok(());
        }
        self.tell_each_time(kind, subject, holds).await?;
        self.said().insert(key, now);
        Ok(())
    }

    /// The same of what is met once in a while, as by a job: it is counted each time, and told anew if it was settled.
    pub async fn tell_each_time(&self, kind: &'static Kind, subject: &str, holds: Option<Value>) -> Result<(), Broken> {
        match holds {
            Some(detail) => self.stands(kind, subject, detail).await,
            None => self.is_over(kind, subject).await,
        }
    }

    async fn stands(&self, kind: &'static Kind, subject: &str, detail: Value) -> Result<(), Broken> {
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        let told = Told::of(kind, subject).detailed(detail);
        notices::raise(&mut tx, (&*self.clock, &*self.ids), &told).await?;
        tx.commit().await
    }

    async fn is_over(&self, kind: &'static Kind, subject: &str) -> Result<(), Broken> {
        // Looking costs no lock; only a notice that stands opens a transaction.
        if !store::notices::stands(&mut self.store.snapshot().await?, (kind.word, subject)).await? {
            return Ok(());
        }
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        notices::ends(&mut tx, (kind, subject), self.clock.now()).await?;
        tx.commit().await
    }

    fn said(&self) -> std::sync::MutexGuard<'_, BTreeMap<(&'static str, String), Holds>> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn clock_is_wrong(&self, snapshot: &mut Snapshot) -> Result<Option<Value>, Broken> {
        let newest = doctor::newest_entry(snapshot).await?;
        let ahead = newest.map_or(0, |newest| newest.0 - self.clock.now().0);
        Ok((ahead > AHEAD).then(|| json!({ "ahead_ms": ahead })))
    }

    async fn backups_are_untried(&self, snapshot: &mut Snapshot) -> Result<Option<Value>, Broken> {
        let settings = store::paper::settings(snapshot).await?;
        let paper: Option<Paper> = settings.map(|settings| settings.paper()).transpose()?;
        if paper.is_none_or(|paper| paper.backups.is_none()) {
            return Ok(None);
        }
        let last = outside::last_done(snapshot, "make_backup").await?.map(|(at, _)| at.0);
        let (since, bound) = last.map_or((self.since.0, NEVER), |last| (last, UNTRIED));
        Ok((self.clock.now().0 - since > bound).then(|| json!({ "last": last })))
    }
}

/// Articles whose plan was given up, and that were published or planned again since.
async fn planned_anew(snapshot: &mut Snapshot) -> Result<Vec<String>, Broken> {
    let mut anew = Vec::new();
    for notice in store::notices::standing(snapshot).await? {
        let Some(article) = Uuid::try_parse(&notice.subject).ok().filter(|_| notice.kind == PLAN_GIVEN_UP.word) else {
            continue;
        };
        let is_planned = plans::schedule_of(snapshot, article).await?.is_some();
        let last = versions::of(snapshot, article).await?.pop();
        if is_planned || last.is_some_and(|last| last.at > notice.met_at) {
            anew.push(notice.subject);
        }
    }
    Ok(anew)
}
