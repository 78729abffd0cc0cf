//! RIFF chunks, of which a WebP is made.
//!
//! Source: RFC 9649 2.3 (chunks: a name, a length, the data, and a zero where the length is odd).

use crate::Uncleanable::{self, CutShort, Malformed};
use crate::cursor::Cursor;

/// A chunk's name and its data.
pub(crate) type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The chunk that stands here; the last one's padding is often forgotten.
pub(crate) fn chunk<'a>(cursor: &mut Cursor<'a>) -> Result<Chunk<'a>, Uncleanable> {
    let mut read = || {
        let (name, length) = (cursor.array()?, cursor.u32_le()? as usize);
        let data = cursor.take(length)?;
        let _padding = cursor.take(length % 2);
        Some((name, data))
    };
    read().ok_or(CutShort)
}

pub(crate) fn write(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) -> Result<(), Uncleanable> {
    out.extend(name);
    out.extend(u32::try_from(data.len()).map_err(|_| Malformed)?.to_le_bytes());
    out.extend_from_slice(data);
    out.resize(out.len() + data.len() % 2, 0);
    Ok(())
}
