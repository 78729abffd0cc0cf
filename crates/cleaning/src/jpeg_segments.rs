//! Whether a JPEG's segments hold what they must and not a byte more, in which words could stand.
//!
//! Source: ITU T.81 B.2.2 (frame), B.2.3 (scan), B.2.4 (tables).

use crate::Uncleanable::{self, Malformed};
use crate::cursor::Cursor;
use crate::jpeg_markers as marker;

/// Tables fill their segment to the last byte.
pub(crate) fn check_table(kind: u8, payload: &[u8]) -> Result<(), Uncleanable> {
    let fits = match kind {
        marker::DQT => fills(payload, quantisation_table),
        marker::DHT => fills(payload, huffman_table),
        marker::DAC => payload.len().is_multiple_of(2),
        marker::DRI | marker::DNL => payload.len() == 2,
        _ => false,
    };
    if fits { Ok(()) } else { Err(Malformed) }
}

/// Precision, height, width, and three bytes for each component; a picture has an area.
pub(crate) fn check_frame(payload: &[u8]) -> Result<(), Uncleanable> {
    let mut cursor = Cursor::new(payload);
    let mut read = || Some((cursor.byte()?, cursor.u16_be()?, cursor.u16_be()?, cursor.byte()?));
    match read() {
        Some((_, 1.., 1.., components @ 1..)) if payload.len() == 6 + 3 * usize::from(components) => Ok(()),
        _ => Err(Malformed),
    }
}

/// One to four components of two bytes, and three bytes that say how.
pub(crate) fn check_scan(payload: &[u8]) -> Result<(), Uncleanable> {
    match payload.first() {
        Some(components @ 1..=4) if payload.len() == 4 + 2 * usize::from(*components) => Ok(()),
        _ => Err(Malformed),
    }
}

fn fills(payload: &[u8], table: impl Fn(&mut Cursor<'_>) -> Option<()>) -> bool {
    let mut cursor = Cursor::new(payload);
    while !cursor.rest().is_empty() {
        if table(&mut cursor).is_none() {
            return false;
        }
    }
    true
}

/// 64 elements of one byte or two, as the number of the table says.
fn quantisation_table(cursor: &mut Cursor<'_>) -> Option<()> {
    let elements = match cursor.byte()? >> 4 {
        0 => 64,
        1 => 128,
        _ => return None,
    };
    cursor.take(elements).map(drop)
}

/// How many codes there are of each length, and the values of so many codes.
fn huffman_table(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.byte()?;
    let counts: [u8; 16] = cursor.array()?;
    cursor.take(counts.into_iter().map(usize::from).sum()).map(drop)
}
