//! The cache of pages: bytes tagged with all that they show, never older than the last purge of any of those tags.
//!
//! Time is counted in purges. A page knows at which count its reading began; a tag knows at which count it was purged
//! last. A page is fresh while none of its tags was purged since. Readers of a fresh page pay one atomic load: the tags
//! are compared again only when some purge has happened meanwhile.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use manuscript::Tag;
use quick_cache::Weighter;
use quick_cache::sync::Cache as Kept;
use supervision::{Ends, Kind, Troubles};

use crate::PageBroken;
use crate::page::Page;

/// Remembered purges before the oldest are folded into one.
const REMEMBERED: usize = 50_000;
/// How often a page is made again because something it shows was purged while it was being made.
const TRIES: usize = 3;
/// Refusals (404) are cheap to make and endless in number: they share little room.
const REFUSAL_BYTES: u64 = 2 << 20;

static STALE: Kind = Kind {
    code: "page.stale",
    is: "page cannot be made; its older copy is answered",
    was: "page made again",
    ends: Ends::WhenUnmet,
};

/// What can be measured of a cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Pages that were made since the process began.
    pub made: u64,
    /// Pages that are kept now.
    pub kept: u64,
    /// What they weigh.
    pub bytes: u64,
    /// Pages of which an older copy is answered, for they cannot be made.
    pub stale: u64,
    /// Pages that wait to be compressed as well as can be.
    pub to_press: u64,
}

/// Pages by path, and when what they show was purged.
pub struct Cache {
    pages: Kept<String, Arc<Page>, Weight>,
    refusals: Kept<String, Arc<Page>, Weight>,
    purges: Purges,
    /// Pages that are being made: concurrent misses wait for the first.
    in_the_making: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    pub(crate) to_press: Mutex<Vec<Arc<Page>>>,
    troubles: Troubles,
    /// Pages that were made since the process began.
    made: AtomicU64,
}

#[derive(Clone)]
struct Weight;

impl Weighter<String, Arc<Page>> for Weight {
    fn weight(&self, key: &String, page: &Arc<Page>) -> u64 {
        (key.len() + page.weight()) as u64
    }
}

/// When each tag was purged last, counted in purges.
#[derive(Default)]
struct Purges {
    count: AtomicU64,
    last: RwLock<LastPurged>,
}

#[derive(Default)]
struct LastPurged {
    changed: Counts,
    /// Purges of what was taken from readers.
    taken_back: Counts,
}

/// At which count each tag was purged last.
#[derive(Default)]
struct Counts {
    of_tag: HashMap<Tag, u64>,
    /// Everything read before this count was purged.
    of_all: u64,
}

impl Counts {
    fn purge(&mut self, tags: &[Tag], count: u64) {
        if self.of_tag.len() + tags.len() > REMEMBERED {
            self.purge_all(count);
        }
        self.of_tag.extend(tags.iter().map(|tag| (tag.clone(), count)));
    }

    fn purge_all(&mut self, count: u64) {
        self.of_tag.clear();
        self.of_all = count;
    }

    fn touched_since(&self, read_at: u64, tags: &[Tag]) -> bool {
        read_at < self.of_all || tags.iter().any(|tag| self.of_tag.get(tag).is_some_and(|purged| *purged > read_at))
    }
}

impl Purges {
    fn now(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    fn purge(&self, purge: impl FnOnce(&mut LastPurged, u64)) {
        let mut last = self.last.write().unwrap_or_else(PoisonError::into_inner);
        let count = self.now() + 1;
        purge(&mut last, count);
        self.count.store(count, Ordering::Release);
    }

    fn touched_since(&self, read_at: u64, tags: &[Tag]) -> bool {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        last.changed.touched_since(read_at, tags)
    }

    fn taken_back_since(&self, read_at: u64, tags: &[Tag]) -> bool {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        last.taken_back.touched_since(read_at, tags)
    }
}

/// A place in the queue for one page. The last to leave, even by hanging up, takes the queue away.
struct Turn<'a> {
    cache: &'a Cache,
    key: &'a str,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut making = self.cache.in_the_making.lock().unwrap_or_else(PoisonError::into_inner);
        // Two are left: the queue's own and this one.
        if Arc::strong_count(&self.lock) == 2 {
            making.remove(self.key);
        }
    }
}

impl Cache {
    /// A cache that holds so many bytes.
    pub fn holding(bytes: u64) -> Self {
        let room = |bytes: u64| Kept::with_weighter((bytes / 16_384).max(64) as usize, bytes, Weight);
        Self {
            pages: room(bytes),
            refusals: room(REFUSAL_BYTES),
            purges: Purges::default(),
            in_the_making: Mutex::default(),
            to_press: Mutex::default(),
            troubles: Troubles::default(),
            made: AtomicU64::new(0),
        }
    }

    /// Tells what breaks where the whole process does.
    #[must_use]
    pub fn telling(self, troubles: Troubles) -> Self {
        Self { troubles, ..self }
    }

    /// What can be measured of it.
    pub fn figures(&self) -> Figures {
        Figures {
            made: self.made.load(Ordering::Relaxed),
            kept: (self.pages.len() + self.refusals.len()) as u64,
            bytes: self.pages.weight() + self.refusals.weight(),
            stale: self.troubles.things_of(&STALE).len() as u64,
            to_press: self.to_press.lock().unwrap_or_else(PoisonError::into_inner).len() as u64,
        }
    }

    /// The page kept for a key, if it is fresh.
    pub fn fresh(&self, key: &str) -> Option<Arc<Page>> {
        self.kept(key).filter(|page| self.is_fresh(page))
    }

    fn kept(&self, key: &str) -> Option<Arc<Page>> {
        self.pages.get(key).or_else(|| self.refusals.get(key))
    }

    fn is_fresh(&self, page: &Page) -> bool {
        let now = self.purges.now();
        if page.checked_at.load(Ordering::Acquire) == now {
            return true;
        }
        let fresh = !self.purges.touched_since(page.read_at, &page.tags);
        if fresh {
            page.checked_at.fetch_max(now, Ordering::AcqRel);
        }
        fresh
    }

    /// The page for a key: fresh from the cache, or made now. Concurrent misses make it once. If making fails and an
    /// older page is there, the older page is answered: a purge never leaves nothing to serve. But a page that shows
    /// what was taken back since is never answered again.
    pub async fn page<F, Made>(&self, key: &str, make: F) -> Result<Arc<Page>, PageBroken>
    where
        F: Fn() -> Made,
        Made: Future<Output = Result<Page, PageBroken>>,
    {
        if let Some(page) = self.fresh(key) {
            return Ok(page);
        }
        let turn = self.turn_of(key);
        let _mine = turn.lock.lock().await;
        if let Some(page) = self.fresh(key) {
            return Ok(page);
        }
        match self.make(make).await {
            Ok((page, true)) => {
                self.troubles.is_over(&STALE, key);
                Ok(self.keep(key, page))
            }
            Ok((page, false)) => Ok(Arc::new(page)),
            Err(broken) => self.older(key, broken),
        }
    }

    /// The older copy of a page that could not be made, if it shows nothing that was taken back.
    fn older(&self, key: &str, broken: PageBroken) -> Result<Arc<Page>, PageBroken> {
        let Some(page) = self.kept(key) else { return Err(broken) };
        if self.purges.taken_back_since(page.read_at, &page.tags) {
            return Err(PageBroken::TakenBack(broken.to_string()));
        }
        self.troubles.stands(&STALE, key, &broken);
        Ok(page)
    }

    /// Makes a page until nothing that it shows was purged meanwhile; says whether that succeeded.
    async fn make<F, Made>(&self, make: F) -> Result<(Page, bool), PageBroken>
    where
        F: Fn() -> Made,
        Made: Future<Output = Result<Page, PageBroken>>,
    {
        let mut tries = 0;
        loop {
            let began = self.purges.now();
            let mut page = make().await?;
            page.begin_at(began);
            self.made.fetch_add(1, Ordering::Relaxed);
            tries += 1;
            let clean = !self.purges.touched_since(began, &page.tags);
            if clean || tries == TRIES {
                return Ok((page, clean));
            }
        }
    }

    fn turn_of<'a>(&'a self, key: &'a str) -> Turn<'a> {
        let mut making = self.in_the_making.lock().unwrap_or_else(PoisonError::into_inner);
        Turn {
            cache: self,
            key,
            lock: Arc::clone(making.entry(key.to_owned()).or_default()),
        }
    }

    fn keep(&self, key: &str, page: Page) -> Arc<Page> {
        let page = Arc::new(page);
        if page.is_refusal() {
            self.pages.remove(key);
            self.refusals.insert(key.to_owned(), Arc::clone(&page));
        } else {
            self.refusals.remove(key);
            self.pages.insert(key.to_owned(), Arc::clone(&page));
        }
        page
    }

    /// A page that is read again and again is worth compressing as well as can be. Under a flood the first ones wait, the
    /// rest stay quick.
    pub(crate) fn was_read(&self, page: &Arc<Page>) {
        if !page.is_worth_pressing_now() {
            return;
        }
        let mut waiting = self.to_press.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < 4_096 {
            waiting.push(Arc::clone(page));
        }
    }

    /// Compresses one waiting page as well as can be. Answers false when none waits.
    pub fn press_one(&self) -> bool {
        let next = self.to_press.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(page) = next else { return false };
        if self.is_fresh(&page) {
            page.press();
        }
        true
    }

    /// What shows any of these tags is stale from now on.
    pub fn purge(&self, tags: &[Tag]) {
        self.purges.purge(|last, count| last.changed.purge(tags, count));
    }

    /// What shows any of these tags shows what was taken back: from now on it is stale, and answered no more.
    pub fn take_back(&self, tags: &[Tag]) {
        self.purges.purge(|last, count| {
            last.changed.purge(tags, count);
            last.taken_back.purge(tags, count);
        });
    }

    /// Everything is stale from now on.
    pub fn purge_all(&self) {
        self.purges.purge(|last, count| last.changed.purge_all(count));
    }

    /// Everything is stale from now on, and answered no more.
    pub fn take_all_back(&self) {
        self.purges.purge(|last, count| {
            last.changed.purge_all(count);
            last.taken_back.purge_all(count);
        });
    }
}
