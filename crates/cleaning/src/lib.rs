//! Cleaning: from the bytes of a received file to what may be public of them, which says nothing of who made it, with
//! what, when and where. Credit and rights stay; so do orientation and colour of a picture.
//!
//! What is kept is listed, never what is taken out: a part that is not known goes. The same bytes give the same cleaned
//! bytes, and cleaned bytes are clean.
//!
//! Never in it: files, addresses, pixels.

mod cursor;
mod exif;
mod fields;
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

pub use rights::Rights;
pub use uncleanable::Uncleanable;

/// Grows whenever the same bytes would be cleaned otherwise.
pub const EDITION: u32 = 1;

/// What may be public of a file; borrowed if nothing had to go.
pub fn clean<'a>(media_type: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, Uncleanable> {
    match media_type {
        "video/mp4" | "video/quicktime" | "audio/mp4" => in_place(bytes, mp4::clean),
        "audio/mpeg" => in_place(bytes, mp3::clean),
        "audio/ogg" | "video/ogg" => in_place(bytes, ogg::clean),
        "video/webm" | "audio/webm" => in_place(bytes, webm::clean),
        "image/jpeg" | "image/png" | "image/webp" | "image/gif" => Ok(unless_equal(bytes, pictures::clean(media_type, bytes)?)),
        "application/pdf" => Ok(unless_equal(bytes, pdf::clean(bytes)?)),
        "text/vtt" => Ok(unless_equal(bytes, vtt::clean(bytes)?)),
        _ => Err(Uncleanable::Unknown),
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

/// Recordings keep their length and every offset in them: players and ranges rely on both.
fn in_place(bytes: &[u8], clean: impl FnOnce(&mut [u8]) -> Result<(), Uncleanable>) -> Result<Cow<'_, [u8]>, Uncleanable> {
    let mut cleaned = bytes.to_vec();
    clean(&mut cleaned)?;
    Ok(if cleaned == bytes {
        Cow::Borrowed(bytes)
    } else {
        Cow::Owned(cleaned)
    })
}
