//! The files that a copy uses, as pages show them: where each answers, what it is, how large it is seen.

use std::collections::HashMap;

use manuscript::picture::Media;

use crate::html::safe_address;
use crate::media_address::media_address;
use crate::renditions::Shown;

/// The media that a copy uses, with what the page must know of them.
#[derive(Clone, Debug, Default)]
pub struct MediaShelf {
    by_hash: HashMap<String, FoundMedia>,
}

/// A file at its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMedia {
    pub address: String,
    pub media_type: String,
    /// How large it is, where that is known.
    pub bytes: Option<i64>,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

impl FoundMedia {
    /// A file of a hash and a type, whose size nobody knows yet.
    pub fn of(hash: &str, media_type: &str) -> Self {
        Self {
            address: media_address(hash, media_type),
            media_type: media_type.to_owned(),
            bytes: None,
            width: None,
            height: None,
        }
    }

    /// The file as a picture.
    pub(crate) fn shown(&self, alt: &str, focal: Option<(u8, u8)>) -> Shown {
        Shown {
            address: self.address.clone(),
            alt: alt.to_owned(),
            width: self.width,
            height: self.height,
            focal,
        }
    }
}

impl MediaShelf {
    /// Adds a file under its SHA-256 (hexadecimal).
    pub fn add(&mut self, hash: &str, file: FoundMedia) {
        self.by_hash.insert(hash.to_owned(), file);
    }

    /// Where a link leads: to a file of the paper, else where it says, if a reader may follow it.
    pub(crate) fn leads(&self, address: &str) -> Option<String> {
        match Media::linked(address) {
            Some(file) => self.find(&file).map(|found| found.address.clone()),
            None => safe_address(address).map(str::to_owned),
        }
    }

    /// The file of a use; a use whose file was never taken in has none.
    pub fn find(&self, media: &Media) -> Option<&FoundMedia> {
        match media {
            Media::Asset { hash, .. } => self.by_hash.get(hash),
            Media::File(_) => None,
        }
    }
}
