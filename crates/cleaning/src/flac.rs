//! FLAC metadata blocks (RFC 9639, section 8): what describes the sound stays, the rest becomes padding.

use crate::Uncleanable::{self, Malformed};
use crate::fields::{big, blank, byte, part_mut, plus, put, size};
use crate::vorbis_comment::{self, Framing};

const STREAMINFO: u8 = 0;
const PADDING: u8 = 1;
const SEEKTABLE: u8 = 3;
const VORBIS_COMMENT: u8 = 4;
const IS_LAST: u8 = 0x80;

/// Cleans one block with its header, and says whether it is the last.
pub(crate) fn clean_block(block: &mut [u8]) -> Result<bool, Uncleanable> {
    let head = byte(block, 0)?;
    if plus(size(big::<3>(block, 1)?)?, 4)? != block.len() {
        return Err(Malformed);
    }
    match head & !IS_LAST {
        STREAMINFO | SEEKTABLE => {}
        VORBIS_COMMENT => vorbis_comment::clean(block, Framing { head: 4, has_bit: None })?,
        _ => {
            put(block, 0, &[head & IS_LAST | PADDING])?;
            blank(block, 4..block.len())?;
        }
    }
    Ok(head & IS_LAST != 0)
}

/// Cleans blocks that follow one another to the end, as in `dfLa` and in Matroska.
pub(crate) fn clean_blocks(blocks: &mut [u8]) -> Result<(), Uncleanable> {
    let mut at = 0;
    loop {
        let end = plus(at, plus(size(big::<3>(blocks, plus(at, 1)?)?)?, 4)?)?;
        let is_last = clean_block(part_mut(blocks, at..end)?)?;
        at = end;
        if is_last || at == blocks.len() {
            return blank(blocks, at..blocks.len());
        }
    }
}
