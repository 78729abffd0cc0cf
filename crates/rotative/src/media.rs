//! Taking files in: what sort of file it is by its bytes, its size in pixels, its place in the media folder.

use std::path::{Path, PathBuf};

use acts::Desk;
use manuscript::commitment::{Hash, hex, unhex};
use manuscript::picture::Media;
use manuscript::{Copy, refusals};
use sha2::{Digest, Sha256};
use store::assets::{self, Asset};
use store::media::MediaFolder;
use store::{Broken, Tx, withholdings};

use crate::carrying::media_in;

/// Largest file that is taken in.
const LARGEST: u64 = 512 << 20;

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
        Withheld(path: String):
            "the file `{path}` was withheld for legal reasons and is not taken in again; take it out of the manuscript"
            / "le fichier « {path} » a été retiré pour raison légale et n’est pas repris ; enlevez-le du manuscrit",
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

/// Takes in every file that a copy uses; the copy then names assets.
pub(crate) async fn take_in_all(
    tx: &mut Tx,
    desk: &Desk,
    folder: &MediaFolder,
    sources: &Sources<'_>,
    copy: &mut Copy,
) -> Result<(), MediaRefused> {
    let mut taken = Vec::new();
    for media in copy.media() {
        match media {
            Media::File(path) => taken.push((path.clone(), take_in(tx, desk, folder, &find(sources, path)?).await?)),
            Media::Asset { hash, .. } => take_from_export(tx, desk, folder, sources, hash).await?,
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
async fn take_from_export(tx: &mut Tx, desk: &Desk, folder: &MediaFolder, sources: &Sources<'_>, hash: &str) -> Result<(), MediaRefused> {
    let missing = || MediaRefused::Missing(hash.to_owned());
    let bytes = unhex::<32>(hash).ok_or_else(missing)?;
    if assets::by_hash(tx, &bytes).await?.is_some() {
        return Ok(());
    }
    let file = MediaFolder::at(media_in(sources.root)).place_of(&bytes);
    if !file.is_file() {
        return Err(missing());
    }
    let taken = take_in(tx, desk, folder, &file).await?;
    if taken.hash == bytes { Ok(()) } else { Err(missing()) }
}

async fn take_in(tx: &mut Tx, desk: &Desk, folder: &MediaFolder, file: &Path) -> Result<Asset, MediaRefused> {
    let path = file.display().to_string();
    let unreadable = |error| MediaRefused::Unreadable(path.clone(), error);
    if std::fs::metadata(file).map_err(unreadable)?.len() > LARGEST {
        return Err(MediaRefused::TooLarge(path));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let media_type = type_of(&bytes).ok_or_else(|| MediaRefused::Unknown(path.clone()))?;
    let hash: Hash = Sha256::digest(&bytes).into();
    if withholdings::is_media(tx, &hash).await? {
        return Err(MediaRefused::Withheld(path));
    }
    let size = darkroom::size_of(&bytes).filter(|_| media_type.starts_with("image/"));
    let asset = Asset {
        id: desk.ids.uuid(),
        hash: folder.keep(&bytes).map_err(unreadable)?,
        media_type: media_type.to_owned(),
        bytes: bytes.len() as i64,
        width: size.map(|(width, _)| width.into()),
        height: size.map(|(_, height)| height.into()),
    };
    Ok(assets::take_in(tx, &asset, desk.clock.now()).await?)
}

fn find(sources: &Sources<'_>, path: &str) -> Result<PathBuf, MediaRefused> {
    let relative = Path::new(path.trim_start_matches('/'));
    let found = places_of(sources, relative).into_iter().find(|file| file.is_file());
    let found = found.ok_or_else(|| MediaRefused::Missing(path.to_owned()))?;
    let inside = found
        .canonicalize()
        .ok()
        .zip(sources.root.canonicalize().ok())
        .is_some_and(|(file, root)| file.starts_with(root));
    if inside {
        Ok(found)
    } else {
        Err(MediaRefused::Outside(path.to_owned()))
    }
}

/// Beside the manuscript, then from the root; as it is written, then with `%20` and its kin read.
fn places_of(sources: &Sources<'_>, relative: &Path) -> Vec<PathBuf> {
    let decoded = site::question::decoded(&relative.to_string_lossy()).map(PathBuf::from);
    let paths = [Some(relative.to_owned()), decoded];
    paths
        .into_iter()
        .flatten()
        .flat_map(|path| [sources.beside.join(&path), sources.root.join(&path)])
        .collect()
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
