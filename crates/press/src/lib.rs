//! The night shift: applies the record to the shelf and to the pages, and rebuilds the shelf when it was lost.
//!
//! Never in it: requests from people.

mod catalogue;
pub mod cleaning;
pub mod jobs;
mod laying;
pub mod prints;
mod rebuilding;

pub use rebuilding::remake_impressions;

use std::collections::BTreeSet;
use std::sync::Arc;

use manuscript::commitment::hex;
use manuscript::paper::Paper;
use manuscript::{Tag, Uuid, canonical};
use shelf::{Change, Shelf, Standing};
use store::record::Entered;
use store::{Stacks, Store, watch::Watch};

use crate::laying::Desk;

/// Whatever keeps pages: told what was touched once the shelf holds it.
pub trait Pages: Send + Sync {
    /// Pages that show any of these must be made again.
    fn purge(&self, tags: &[Tag]);
    /// Pages that show any of these show what was taken back: nobody gets them as they were.
    fn take_back(&self, tags: &[Tag]);
    /// Every page must be made again, and none is shown as it was: nobody knows what was taken back meanwhile.
    fn purge_all(&self);
}

/// Broken machinery on either side of the press.
#[derive(Debug, thiserror::Error)]
pub enum PressBroken {
    #[error(transparent)]
    Store(#[from] store::Broken),
    #[error(transparent)]
    Shelf(#[from] shelf::Broken),
    #[error("an impression could not be written: {0}")]
    Impression(#[from] serde_json::Error),
    #[error("typesetting was interrupted")]
    Interrupted,
    #[error("the shelf in the data folder was made for another paper than the one in the database; give this paper its own `--data DIR`")]
    AnotherPaper,
}

impl PressBroken {
    /// Whether the newsroom's database cannot be reached.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Store(broken) if broken.is_away())
    }
}

/// The press of this node.
pub struct Press {
    store: Store,
    shelf: Standing,
    pages: Arc<dyn Pages>,
    /// One at a time applies the record; what it knows of the paper stays until an act touches that.
    at_work: tokio::sync::Mutex<Option<Desk>>,
}

/// How many entries of the record, and how many articles, are taken at a time.
const AT_A_TIME: usize = 500;
/// What was taken back is held back from readers if the shelf does not say so within this time.
const AT_ONCE: std::time::Duration = std::time::Duration::from_millis(200);

impl Press {
    pub fn new(store: Store, shelf: Standing, pages: Arc<dyn Pages>) -> Self {
        Self {
            store,
            shelf,
            pages,
            at_work: tokio::sync::Mutex::new(None),
        }
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// Refuses a database that has another paper than the shelf, before anything is changed in it.
    pub async fn refuse_another_paper(&self) -> Result<(), PressBroken> {
        let mut stacks = self.store.stacks().await?;
        refuse_another_paper(&mut stacks, &self.shelf.now()).await
    }

    /// Brings the shelf and the pages up to the record as it is now. A door answers an act only after this.
    pub async fn catch_up(&self) -> Result<(), PressBroken> {
        let mut desk = self.at_work.lock().await;
        match self.apply_record(&mut desk).await {
            Err(PressBroken::Shelf(broken)) if broken.is_damage() => {
                tracing::warn!(event = "shelf damaged, rebuilding");
                self.rebuild(&mut desk).await
            }
            done => done,
        }
    }

    async fn apply_record(&self, desk: &mut Option<Desk>) -> Result<(), PressBroken> {
        if !self.shelf.now().is_in_place() {
            tracing::warn!(event = "shelf lost, rebuilding");
            return self.rebuild(desk).await;
        }
        let mut stacks = self.store.stacks().await?;
        let head = store::record::head(&mut stacks).await?;
        let shelf = self.shelf.now();
        let head = (head.0, hex(&head.1));
        let Some(before) = shelf.applied().await? else {
            return self.rebuild(desk).await;
        };
        if before == head {
            return Ok(());
        }
        let Some(mut touched) = touched_since(&mut stacks, &before).await? else {
            refuse_another_paper(&mut stacks, &shelf).await?;
            tracing::warn!(event = "shelf of another record, rebuilding", number = before.0);
            return self.rebuild(desk).await;
        };
        if touched.paper && zone_changed(&mut stacks, &shelf).await? {
            // Every article may stand under another day.
            drop(stacks);
            return self.rebuild(desk).await;
        }
        let with_users = touched.add_users(&shelf).await;
        let laid = async {
            with_users?;
            let desk = at_desk(&mut stacks, desk, &touched).await?;
            lay(&mut stacks, desk, &shelf, (&touched, before, head)).await
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

    /// What was taken back is kept from readers, also where the shelf cannot be written, or not at once.
    fn hold_back(&self, shelf: &Shelf, touched: &Touched) {
        if shelf.hold_back(&touched.taken) {
            self.purge(touched);
            tracing::error!(event = "shelf not yet written; what was taken back is held back from readers");
        }
    }

    fn purge(&self, touched: &Touched) {
        if !touched.taken.is_empty() {
            self.pages.take_back(&touched.taken_back());
        }
        self.pages.purge(&touched.tags);
    }

    /// Watches the record until told to stop; what breaks is said once, until it works again.
    pub async fn keep_watch(&self, stop: tokio_util::sync::CancellationToken) {
        let mut watch = Watch::begin(&self.store).await;
        let mut away = false;
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => return,
                () = watch.next(&self.store) => {}
            }
            let done = self.catch_up().await;
            match &done {
                Ok(()) if away => tracing::info!(event = "record applied again"),
                Err(broken) if !away => tracing::error!(event = "record not applied; readers go on reading", reason = %broken),
                _ => {}
            }
            away = done.is_err();
        }
    }
}

/// What laying needs of the paper, read anew if it was touched.
async fn at_desk<'a>(stacks: &mut Stacks, desk: &'a mut Option<Desk>, touched: &Touched) -> Result<&'a Desk, PressBroken> {
    if touched.catalogue || touched.paper {
        *desk = None;
    }
    match desk {
        Some(desk) => Ok(desk),
        None => Ok(desk.insert(Desk::read(stacks).await?)),
    }
}

/// Where in the record the shelf is: a number and its hash in hexadecimal.
type Applied = (i64, String);

/// Lays everything touched on the shelf, as it is now; only then does the shelf say that it is where the record is.
async fn lay(
    stacks: &mut Stacks,
    desk: &Desk,
    shelf: &Shelf,
    (touched, before, head): (&Touched, Applied, Applied),
) -> Result<(), PressBroken> {
    let on_the_way = || Change {
        applied: before.clone(),
        ..Change::default()
    };
    // What is taken back does not wait behind an article that cannot be laid.
    if !touched.taken.is_empty() {
        let mut change = on_the_way();
        for article in &touched.taken {
            desk.lay_articles(stacks, &[*article], &mut change).await?;
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
        desk.lay_articles(stacks, &[*article], &mut change).await?;
    }
    if touched.catalogue {
        desk.lay_catalogue(stacks, &mut change).await?;
    }
    if touched.suspensions {
        desk.lay_suspensions(stacks, &mut change).await?;
    }
    if touched.paper {
        desk.lay_settings(&mut change);
    }
    change.applied = head;
    Ok(shelf.apply(&change).await?)
}

/// What a stretch of the record touched.
#[derive(Debug, Default)]
struct Touched {
    tags: Vec<Tag>,
    articles: Vec<Uuid>,
    /// Those of the articles from which readers lose something.
    taken: Vec<Uuid>,
    catalogue: bool,
    suspensions: bool,
    paper: bool,
    /// Files of which readers get something else than before.
    media: Vec<String>,
}

impl Touched {
    /// What a page carries that shows any of what was taken back.
    fn taken_back(&self) -> Vec<Tag> {
        self.taken.iter().copied().map(Tag::Article).collect()
    }

    /// Articles show files of which readers get something else now.
    async fn add_users(&mut self, shelf: &Shelf) -> Result<(), PressBroken> {
        for hash in &self.media {
            for article in shelf.users_of(hash).await? {
                if !self.articles.contains(&article) {
                    self.articles.push(article);
                    self.tags.push(Tag::Article(article));
                }
            }
        }
        Ok(())
    }

    /// From the tags of all entries, and those of entries that took something back.
    fn from_tags(tags: BTreeSet<Tag>, taken_back: &BTreeSet<Tag>) -> Self {
        let taken = taken_back.iter().filter_map(|tag| match tag {
            Tag::Article(id) => Some(*id),
            _ => None,
        });
        let mut touched = Self {
            taken: taken.collect(),
            ..Self::default()
        };
        for tag in &tags {
            match tag {
                Tag::Article(id) => touched.articles.push(*id),
                Tag::Person(_) | Tag::Section(_) | Tag::Described(_) => touched.catalogue = true,
                Tag::Suspensions => touched.suspensions = true,
                Tag::Media(hash) => touched.media.push(hash.clone()),
                Tag::Paper => touched.paper = true,
                _ => {}
            }
        }
        touched.tags = tags.into_iter().collect();
        touched
    }
}

/// What was touched after an entry; nothing if the record's own entry of that number is another one: a restored database
/// may be an older one.
async fn touched_since(stacks: &mut Stacks, (number, hash): &Applied) -> Result<Option<Touched>, PressBroken> {
    let (mut tags, mut taken_back) = (BTreeSet::new(), BTreeSet::new());
    let mut after = (number - 1).max(0);
    loop {
        let mut entries = store::record::after(stacks, after, AT_A_TIME as i64).await?;
        let is_last = entries.len() < AT_A_TIME;
        if after < *number {
            let known = entries.first().map(|entered| (entered.entry.number, hex(&entered.hash)));
            if known.as_ref() != Some(&(*number, hash.clone())) {
                return Ok(None);
            }
            entries.remove(0);
        }
        for Entered { entry, .. } in &entries {
            let touched = entry.tags.iter().filter_map(|tag| Tag::from_entry(tag));
            if entry.takes_back() {
                taken_back.extend(touched);
            } else {
                tags.extend(touched);
            }
        }
        match entries.last() {
            Some(last) if !is_last => after = last.entry.number,
            _ => {
                tags.extend(taken_back.iter().cloned());
                return Ok(Some(Touched::from_tags(tags, &taken_back)));
            }
        }
    }
}

async fn zone_changed(stacks: &mut Stacks, shelf: &shelf::Shelf) -> Result<bool, PressBroken> {
    let now = store::paper::settings(stacks).await?.map(|settings| settings.paper()).transpose()?;
    let before = shelf.settings().await?.and_then(|text| canonical::read::<Paper>(&text).ok());
    Ok(now.zip(before).is_some_and(|(now, before)| now.zone != before.zone))
}

/// A database that has another paper, or none, never empties the shelf of this one.
async fn refuse_another_paper(stacks: &mut Stacks, shelf: &shelf::Shelf) -> Result<(), PressBroken> {
    let here = store::paper::settings(stacks).await?.map(|settings| settings.identity.to_string());
    match shelf.identity().await? {
        Some(known) if here.as_ref() != Some(&known) => Err(PressBroken::AnotherPaper),
        _ => Ok(()),
    }
}
