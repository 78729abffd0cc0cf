//! zlib streams: inflated within a bound, and written without compression.
//!
//! What is written must be the same for ever, and no compressor promises that; stored blocks are. Sources: RFC 1950, RFC 1951 3.2.4.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

const STORED_BLOCK: usize = 0xffff;

/// What a stream says, if it is whole and no longer than that.
pub(crate) fn inflated(stream: &[u8], longest: usize) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    let limit = u64::try_from(longest).ok()?.saturating_add(1);
    ZlibDecoder::new(stream).take(limit).read_to_end(&mut inflated).ok()?;
    (inflated.len() <= longest).then_some(inflated)
}

/// A stream of stored blocks.
pub(crate) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(STORED_BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    stream.extend(adler32(bytes).to_be_bytes());
    stream
}

fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    (high << 16) | low
}
