//! The newsroom that is there: what an act is done with, and what brings it to this node's readers.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use acts::group_commit::{Figures, GroupCommit};
use acts::throttle::{Limit, Throttle, Tried};
use acts::tokens::{self, Bearer};
use acts::unrecorded::UnrecordedQueue;
use manuscript::{Clock, Ids, Instant, Said};
use press::Press;
use press::jobs::JobContext;
use store::Store;
use store::media::MediaFolders;
use tokio::sync::Semaphore;

use crate::not_done::{NotDone, refused};

/// How many wrong tokens are looked at from one network.
const WRONG_TOKENS: Limit = Limit {
    purpose: "token",
    most: 20,
    within: 60_000,
};

/// So many files are examined at the same time. Of a film nothing to speak of is in memory; of a picture or a document all
/// of it is, which is why there are few.
const FILES_AT_ONCE: usize = 2;

/// Keeps something outside of the data folder, and answers once it is there; else what whoever asked is told.
pub type Outside = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Option<Said>> + Send>> + Send + Sync>;

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
    throttle: Throttle,
    pub(crate) files: Semaphore,
}

impl Newsroom {
    /// Begins to take acts in.
    pub fn open(store: Store, press: Arc<Press>, context: &JobContext) -> Self {
        let acts = GroupCommit::on(store.clone());
        let keeps = GroupCommit::without_pen(store.clone());
        let throttle = Throttle::new(UnrecordedQueue::on(store.clone()), &*context.ids);
        Self {
            store,
            press,
            clock: Arc::clone(&context.clock),
            ids: Arc::clone(&context.ids),
            media: context.media.clone(),
            acts,
            outside: OnceLock::new(),
            keeps,
            throttle,
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

    /// A token that opens nothing was shown from a network. Answers when another may be, if too many were; whoever comes
    /// through a socket of the machine has no network, and is not counted.
    pub async fn wrong_token(&self, from: Option<IpAddr>) -> Result<Option<Instant>, NotDone> {
        let Some(from) = from else { return Ok(None) };
        let tried = Tried {
            limit: &WRONG_TOKENS,
            from,
            at: self.clock.now(),
        };
        let mut snapshot = self.store.snapshot().await?;
        let closed = self.throttle.closed_until(&mut snapshot, &tried).await?;
        drop(snapshot);
        if closed.is_none() {
            self.throttle.count(&tried).await?;
        }
        Ok(closed)
    }

    /// How acts wait.
    pub fn figures(&self) -> Figures {
        self.acts.figures()
    }
}
