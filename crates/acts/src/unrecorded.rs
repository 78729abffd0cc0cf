//! The queue of what strangers send and nobody has judged: rows with an end date and no entry in the record. It does not take
//! the pen, many share a commit, and nothing piles up: where as many wait as may, the next is refused at once.

use manuscript::refusals;
use store::{Store, Tx};

use crate::group_commit::{AtWork, Figures, GroupCommit, NotCommitted};

refusals! {
    /// Why what a stranger sent was not kept.
    #[derive(Clone, Debug)]
    pub enum QueueRefused [NotCommitted(NotCommitted)] {
        Full:
            "too much comes at the same moment, nothing of this was kept: try again in a moment"
            / "trop de choses arrivent au même moment, rien de ceci n’a été gardé : réessayez dans un instant",
    }
}

/// The queue. Cheap to clone.
#[derive(Clone)]
pub struct UnrecordedQueue(GroupCommit);

impl UnrecordedQueue {
    /// Begins to write on a store, until the last clone is dropped.
    pub fn on(store: Store) -> Self {
        Self(GroupCommit::unrecorded_on(store))
    }

    /// Writes, and answers once that is durable. What is written may be done twice, of which the first never happened.
    pub async fn write<T: Send + 'static>(
        &self,
        written: impl for<'a> Fn(&'a mut Tx) -> AtWork<'a, T> + Send + Sync + 'static,
    ) -> Result<T, QueueRefused> {
        let pending = self.0.try_hand_in(written)?.ok_or(QueueRefused::Full)?;
        Ok(pending.committed().await?)
    }

    /// How it goes.
    pub fn figures(&self) -> Figures {
        self.0.figures()
    }
}
