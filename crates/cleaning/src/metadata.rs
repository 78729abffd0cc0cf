//! What a picture says beside its pixels, and what stays of it.

use crate::exif::Orientation;
use crate::{Rights, Uncleanable, exif, iim, xmp};

/// What was found, each kind of words by itself: they are not trusted alike.
#[derive(Debug, Default)]
pub(crate) struct Found {
    orientation: Option<Orientation>,
    has_exif: bool,
    xmp: Rights,
    iim: Rights,
    exif: Rights,
    text: Rights,
}

/// What is written into a clean picture.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) orientation: Option<Orientation>,
    pub(crate) rights: Rights,
}

/// A picture that was read whole and can be written anew.
pub(crate) trait Picture {
    fn found(&mut self) -> Found;

    fn written(&self, kept: &Kept) -> Result<Vec<u8>, Uncleanable>;
}

impl Found {
    /// Only the first EXIF counts, as for everyone who shows pictures.
    pub(crate) fn see_exif(&mut self, bytes: &[u8]) {
        if !std::mem::replace(&mut self.has_exif, true) {
            let seen = exif::read(bytes);
            self.orientation = seen.orientation;
            self.exif.copyright = seen.copyright;
        }
    }

    pub(crate) fn see_xmp(&mut self, packet: &[u8]) {
        self.xmp = std::mem::take(&mut self.xmp).or(xmp::read(packet));
    }

    pub(crate) fn see_iim(&mut self, resources: &[u8]) {
        self.iim = std::mem::take(&mut self.iim).or(iim::read(resources));
    }

    pub(crate) fn see_copyright(&mut self, words: &str) {
        self.text.copyright = self.text.copyright.take().or_else(|| crate::rights::tidied(words));
    }

    /// XMP before IIM before EXIF, as the Metadata Working Group's guidelines reconcile them.
    pub(crate) fn kept(self) -> Kept {
        Kept {
            orientation: self.orientation,
            rights: self.xmp.or(self.iim).or(self.exif).or(self.text),
        }
    }
}

impl Kept {
    /// The EXIF that turns the picture, if it must be turned.
    pub(crate) fn exif(&self) -> Option<[u8; 26]> {
        self.orientation.map(exif::written)
    }

    /// The packet that names whose picture it is, if anybody is named.
    pub(crate) fn xmp(&self) -> Option<String> {
        (!self.rights.is_empty()).then(|| xmp::written(&self.rights))
    }
}
