//! Since when an act of this process writes: another one of the same process that waits for it is told so.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Whether an act of this process writes, and since when. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct WritingHere(Arc<Mutex<Option<Instant>>>);

/// An act that writes, until it is dropped.
#[derive(Debug)]
pub(crate) struct Writing {
    since: Instant,
    here: Option<WritingHere>,
}

impl WritingHere {
    /// An act begins to write.
    pub(crate) fn begin(&self) -> Writing {
        let writing = Writing {
            here: Some(self.clone()),
            ..Writing::begin()
        };
        self.set(|now| *now = Some(writing.since));
        writing
    }

    /// For how long an act has been writing, if one is.
    pub(crate) fn lasts(&self) -> Option<Duration> {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.map(|since| since.elapsed())
    }

    fn set(&self, change: impl FnOnce(&mut Option<Instant>)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Writing {
    /// An act begins to write where others are told of it by the server.
    pub(crate) fn begin() -> Self {
        Self {
            since: Instant::now(),
            here: None,
        }
    }

    pub(crate) fn lasts(&self) -> Duration {
        self.since.elapsed()
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        // The next act may have begun already.
        let is_mine = |now: &Option<Instant>| *now == Some(self.since);
        if let Some(here) = &self.here {
            here.set(|now| {
                if is_mine(now) {
                    *now = None;
                }
            });
        }
    }
}
