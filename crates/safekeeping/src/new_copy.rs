//! A copy that is made of a backup or of an export, before anybody sees it: it sleeps, and what was erased and withheld since is
//! so in it too.

use std::sync::Arc;

use acts::Desk;
use manuscript::{Clock, Ids};
use store::asleep::{self, Why};
use store::carrying::{self, WithheldMediaRow};
use store::media::{MediaFolder, Originals};
use store::{Broken, Tx, pledged_originals};

use crate::originals;
use crate::progress::Unwatched;
use crate::refused::{NotKept, unwritable};
use crate::traces::{Redone, Traces, TracesFile};

/// What a copy is made with.
pub struct NewCopy {
    /// It sleeps from now on.
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    /// Where its originals go, if not into a folder of its own.
    pub originals: Option<Arc<dyn Originals>>,
    pub since: Since,
}

/// What was erased and withheld since that was made which the copy is made of.
#[derive(Clone, Debug)]
pub enum Since {
    /// It stands in a file, and is done again before anybody sees the copy.
    Listed(TracesFile),
    /// Nobody knows, and somebody said why.
    Unknown(String),
}

/// A copy that is as it is to be.
pub(crate) struct BroughtUp {
    pub(crate) redone: Redone,
    /// Files that nobody may have.
    withheld: Vec<WithheldMediaRow>,
}

impl NewCopy {
    /// Refuses to begin while its originals could not go where they belong.
    pub(crate) fn refuse_if_away(&self) -> Result<(), NotKept> {
        self.originals.as_deref().map_or(Ok(()), originals::refuse_if_away)
    }

    /// Puts what was unpacked where its originals go; what is there then needs no folder.
    pub(crate) fn place_originals(&self, unpacked: &MediaFolder) -> Result<(), NotKept> {
        match self.originals.as_deref() {
            Some(store) => originals::put_all(unpacked, store, &Unwatched).and_then(|_| unpacked.clear().map_err(NotKept::failed)),
            None => Ok(()),
        }
    }
}

impl BroughtUp {
    /// Throws away what a folder has of the files that nobody may have.
    pub(crate) fn forget_files(&self, media: &MediaFolder) -> Result<(), NotKept> {
        for file in &self.withheld {
            let hash = file.hash.as_slice().try_into();
            let hash = hash.map_err(|_| NotKept::failed("a hash is not 32 bytes long"))?;
            media
                .forget_here(&hash)
                .map_err(|error| unwritable(&media.place_of(&hash), &error))?;
        }
        Ok(())
    }
}

/// Erases and withholds again what the copy does not know of, and puts it to sleep: it does nothing outside, and nothing in
/// time, until somebody wakes it, for the paper may live elsewhere.
pub(crate) async fn brought_up(tx: &mut Tx, copy: &NewCopy) -> Result<BroughtUp, NotKept> {
    let (listed, redone) = match &copy.since {
        Since::Unknown(_) => (Traces::default(), Redone::default()),
        Since::Listed(file) => {
            let (listed, desk) = (file.read()?, desk(tx, copy).await?);
            let redone = listed.redo(tx, &desk, file).await?;
            (listed, redone)
        }
    };
    put_to_sleep(tx, copy).await?;
    pledged_originals::forget_all(tx).await?;
    let mut withheld = carrying::withheld_media(tx).await?;
    withheld.extend(listed.files().cloned());
    Ok(BroughtUp { redone, withheld })
}

/// Puts the copy to sleep, with the reason for which nobody knows what was erased since.
pub(crate) async fn put_to_sleep(tx: &mut Tx, copy: &NewCopy) -> Result<(), Broken> {
    asleep::fall(tx, Why::Restored, copy.clock.now()).await?;
    match &copy.since {
        Since::Listed(_) => Ok(()),
        Since::Unknown(reason) => asleep::without_erasures(tx, reason).await,
    }
}

async fn desk(tx: &mut Tx, copy: &NewCopy) -> Result<Desk, NotKept> {
    let paper = store::paper::held(tx).await?;
    Ok(Desk {
        clock: Arc::clone(&copy.clock),
        ids: Arc::clone(&copy.ids),
        paper: paper.ok_or_else(|| NotKept::failed("there is no paper in this copy"))?,
    })
}
