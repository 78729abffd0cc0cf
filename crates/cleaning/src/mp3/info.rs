//! The tables in a first frame of silence: Xing or Info, with what LAME adds (Mp3 Info Tag rev 1), and VBRI.
//!
//! How many samples to leave out at both ends stays, since gapless players read it; they do so only where the encoder
//! is called LAME, so this word stays or is put there, without a version.

use super::frames::Header;
use crate::Uncleanable;
use crate::fields::{big_32, blank, part, plus, put};

/// Counts of frames and bytes, a table of contents, a quality: each is there if its flag is set.
const OPTIONAL: [(usize, usize); 4] = [(1, 4), (2, 4), (4, 100), (8, 4)];

const ENCODERS: [&[u8]; 3] = [b"LAME", b"Lavf", b"Lavc"];

/// The length of what LAME adds, with a CRC of two bytes at its end.
const ADDED: usize = 36;

/// Blanks the version of the encoder and what stands behind the tables.
pub(super) fn clean(frame: &mut [u8], header: Header) -> Result<(), Uncleanable> {
    let at = header.side_end;
    if !header.is_third_layer() || !matches!(frame.get(at..at.saturating_add(4)), Some(b"Xing" | b"Info")) {
        return Ok(());
    }
    let flags = big_32(frame, plus(at, 4)?)?;
    let optional: usize = OPTIONAL
        .iter()
        .filter(|(flag, _)| flags & flag != 0)
        .map(|(_, length)| length)
        .sum();
    let start = plus(at, optional + 8)?.min(frame.len());
    let end = start.saturating_add(ADDED);
    if end > frame.len() || !ENCODERS.contains(&part(frame, start..plus(start, 4)?)?) {
        return blank(frame, start..frame.len());
    }
    put(frame, start, b"LAME\0\0\0\0\0")?;
    blank(frame, end..frame.len())?;
    let checked = end.saturating_sub(2);
    let sum = crc(part(frame, 0..checked)?);
    put(frame, checked, &sum.to_be_bytes())
}

/// CRC-16 of polynomial 0x8005, the lowest bit first.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(
            crc ^ u16::from(*byte),
            |crc, _| if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xA001 },
        )
    })
}
