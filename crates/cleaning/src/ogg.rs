//! Sound and film in Ogg (RFC 3533): Vorbis, Opus, Theora, Speex and FLAC, one after another or side by side.
//!
//! Comment headers keep the rights only, at the same length, and the pages that carry them get new checksums.

mod crc;
mod headers;
mod pages;
mod streams;

use crate::Uncleanable::{self, Malformed};
use crate::fields::blank;
use crate::recording::Film;
use pages::Page;
use streams::Streams;

pub(crate) fn clean(bytes: &mut Film<'_>) -> Result<(), Uncleanable> {
    let mut at = 0;
    let mut streams = Streams::default();
    while let Some(start) = pages::next(bytes, at) {
        blank(bytes, at..start)?;
        let page = Page::read(bytes, start)?;
        at = page.end;
        streams.take(bytes, &page)?;
    }
    let end = bytes.len();
    blank(bytes, at..end)?;
    if at == 0 { Err(Malformed) } else { streams.close() }
}
