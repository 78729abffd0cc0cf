//! Taking files in: what sort of file it is by its bytes, its size in pixels, its place in the media folder.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use acts::Desk;
use cleaning::Uncleanable;
use folders::Unread;
use manuscript::commitment::{Hash, hex, unhex};
use manuscript::picture::Media;
use manuscript::{By, Copy, refusals};
use sha2::{Digest, Sha256};
use store::assets::{self, Asset};
use store::media::{MediaFolder, MediaFolders};
use store::public_media::{self, Cleaned};
use store::{Broken, Tx};

use crate::carrying::media_in;

/// Bytes of the largest file that is taken in.
pub(crate) const LARGEST: u64 = 512 << 20;

/// What is said of an export and of a backup that hold media.
pub(crate) const AS_RECEIVED: &str = "it holds the media as they were received, with whatever cameras and programs noted in them of a source: keep it as you keep the source's name";

refusals! {
    /// Why a file was not taken in.
    #[derive(Debug)]
    pub(crate) enum MediaRefused [Broken(Broken)] {
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
            "the file `{path}` is no picture, sound, film or captions that browsers know (JPEG, PNG, WebP, GIF, MP3, Ogg, M4A, MP4, WebM, WebVTT)"
            / "le fichier « {path} » n’est ni une image, ni un son, ni un film, ni des sous-titres que les navigateurs connaissent (JPEG, PNG, WebP, GIF, MP3, Ogg, M4A, MP4, WebM, WebVTT)",
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
        Unreadable(path: String, error: std::io::Error):
            "the file `{path}` cannot be read: {error}"
            / "le fichier « {path} » ne peut pas être lu : {error}",
    }
}

/// Where files are looked for: beside the manuscript, then from the folder's root.
pub(crate) struct Sources<'a> {
    pub(crate) root: &'a Path,
    pub(crate) beside: &'a Path,
}

/// What taking in needs at hand.
pub(crate) struct Intake<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) by: &'a By,
    pub(crate) folders: &'a MediaFolders,
    pub(crate) sources: Sources<'a>,
}

impl Intake<'_> {
    /// Takes in every file that a copy uses; the copy then names assets.
    pub(crate) async fn take_in_all(&self, tx: &mut Tx, copy: &mut Copy) -> Result<(), MediaRefused> {
        let mut taken = Vec::new();
        for media in copy.media() {
            match media {
                Media::File(path) => taken.push((path.clone(), self.take_in(tx, &self.sources.find(path)?).await?)),
                Media::Asset { hash, .. } => self.take_from_export(tx, hash).await?,
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

    /// A manuscript of an export names assets: those that this paper has not are taken from the export's own media.
    async fn take_from_export(&self, tx: &mut Tx, hash: &str) -> Result<(), MediaRefused> {
        let missing = || MediaRefused::Missing(hash.to_owned());
        let bytes = unhex::<32>(hash).ok_or_else(missing)?;
        if assets::by_hash(tx, &bytes).await?.is_some() {
            return Ok(());
        }
        let place = MediaFolder::at(media_in(Path::new(""))).place_of(&bytes);
        let file = Found {
            path: hash.to_owned(),
            bytes: self.sources.read(&place).map_err(|_| missing())?,
        };
        let taken = self.take_in(tx, &file).await?;
        if taken.hash == bytes { Ok(()) } else { Err(missing()) }
    }

    /// A file whose asset and cleaning this program knows is not read again.
    async fn take_in(&self, tx: &mut Tx, file: &Found) -> Result<Asset, MediaRefused> {
        let received: Hash = Sha256::digest(&file.bytes).into();
        if let Some((asset, Some(cleaned))) = public_media::found(tx, &received).await?
            && cleaned.outcome.is_ok()
            && cleaned.edition >= EDITION
            && self.folders.received.has(&received, file.bytes.len())
        {
            return file.refuse_withheld(tx, &received, &cleaned).await.map(|()| asset);
        }
        let media_type = type_of(&file.bytes).ok_or_else(|| MediaRefused::Unknown(file.path.clone()))?;
        let public = file.cleaned(media_type)?;
        let size = file.size(media_type)?;
        let cleaned = Cleaned {
            outcome: Ok(MediaFolder::would_be(&public)),
            edition: EDITION,
        };
        file.refuse_withheld(tx, &received, &cleaned).await?;
        self.keep_both(&file.bytes, &public)
            .map_err(|error| MediaRefused::Unreadable(file.path.clone(), error))?;
        let asset = Asset {
            id: self.desk.ids.uuid(),
            hash: received,
            media_type: media_type.to_owned(),
            bytes: file.bytes.len() as i64,
            width: size.map(|(width, _)| width.into()),
            height: size.map(|(_, height)| height.into()),
        };
        Ok(acts::media::take_in(tx, self.desk, self.by, (&asset, &cleaned)).await?)
    }
}

impl Intake<'_> {
    /// Keeps what was received and, where that is something else, what readers get: the disk is waited for once.
    fn keep_both(&self, received: &[u8], public: &[u8]) -> std::io::Result<()> {
        if received == public {
            return self.folders.received.keep(received).map(drop);
        }
        std::thread::scope(|scope| {
            let kept = scope.spawn(|| self.folders.public.keep(public));
            self.folders.received.keep(received)?;
            let broken = |_| std::io::Error::other("it was given up while it was written");
            kept.join().map_err(broken)?.map(drop)
        })
    }
}

/// The cleaning of this program, as it is recorded.
const EDITION: i64 = cleaning::EDITION as i64;

/// A file that was found.
struct Found {
    /// As the manuscript names it.
    path: String,
    bytes: Vec<u8>,
}

impl Found {
    async fn refuse_withheld(&self, tx: &mut Tx, received: &Hash, cleaned: &Cleaned) -> Result<(), MediaRefused> {
        if acts::media::is_withheld(tx, received, cleaned).await? {
            return Err(MediaRefused::Withheld(self.path.clone()));
        }
        Ok(())
    }

    /// What of it may be public.
    fn cleaned(&self, media_type: &str) -> Result<Cow<'_, [u8]>, MediaRefused> {
        let path = || self.path.clone();
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
            _ => Err(MediaRefused::NoPicture(self.path.clone())),
        }
    }
}

impl Sources<'_> {
    /// The file that a manuscript names.
    fn find(&self, path: &str) -> Result<Found, MediaRefused> {
        let mut refused = MediaRefused::Missing(path.to_owned());
        for place in self.places_of(Path::new(path.trim_start_matches('/'))) {
            match self.read(&place) {
                Ok(bytes) => {
                    let path = path.to_owned();
                    return Ok(Found { path, bytes });
                }
                Err(Unread::Missing | Unread::Folder) => {}
                Err(Unread::Outside) => refused = MediaRefused::Outside(path.to_owned()),
                Err(unread) => return Err(not_taken(path, unread)),
            }
        }
        Err(refused)
    }

    fn read(&self, place: &Path) -> Result<Vec<u8>, Unread> {
        folders::read(self.root, place, LARGEST)
    }

    /// Beside the manuscript, then from the root; as it is written, then with `%20` and its kin read. From the root.
    fn places_of(&self, named: &Path) -> Vec<PathBuf> {
        let beside = self.beside.strip_prefix(self.root).unwrap_or(Path::new(""));
        let decoded = site::question::decoded(&named.to_string_lossy()).map(PathBuf::from);
        [Some(named.to_owned()), decoded]
            .into_iter()
            .flatten()
            .flat_map(|path| [beside.join(&path), path])
            .collect()
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

/// By its first bytes: a file's name may lie. SVG is left out, as it may hold scripts.
fn type_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'I', b'D', b'3', ..] | [0xff, 0xfb | 0xf3 | 0xf2 | 0xfa, ..] => Some("audio/mpeg"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A', ..] => Some("audio/mp4"),
        // Still pictures in the same box, which most browsers or this program do not know.
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'a' | b'h' | b'm',
            b'v' | b'e' | b'i' | b's',
            b'i' | b'v' | b'f',
            b'f' | b's' | b'c' | b'x' | b'1',
            ..,
        ] => None,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("video/mp4"),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("video/webm"),
        _ if bytes.starts_with(b"WEBVTT") || bytes.starts_with(b"\xef\xbb\xbfWEBVTT") => Some("text/vtt"),
        _ => None,
    }
}
