//! Taking files in: received, hashed, cleaned and on the disk as a stream, before there is an act; the act then only says so.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use acts::Desk;
use manuscript::commitment::Hash;
use manuscript::{By, Clock, Uuid};
use store::assets::{self, Asset};
use store::media::{MediaFolder, MediaFolders};
use store::public_media::{self, Cleaned};
use store::{Broken, Store, Tx, pledged_originals};

use crate::examining::{EDITION, Examined};
use crate::media_refused::not_written;
use crate::originals;
use crate::own_time::in_its_own_time;

pub use crate::examining::Received;
pub use crate::media_refused::MediaRefused;

/// A file of which the bytes stand in the folders. Unless the paper has had it before, no row knows of it yet.
#[derive(Clone, Debug)]
pub struct Kept {
    name: String,
    cleaned: Cleaned,
    asset: Asset,
    before: Option<Uuid>,
    standing: Standing,
}

/// Where the original stands that no row knows of yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// In the folder of this node.
    Here,
    /// In the store, pledged until a moment.
    InStore,
}

type EndsPledge = fn(&MediaFolder, &Hash) -> io::Result<()>;

/// Whoever keeps the bytes of files before there is an act for them.
pub struct Keeper<'a> {
    pub(crate) store: &'a Store,
    folders: MediaFolders,
    clock: &'a dyn Clock,
    /// What this one has kept: a portrait that a hundred manuscripts show is cleaned once.
    kept: Mutex<HashMap<Hash, Kept>>,
}

impl<'a> Keeper<'a> {
    pub fn of(store: &'a Store, folders: &MediaFolders, clock: &'a dyn Clock) -> Self {
        Self {
            store,
            folders: folders.unhurried(),
            clock,
            kept: Mutex::default(),
        }
    }

    /// Keeps a file. It reads, cleans and waits for the disk; no transaction is open meanwhile. Whose asset and cleaning this
    /// program knows is not cleaned again.
    pub async fn keep(&self, received: Received) -> Result<Kept, MediaRefused> {
        let (received, hash, length) = in_its_own_time(move || received.hashed()).await?;
        if let Some(known) = self.known(received.name(), (&hash, length)).await? {
            return Ok(known);
        }
        if let Some(again) = self.again(received.name(), &hash)? {
            return Ok(again);
        }
        let folders = self.folders.clone();
        let examined = in_its_own_time(move || received.examined(&folders)).await?;
        let kept = Kept::of(&examined, &self.folders);
        self.pledge_in_store(&kept).await?;
        self.pledge_here(&kept)?;
        match self.place(examined, &kept).await {
            Ok(()) => {
                self.kept_here().insert(*kept.hash(), kept.clone());
                Ok(kept)
            }
            Err(refused) => {
                self.settle(&kept).await?;
                Err(refused)
            }
        }
    }

    /// Puts its bytes in their places.
    async fn place(&self, examined: Examined, kept: &Kept) -> Result<(), MediaRefused> {
        let folders = self.folders.clone();
        let placed = in_its_own_time(move || examined.placed(&folders)).await;
        placed.map_err(|error| not_written(&kept.name, error))?;
        // In a store: it took its time to get there.
        self.pledge_in_store(kept).await
    }

    /// Pledges an original in the store, if this paper keeps its originals in one, for as long as it may take to get there.
    async fn pledge_in_store(&self, kept: &Kept) -> Result<(), MediaRefused> {
        let original = (kept.hash(), kept.asset.bytes);
        match kept.standing {
            Standing::InStore if !originals::pledge(self.store, original, self.clock).await? => Err(MediaRefused::Going(kept.name.clone())),
            _ => Ok(()),
        }
    }

    /// What was kept a moment ago, pledged once more.
    fn again(&self, name: &str, hash: &Hash) -> Result<Option<Kept>, MediaRefused> {
        let Some(kept) = self.kept_here().get(hash).cloned() else {
            return Ok(None);
        };
        let kept = Kept {
            name: name.to_owned(),
            ..kept
        };
        self.pledge_here(&kept)?;
        Ok(Some(kept))
    }

    /// Pledges what stands on this node, or is about to.
    fn pledge_here(&self, kept: &Kept) -> Result<(), MediaRefused> {
        let received = self.folders.received.pledge(kept.hash());
        let pledged = received.and_then(|()| self.folders.public.pledge(kept.public()));
        pledged.map_err(|error| MediaRefused::Unwritable(kept.name.clone(), error))
    }

    fn kept_here(&self) -> MutexGuard<'_, HashMap<Hash, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn known(&self, name: &str, (hash, length): (&Hash, u64)) -> Result<Option<Kept>, MediaRefused> {
        let found = public_media::found(&mut self.store.snapshot().await?, hash).await?;
        let stands = self.stands(name, (hash, length)).await?;
        Ok(match found {
            Some((asset, Some(cleaned))) if cleaned.outcome.is_ok() && cleaned.edition >= EDITION && stands => Some(Kept {
                name: name.to_owned(),
                before: Some(asset.id),
                cleaned,
                asset,
                standing: Standing::Here,
            }),
            _ => None,
        })
    }

    /// Whether its bytes are there already. A store that is away is told before anything of the file is kept.
    async fn stands(&self, name: &str, (hash, length): (&Hash, u64)) -> Result<bool, MediaRefused> {
        let (received, hash) = (self.folders.received.clone(), *hash);
        let stands = in_its_own_time(move || received.has(&hash, length)).await;
        stands.map_err(|error| not_written(name, error))
    }

    /// Says that the act is over, however it ended: the bytes of a file of which no row knows, or which nobody may have any
    /// more, go.
    pub async fn settle(&self, kept: &Kept) -> Result<(), Broken> {
        if kept.before.is_some() {
            return Ok(());
        }
        let (settle, take_back): (EndsPledge, EndsPledge) = (MediaFolder::settle, MediaFolder::take_back);
        let end_received = if self.is_wanted(kept.hash()).await? { settle } else { take_back };
        let end_public = if self.is_public(kept.public()).await? { settle } else { take_back };
        let (folders, kept) = (self.folders.clone(), kept.clone());
        let ended = in_its_own_time(move || {
            end_received(&folders.received, kept.hash())?;
            end_public(&folders.public, kept.public())
        });
        ended
            .await
            .map_err(|error| Broken::unreadable("the pledges of the media folder", error))
    }

    /// Whether readers may have bytes of some file of the paper.
    async fn is_public(&self, public: &Hash) -> Result<bool, Broken> {
        for received in public_media::with_hash(&mut self.store.snapshot().await?, public).await? {
            if self.is_wanted(&received).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn is_wanted(&self, hash: &Hash) -> Result<bool, Broken> {
        originals::is_wanted(self.store, hash).await
    }

    /// Sees to what processes left that died between keeping bytes and their act: nothing half stays, and what an act knows
    /// of does. Answers how many files went.
    pub async fn sweep(&self) -> Result<usize, Broken> {
        let unreadable = |error: io::Error| Broken::unreadable("what was left of incoming files", error);
        let folders = self.folders.clone();
        let left = in_its_own_time(move || Ok((folders.received.left_by_the_dead()?, folders.public.left_by_the_dead()?)));
        let (received, public) = left.await.map_err(unreadable)?;
        let mut gone = 0;
        for hash in &received.hashes {
            if !self.is_wanted(hash).await? {
                self.folders.received.forget_here(hash).map_err(unreadable)?;
                gone += 1;
            }
        }
        for hash in &public.hashes {
            if !self.is_public(hash).await? {
                self.folders.public.forget_here(hash).map_err(unreadable)?;
            }
        }
        received.settle().and_then(|()| public.settle()).map_err(unreadable)?;
        Ok(gone)
    }
}

impl Kept {
    /// What is known of a file once its bytes are in their places.
    fn of(examined: &Examined, folders: &MediaFolders) -> Self {
        Self {
            name: examined.name.clone(),
            cleaned: Cleaned {
                outcome: Ok(examined.public_hash()),
                edition: EDITION,
            },
            asset: examined.asset.clone(),
            before: None,
            standing: folders.received.originals().map_or(Standing::Here, |_| Standing::InStore),
        }
    }

    /// Takes the file in: the act of which its bytes were kept before.
    pub async fn enter(&self, tx: &mut Tx, (desk, by): (&Desk, &By)) -> Result<Asset, MediaRefused> {
        if acts::media::is_withheld(tx, &self.asset.hash, &self.cleaned).await? {
            return Err(MediaRefused::Withheld(self.name.clone()));
        }
        if self.before.is_some() {
            return Ok(self.asset.clone());
        }
        self.refuse_if_gone(tx).await?;
        let asset = Asset {
            id: desk.ids.uuid(),
            ..self.asset.clone()
        };
        Ok(acts::media::take_in(tx, desk, by, &asset, &self.cleaned).await?)
    }

    /// An original in the store is relied upon while it is pledged, or another act has taken it in.
    async fn refuse_if_gone(&self, tx: &mut Tx) -> Result<(), MediaRefused> {
        let is_there = match self.standing {
            Standing::Here => true,
            Standing::InStore => pledged_originals::keep(tx, self.hash()).await? || assets::by_hash(tx, self.hash()).await?.is_some(),
        };
        if is_there {
            Ok(())
        } else {
            Err(MediaRefused::TooLate(self.name.clone()))
        }
    }

    /// The hash of what was received.
    pub const fn hash(&self) -> &Hash {
        &self.asset.hash
    }

    /// The hash of what readers get.
    fn public(&self) -> &Hash {
        self.cleaned.outcome.as_ref().unwrap_or(&self.asset.hash)
    }
}
