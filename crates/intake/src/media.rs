//! Taking in the files that a copy uses: cleaned, measured, kept in the media folder.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use acts::Desk;
use cleaning::Uncleanable;
use folders::Unread;
use manuscript::commitment::{Hash, hex, unhex};
use manuscript::picture::Media;
use manuscript::{By, Copy, Uuid, refusals};
use sha2::{Digest, Sha256};
use store::assets::{self, Asset};
use store::carrying::folder::media_in;
use store::media::{MediaFolder, MediaFolders};
use store::public_media::{self, Cleaned};
use store::{Broken, Tx};

use crate::media_type::type_of;
use crate::sources::Sources;

refusals! {
    /// Why a file was not taken in.
    #[derive(Debug)]
    pub enum MediaRefused [Broken(Broken)] {
        Missing(path: String):
            "the file `{path}` is not there; its path begins beside the manuscript or at the folder's root"
            / "le fichier « {path} » n’est pas là ; son chemin part du manuscrit ou de la racine du dossier",
        Outside(path: String):
            "the file `{path}` lies outside the folder"
            / "le fichier « {path} » est hors du dossier",
        TooLarge(path: String):
            "the file `{path}` is larger than 512 MB"
            / "le fichier « {path} » dépasse 512 Mo",
        Unknown(path: String):
            "the file `{path}` is no picture, sound, film, captions or document that browsers know (JPEG, PNG, WebP, GIF, MP3, Ogg, M4A, MP4, WebM, WebVTT, PDF)"
            / "le fichier « {path} » n’est ni une image, ni un son, ni un film, ni des sous-titres, ni un document que les navigateurs connaissent (JPEG, PNG, WebP, GIF, MP3, Ogg, M4A, MP4, WebM, WebVTT, PDF)",
        CutShort(path: String):
            "the file `{path}` is cut short: its end is missing; bring it again from where it came"
            / "le fichier « {path} » est tronqué : sa fin manque ; reprenez-le là d’où il vient",
        NoPicture(path: String):
            "the file `{path}` is called a picture and holds none that can be shown; save it again as JPEG, PNG, WebP or GIF"
            / "le fichier « {path} » se dit une image et n’en contient pas qui puisse être montrée ; enregistrez-la de nouveau en JPEG, PNG, WebP ou GIF",
        Unclean(path: String, why: String):
            "what the file `{path}` says of who made it, with what, when and where cannot be taken out ({why}), so nothing of it can be public; save it again with another program"
            / "ce que le fichier « {path} » dit de qui l’a fait, avec quoi, quand et où ne peut pas en être ôté ({why}), rien n’en peut donc être public ; enregistrez-le de nouveau avec un autre programme",
        Withheld(path: String):
            "the file `{path}` was withheld for legal reasons and is not taken in again; take it out of the manuscript"
            / "le fichier « {path} » a été retiré pour raison légale et n’est pas repris ; enlevez-le du manuscrit",
        Link(path: String):
            "the file `{path}` is a link, or lies behind one; put the file itself there"
            / "le fichier « {path} » est un lien, ou se trouve derrière un lien ; mettez-y le fichier lui-même",
        Special(path: String):
            "the file `{path}` is a pipe, a socket or a device; name a picture, a sound or a film"
            / "le fichier « {path} » est un tube, une prise ou un périphérique ; nommez une image, un son ou un film",
        Unwritable(path: String, error: std::io::Error):
            "the file `{path}` could not be written to this paper’s disk: {error}"
            / "le fichier « {path} » n’a pas pu être écrit sur le disque de ce journal : {error}",
        Unreadable(path: String, error: std::io::Error):
            "the file `{path}` cannot be read: {error}"
            / "le fichier « {path} » ne peut pas être lu : {error}",
    }
}

/// What taking in needs at hand.
pub struct Intake<'a> {
    pub desk: &'a Desk,
    pub by: &'a By,
    pub folders: &'a MediaFolders,
    pub sources: Sources<'a>,
}

impl Intake<'_> {
    /// Takes in every file that a copy uses; the copy then names assets.
    pub async fn take_in_all(&self, tx: &mut Tx, copy: &mut Copy) -> Result<(), MediaRefused> {
        let mut taken = Vec::new();
        for media in copy.media() {
            match media {
                Media::File(path) => {
                    let asset = self.take_in(tx, &self.found(&path)?).await?;
                    taken.push((path, asset));
                }
                Media::Asset { hash, .. } => self.take_from_export(tx, &hash).await?,
            }
        }
        copy.each_media_mut(&mut |media| {
            let Media::File(path) = media else { return };
            if let Some((_, asset)) = taken.iter().find(|(known, _)| known == path) {
                *media = Media::Asset {
                    asset: asset.id,
                    hash: hex(&asset.hash),
                };
            }
        });
        Ok(())
    }

    /// Takes in the documents, sounds and films to which links of a copy lead; these then name assets. Answers what is there
    /// and is none of these: nobody can clean it.
    pub async fn take_in_linked(&self, tx: &mut Tx, copy: &mut Copy) -> Result<Vec<String>, MediaRefused> {
        let mut named = BTreeSet::new();
        copy.each_address_mut(&mut |address| {
            if is_of_a_file(address) {
                named.insert(address.clone());
            }
        });
        let (mut taken, mut left) = (HashMap::new(), Vec::new());
        for name in named {
            let bytes = match self.sources.find(&name) {
                Ok(bytes) => bytes,
                // A link that leads nowhere is told with the others.
                Err(Unread::Missing | Unread::Folder | Unread::Outside) => continue,
                Err(unread) => return Err(not_taken(&name, unread)),
            };
            if !type_of(&bytes).is_some_and(is_carried) {
                left.push(name);
                continue;
            }
            let file = Received { name, bytes };
            let asset = self.take_in(tx, &file).await?;
            let media = Media::Asset {
                asset: asset.id,
                hash: hex(&asset.hash),
            };
            taken.insert(file.name, String::from(media));
        }
        copy.each_address_mut(&mut |address| {
            if let Some(asset) = taken.get(address) {
                address.clone_from(asset);
            }
        });
        Ok(left)
    }

    fn found(&self, path: &str) -> Result<Received, MediaRefused> {
        let bytes = self.sources.find(path).map_err(|unread| not_taken(path, unread))?;
        Ok(Received {
            name: path.to_owned(),
            bytes,
        })
    }

    /// A manuscript of an export names assets: those that this paper has not are taken from the export's own media.
    async fn take_from_export(&self, tx: &mut Tx, hash: &str) -> Result<(), MediaRefused> {
        let missing = || MediaRefused::Missing(hash.to_owned());
        let bytes = unhex::<32>(hash).ok_or_else(missing)?;
        if assets::by_hash(tx, &bytes).await?.is_some() {
            return Ok(());
        }
        let place = MediaFolder::at(media_in(Path::new(""))).place_of(&bytes);
        let file = Received {
            name: hash.to_owned(),
            bytes: self.sources.read(&place).map_err(|_| missing())?,
        };
        let taken = self.take_in(tx, &file).await?;
        if taken.hash == bytes { Ok(()) } else { Err(missing()) }
    }

    /// Takes one file in. Whose asset and cleaning this program knows is not cleaned again.
    pub async fn take_in(&self, tx: &mut Tx, file: &Received) -> Result<Asset, MediaRefused> {
        let received: Hash = Sha256::digest(&file.bytes).into();
        if let Some((asset, Some(cleaned))) = public_media::found(tx, &received).await?
            && cleaned.outcome.is_ok()
            && cleaned.edition >= EDITION
            && self.folders.received.has(&received, file.bytes.len())
        {
            return file.refuse_withheld(tx, &received, &cleaned).await.map(|()| asset);
        }
        let examined = file.examined(received)?;
        file.refuse_withheld(tx, &received, &examined.cleaned).await?;
        examined.keep(self.folders)?;
        self.enter(tx, &examined.asset_with(self.desk.ids.uuid()), &examined.cleaned).await
    }

    /// Takes in a file that was examined and kept before there was a transaction: the record’s lock waits for no disk.
    pub async fn take_in_kept(&self, tx: &mut Tx, kept: &Kept) -> Result<Asset, MediaRefused> {
        let asset = kept.asset_with(self.desk.ids.uuid());
        if acts::media::is_withheld(tx, &asset.hash, &kept.cleaned).await? {
            return Err(MediaRefused::Withheld(kept.name.clone()));
        }
        self.enter(tx, &asset, &kept.cleaned).await
    }

    async fn enter(&self, tx: &mut Tx, asset: &Asset, cleaned: &Cleaned) -> Result<Asset, MediaRefused> {
        Ok(acts::media::take_in(tx, self.desk, self.by, asset, cleaned).await?)
    }
}

/// A file that was looked at: what it is, and what of it may be public.
struct Examined<'a> {
    file: &'a Received,
    public: Cow<'a, [u8]>,
    cleaned: Cleaned,
    asset: Asset,
}

/// A file of which the bytes stand in the folders, and of which no row knows yet.
#[derive(Clone, Debug)]
pub struct Kept {
    name: String,
    cleaned: Cleaned,
    asset: Asset,
}

impl Kept {
    /// Examines a file and keeps its bytes. It reads, cleans and waits for the disk.
    pub fn of(file: &Received, folders: &MediaFolders) -> Result<Self, MediaRefused> {
        let examined = file.examined(Sha256::digest(&file.bytes).into())?;
        examined.keep(folders)?;
        Ok(Self {
            name: file.name.clone(),
            cleaned: examined.cleaned,
            asset: examined.asset,
        })
    }

    /// The hash of what was received.
    pub const fn hash(&self) -> &Hash {
        &self.asset.hash
    }

    /// Throws the bytes away: what was withheld does not lie about again.
    pub fn forget(&self, folders: &MediaFolders) -> std::io::Result<()> {
        let public = self.cleaned.outcome.as_ref().ok();
        std::iter::once(&self.asset.hash)
            .chain(public)
            .try_for_each(|hash| folders.forget(hash))
    }

    fn asset_with(&self, id: Uuid) -> Asset {
        Asset { id, ..self.asset.clone() }
    }
}

impl Examined<'_> {
    fn asset_with(&self, id: Uuid) -> Asset {
        Asset { id, ..self.asset.clone() }
    }

    /// Keeps what was received and, where that is something else, what readers get: the disk is waited for once.
    fn keep(&self, folders: &MediaFolders) -> Result<(), MediaRefused> {
        self.kept(folders)
            .map_err(|error| MediaRefused::Unwritable(self.file.name.clone(), error))
    }

    fn kept(&self, folders: &MediaFolders) -> std::io::Result<()> {
        let (received, public): (&[u8], &[u8]) = (&self.file.bytes, &self.public);
        if received == public {
            return folders.received.keep(received).map(drop);
        }
        std::thread::scope(|scope| {
            let kept = scope.spawn(|| folders.public.keep(public));
            folders.received.keep(received)?;
            let broken = |_| std::io::Error::other("it was given up while it was written");
            kept.join().map_err(broken)?.map(drop)
        })
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

/// The cleaning of this program, as it is recorded.
const EDITION: i64 = cleaning::EDITION as i64;

/// A file that somebody handed over.
pub struct Received {
    /// As whoever handed it over names it.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Received {
    /// What it is, and what of it may be public; its hash is known.
    fn examined(&self, received: Hash) -> Result<Examined<'_>, MediaRefused> {
        let media_type = type_of(&self.bytes).ok_or_else(|| MediaRefused::Unknown(self.name.clone()))?;
        let public = self.cleaned(media_type)?;
        let size = self.size(media_type)?;
        Ok(Examined {
            file: self,
            cleaned: Cleaned {
                outcome: Ok(MediaFolder::would_be(&public)),
                edition: EDITION,
            },
            asset: Asset {
                id: Uuid::nil(),
                hash: received,
                media_type: media_type.to_owned(),
                bytes: self.bytes.len() as i64,
                width: size.map(|(width, _)| width.into()),
                height: size.map(|(_, height)| height.into()),
            },
            public,
        })
    }

    async fn refuse_withheld(&self, tx: &mut Tx, received: &Hash, cleaned: &Cleaned) -> Result<(), MediaRefused> {
        if acts::media::is_withheld(tx, received, cleaned).await? {
            return Err(MediaRefused::Withheld(self.name.clone()));
        }
        Ok(())
    }

    /// What of it may be public.
    fn cleaned(&self, media_type: &str) -> Result<Cow<'_, [u8]>, MediaRefused> {
        let path = || self.name.clone();
        cleaning::clean(media_type, &self.bytes).map_err(|why| match why {
            Uncleanable::CutShort => MediaRefused::CutShort(path()),
            Uncleanable::Unknown => MediaRefused::Unknown(path()),
            _ if media_type.starts_with("image/") => MediaRefused::NoPicture(path()),
            other => MediaRefused::Unclean(path(), other.to_string()),
        })
    }

    /// Width and height of a picture, which every picture has.
    fn size(&self, media_type: &str) -> Result<Option<(u32, u32)>, MediaRefused> {
        if !media_type.starts_with("image/") {
            return Ok(None);
        }
        match darkroom::size_of(&self.bytes) {
            Some((width, height)) if width > 0 && height > 0 => Ok(Some((width, height))),
            _ => Err(MediaRefused::NoPicture(self.name.clone())),
        }
    }
}

fn not_taken(path: &str, unread: Unread) -> MediaRefused {
    let path = path.to_owned();
    match unread {
        Unread::Missing | Unread::Folder => MediaRefused::Missing(path),
        Unread::Outside => MediaRefused::Outside(path),
        Unread::Link => MediaRefused::Link(path),
        Unread::Special => MediaRefused::Special(path),
        Unread::TooLarge(_) => MediaRefused::TooLarge(path),
        Unread::Failed(error) => MediaRefused::Unreadable(path, error),
    }
}
