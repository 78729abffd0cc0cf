//! A file for a door: taken in as by the account of a token, before any article uses it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::Desk;
use acts::group_commit::NotCommitted;
use acts::paper::SetRefused;
use acts::tokens;
use intake::media::{Intake, Kept, MediaRefused, Received};
use intake::sources::Sources;
use manuscript::commitment::hex;
use manuscript::picture::Media;
use serde_json::{Value, json};
use store::Tx;
use store::assets::{self, Asset};

use crate::newsroom::Newsroom;
use crate::not_done::{NotDone, ended, refused};
use crate::standing::Works;

/// The file as refusals name it.
const NAME: &str = "file";

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn(Asset);

impl TakenIn {
    /// The answer: how a manuscript names the file, and what it is.
    pub fn to_json(&self) -> Value {
        let Self(asset) = self;
        let hash = hex(&asset.hash);
        let named = Media::Asset {
            asset: asset.id,
            hash: hash.clone(),
        };
        json!({ "done": "taken_in", "name": String::from(named), "sha256": hash, "type": asset.media_type, "bytes": asset.bytes })
    }
}

impl Works {
    /// Takes a file in: examined, cleaned and kept first, one after the other, then a short act.
    pub async fn take_in(&self, token: String, file: PathBuf) -> Result<TakenIn, NotDone> {
        let newsroom = self.newsroom()?;
        let one = newsroom.one_file.acquire().await;
        let kept = newsroom.kept(file).await?;
        drop(one);
        let taken = newsroom.entered(token, kept.clone()).await;
        if matches!(&taken, Err(NotDone::Refused(..))) && !newsroom.knows(&kept).await {
            let media = newsroom.media.clone();
            let _ = tokio::task::spawn_blocking(move || kept.forget(&media)).await;
        }
        taken
    }
}

impl Newsroom {
    async fn kept(&self, file: PathBuf) -> Result<Kept, NotDone> {
        let media = self.media.clone();
        let kept = tokio::task::spawn_blocking(move || {
            let bytes = std::fs::read(file).map_err(|error| MediaRefused::Unreadable(NAME.into(), error))?;
            let received = Received { name: NAME.into(), bytes };
            Kept::of(&received, &media)
        });
        match kept.await {
            Ok(kept) => kept.map_err(refused),
            Err(_) => Err(NotCommitted::Panicked.into()),
        }
    }

    /// Whether some asset has these bytes: then they stay.
    async fn knows(&self, kept: &Kept) -> bool {
        let Ok(mut snapshot) = self.store.snapshot().await else {
            return true;
        };
        !matches!(assets::by_hash(&mut snapshot, kept.hash()).await, Ok(None))
    }

    async fn entered(self: &Arc<Self>, token: String, kept: Kept) -> Result<TakenIn, NotDone> {
        let hands = Arc::clone(self);
        let pending = self.acts.hand_in(move |tx| {
            let (hands, token, kept) = (Arc::clone(&hands), token.clone(), kept.clone());
            Box::pin(async move {
                let taken = hands.taken_in(tx, (&token, &kept)).await;
                (ended(&taken), taken)
            })
        });
        pending.await?.committed().await?
    }

    async fn taken_in(&self, tx: &mut Tx, (token, kept): (&str, &Kept)) -> Result<TakenIn, NotDone> {
        let bearer = tokens::bearer(tx, token, self.clock.now()).await.map_err(refused)?;
        let by = bearer.for_file().map_err(refused)?;
        let desk = self.desk(tx).await?;
        let nowhere = Path::new("");
        let intake = Intake {
            desk: &desk,
            by: &by,
            folders: &self.media,
            sources: Sources {
                root: nowhere,
                beside: nowhere,
            },
        };
        intake.take_in_kept(tx, kept).await.map(TakenIn).map_err(refused)
    }

    async fn desk(&self, tx: &mut Tx) -> Result<Desk, NotDone> {
        let paper = store::paper::held(tx).await?.ok_or_else(|| refused(SetRefused::NoPaper))?;
        Ok(Desk {
            clock: Arc::clone(&self.clock),
            ids: Arc::clone(&self.ids),
            paper,
        })
    }
}
