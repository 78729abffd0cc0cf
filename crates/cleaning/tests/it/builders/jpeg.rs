//! JPEGs with segments before, between and after their scans.

use jpeg_encoder::{ColorType, Encoder};

use super::icc;
use super::metadata::{self, Order};
use super::pixels;

/// A picture fresh from an encoder, in one scan.
pub(crate) fn plain() -> Vec<u8> {
    encoded(|_| {})
}

/// The same in many scans.
pub(crate) fn progressive() -> Vec<u8> {
    encoded(|encoder| encoder.set_progressive(true))
}

/// The same in a scan with restarts.
pub(crate) fn with_restarts() -> Vec<u8> {
    encoded(|encoder| encoder.set_restart_interval(2))
}

pub(crate) fn encoded(dress: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let pixels = pixels(40, 24);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, 85);
    dress(&mut encoder);
    encoder.encode(pixels.as_raw(), 40, 24, ColorType::Rgb).unwrap();
    jpeg
}

pub(crate) fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xff, marker];
    segment.extend((payload.len() as u16 + 2).to_be_bytes());
    segment.extend_from_slice(payload);
    segment
}

/// With these segments after the first marker.
pub(crate) fn dressed(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

pub(crate) fn exif(order: Order, orientation: u16) -> Vec<u8> {
    segment(0xe1, &[b"Exif\0\0", metadata::exif(order, orientation).as_slice()].concat())
}

pub(crate) fn xmp(packet: &[u8]) -> Vec<u8> {
    segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", packet].concat())
}

pub(crate) fn iim(datasets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    segment(0xed, &[b"Photoshop 3.0\0", metadata::resources(datasets).as_slice()].concat())
}

/// A profile in two chunks, of which the second comes first.
pub(crate) fn profile() -> Vec<u8> {
    let profile = icc::profile(2);
    let (first, second) = profile.split_at(160);
    let chunk = |number: u8, data: &[u8]| segment(0xe2, &[b"ICC_PROFILE\0", &[number, 2][..], data].concat());
    [chunk(2, second), chunk(1, first)].concat()
}

pub(crate) const EVERYWHERE: usize = 34;

/// A picture in one scan that says all that a picture can say.
pub(crate) fn with_secrets_everywhere() -> Vec<u8> {
    let plain = plain();
    let head = [
        segment(0xe0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x02SECRET-pixel"),
        segment(0xe0, b"JFXX\0\x10SECRET-jfxx"),
        exif(Order::Little, 6),
        xmp(&metadata::xmp()),
        segment(0xe1, b"http://ns.adobe.com/xmp/extension/\0SECRET-extended"),
        segment(0xe1, b"SECRET-unknown"),
        profile(),
        segment(0xe2, b"MPF\0SECRET-mpf"),
        segment(0xe3, b"SECRET-app3"),
        segment(0xeb, b"JP\0SECRET-jumbf"),
        iim(&[(2, 80, b"SECRET-byline"), (2, 110, b"Credit IIM"), (2, 90, b"SECRET-city")]),
        segment(0xef, b"SECRET-app15"),
        segment(0xfe, b"SECRET-comment"),
        segment(0xf0, b"SECRET-extension"),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01SECRET-adobe"),
    ];
    let mut jpeg = dressed(&plain, &head);
    jpeg.extend_from_slice(b"SECRET-tail");
    jpeg.extend(dressed(&plain, &[segment(0xfe, b"SECRET-second-picture")]));
    jpeg
}

/// Where the scans begin.
pub(crate) fn scans(jpeg: &[u8]) -> Vec<usize> {
    (2..jpeg.len()).filter(|place| jpeg[*place..].starts_with(&[0xff, 0xda])).collect()
}
