//! Renditions of the pictures that are public on this node: made beside the serving, thrown away once nothing uses them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cleaning::NotCleaned;
use darkroom::Negative;
use manuscript::commitment::{Hash, unhex};
use shelf::{CurrentShelf, MediaUse, Shelf};
use store::media::{Away, MediaFolder, MediaFolders};
use supervision::{Ends, Kind, Troubles};
use tokio_util::sync::CancellationToken;
use typeset::renditions::{self, Format, Rendition};

/// The shelf is looked at this often.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long a darkroom that failed is left alone: a full disk is not emptied in a moment.
const REST: Duration = Duration::from_secs(30);
/// How many changes are seen to at a time. The last come first: what was just published does not wait behind a whole
/// paper that is printed anew.
const AT_A_TIME: i64 = 8;

static NOT_MADE: Kind = Kind {
    code: "renditions.not_made",
    is: "renditions not made; originals are shown",
    was: "renditions made again",
    ends: Ends::WhenItWorks,
};

/// This node's renditions. They are derived from what is on its shelf: lost ones are made again.
#[derive(Clone, Debug)]
pub struct Darkroom {
    pub troubles: Troubles,
    pub shelf: CurrentShelf,
    pub media: MediaFolders,
    /// The folder of all renditions.
    pub renditions: PathBuf,
    /// Where those stand that were made before their picture was public.
    pub ahead: PathBuf,
}

/// Broken machinery of the darkroom.
#[derive(Debug, thiserror::Error)]
pub enum RenditionsBroken {
    #[error(transparent)]
    Shelf(#[from] shelf::Broken),
    #[error("a rendition could not be written or thrown away: {0}")]
    File(#[from] std::io::Error),
}

impl Darkroom {
    /// Renditions until told to stop.
    pub async fn keep_rendering(self, stop: CancellationToken) {
        let mut begun: Option<Shelf> = None;
        while !stop.is_cancelled() {
            let shelf = self.shelf.now();
            let is_new = begun.as_ref().is_none_or(|known| !known.is_same(&shelf));
            let seen = self.look(&shelf, is_new, &stop).await;
            self.troubles.tell(&NOT_MADE, "", &seen);
            if matches!(seen, Ok(Some(_))) {
                begun = Some(shelf.clone());
            }
            let rest = match seen {
                Ok(None | Some(0)) => LOOK_EVERY,
                Ok(Some(_)) => Duration::ZERO,
                Err(_) => REST,
            };
            // A shelf that another takes the place of is not held open while this rests: its room on the disk is wanted.
            drop(shelf);
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// A shelf that was not seen before, or was rebuilt, says nothing of what it let go, nor of renditions that were lost:
    /// everything on it is looked at once.
    /// One that is not whole yet says of everything that nothing uses it: it is not looked at.
    async fn look(&self, shelf: &Shelf, is_new: bool, stop: &CancellationToken) -> Result<Option<usize>, RenditionsBroken> {
        if shelf.identity().await?.is_none() {
            return Ok(None);
        }
        if is_new {
            shelf.touch_all_media().await?;
            self.throw_away_unused(shelf).await?;
            tracing::debug!(event = "unused renditions thrown away");
        }
        self.see_to_some(shelf, stop).await.map(Some)
    }

    /// Sees to some of the pictures whose uses have changed, and answers how many changes that were. What could not be
    /// seen to is left for later, and keeps nobody else waiting.
    async fn see_to_some(&self, shelf: &Shelf, stop: &CancellationToken) -> Result<usize, RenditionsBroken> {
        let mut touched = shelf.media_touched(AT_A_TIME).await?;
        touched.sort_by(|one, other| one.hash.cmp(&other.hash));
        let mut done = Vec::new();
        let mut broken = None;
        for of_one in touched.chunk_by(|one, other| one.hash == other.hash) {
            if stop.is_cancelled() {
                break;
            }
            match self
                .see_to(&of_one[0].hash, of_one.iter().filter_map(|one| one.public.as_deref()))
                .await
            {
                Ok(()) => done.extend(of_one.iter().map(|one| one.number)),
                Err(reason) => broken = Some(reason),
            }
        }
        if !done.is_empty() {
            shelf.forget_media_touched(&done).await?;
            tracing::debug!(event = "pictures seen to", changes = done.len());
        }
        broken.map_or(Ok(done.len()), Err)
    }

    async fn see_to(&self, hash: &str, public: impl Iterator<Item = &str>) -> Result<(), RenditionsBroken> {
        if let Some(used) = self.shelf.now().media(hash).await? {
            self.make_public(hash, &used).await?;
            self.rendition(hash, used).await?;
        }
        for public in public {
            if !self.shelf.now().is_public(public).await? {
                self.forget_public(public)?;
            }
        }
        // It may have been let go while it was printed.
        if self.shelf.now().media(hash).await?.is_none() {
            throw_away(&self.renditions.join(renditions::folder_of(hash)))?;
        }
        Ok(())
    }

    /// Makes the bytes that readers get, where this node has only what was received: it was restored, or shares the
    /// received files of another.
    async fn make_public(&self, hash: &str, used: &MediaUse) -> Result<(), RenditionsBroken> {
        let Some(public) = used.public.as_deref().filter(|public| *public != hash) else {
            return Ok(());
        };
        let (Some(received), Some(wanted)) = (unhex::<32>(hash), unhex::<32>(public)) else {
            return Ok(());
        };
        if self.media.public.place_of(&wanted).is_file() || !self.has_room(used)? {
            return Ok(());
        }
        let (media, media_type) = (self.media.clone(), used.media_type.clone());
        let made = tokio::task::spawn_blocking(move || {
            cleaned_again(
                &media,
                &Cleaning {
                    received,
                    wanted,
                    media_type,
                },
            )
        })
        .await;
        if let Ok(made) = made {
            return Ok(made?);
        }
        tracing::warn!(event = "a file cannot be cleaned; it is not public", code = "file.not_cleaned");
        Ok(())
    }

    /// Where copies are bounded, what finds no room is made when a reader wants it.
    fn has_room(&self, used: &MediaUse) -> std::io::Result<bool> {
        self.media.public.has_room(u64::try_from(used.bytes).unwrap_or(0))
    }

    fn forget_public(&self, public: &str) -> Result<(), RenditionsBroken> {
        Ok(unhex::<32>(public).map_or(Ok(()), |hash| self.media.public.forget(&hash))?)
    }

    async fn rendition(&self, hash: &str, used: MediaUse) -> Result<(), RenditionsBroken> {
        let place = self.renditions.join(renditions::folder_of(hash));
        let wanted = renditions::all_of(hash, &used.media_type, used.width.unwrap_or_default());
        let Some(bytes) = unhex::<32>(hash).filter(|_| !wanted.is_empty() && !place.is_dir()) else {
            return Ok(());
        };
        if self.takes_over(hash, &place)? {
            return Ok(());
        }
        let original = Original {
            received: self.media.received.clone(),
            hash: bytes,
            media_type: used.media_type,
        };
        let printed = place.clone();
        let done = tokio::task::spawn_blocking(move || render_all(&original, &wanted, &printed)).await;
        if let Ok(done) = done {
            return Ok(done?);
        }
        // A decoder that gave up is not asked again.
        tracing::warn!(
            event = "a picture cannot be rendered; it is shown as it is",
            code = "rendition.not_made"
        );
        Ok(fs::create_dir_all(place)?)
    }

    /// Renditions that were made ahead take their place, whole.
    fn takes_over(&self, hash: &str, place: &Path) -> std::io::Result<bool> {
        let made = self.ahead.join(renditions::folder_of(hash));
        if !made.is_dir() {
            return Ok(false);
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(made, place)?;
        tracing::debug!(event = "renditions that were made ahead are public");
        Ok(true)
    }

    /// Throws away the renditions of what is not public any more, and those of another edition.
    async fn throw_away_unused(&self, shelf: &Shelf) -> Result<(), RenditionsBroken> {
        let edition = self.renditions.join(renditions::folder_of(""));
        let edition = edition.components().as_path().to_owned();
        for other in folders_in(&self.renditions)?.into_iter().map(|name| self.renditions.join(name)) {
            if other != edition {
                throw_away(&other)?;
            }
        }
        for first in folders_in(&edition)? {
            for rest in folders_in(&edition.join(&first))? {
                if shelf.media(&format!("{first}{rest}")).await?.is_none() {
                    throw_away(&edition.join(&first).join(rest))?;
                }
            }
        }
        for public in self.media.public.all()? {
            if !shelf.is_public(&public).await? {
                self.forget_public(&public)?;
            }
        }
        Ok(())
    }
}

/// A file as it was received, and what its cleaning was recorded to make of it.
pub(crate) struct Cleaning {
    pub(crate) received: Hash,
    pub(crate) wanted: Hash,
    pub(crate) media_type: String,
}

/// Cleans a received file anew. What comes out otherwise than it was recorded was recorded by another program: the
/// cleaning of this one records it again.
pub(crate) fn cleaned_again(media: &MediaFolders, asked: &Cleaning) -> std::io::Result<()> {
    let received = match media.received.open(&asked.received) {
        Ok(received) => received,
        Err(error) if Away::in_error(&error).is_some() => return Err(error),
        Err(error) => {
            tracing::warn!(event = "a received file cannot be read, and is not public", code = "file.not_read", reason = %error);
            return Ok(());
        }
    };
    let written = media
        .public
        .written(|copy| cleaning::clean_file(&asked.media_type, &received, copy));
    match written {
        Ok(Some(cleaned)) if *cleaned.hash() == asked.wanted => media.public.place(cleaned).map(drop),
        Err(NotCleaned::Failed(error)) => Err(error),
        _ => {
            tracing::warn!(
                event = "a file is cleaned otherwise than it is recorded; it is not public",
                code = "file.cleaned_otherwise"
            );
            Ok(())
        }
    }
}

/// A picture as it was received.
pub(crate) struct Original {
    pub(crate) received: MediaFolder,
    pub(crate) hash: Hash,
    pub(crate) media_type: String,
}

/// Makes every rendition of a picture, all of them or none. A picture that cannot be read keeps an empty folder: it is shown
/// as it is.
pub(crate) fn render_all(original: &Original, wanted: &[Rendition], place: &Path) -> std::io::Result<()> {
    let opened = original.received.open(&original.hash).map_err(NotCleaned::from);
    let bytes = match opened.and_then(|file| cleaning::held(&file)) {
        Ok(bytes) => bytes,
        // It is tried again once the store helps.
        Err(NotCleaned::Failed(error)) if Away::in_error(&error).is_some() => return Err(error),
        Err(error) => {
            tracing::warn!(event = "a picture cannot be read, and has no renditions", code = "picture.not_read", reason = %error);
            return Ok(());
        }
    };
    let half = place.with_extension("part");
    throw_away(&half)?;
    fs::create_dir_all(&half)?;
    match rendered(&original.media_type, &bytes, wanted) {
        Ok(renditions) => renditions
            .iter()
            .try_for_each(|(rendition, bytes)| write_down(&half.join(rendition.file()), bytes))?,
        Err(spoilt) => {
            tracing::warn!(event = "a picture cannot be rendered; it is shown as it is", code = "rendition.not_made", reason = %spoilt);
        }
    }
    fs::rename(&half, place)
}

/// Every rendition says whose the picture is, as the original did.
fn rendered<'a>(media_type: &str, bytes: &[u8], wanted: &'a [Rendition]) -> Result<Vec<(&'a Rendition, Vec<u8>)>, darkroom::Spoilt> {
    let rights = cleaning::rights_of(media_type, bytes);
    let negative = Negative::of(bytes)?;
    let rendition = |rendition: &'a Rendition| {
        let width = rendition.width.min(negative.width());
        let bytes = match rendition.format {
            Format::Webp => negative.webp(width),
            Format::Jpeg => negative.jpeg(width),
        }?;
        let said = cleaning::with_rights(rendition.format.media_type(), &bytes, &rights);
        let said = said.map_err(|error| darkroom::Spoilt::Writing(error.to_string()))?.into_owned();
        Ok((rendition, said))
    };
    wanted.iter().map(rendition).collect()
}

fn write_down(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut written = fs::File::create(file)?;
    written.write_all(bytes)?;
    written.sync_all()
}

/// The folders in a folder; none if there is no such folder. What else lies there is nobody's.
pub(crate) fn folders_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

pub(crate) fn throw_away(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
