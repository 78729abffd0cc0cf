//! Cleaning: from the bytes of a received file to what may be public of them, which says nothing of who made it, with
//! what, when and where. Credit and rights stay; so do orientation and colour of a picture.
//!
//! What is kept is listed, never what is taken out: a part that is not known goes. The same bytes give the same cleaned
//! bytes, and cleaned bytes are clean.
//!
//! No recording is held in memory, whatever its length; a picture and a document are, up to a limit.
//!
//! Never in it: names of files, addresses, pixels.

mod cursor;
mod exif;
mod fields;
mod files;
mod flac;
mod gif;
mod icc;
mod iim;
mod jpeg;
mod jpeg_markers;
mod jpeg_segments;
mod metadata;
mod mp3;
mod mp4;
mod nal;
mod ogg;
mod pdf;
mod pdf_bounds;
mod pdf_copy;
mod pdf_rules;
mod pictures;
mod png;
mod recording;
mod riff;
mod rights;
mod uncleanable;
mod vorbis_comment;
mod vtt;
mod vtt_cue;
mod webm;
mod webp;
mod xmp;
mod zlib;

use std::borrow::Cow;
use std::cell::RefCell;

use recording::{Film, InMemory, Recording};

pub use files::{Copying, HELD_AT_MOST, clean_file, held};
pub use recording::Medium;
pub use rights::Rights;
pub use uncleanable::{NotCleaned, Uncleanable};

/// Grows whenever the same bytes would be cleaned otherwise.
pub const EDITION: u32 = 1;

/// Whether files of a type are recordings, which are cleaned where they lie, whatever their size.
pub fn is_recording(media_type: &str) -> bool {
    way_of(media_type).is_some()
}

/// Cleans a recording where it lies. It keeps its length and every offset in it: players and ranges rely on both.
/// Where nothing has to go nothing is written.
pub fn clean_recording(media_type: &str, medium: &dyn Medium) -> Result<(), NotCleaned> {
    let clean = way_of(media_type).ok_or(Uncleanable::Unknown)?;
    let recording = Recording::of(medium)?;
    match clean(&mut recording.film()) {
        Ok(()) => Ok(recording.finish()?),
        Err(why) => Err(recording.failed().map_or(why.into(), NotCleaned::Failed)),
    }
}

/// What may be public of a file that is in memory; borrowed if nothing had to go.
pub fn clean<'a>(media_type: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, Uncleanable> {
    match media_type {
        _ if is_recording(media_type) => Ok(unless_equal(bytes, in_memory(media_type, bytes)?)),
        "image/jpeg" | "image/png" | "image/webp" | "image/gif" => Ok(unless_equal(bytes, pictures::clean(media_type, bytes)?)),
        "application/pdf" => Ok(unless_equal(bytes, pdf::clean(bytes)?)),
        "text/vtt" => Ok(unless_equal(bytes, vtt::clean(bytes)?)),
        _ => Err(Uncleanable::Unknown),
    }
}

type Way = fn(&mut Film<'_>) -> Result<(), Uncleanable>;

/// How recordings of a type are cleaned.
fn way_of(media_type: &str) -> Option<Way> {
    match media_type {
        "video/mp4" | "video/quicktime" | "audio/mp4" => Some(mp4::clean),
        "audio/mpeg" => Some(mp3::clean),
        "audio/ogg" | "video/ogg" => Some(ogg::clean),
        "video/webm" | "audio/webm" => Some(webm::clean),
        _ => None,
    }
}

fn in_memory(media_type: &str, bytes: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    let medium = InMemory(RefCell::new(bytes.to_vec()));
    match clean_recording(media_type, &medium) {
        Ok(()) => Ok(medium.0.into_inner()),
        Err(NotCleaned::Uncleanable(why)) => Err(why),
        Err(NotCleaned::Failed(_)) => Err(Uncleanable::Unread),
    }
}

/// Whose a picture is, by its own words; nobody's if it says nothing or cannot be read.
pub fn rights_of(media_type: &str, bytes: &[u8]) -> Rights {
    pictures::rights_of(media_type, bytes)
}

/// A picture that says whose it is; the same bytes if it is nobody's. What else it says beside its pixels goes.
pub fn with_rights<'a>(media_type: &str, bytes: &'a [u8], rights: &Rights) -> Result<Cow<'a, [u8]>, Uncleanable> {
    if rights.is_empty() {
        return Ok(Cow::Borrowed(bytes));
    }
    Ok(unless_equal(bytes, pictures::with_rights(media_type, bytes, rights)?))
}

fn unless_equal(bytes: &[u8], cleaned: Vec<u8>) -> Cow<'_, [u8]> {
    if cleaned == bytes {
        Cow::Borrowed(bytes)
    } else {
        Cow::Owned(cleaned)
    }
}
