//! Sound in MP3 (ISO/IEC 11172-3 and 13818-3; ID3v2, id3.org): frames of sound stay, tags keep the copyright only.
//!
//! Whatever is no frame is blanked: ID3v1, APE and Lyrics3 tags, appended ID3v2, a last frame that is torn. Of ID3v1 its
//! first word stays, or decoders take the zeros for a frame that is broken.

mod frames;
mod id3;
mod info;
mod trailing;

use crate::Uncleanable::{self, Malformed, Unknown};
use crate::fields::{blank, byte, part_mut, plus};
use frames::Header;

pub(crate) fn clean(bytes: &mut [u8]) -> Result<(), Uncleanable> {
    let start = clean_tags_in_front(bytes)?;
    let end = trailing::start(bytes, start);
    trailing::clean(bytes, end)?;
    refuse_adts(bytes, start)?;
    let first = clean_frames(part_mut(bytes, start..end)?)?;
    let (at, header) = (plus(start, first.0)?, first.1);
    info::clean(part_mut(bytes, at..plus(at, header.length)?)?, header)
}

/// Several tags may follow one another. Says where they end.
fn clean_tags_in_front(bytes: &mut [u8]) -> Result<usize, Uncleanable> {
    let mut at = 0;
    while let Some(length) = id3::length(bytes, at)? {
        let end = plus(at, length)?;
        id3::clean(part_mut(bytes, at..end)?)?;
        at = end;
    }
    Ok(at)
}

/// AAC frames look much alike but name no layer (ISO/IEC 13818-7, 6.2).
fn refuse_adts(bytes: &[u8], start: usize) -> Result<(), Uncleanable> {
    let is_adts = matches!((byte(bytes, start), byte(bytes, plus(start, 1)?)), (Ok(0xFF), Ok(second)) if second & 0xF6 == 0xF0);
    if is_adts { Err(Unknown) } else { Ok(()) }
}

/// Blanks all that is no frame, and says which frame is the first and where.
fn clean_frames(bytes: &mut [u8]) -> Result<(usize, Header), Uncleanable> {
    let first = frames::first(bytes).ok_or(Malformed)?;
    let mut at = 0;
    let mut next = Some(first);
    while let Some((start, header)) = next {
        blank(bytes, at..start)?;
        at = plus(start, header.length)?;
        next = frames::next(bytes, at, header);
    }
    blank(bytes, at..bytes.len())?;
    Ok(first)
}
