//! Articles that were taken back while the shelf could not be written: no reader gets them, whatever the file still says.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use manuscript::Uuid;

use crate::broken::Broken;

/// Shared by everybody who reads one shelf. Empty on all days but bad ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeldBack {
    articles: Arc<RwLock<HashSet<Uuid>>>,
    is_any: Arc<AtomicBool>,
}

impl HeldBack {
    fn has(&self, article: Uuid) -> bool {
        self.is_any.load(Ordering::Acquire) && self.articles.read().unwrap_or_else(PoisonError::into_inner).contains(&article)
    }

    /// Refuses an article that is held back.
    pub(crate) fn refuse(&self, article: Uuid) -> Result<(), Broken> {
        if self.has(article) { Err(Broken::HeldBack) } else { Ok(()) }
    }

    /// Leaves out of a list what is held back.
    pub(crate) fn without<T>(&self, mut listed: Vec<T>, article: impl Fn(&T) -> Uuid) -> Vec<T> {
        if self.is_any.load(Ordering::Acquire) {
            listed.retain(|one| !self.has(article(one)));
        }
        listed
    }

    /// Whether a file is used by nothing but what is held back.
    pub(crate) fn are_all(&self, articles: &[Uuid]) -> bool {
        articles.iter().all(|article| self.has(*article))
    }

    /// Whether there is anything to be left out.
    pub(crate) fn is_any(&self) -> bool {
        self.is_any.load(Ordering::Acquire)
    }

    /// Holds articles back. Answers whether any of them was not held back until now.
    pub(crate) fn add(&self, articles: &[Uuid]) -> bool {
        let mut held = self.articles.write().unwrap_or_else(PoisonError::into_inner);
        let before = held.len();
        held.extend(articles);
        self.is_any.store(!held.is_empty(), Ordering::Release);
        held.len() > before
    }

    /// Nothing is held back any more.
    pub(crate) fn clear(&self) {
        if self.is_any() {
            self.articles.write().unwrap_or_else(PoisonError::into_inner).clear();
            self.is_any.store(false, Ordering::Release);
        }
    }
}
