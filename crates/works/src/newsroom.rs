//! The newsroom that is there: what an act is done with, and what brings it to this node's readers.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};

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

/// Keeps something outside of the data folder, and answers once it is there.
pub type Outside = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// Store, press and acts together.
pub struct Newsroom {
    pub store: Store,
    pub press: Arc<Press>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub(crate) media: MediaFolders,
    pub(crate) acts: GroupCommit,
    /// What is kept outside of the data folder before some acts are answered.
    pub(crate) outside: OnceLock<Outside>,
    /// What is written without the pen.
    pub(crate) keeps: GroupCommit,
    pub(crate) files: Semaphore,
}

impl Newsroom {
    /// Begins to take acts in.
    pub fn open(store: Store, press: Arc<Press>, context: &JobContext) -> Self {
        let acts = GroupCommit::on(store.clone());
        let keeps = GroupCommit::without_pen(store.clone());
        Self {
            store,
            press,
            clock: Arc::clone(&context.clock),
            ids: Arc::clone(&context.ids),
            media: context.media.clone(),
            acts,
            outside: OnceLock::new(),
            keeps,
            files: Semaphore::new(FILES_AT_ONCE),
        }
    }

    /// Says what is kept outside of the data folder before an erasure or a withholding is answered.
    pub fn keeping_outside(&self, outside: Outside) {
        // Whoever opened the newsroom says so once.
        let _ = self.outside.set(outside);
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
