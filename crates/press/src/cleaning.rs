//! Cleaning of the files that are there already: before that they do not answer. The newest come first.

use std::sync::Arc;
use std::time::Duration;

use ::cleaning::NotCleaned;
use manuscript::{By, Uuid};
use store::assets::Asset;
use store::media::MediaFolders;
use store::public_media::{self, Cleaned};
use supervision::{Ends, Kind};
use tokio_util::sync::CancellationToken;

use crate::broken::PressBroken;
use crate::jobs::JobContext;
use crate::press::Press;

/// How many files are cleaned before what was made of them is entered.
const AT_A_TIME: i64 = 16;
/// How long nothing is looked for once everything is clean: an older program may have taken something in.
const REST: Duration = Duration::from_mins(1);
/// How long after something broke it is tried again.
const AGAIN: Duration = Duration::from_secs(5);
/// The work, as the record names who does it.
const BY: By = By::Job("clean_media");

static NOT_CLEANED: Kind = Kind {
    code: "files.not_cleaned",
    is: "files not cleaned; they are not public before",
    was: "files cleaned again",
    ends: Ends::WhenItWorks,
};

impl Press {
    /// Cleans whatever no cleaning of this program has seen, until told to stop.
    pub(crate) async fn keep_clean(self: Arc<Self>, desk: JobContext, stop: CancellationToken) {
        let mut before = Uuid::max();
        while !stop.is_cancelled() {
            let cleaned = self.clean_some(&desk, &mut before).await;
            self.troubles.tell(&NOT_CLEANED, "", &cleaned);
            let rest = match cleaned {
                Ok(0) => {
                    before = Uuid::max();
                    REST
                }
                Ok(_) => Duration::ZERO,
                Err(_) => AGAIN,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Cleans some of the files before one; answers how many there were.
    pub async fn clean_some(&self, desk: &JobContext, before: &mut Uuid) -> Result<usize, PressBroken> {
        let edition = i64::from(::cleaning::EDITION);
        let found = public_media::not_cleaned(&mut self.store.snapshot().await?, edition, *before, AT_A_TIME).await?;
        let Some(last) = found.last() else { return Ok(0) };
        *before = last.id;
        let count = found.len();
        let media = desk.media.clone();
        let cleaned = tokio::task::spawn_blocking(move || clean_all(&media, found)).await;
        let cleaned = cleaned.map_err(|_| PressBroken::Interrupted)?;
        let mut tx = acts::begin(&self.store).await?;
        let Some(at_desk) = desk.desk(&mut tx).await? else {
            return Ok(count);
        };
        acts::media::clean(&mut tx, &at_desk, &BY, &cleaned).await?;
        tx.commit().await?;
        Ok(count)
    }
}

/// What was made of each file; one that is not on this node is left to another.
fn clean_all(media: &MediaFolders, found: Vec<Asset>) -> Vec<(Asset, Cleaned)> {
    found
        .into_iter()
        .filter_map(|asset| {
            let cleaned = clean(media, &asset)?;
            Some((asset, cleaned))
        })
        .collect()
}

fn clean(media: &MediaFolders, asset: &Asset) -> Option<Cleaned> {
    let received = match media.received.open(&asset.hash) {
        Ok(received) => received,
        Err(error) => {
            tracing::warn!(event = "a received file is not here, and is not cleaned", code = "file.not_here", reason = %error);
            return None;
        }
    };
    // One file that stops the program keeps no other from readers.
    let write = || {
        let written = media
            .unhurried()
            .public
            .written(|copy| ::cleaning::clean_file(&asset.media_type, &received, copy));
        let public = written?.filter(|public| *public.hash() != asset.hash);
        Ok(public.map_or(Ok(asset.hash), |public| media.public.place(public))?)
    };
    let cleaned = std::panic::catch_unwind(std::panic::AssertUnwindSafe(write));
    let Ok(cleaned) = cleaned else {
        return Some(Cleaned {
            outcome: Err("it stopped the cleaning program".into()),
            edition: i64::from(::cleaning::EDITION),
        });
    };
    let outcome = match cleaned {
        Ok(hash) => Ok(hash),
        Err(NotCleaned::Failed(error)) => {
            tracing::error!(event = "a cleaned file cannot be written", code = "file.not_written", reason = %error);
            return None;
        }
        Err(NotCleaned::Uncleanable(why)) => Err(why.to_string()),
    };
    Some(Cleaned {
        outcome,
        edition: i64::from(::cleaning::EDITION),
    })
}
