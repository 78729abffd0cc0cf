//! A file for a door: taken in as by the account of a token, before any article uses it.

use std::path::Path;
use std::sync::Arc;

use acts::Desk;
use acts::paper::SetRefused;
use acts::tokens;
use intake::media::{Intake, Received};
use intake::sources::Sources;
use manuscript::commitment::hex;
use manuscript::picture::Media;
use serde_json::{Value, json};
use store::assets::Asset;
use store::{Broken, Tx};

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
    /// Takes a file in.
    pub async fn take_in(&self, token: String, file: &Path) -> Result<TakenIn, NotDone> {
        let newsroom = self.newsroom()?;
        let bytes = std::fs::read(file).map_err(|error| refused(Broken::unreadable("a received file", error)))?;
        let received = Arc::new(Received { name: NAME.into(), bytes });
        let hands = Arc::clone(&newsroom);
        let pending = newsroom.acts.hand_in(move |tx| {
            let (hands, token, received) = (Arc::clone(&hands), token.clone(), Arc::clone(&received));
            Box::pin(async move {
                let taken = hands.taken_in(tx, (&token, &received)).await;
                (ended(&taken), taken)
            })
        });
        pending.await?.committed().await?
    }
}

impl Newsroom {
    async fn taken_in(&self, tx: &mut Tx, (token, received): (&str, &Received)) -> Result<TakenIn, NotDone> {
        let bearer = tokens::bearer(tx, token, self.clock.now()).await.map_err(refused)?;
        let by = bearer.for_act("save").map_err(refused)?;
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
        intake.take_in(tx, received).await.map(TakenIn).map_err(refused)
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
