//! WebPs, simple and extended, still and moving.

use super::metadata::{self, Order};
use super::{icc, pixels, transparent_pixels};

pub(crate) fn lossy() -> Vec<u8> {
    ::webp::Encoder::from_rgb(pixels(20, 11).as_raw(), 20, 11).encode(80.0).to_vec()
}

pub(crate) fn lossless() -> Vec<u8> {
    ::webp::Encoder::from_rgb(pixels(20, 11).as_raw(), 20, 11)
        .encode_lossless()
        .to_vec()
}

pub(crate) fn lossless_with_alpha() -> Vec<u8> {
    ::webp::Encoder::from_rgba(transparent_pixels(20, 11).as_raw(), 20, 11)
        .encode_lossless()
        .to_vec()
}

/// Extended by its encoder, for its alpha.
pub(crate) fn lossy_with_alpha() -> Vec<u8> {
    ::webp::Encoder::from_rgba(transparent_pixels(20, 11).as_raw(), 20, 11)
        .encode(80.0)
        .to_vec()
}

pub(crate) fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = name.to_vec();
    chunk.extend((data.len() as u32).to_le_bytes());
    chunk.extend_from_slice(data);
    chunk.resize(chunk.len() + data.len() % 2, 0);
    chunk
}

pub(crate) fn container(chunks: &[Vec<u8>]) -> Vec<u8> {
    let chunks = chunks.concat();
    [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &chunks].concat()
}

/// The canvas of all pictures here, under these flags.
pub(crate) fn header(flags: u8) -> Vec<u8> {
    chunk(*b"VP8X", &[flags, 0, 0, 0, 19, 0, 0, 10, 0, 0])
}

/// The chunks of a simple file.
pub(crate) fn chunks(webp: &[u8]) -> Vec<u8> {
    webp[12..].to_vec()
}

pub(crate) const EVERYWHERE: usize = 20;

pub(crate) fn with_secrets_everywhere() -> Vec<u8> {
    let mut webp = container(&[
        header(0xfd),
        chunk(*b"ICCP", &icc::profile(4)),
        chunk(*b"SECR", b"SECRET-unknown"),
        chunks(&lossy()),
        chunk(*b"EXIF", &[b"Exif\0\0", metadata::exif(Order::Little, 6).as_slice()].concat()),
        chunk(*b"XMP ", &metadata::xmp()),
        chunk(*b"SECR", b"SECRET-late"),
    ]);
    webp.extend_from_slice(b"SECRET-tail");
    webp
}

/// Two frames, with secrets beside them and in them.
pub(crate) fn moving(secrets: &[Vec<u8>]) -> Vec<u8> {
    let frame = |picture: Vec<u8>| {
        chunk(
            *b"ANMF",
            &[
                &[0, 0, 0, 0, 0, 0, 19, 0, 0, 10, 0, 0, 100, 0, 0, 0][..],
                &picture,
                &secrets.concat(),
            ]
            .concat(),
        )
    };
    let frames = [frame(chunks(&lossy())), frame(chunks(&lossless_with_alpha()))];
    container(&[header(0x12), chunk(*b"ANIM", &[0; 6]), frames.concat(), secrets.concat()])
}
