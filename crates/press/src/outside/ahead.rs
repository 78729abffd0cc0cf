//! `make_renditions`: the renditions of a planned article's pictures are made before its time, in a folder where no reader
//! and no page looks; the darkroom takes them from there once the pictures are public.

use std::collections::BTreeMap;
use std::path::PathBuf;

use manuscript::commitment::unhex;
use manuscript::picture::Media;
use manuscript::{Copy, Uuid};
use serde_json::{Value, json};
use store::assets::Asset;
use store::media::MediaFolders;
use store::{Broken, Snapshot, articles, carrying, public_media, withholdings};
use typeset::renditions;

use super::kind::{Doing, Failed, OutsideKind, Work};
use crate::renditions::{Original, folders_in, render_all, throw_away};

/// Makes renditions ahead.
pub struct MakeRenditions {
    pub media: MediaFolders,
    /// Where they are made.
    pub ahead: PathBuf,
    /// Where those of public pictures are.
    pub renditions: PathBuf,
}

impl OutsideKind for MakeRenditions {
    fn name(&self) -> &'static str {
        "make_renditions"
    }

    fn queue(&self) -> &'static str {
        "prints"
    }

    /// What is not made ahead is made when it is public.
    fn attempts(&self) -> i64 {
        3
    }

    fn perform<'a>(&'a self, work: &'a Work<'a>) -> Doing<'a> {
        Box::pin(self.make(work))
    }
}

/// Pictures by the names of their files.
type Pictures = BTreeMap<String, Asset>;

impl MakeRenditions {
    async fn make(&self, work: &Work<'_>) -> Result<Value, Failed> {
        let plan = work.job.payload["plan"].as_str().and_then(|id| Uuid::try_parse(id).ok());
        let mut snapshot = work.store.snapshot().await?;
        let mut planned = Pictures::new();
        let mut of_plan = Pictures::new();
        for schedule in carrying::schedules(&mut snapshot).await? {
            let frozen = articles::checkpoint(&mut snapshot, schedule.article, schedule.checkpoint).await?;
            let Some((_, copy)) = frozen else { continue };
            let pictures = pictures_of(&mut snapshot, &copy).await?;
            if plan == Some(schedule.job) {
                of_plan.clone_from(&pictures);
            }
            planned.extend(pictures);
        }
        drop(snapshot);
        self.throw_away_unplanned(&planned).map_err(Failed::because)?;
        let mut made = 0;
        for (hash, picture) in of_plan {
            made += self.make_one(hash, picture).await?;
        }
        Ok(json!({ "pictures": made }))
    }

    /// A plan that was given up leaves nothing behind for longer than until the next one is made.
    fn throw_away_unplanned(&self, planned: &Pictures) -> std::io::Result<()> {
        for edition in folders_in(&self.ahead)? {
            let edition = self.ahead.join(edition);
            for first in folders_in(&edition)? {
                for rest in folders_in(&edition.join(&first))? {
                    if !planned.contains_key(&format!("{first}{rest}")) {
                        throw_away(&edition.join(&first).join(rest))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Answers how many pictures were rendered.
    async fn make_one(&self, hash: String, picture: Asset) -> Result<usize, Failed> {
        let wanted = renditions::all_of(&hash, &picture.media_type, picture.width.unwrap_or_default());
        let folder = renditions::folder_of(&hash);
        let place = self.ahead.join(&folder);
        if wanted.is_empty() || place.is_dir() || self.renditions.join(&folder).is_dir() {
            return Ok(0);
        }
        let original = Original {
            received: self.media.received.clone(),
            hash: picture.hash,
            media_type: picture.media_type,
        };
        let made = tokio::task::spawn_blocking(move || render_all(&original, &wanted, &place)).await;
        made.map_err(Failed::because)?.map_err(Failed::because)?;
        Ok(1)
    }
}

/// The pictures that a copy uses, except those that were withheld.
async fn pictures_of(snapshot: &mut Snapshot, copy: &Copy) -> Result<Pictures, Broken> {
    let mut pictures = Pictures::new();
    for file in copy.media() {
        let Media::Asset { hash, .. } = file else { continue };
        let Some(bytes) = unhex::<32>(&hash) else { continue };
        if withholdings::is_media(snapshot, &bytes).await? {
            continue;
        }
        if let Some((asset, _)) = public_media::found(snapshot, &bytes).await? {
            pictures.insert(hash, asset);
        }
    }
    Ok(pictures)
}
