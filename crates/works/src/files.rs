//! A file for a door: taken in as by the account of a token, before any article uses it.

use std::io::{self, Read};
use std::sync::Arc;

use acts::Desk;
use acts::group_commit::NotCommitted;
use acts::paper::SetRefused;
use acts::tokens;
use intake::media::{Keeper, Kept, Received};
use manuscript::commitment::hex;
use manuscript::picture::Media;
use serde_json::{Value, json};
use store::Tx;
use store::assets::Asset;

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
    /// Receives a file as it comes. It is gone if nobody takes it in.
    pub async fn receive(&self, from: impl Read + Send + 'static) -> Result<io::Result<Received>, NotDone> {
        let newsroom = self.newsroom()?;
        Ok(Received::coming(NAME.into(), (newsroom.media.clone(), from)).await)
    }

    /// Takes a file in: examined, cleaned and kept first, then a short act. It goes on if nobody waits any more: what was kept
    /// is entered, or is gone.
    pub async fn take_in(&self, token: String, received: Received) -> Result<TakenIn, NotDone> {
        let newsroom = self.newsroom()?;
        let taking = tokio::spawn(async move { newsroom.take_in(token, received).await });
        taking.await.unwrap_or_else(|_| Err(NotCommitted::Panicked.into()))
    }
}

impl Newsroom {
    async fn take_in(self: Arc<Self>, token: String, received: Received) -> Result<TakenIn, NotDone> {
        let keeper = Keeper::of(&self.store, &self.media, &*self.clock);
        let one_of_few = self.files.acquire().await;
        let kept = keeper.keep(received).await.map_err(refused)?;
        drop(one_of_few);
        let taken = self.entered(token, kept.clone()).await;
        // Nobody knows whether an act stands of which the commit was lost: whoever begins next sees to it.
        if !matches!(taken, Err(NotDone::Unknown(_))) {
            self.settled(&keeper, &kept).await;
        }
        taken
    }

    /// That it cannot be settled now changes nothing of what was done.
    async fn settled(&self, keeper: &Keeper<'_>, kept: &Kept) {
        if let Err(reason) = keeper.settle(kept).await {
            tracing::warn!(event = "a file that came in is looked at again at the next start", code = "file.not_settled", %reason);
        }
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
        kept.enter(tx, (&desk, &by)).await.map(TakenIn).map_err(refused)
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
