//! `forget_media`: the bytes of withheld files go from the folders of the node that does the job, and from those of every
//! other one that looks.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use manuscript::Uuid;
use manuscript::commitment::{Hash, hex};
use serde_json::{Value, json};
use store::media::MediaFolders;
use store::{Store, carrying, withholdings};
use supervision::{Ends, Kind as Trouble, Task, Troubles};
use tokio_util::sync::CancellationToken;
use typeset::renditions;

use super::kind::{Doing, Failed, OutsideKind, Work};
use crate::renditions::throw_away;

/// How often a node looks whether files were withheld that it may have.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After so many looks it throws away once more whatever it had thrown away: a copy may have been on its way meanwhile.
const ALL_AGAIN: u32 = 10;

static NOT_FORGOTTEN: Trouble = Trouble {
    code: "files.not_forgotten",
    is: "withheld files are still in the folders of this node; no reader gets them",
    was: "withheld files are gone from the folders of this node",
    ends: Ends::WhenItWorks,
};

/// Throws withheld files away.
pub struct ForgetMedia {
    pub folders: Folders,
}

/// Where this node may have bytes of a file that is withheld. Renditions of what is public go by the shelf.
#[derive(Clone, Debug)]
pub struct Folders {
    pub media: MediaFolders,
    /// Renditions that were made before their picture was public.
    pub ahead: PathBuf,
}

/// Where a file is forgotten.
type Forget = fn(&Folders, &Hash) -> std::io::Result<()>;

impl Folders {
    /// Wherever the paper keeps it.
    fn forget(&self, hash: &Hash) -> std::io::Result<()> {
        self.media.received.forget(hash)?;
        self.forget_here(hash)
    }

    /// On this node.
    fn forget_here(&self, hash: &Hash) -> std::io::Result<()> {
        self.media.received.forget_here(hash)?;
        self.media.public.forget_here(hash)?;
        throw_away(&self.ahead.join(renditions::folder_of(&hex(hash))))
    }
}

impl OutsideKind for ForgetMedia {
    fn name(&self) -> &'static str {
        "forget_media"
    }

    fn queue(&self) -> &'static str {
        "originals"
    }

    fn perform<'a>(&'a self, work: &'a Work<'a>) -> Doing<'a> {
        Box::pin(self.forget(work))
    }
}

impl ForgetMedia {
    async fn forget(&self, work: &Work<'_>) -> Result<Value, Failed> {
        let withholding = work.job.payload["withholding"].as_str().and_then(|id| Uuid::try_parse(id).ok());
        let withholding = withholding.ok_or_else(|| Failed::because("it does not say which withholding it is for"))?;
        let hashes = withholdings::media_of(&mut work.store.snapshot().await?, withholding).await?;
        let files = hashes.len();
        forget_all(self.folders.clone(), hashes, Folders::forget)
            .await
            .map_err(Failed::because)?;
        Ok(json!({ "files": files }))
    }
}

/// Throws away files that are there; those that are not are no fault.
async fn forget_all(folders: Folders, hashes: Vec<Hash>, forget: Forget) -> std::io::Result<()> {
    let forgotten = tokio::task::spawn_blocking(move || hashes.iter().try_for_each(|hash| forget(&folders, hash)));
    forgotten.await.map_err(std::io::Error::other)?
}

/// Every node loses what was withheld, also one that was away meanwhile or that came with folders of before: it looks at its
/// beginning, and again whenever more was withheld. The job is done by one node; this is what the others do.
pub fn task(store: Store, folders: Folders, troubles: Troubles) -> Task {
    let sweep = Arc::new(Sweep { store, folders, troubles });
    Task::new("withheld files", move |stop| Arc::clone(&sweep).keep_looking(stop))
}

struct Sweep {
    store: Store,
    folders: Folders,
    troubles: Troubles,
}

impl Sweep {
    async fn keep_looking(self: Arc<Self>, stop: CancellationToken) {
        let mut gone = BTreeSet::new();
        for look in 1_u32.. {
            if stop.is_cancelled() {
                return;
            }
            if look % ALL_AGAIN == 0 {
                gone.clear();
            }
            let swept = self.sweep(&mut gone).await;
            self.troubles.tell(&NOT_FORGOTTEN, "", &swept);
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn sweep(&self, gone: &mut BTreeSet<Vec<u8>>) -> Result<(), Failed> {
        let withheld = carrying::withheld_media(&mut self.store.snapshot().await?).await?;
        let new: Vec<Vec<u8>> = withheld
            .into_iter()
            .map(|row| row.hash)
            .filter(|hash| !gone.contains(hash))
            .collect();
        let hashes = new.iter().filter_map(|hash| Hash::try_from(hash.as_slice()).ok()).collect();
        forget_all(self.folders.clone(), hashes, Folders::forget_here)
            .await
            .map_err(Failed::because)?;
        gone.extend(new);
        Ok(())
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotDone(reason) | Self::Unknown(reason) => f.write_str(reason),
        }
    }
}
