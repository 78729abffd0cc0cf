//! GIFs with all kinds of extensions.

use image::codecs::gif::{GifEncoder, Repeat};
use image::{DynamicImage, Frame};

use super::{icc, metadata, transparent_pixels};

/// Two images that are shown again and again.
pub(crate) fn plain() -> Vec<u8> {
    let mut gif = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut gif);
        encoder.set_repeat(Repeat::Infinite).unwrap();
        let first = DynamicImage::from(transparent_pixels(12, 9)).into_rgba8();
        encoder
            .encode_frames([Frame::new(first.clone()), Frame::new(image::imageops::rotate180(&first))])
            .unwrap();
    }
    gif
}

pub(crate) fn extension(label: u8, blocks: &[&[u8]]) -> Vec<u8> {
    let mut extension = vec![b'!', label];
    for block in blocks {
        extension.push(block.len() as u8);
        extension.extend_from_slice(block);
    }
    extension.push(0);
    extension
}

pub(crate) fn profile() -> Vec<u8> {
    let profile = icc::profile(2);
    let blocks: Vec<&[u8]> = std::iter::once(&b"ICCRGBG1012"[..]).chain(profile.chunks(255)).collect();
    extension(0xff, &blocks)
}

pub(crate) fn xmp(packet: &[u8]) -> Vec<u8> {
    let magic: Vec<u8> = std::iter::once(1).chain((0..=255).rev()).chain([0]).collect();
    [b"!\xff\x0bXMP DataXMP", packet, &magic].concat()
}

/// With these extensions before the trailer.
pub(crate) fn dressed(gif: &[u8], extensions: &[Vec<u8>]) -> Vec<u8> {
    [&gif[..gif.len() - 1], &extensions.concat(), b";"].concat()
}

pub(crate) const EVERYWHERE: usize = 20;

pub(crate) fn with_secrets_everywhere() -> Vec<u8> {
    let control: &[u8] = &[0, 10, 0, 0];
    let mut gif = dressed(
        &plain(),
        &[
            profile(),
            xmp(&metadata::xmp()),
            extension(0xfe, &[b"SECRET-comment", b"SECRET-more"]),
            extension(0xf9, &[control]),
            extension(0x01, &[b"SECRET-cell.", b"SECRET-plain-text"]),
            extension(0xff, &[b"NETSCAPE2.0", b"\x02SECR", b"SECRET-buffer"]),
            extension(0xff, &[b"SECRET-app1", b"SECRET-data"]),
            extension(0x42, &[b"SECRET-unknown"]),
        ],
    );
    gif.extend_from_slice(b"SECRET-tail");
    gif
}
