//! Rebuilding the shelf from the newsroom's truth, beside the one that readers go on reading; and remaking renderings.

use manuscript::commitment::hex;
use manuscript::picture::Media;
use manuscript::{Copy, Uuid, upgrade};
use shelf::{Applied, Change, Shelf};
use store::Snapshot;
use typeset::TYPESETTER;
use typeset::media::{FoundMedia, MediaShelf};

use crate::broken::PressBroken;
use crate::press::Press;
use crate::public_state::{PublicState, typeset_copy};
use crate::touched::AT_A_TIME;

impl Press {
    /// Fills an empty shelf with everything public and puts it in the place of the one that was lost.
    pub(crate) async fn rebuild(&self, kept: &mut Option<PublicState>) -> Result<(), PressBroken> {
        *kept = None;
        let mut snapshot = self.store.snapshot().await?;
        let (number, hash) = store::record::head(&mut snapshot).await?;
        let shelf = Shelf::begin_filling(self.shelf.now().file()).await?;
        let desk = PublicState::read(&mut snapshot).await?;
        let mut change = Change::default();
        desk.lay_catalogue(&mut snapshot, &mut change).await?;
        desk.lay_suspensions(&mut snapshot, &mut change).await?;
        let mut after = Uuid::nil();
        loop {
            // While some articles are written down, the next ones are read and typeset.
            let (written, next) = tokio::join!(shelf.apply(&change), articles_after(&desk, &mut snapshot, after));
            written?;
            let Some(next) = next? else { break };
            (after, change) = next;
        }
        // Settings and identity come last: a shelf that has them is whole.
        let shelf = shelf.begin_standing().await?;
        let mut change = Change {
            applied: Applied { number, hash: hex(&hash) },
            ..Change::default()
        };
        desk.lay_settings(&mut change);
        shelf.apply(&change).await?;
        self.shelf.replace(shelf);
        self.pages.purge_all();
        tracing::debug!(event = "shelf rebuilt", number);
        *kept = Some(desk);
        Ok(())
    }
}

/// The next articles as they are now, and the last of them.
async fn articles_after(desk: &PublicState, snapshot: &mut Snapshot, after: Uuid) -> Result<Option<(Uuid, Change)>, PressBroken> {
    let ids = store::articles::all_ids(snapshot, after, AT_A_TIME as i64).await?;
    let Some(last) = ids.last() else { return Ok(None) };
    let mut change = Change::default();
    desk.lay_articles(snapshot, &ids, &mut change).await?;
    Ok(Some((*last, change)))
}

/// Remakes the renderings that another typesetter made, from the copies on the shelf itself: the newsroom's database
/// may be away.
pub async fn remake_renderings(shelf: &Shelf) -> Result<u64, PressBroken> {
    let mut remade = 0;
    loop {
        let copies = shelf.typeset_otherwise(TYPESETTER, AT_A_TIME as i64).await?;
        if copies.is_empty() {
            return Ok(remade);
        }
        for (id, text) in copies {
            let copy = upgrade::read(&text).map_err(|error| store::Broken::unreadable("a copy", error))?;
            let media = media_on(shelf, &copy).await?;
            shelf.set_typeset(id, &typeset_copy(&copy, &media)?, TYPESETTER).await?;
            remade += 1;
        }
    }
}

/// The media of a copy as the shelf knows them: the newsroom's database may be away.
async fn media_on(shelf: &Shelf, copy: &Copy) -> Result<MediaShelf, PressBroken> {
    let mut media = MediaShelf::default();
    for file in &copy.media() {
        let Media::Asset { hash, .. } = file else { continue };
        if let Some(found) = shelf.media(hash).await? {
            let file = FoundMedia {
                bytes: Some(found.bytes),
                width: found.width,
                height: found.height,
                ..FoundMedia::of(hash, &found.media_type)
            };
            media.add(hash, file);
        }
    }
    Ok(media)
}
