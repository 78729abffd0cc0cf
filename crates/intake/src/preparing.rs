//! The files of a copy: kept before there is a transaction, entered with the act that keeps the text.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use acts::Desk;
use folders::Unread;
use manuscript::commitment::{hex, unhex};
use manuscript::markdown::{self, Defaults};
use manuscript::paper::Paper;
use manuscript::picture::Media;
use manuscript::{By, Copy};
use store::assets::{self, Asset};
use store::carrying::folder::media_in;
use store::media::MediaFolder;
use store::{Broken, Tx};

use crate::examining::head_of;
use crate::media::{Keeper, Kept, MediaRefused, Received};
use crate::media_refused::not_taken;
use crate::media_type::type_of;
use crate::sources::Sources;

/// What a copy names, each file kept.
#[derive(Debug, Default)]
pub struct Prepared {
    /// Documents, sounds and films to which links lead.
    linked: Vec<(String, Kept)>,
    used: Vec<(String, Kept)>,
    /// By the hashes by which a manuscript of an export names them.
    exported: Vec<(String, Kept)>,
    /// Links to files that nobody can clean: they stay links.
    left: Vec<String>,
}

/// The copy of a text, if a paper can read it as a manuscript.
pub fn copy_in(text: &str, paper: &Paper) -> Option<Copy> {
    let defaults = Defaults {
        language: paper.language(),
        zone: paper.time_zone(),
        markup: &arrivals::Arrivals,
    };
    markdown::read(text, &defaults).ok().map(|manuscript| manuscript.copy)
}

impl Keeper<'_> {
    /// Keeps every file that a copy uses or links to.
    pub async fn prepare(&self, sources: &Sources<'_>, copy: &mut Copy) -> Result<Prepared, MediaRefused> {
        let mut prepared = Prepared::default();
        let done = async {
            self.prepare_linked(sources, (&mut prepared, &mut *copy)).await?;
            self.prepare_used(sources, (&mut prepared, &*copy)).await
        };
        match done.await {
            Ok(()) => Ok(prepared),
            Err(refused) => {
                self.settle_all(&prepared).await?;
                Err(refused)
            }
        }
    }

    /// Says that the act is over, however it ended.
    pub async fn settle_all(&self, prepared: &Prepared) -> Result<(), Broken> {
        for kept in prepared.all() {
            self.settle(kept).await?;
        }
        Ok(())
    }

    /// What is there and is no document, sound or film is left where it is.
    async fn prepare_linked(&self, sources: &Sources<'_>, (prepared, copy): (&mut Prepared, &mut Copy)) -> Result<(), MediaRefused> {
        let mut named = BTreeSet::new();
        copy.each_address_mut(&mut |address| {
            if is_of_a_file(address) {
                named.insert(address.clone());
            }
        });
        for name in named {
            let file = match sources.find(&name) {
                Ok(file) => file,
                // A link that leads nowhere is told with the others.
                Err(Unread::Missing | Unread::Folder | Unread::Outside) => continue,
                Err(unread) => return Err(not_taken(&name, unread)),
            };
            let head = head_of(&file).map_err(|error| MediaRefused::Unreadable(name.clone(), error))?;
            if !type_of(&head).is_some_and(is_carried) {
                prepared.left.push(name);
                continue;
            }
            let kept = self.keep(Received::theirs(name.clone(), file)).await?;
            prepared.linked.push((name, kept));
        }
        Ok(())
    }

    async fn prepare_used(&self, sources: &Sources<'_>, (prepared, copy): (&mut Prepared, &Copy)) -> Result<(), MediaRefused> {
        for media in copy.media() {
            match media {
                Media::File(name) => {
                    let file = sources.find(&name).map_err(|unread| not_taken(&name, unread))?;
                    let kept = self.keep(Received::theirs(name.clone(), file)).await?;
                    prepared.used.push((name, kept));
                }
                Media::Asset { hash, .. } => {
                    let kept = self.exported_as(sources, &hash).await?;
                    prepared.exported.extend(kept.map(|kept| (hash, kept)));
                }
            }
        }
        Ok(())
    }

    /// A manuscript of an export names assets: those that this paper has not are taken from the export's own media.
    async fn exported_as(&self, sources: &Sources<'_>, hash: &str) -> Result<Option<Kept>, MediaRefused> {
        let missing = || MediaRefused::Missing(hash.to_owned());
        let bytes = unhex::<32>(hash).ok_or_else(missing)?;
        if assets::by_hash(&mut self.store.snapshot().await?, &bytes).await?.is_some() {
            return Ok(None);
        }
        let place = MediaFolder::at(media_in(Path::new(""))).place_of(&bytes);
        let file = sources.open(&place).map_err(|_| missing())?;
        let name = hash.to_owned();
        let kept = self.keep(Received::theirs(name, file)).await?;
        if *kept.hash() == bytes {
            return Ok(Some(kept));
        }
        self.settle(&kept).await?;
        Err(missing())
    }
}

impl Prepared {
    /// Takes in every file of the copy, which then names assets. Answers the links that stay as they were written.
    pub async fn enter(&self, tx: &mut Tx, at: (&Desk, &By), copy: &mut Copy) -> Result<&[String], MediaRefused> {
        let linked = entered(tx, at, &self.linked).await?;
        copy.each_address_mut(&mut |address| {
            if let Some(media) = linked.get(address.as_str()) {
                *address = String::from(media.clone());
            }
        });
        let used = entered(tx, at, &self.used).await?;
        entered(tx, at, &self.exported).await?;
        let mut missing = None;
        copy.each_media_mut(&mut |media| {
            let Media::File(name) = media else { return };
            match used.get(name.as_str()) {
                Some(asset) => *media = asset.clone(),
                // The text was another one when its files were kept.
                None => missing = Some(name.clone()),
            }
        });
        missing.map_or(Ok(&self.left), |name| Err(MediaRefused::Missing(name)))
    }

    fn all(&self) -> impl Iterator<Item = &Kept> {
        [&self.linked, &self.used, &self.exported]
            .into_iter()
            .flatten()
            .map(|(_, kept)| kept)
    }
}

async fn entered<'a>(tx: &mut Tx, at: (&Desk, &By), files: &'a [(String, Kept)]) -> Result<HashMap<&'a str, Media>, MediaRefused> {
    let mut entered = HashMap::new();
    for (name, kept) in files {
        entered.insert(name.as_str(), named(&kept.enter(tx, at).await?));
    }
    Ok(entered)
}

/// How a copy names an asset.
fn named(asset: &Asset) -> Media {
    Media::Asset {
        asset: asset.id,
        hash: hex(&asset.hash),
    }
}

/// Whether an address names a file that is no page: it has an ending, and no scheme.
fn is_of_a_file(address: &str) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let is_ending = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_page = matches!(ending.as_str(), "md" | "html" | "htm" | "php" | "aspx" | "xml");
    is_ending && !is_page && !folders.contains(':') && !name.contains(':') && !path.starts_with("//")
}

/// What a link may hand on: a picture needs its credit, and captions belong to a film.
fn is_carried(media_type: &str) -> bool {
    media_type == "application/pdf" || media_type.starts_with("audio/") || media_type.starts_with("video/")
}
