//! Addresses of files: what the site is dressed in, and what articles show.

use super::number;
use crate::picture::is_hash;

/// A style sheet, a font, a script, at an address that names its bytes: `/assets/filet-0a1b2c3d4e5f.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset<'a> {
    pub name: &'a str,
    /// The beginning of the bytes' digest.
    pub digest: &'a str,
    pub ending: &'a str,
}

impl<'a> Asset<'a> {
    /// The file that a path asks for.
    pub fn at(path: &'a str) -> Option<Self> {
        let file = path.strip_prefix("/assets/").filter(|file| !file.contains('/'))?;
        let (stem, ending) = file.rsplit_once('.')?;
        let (name, digest) = stem.rsplit_once('-')?;
        let is_whole = ![name, digest, ending].iter().any(|part| part.is_empty());
        is_whole.then_some(Self { name, digest, ending })
    }

    /// Where it answers.
    pub fn path(&self) -> String {
        format!("/assets/{}-{}.{}", self.name, self.digest, self.ending)
    }
}

/// A file of the paper, `/media/HASH.jpg`, or a rendition of a picture, `/media/HASH-720.webp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaFile<'a> {
    /// SHA-256 of what was received, in hexadecimal.
    pub hash: &'a str,
    /// How wide the rendition is, in pixels.
    pub width: Option<u32>,
    pub ending: &'a str,
}

impl<'a> MediaFile<'a> {
    /// The file that a path asks for. A width has one spelling.
    pub fn at(path: &'a str) -> Option<Self> {
        let file = path.strip_prefix("/media/").filter(|file| !file.contains('/'))?;
        let (stem, ending) = file.split_once('.')?;
        let (hash, width) = match stem.split_once('-') {
            Some((hash, width)) => (hash, Some(number::read(width)?)),
            None => (stem, None),
        };
        (is_hash(hash) && !ending.is_empty()).then_some(Self { hash, width, ending })
    }

    /// Where it answers.
    pub fn path(&self) -> String {
        let Self { hash, width, ending } = self;
        match width {
            Some(width) => format!("/media/{hash}-{width}.{ending}"),
            None => format!("/media/{hash}.{ending}"),
        }
    }
}
