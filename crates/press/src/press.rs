//! The applying of the record: what it touched is laid on the shelf as it is now, then the pages are told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use manuscript::commitment::hex;
use manuscript::paper::Paper;
use manuscript::{Tag, canonical};
use shelf::{Applied, Change, CurrentShelf, Shelf};
use store::jobs::Unknown;
use store::{Snapshot, Store, watch::Watch};
use supervision::{Ends, Kind, Troubles};
use tokio_util::sync::CancellationToken;

use crate::broken::PressBroken;
use crate::measures::Measures;
use crate::public_state::PublicState;
use crate::touched::{AT_A_TIME, Touched, touched_since};

/// Whatever keeps pages: told what was touched once the shelf holds it.
pub trait Pages: Send + Sync {
    /// Pages that show any of these must be made again.
    fn purge(&self, tags: &[Tag]);
    /// Pages that show any of these show what was taken back: nobody gets them as they were.
    fn take_back(&self, tags: &[Tag]);
    /// Every page must be made again, and none is shown as it was: nobody knows what was taken back meanwhile.
    fn purge_all(&self);
}

/// The press of this node.
pub struct Press {
    pub(crate) store: Store,
    pub(crate) shelf: CurrentShelf,
    pub(crate) pages: Arc<dyn Pages>,
    pub(crate) troubles: Troubles,
    pub(crate) measured: Arc<Mutex<Option<Measures>>>,
    pub(crate) damaged: AtomicBool,
    /// Kinds of jobs that were told once: this program does not know them.
    told_kinds: Mutex<BTreeSet<String>>,
    /// One at a time applies the record; what it knows of the paper stays until an act touches that.
    at_work: tokio::sync::Mutex<Option<PublicState>>,
}

static NOT_APPLIED: Kind = Kind {
    code: "record.not_applied",
    is: "record not applied; readers go on reading",
    was: "record applied again",
    ends: Ends::WhenItWorks,
};
static DAMAGED: Kind = Kind {
    code: "database.damaged",
    is: "the newsroom’s database is damaged; nothing is written into it any more",
    was: "the newsroom’s database is whole",
    ends: Ends::WhenItWorks,
};
static HELD_BACK: Kind = Kind {
    code: "shelf.not_written",
    is: "shelf not yet written; what was taken back is held back from readers",
    was: "shelf written; what was taken back is gone",
    ends: Ends::WhenItWorks,
};

/// What was taken back is held back from readers if the shelf does not say so within this time.
const AT_ONCE: std::time::Duration = std::time::Duration::from_millis(200);

impl Press {
    pub fn new(store: Store, shelf: CurrentShelf, pages: Arc<dyn Pages>) -> Self {
        Self {
            store,
            shelf,
            pages,
            troubles: Troubles::default(),
            measured: Arc::default(),
            damaged: AtomicBool::new(false),
            told_kinds: Mutex::default(),
            at_work: tokio::sync::Mutex::new(None),
        }
    }

    /// Tells what breaks where the whole process does.
    #[must_use]
    pub fn telling(mut self, troubles: Troubles) -> Self {
        self.troubles = troubles;
        self
    }

    /// Whether the newsroom’s database was found damaged since this process began. What is torn does not heal by itself.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Acquire)
    }

    /// Whoever met damage says so: from then on nothing is written into the database.
    pub fn found_damaged(&self, reason: &impl std::fmt::Display) {
        self.damaged.store(true, Ordering::Release);
        self.troubles.stands(&DAMAGED, "", reason);
    }

    /// Looks whether what broke is the newsroom’s database itself.
    pub(crate) fn examine(&self, broken: &PressBroken) {
        if broken.is_damage_of_newsroom() {
            self.found_damaged(broken);
        }
    }

    /// Tells of each kind of job that this program does not know, once.
    pub(crate) fn tell_unknown(&self, waiting: &[Unknown]) {
        let mut told = self.told_kinds.lock().unwrap_or_else(PoisonError::into_inner);
        for Unknown { kind, count, .. } in waiting {
            if told.insert(kind.clone()) {
                tracing::warn!(
                    event = "jobs of a kind that this program does not know are left to a newer one",
                    code = "jobs.unknown_kind",
                    kind,
                    count
                );
            }
        }
    }

    /// Refuses a database that has another paper than the shelf, before anything is changed in it.
    pub async fn refuse_another_paper(&self) -> Result<(), PressBroken> {
        let mut snapshot = self.store.snapshot().await?;
        refuse_another_paper(&mut snapshot, &self.shelf.now()).await
    }

    /// Brings the shelf and the pages up to the record as it is now. A door answers an act only after this.
    pub async fn catch_up(&self) -> Result<(), PressBroken> {
        let mut desk = self.at_work.lock().await;
        match self.apply_record(&mut desk).await {
            Err(PressBroken::Shelf(broken)) if broken.is_damage() => {
                tracing::warn!(event = "shelf damaged, rebuilding", code = "shelf.damaged");
                self.rebuild(&mut desk).await
            }
            Err(broken) => {
                self.examine(&broken);
                Err(broken)
            }
            Ok(()) => {
                self.troubles.is_over(&HELD_BACK, "");
                Ok(())
            }
        }
    }

    async fn apply_record(&self, desk: &mut Option<PublicState>) -> Result<(), PressBroken> {
        if !self.shelf.now().is_in_place() {
            tracing::warn!(event = "shelf lost, rebuilding", code = "shelf.lost");
            return self.rebuild(desk).await;
        }
        let mut snapshot = self.store.snapshot().await?;
        let head = store::record::head(&mut snapshot).await?;
        let shelf = self.shelf.now();
        let head = Applied {
            number: head.0,
            hash: hex(&head.1),
        };
        let Some(before) = shelf.applied().await? else {
            return self.rebuild(desk).await;
        };
        if before == head {
            return Ok(());
        }
        let Some(mut touched) = touched_since(&mut snapshot, &before).await? else {
            refuse_another_paper(&mut snapshot, &shelf).await?;
            tracing::warn!(
                event = "shelf of another record, rebuilding",
                code = "shelf.of_another_record",
                number = before.number
            );
            return self.rebuild(desk).await;
        };
        if let Err(outgrown) = store::paper::refuse_if_outgrown(&mut snapshot).await {
            // What it reads may mean something else by now; that readers lose something is understood all the same.
            self.hold_back(&shelf, &touched);
            return Err(outgrown.into());
        }
        if !touched.unknown.is_empty() {
            drop(snapshot);
            return self.lay_all_again(desk, &touched).await;
        }
        if touched.paper && zone_changed(&mut snapshot, &shelf).await? {
            // Every article may stand under another day.
            drop(snapshot);
            return self.rebuild(desk).await;
        }
        let with_users = touched.add_users(&shelf).await;
        let laid = async {
            with_users?;
            let desk = at_desk(&mut snapshot, desk, &touched).await?;
            let stretch = Stretch {
                touched: &touched,
                before,
                head,
            };
            lay(&mut snapshot, desk, &shelf, stretch).await
        };
        let mut laid = std::pin::pin!(laid);
        let laid = if let Ok(laid) = tokio::time::timeout(AT_ONCE, &mut laid).await {
            laid
        } else {
            self.hold_back(&shelf, &touched);
            laid.await
        };
        if let Err(broken) = laid {
            self.hold_back(&shelf, &touched);
            return Err(broken);
        }
        shelf.release();
        self.purge(&touched);
        tracing::debug!(event = "record applied");
        Ok(())
    }

    /// A newer node touched what this one does not know: everything is laid as it is now, and every page is made again.
    async fn lay_all_again(&self, desk: &mut Option<PublicState>, touched: &Touched) -> Result<(), PressBroken> {
        if self.shelf.now().hold_back(&touched.taken) {
            self.pages.take_back(&touched.taken_back());
        }
        self.rebuild(desk).await?;
        for (number, tags) in by_entry(&touched.unknown) {
            tracing::warn!(
                event = "an entry touches what this program does not know: everything was laid and every page purged",
                code = "record.unknown_tag",
                number,
                tags
            );
        }
        Ok(())
    }

    /// What was taken back is kept from readers, also where the shelf cannot be written, or not at once.
    fn hold_back(&self, shelf: &Shelf, touched: &Touched) {
        if shelf.hold_back(&touched.taken) {
            self.purge(touched);
            self.troubles.stands(&HELD_BACK, "", &"the shelf could not be written at once");
        }
    }

    fn purge(&self, touched: &Touched) {
        if !touched.taken.is_empty() {
            self.pages.take_back(&touched.taken_back());
        }
        self.pages.purge(&touched.tags);
    }

    /// Watches the record until told to stop.
    pub(crate) async fn keep_watch(self: Arc<Self>, stop: CancellationToken) {
        let mut watch = Watch::begin(&self.store).await;
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => return,
                () = watch.next(&self.store) => {}
            }
            let done = self.catch_up().await;
            self.troubles.tell(&NOT_APPLIED, "", &done);
        }
    }
}

/// Tags by the entry in which they stand.
fn by_entry(unknown: &[(i64, String)]) -> BTreeMap<i64, String> {
    let mut entries: BTreeMap<i64, String> = BTreeMap::new();
    for (number, tag) in unknown {
        let tags = entries.entry(*number).or_default();
        if !tags.is_empty() {
            tags.push(' ');
        }
        tags.push_str(tag);
    }
    entries
}

/// What laying needs of the paper, read anew if it was touched.
async fn at_desk<'a>(
    snapshot: &mut Snapshot,
    desk: &'a mut Option<PublicState>,
    touched: &Touched,
) -> Result<&'a PublicState, PressBroken> {
    if touched.catalogue || touched.paper {
        *desk = None;
    }
    match desk {
        Some(desk) => Ok(desk),
        None => Ok(desk.insert(PublicState::read(snapshot).await?)),
    }
}

/// A stretch of the record that the shelf has not seen yet.
struct Stretch<'a> {
    touched: &'a Touched,
    before: Applied,
    head: Applied,
}

/// Lays everything touched on the shelf, as it is now; only then does the shelf say that it is where the record is.
async fn lay(snapshot: &mut Snapshot, desk: &PublicState, shelf: &Shelf, stretch: Stretch<'_>) -> Result<(), PressBroken> {
    let Stretch { touched, before, head } = stretch;
    let on_the_way = || Change {
        applied: before.clone(),
        ..Change::default()
    };
    // What is taken back does not wait behind an article that cannot be laid.
    if !touched.taken.is_empty() {
        let mut change = on_the_way();
        for article in &touched.taken {
            desk.lay_articles(snapshot, &[*article], &mut change).await?;
        }
        shelf.apply(&change).await?;
    }
    let mut change = on_the_way();
    for article in touched.articles.iter().filter(|article| !touched.taken.contains(article)) {
        if change.articles.len() == AT_A_TIME {
            shelf.apply(&change).await?;
            change = on_the_way();
            tokio::task::yield_now().await;
        }
        desk.lay_articles(snapshot, &[*article], &mut change).await?;
    }
    if touched.catalogue {
        desk.lay_catalogue(snapshot, &mut change).await?;
    }
    if touched.suspensions {
        desk.lay_suspensions(snapshot, &mut change).await?;
    }
    if touched.paper {
        desk.lay_settings(&mut change);
    }
    change.applied = head;
    Ok(shelf.apply(&change).await?)
}

async fn zone_changed(snapshot: &mut Snapshot, shelf: &shelf::Shelf) -> Result<bool, PressBroken> {
    let now = store::paper::settings(snapshot)
        .await?
        .map(|settings| settings.paper())
        .transpose()?;
    let before = shelf.settings().await?.and_then(|text| canonical::read::<Paper>(&text).ok());
    Ok(now.zip(before).is_some_and(|(now, before)| now.zone != before.zone))
}

/// A database that has another paper, or none, never empties the shelf of this one.
async fn refuse_another_paper(snapshot: &mut Snapshot, shelf: &shelf::Shelf) -> Result<(), PressBroken> {
    let here = store::paper::settings(snapshot)
        .await?
        .map(|settings| settings.identity.to_string());
    match shelf.identity().await? {
        Some(known) if here.as_ref() != Some(&known) => Err(PressBroken::AnotherPaper),
        _ => Ok(()),
    }
}
