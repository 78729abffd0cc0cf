//! Sound in MP3 (ISO/IEC 11172-3 and 13818-3; ID3v2, id3.org): frames of sound stay, tags keep the copyright only.
//!
//! Whatever is no frame is blanked: ID3v1, APE and Lyrics3 tags, appended ID3v2, a last frame that is torn. Of ID3v1 its
//! first word stays, or decoders take the zeros for a frame that is broken.

mod frames;
mod id3;
mod info;
mod trailing;

use crate::Uncleanable::{self, Malformed, Unknown};
use crate::fields::{blank, byte, plus};
use crate::recording::Film;
use frames::Header;

pub(crate) fn clean(bytes: &mut Film<'_>) -> Result<(), Uncleanable> {
    let start = clean_tags_in_front(bytes)?;
    let end = trailing::start(bytes, start);
    trailing::clean(bytes, end)?;
    refuse_adts(bytes, start)?;
    let (at, header) = clean_frames(&mut bytes.up_to(end)?, start)?;
    bytes.change(at..plus(at, header.length)?, |frame| info::clean(frame, header))
}

/// Several tags may follow one another. Says where they end.
fn clean_tags_in_front(bytes: &mut Film<'_>) -> Result<usize, Uncleanable> {
    let mut at = 0;
    while let Some(length) = id3::length(bytes, at)? {
        let end = plus(at, length)?;
        bytes.change(at..end, id3::clean)?;
        at = end;
    }
    Ok(at)
}

/// AAC frames look much alike but name no layer (ISO/IEC 13818-7, 6.2).
fn refuse_adts(bytes: &Film<'_>, start: usize) -> Result<(), Uncleanable> {
    let is_adts = matches!((byte(bytes, start), byte(bytes, plus(start, 1)?)), (Ok(0xFF), Ok(second)) if second & 0xF6 == 0xF0);
    if is_adts { Err(Unknown) } else { Ok(()) }
}

/// Blanks all from a place on that is no frame, and says which frame is the first and where.
fn clean_frames(bytes: &mut Film<'_>, from: usize) -> Result<(usize, Header), Uncleanable> {
    let first = frames::first(bytes, from).ok_or(Malformed)?;
    let mut at = from;
    let mut next = Some(first);
    while let Some((start, header)) = next {
        blank(bytes, at..start)?;
        at = plus(start, header.length)?;
        next = frames::next(bytes, at, header);
    }
    blank(bytes, at..bytes.len())?;
    Ok(first)
}
