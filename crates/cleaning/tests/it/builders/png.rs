//! PNGs with chunks of words before and after the pixels.

use image::{DynamicImage, ImageFormat};

use super::metadata::{self, Order};
use super::{icc, pixels, transparent_pixels};

pub(crate) fn plain() -> Vec<u8> {
    encoded(&pixels(20, 10).into())
}

pub(crate) fn transparent() -> Vec<u8> {
    encoded(&transparent_pixels(20, 10).into())
}

fn encoded(picture: &DynamicImage) -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    png.into_inner()
}

pub(crate) fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend_from_slice(data);
    let crc = crc32fast::hash(&chunk[4..]);
    chunk.extend(crc.to_be_bytes());
    chunk
}

/// With these chunks after the header, and those before the end.
pub(crate) fn dressed(png: &[u8], before: &[Vec<u8>], after: &[Vec<u8>]) -> Vec<u8> {
    let end = png.len() - 12;
    [&png[..33], &before.concat(), &png[33..end], &after.concat(), &png[end..]].concat()
}

/// A zlib stream.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn profile() -> Vec<u8> {
    chunk(
        *b"iCCP",
        &[b"SECRET-profile-name\0\0", deflated(&icc::profile(4)).as_slice()].concat(),
    )
}

pub(crate) fn xmp() -> Vec<u8> {
    chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", metadata::xmp().as_slice()].concat())
}

pub(crate) fn compressed_xmp() -> Vec<u8> {
    chunk(
        *b"iTXt",
        &[b"XML:com.adobe.xmp\0\x01\0\0\0", deflated(&metadata::xmp()).as_slice()].concat(),
    )
}

/// The secrets that a reader of bytes can see; more are compressed.
pub(crate) const EVERYWHERE: usize = 21;

pub(crate) fn with_secrets_everywhere() -> Vec<u8> {
    let before = [
        profile(),
        chunk(*b"gAMA", &45_455_u32.to_be_bytes()),
        chunk(*b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01"),
        chunk(*b"eXIf", &metadata::exif(Order::Big, 8)),
        xmp(),
        chunk(*b"tEXt", b"Author\0SECRET-author"),
        chunk(
            *b"zTXt",
            &[b"SECRET-keyword\0\0", deflated(b"SECRET-compressed").as_slice()].concat(),
        ),
        chunk(*b"sPLT", b"SECRET-palette\0\x08"),
        chunk(*b"tIME", b"SECRET!"),
        chunk(*b"caBX", b"SECRET-jumbf"),
        chunk(*b"sRGB", b"SECRET-too-long"),
    ];
    let after = [
        chunk(*b"iTXt", b"Comment\0\0\0\0\0SECRET-late"),
        chunk(*b"dSIG", b"SECRET-signature"),
    ];
    let mut png = dressed(&transparent(), &before, &after);
    png.extend_from_slice(b"SECRET-tail");
    png
}
