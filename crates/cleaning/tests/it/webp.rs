//! WebP: containers of many kinds, under a header that must say what there is.

use cleaning::Uncleanable::{CutShort, Malformed, Unknown};
use cleaning::{clean, rights_of};
use image::ImageDecoder as _;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;

use crate::builders::metadata;
use crate::builders::webp::{self, EVERYWHERE, chunk, chunks, container, header};
use crate::builders::{assert_clean, cleaned, decoded, occurrences};

const WEBP: &str = "image/webp";

fn names(webp: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut place = 12;
    while place < webp.len() {
        names.push(String::from_utf8_lossy(&webp[place..place + 4]).into_owned());
        place += 8 + (u32::from_le_bytes(webp[place + 4..place + 8].try_into().unwrap()) as usize).next_multiple_of(2);
    }
    names
}

#[test]
fn of_a_picture_that_says_everything_only_credit_turn_and_colours_stay() {
    let received = webp::with_secrets_everywhere();
    let clean = cleaned(WEBP, &received, EVERYWHERE);
    assert_eq!(names(&clean), ["VP8X", "ICCP", "VP8 ", "EXIF", "XMP "]);
    assert_eq!(clean[20], 0x20 | 0x08 | 0x04, "no alpha, no animation, nothing reserved");
    assert_eq!(u32::from_le_bytes(clean[4..8].try_into().unwrap()) as usize, clean.len() - 8);
    assert_eq!(rights_of(WEBP, &clean), metadata::rights_of_xmp());
    assert_eq!(decoded(&clean), decoded(&webp::lossy()));
    let mut decoder = WebPDecoder::new(std::io::Cursor::new(&clean)).unwrap();
    assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate90);
    assert_eq!(occurrences(&decoder.icc_profile().unwrap().unwrap(), b"curv"), 1);
}

#[test]
fn a_picture_fresh_from_an_encoder_comes_back_as_it_is() {
    for fresh in [
        webp::lossy(),
        webp::lossless(),
        webp::lossless_with_alpha(),
        webp::lossy_with_alpha(),
        webp::moving(&[]),
    ] {
        assert_clean(WEBP, &fresh);
    }
}

#[test]
fn strange_chunks_go_from_inside_of_the_frames_too() {
    let secret = chunk(*b"SECR", b"SECRET-in-a-frame");
    assert_eq!(cleaned(WEBP, &webp::moving(&[secret]), 3), webp::moving(&[]));
}

#[test]
fn a_picture_whose_header_forgot_what_it_has_gets_a_true_one() {
    let received = container(&[header(0), chunk(*b"XMP ", &metadata::xmp()), chunks(&webp::lossless_with_alpha())]);
    let clean = cleaned(WEBP, &received, 6);
    assert_eq!(names(&clean), ["VP8X", "VP8L", "XMP "]);
    assert_eq!(clean[20], 0x10 | 0x04);
}

#[test]
fn a_simple_picture_keeps_only_its_pixels() {
    let received = container(&[chunks(&webp::lossy()), chunk(*b"SECR", b"SECRET")]);
    assert_eq!(cleaned(WEBP, &received, 2 - 1), webp::lossy());
    assert_eq!(cleaned(WEBP, &[webp::lossy(), b"SECRET".to_vec()].concat(), 1), webp::lossy());
}

#[test]
fn padding_that_the_last_chunk_forgot_is_made_good() {
    let mut received = container(&[chunks(&webp::lossy()), chunk(*b"XMP ", b"odd")]);
    received.pop();
    let length = received.len() as u32 - 8;
    received[4..8].copy_from_slice(&length.to_le_bytes());
    assert_eq!(cleaned(WEBP, &received, 0), webp::lossy());
}

#[test]
fn a_picture_that_breaks_off_is_refused_wherever_it_breaks() {
    for whole in [webp::lossy(), webp::moving(&[])] {
        for length in 8..whole.len() {
            assert_eq!(clean(WEBP, &whole[..length]).unwrap_err(), CutShort, "{length}");
        }
    }
}

#[test]
fn parts_that_do_not_fit_together_are_refused() {
    let pixels = || chunks(&webp::lossy());
    let refused = |chunks: &[Vec<u8>]| clean(WEBP, &container(chunks)).unwrap_err();
    assert_eq!(refused(&[pixels(), pixels()]), Malformed, "two pictures");
    assert_eq!(refused(&[header(0)]), Malformed, "no picture");
    assert_eq!(
        refused(&[chunk(*b"VP8X", &[0, 0, 0, 0, 20, 0, 0, 10, 0, 0]), pixels()]),
        Malformed,
        "another canvas"
    );
    assert_eq!(refused(&[header(2), chunk(*b"ANIM", &[0; 6])]), Malformed, "no frames");
    assert_eq!(
        refused(&[header(2), chunk(*b"ANIM", &[0; 6]), pixels()]),
        Malformed,
        "a still picture in a moving one"
    );
    let smaller = [&[0, 0, 0, 0, 0, 0, 18, 0, 0, 10, 0, 0, 100, 0, 0, 0][..], &pixels()].concat();
    assert_eq!(
        refused(&[header(2), chunk(*b"ANIM", &[0; 6]), chunk(*b"ANMF", &smaller)]),
        Malformed,
        "another frame"
    );
    assert_eq!(
        refused(&[chunk(*b"VP8 ", b"\x10\0\0\x9d\x01\x2a\0\0\x0b\0")]),
        Malformed,
        "no width"
    );
    assert_eq!(clean(WEBP, b"RIFF\x04\0\0\0WAVE").unwrap_err(), Unknown);
}
