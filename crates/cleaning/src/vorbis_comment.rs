//! Comment headers of Vorbis (Vorbis I specification, section 5), which Opus, Theora, Speex and FLAC share.

use crate::Uncleanable::{self, Malformed};
use crate::fields::{byte, little_32, part, plus, size, times};

/// What stands around the comments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framing {
    /// The bytes before them.
    pub head: usize,
    /// Vorbis puts one bit behind them.
    pub has_bit: Option<Bit>,
}

/// The bit that Vorbis wants set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bit;

/// Names of comments that say whose the rights are.
const KEPT: [&[u8]; 2] = [b"COPYRIGHT", b"LICENSE"];

/// Rewrites a comment header to the same length: a vendor of spaces fills the room of what goes.
pub(crate) fn clean(packet: &mut [u8], framing: Framing) -> Result<(), Uncleanable> {
    let kept = kept(packet, framing)?;
    let mut tail = size(kept.len() as u64)?.to_le_bytes().get(..4).unwrap_or_default().to_vec();
    for comment in &kept {
        tail.extend((comment.len() as u32).to_le_bytes());
        tail.extend(comment);
    }
    tail.extend(framing.has_bit.map(|Bit| 1));
    let start = plus(framing.head, 4)?;
    let vendor = packet.len().checked_sub(plus(start, tail.len())?).ok_or(Malformed)?;
    let length = u32::try_from(vendor).map_err(|_| Malformed)?.to_le_bytes();
    let new = length.into_iter().chain(std::iter::repeat_n(b' ', vendor)).chain(tail);
    for (place, byte) in packet.iter_mut().skip(framing.head).zip(new) {
        *place = byte;
    }
    Ok(())
}

/// The comments that stay, in their order.
fn kept(packet: &[u8], framing: Framing) -> Result<Vec<Vec<u8>>, Uncleanable> {
    let vendor = little_32(packet, framing.head)?;
    let mut at = plus(plus(framing.head, 4)?, vendor)?;
    let count = little_32(packet, at)?;
    at = plus(at, 4)?;
    if times(count, 4)? > packet.len() {
        return Err(Malformed);
    }
    let mut kept = Vec::new();
    for _ in 0..count {
        let start = plus(at, 4)?;
        at = plus(start, little_32(packet, at)?)?;
        let comment = part(packet, start..at)?;
        if is_kept(comment) {
            kept.push(comment.to_vec());
        }
    }
    if framing.has_bit.is_some() && byte(packet, at)? & 1 == 0 {
        Err(Malformed)
    } else {
        Ok(kept)
    }
}

fn is_kept(comment: &[u8]) -> bool {
    let name = comment.split(|byte| *byte == b'=').next().unwrap_or_default();
    str::from_utf8(comment).is_ok() && name.len() < comment.len() && KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name))
}
