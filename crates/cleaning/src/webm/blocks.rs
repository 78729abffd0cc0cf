//! Blocks of WebM (RFC 9559, section 10): the sound and the pictures of one track.

use super::elements::{Element, block_head, children};
use super::schema;
use super::tracks::Tracks;
use crate::Uncleanable::{self, Malformed};
use crate::fields::byte;
use crate::nal;
use crate::recording::Film;

/// In the last byte of the head: several frames in one block.
const LACING: u8 = 0x06;

/// Cleans the frame of a block of H.264 or H.265, which no one laces; any other stays as it is.
pub(super) fn clean(bytes: &mut Film<'_>, block: &Element, tracks: &Tracks) -> Result<(), Uncleanable> {
    let (number, start) = block_head(bytes, block)?;
    let Some(framing) = tracks.framing(number) else { return Ok(()) };
    if byte(bytes, start.saturating_sub(1))? & LACING != 0 {
        return Err(Malformed);
    }
    nal::clean_sample(bytes, start..block.body.end, framing)
}

/// Whether the block of a group is of a track of the file.
pub(super) fn is_of_track(bytes: &Film<'_>, group: &Element, tracks: &Tracks) -> Result<bool, Uncleanable> {
    for element in children(bytes, group.body.clone()) {
        let element = element?;
        if element.id == schema::BLOCK && !tracks.has(bytes, &element)? {
            return Ok(false);
        }
    }
    Ok(true)
}
