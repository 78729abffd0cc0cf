//! The newsroom that is there: what an act is done with, and what brings it to this node's readers.

use std::sync::Arc;

use acts::group_commit::{Figures, GroupCommit};
use acts::tokens::{self, Bearer};
use manuscript::{Clock, Ids};
use press::Press;
use press::jobs::JobContext;
use store::Store;
use store::media::MediaFolders;
use tokio::sync::Semaphore;

use crate::not_done::{NotDone, refused};

/// So many files are examined at the same time. Of a film nothing to speak of is in memory; of a picture or a document all
/// of it is, which is why there are few.
const FILES_AT_ONCE: usize = 2;

/// Store, press and acts together.
pub struct Newsroom {
    pub store: Store,
    pub press: Arc<Press>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub(crate) media: MediaFolders,
    pub(crate) acts: GroupCommit,
    pub(crate) files: Semaphore,
}

impl Newsroom {
    /// Begins to take acts in.
    pub fn open(store: Store, press: Arc<Press>, context: &JobContext) -> Self {
        let acts = GroupCommit::on(store.clone());
        Self {
            store,
            press,
            clock: Arc::clone(&context.clock),
            ids: Arc::clone(&context.ids),
            media: context.media.clone(),
            acts,
            files: Semaphore::new(FILES_AT_ONCE),
        }
    }

    /// Whom a token acts for, before anything of a request is kept.
    pub async fn bearer(&self, shows: &str) -> Result<Bearer, NotDone> {
        let mut snapshot = self.store.snapshot().await?;
        tokens::bearer(&mut snapshot, shows, self.clock.now()).await.map_err(refused)
    }

    /// How acts wait.
    pub fn figures(&self) -> Figures {
        self.acts.figures()
    }
}
