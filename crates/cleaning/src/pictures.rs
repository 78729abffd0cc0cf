//! Pictures: read by their sort, and written anew with the little that stays.

use crate::Uncleanable::{self, Unknown};
use crate::gif::Gif;
use crate::jpeg::Jpeg;
use crate::metadata::{Kept, Picture};
use crate::png::Png;
use crate::webp::Webp;
use crate::{Rights, pictures};

pub(crate) fn clean(media_type: &str, bytes: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    let mut picture = pictures::read(media_type, bytes)?;
    let kept = picture.found().kept();
    picture.written(&kept)
}

pub(crate) fn rights_of(media_type: &str, bytes: &[u8]) -> Rights {
    pictures::read(media_type, bytes)
        .map(|mut picture| picture.found().kept().rights)
        .unwrap_or_default()
}

/// The picture with these rights instead of its own.
pub(crate) fn with_rights(media_type: &str, bytes: &[u8], rights: &Rights) -> Result<Vec<u8>, Uncleanable> {
    let mut picture = pictures::read(media_type, bytes)?;
    let kept = Kept {
        rights: rights.tidied(),
        ..picture.found().kept()
    };
    picture.written(&kept)
}

fn read<'a>(media_type: &str, bytes: &'a [u8]) -> Result<Box<dyn Picture + 'a>, Uncleanable> {
    Ok(match media_type {
        "image/jpeg" => Box::new(Jpeg::read(bytes)?),
        "image/png" => Box::new(Png::read(bytes)?),
        "image/webp" => Box::new(Webp::read(bytes)?),
        "image/gif" => Box::new(Gif::read(bytes)?),
        _ => return Err(Unknown),
    })
}
