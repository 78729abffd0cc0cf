//! GIF: extensions of all kinds, of which few make pixels.

use cleaning::Uncleanable::{CutShort, Malformed, Unknown};
use cleaning::{clean, rights_of};
use image::AnimationDecoder as _;
use image::codecs::gif::GifDecoder;

use crate::builders::gif::{self, EVERYWHERE, dressed, extension};
use crate::builders::metadata;
use crate::builders::{assert_clean, cleaned, occurrences};

const GIF: &str = "image/gif";

fn frames(gif: &[u8]) -> Vec<(image::RgbaImage, (u32, u32))> {
    let frames = GifDecoder::new(std::io::Cursor::new(gif))
        .unwrap()
        .into_frames()
        .collect_frames()
        .unwrap();
    frames
        .into_iter()
        .map(|frame| (frame.buffer().clone(), frame.delay().numer_denom_ms()))
        .collect()
}

#[test]
fn of_a_picture_that_says_everything_only_credit_and_colours_stay() {
    let received = gif::with_secrets_everywhere();
    let clean = cleaned(GIF, &received, EVERYWHERE);
    assert_eq!(rights_of(GIF, &clean), metadata::rights_of_xmp());
    assert_eq!(frames(&clean), frames(&gif::plain()));
    assert_eq!(occurrences(&clean, b"NETSCAPE2.0\x03\x01\0\0\0"), 1);
    assert_eq!(occurrences(&clean, b"ICCRGBG1012"), 1);
    assert_eq!(occurrences(&clean, b"curv"), 1);
    assert_eq!(occurrences(&clean, b"!\xff"), 3);
    assert_eq!(occurrences(&clean, b"!\xfe"), 0);
}

#[test]
fn a_picture_fresh_from_an_encoder_comes_back_as_it_is() {
    assert_clean(GIF, &gif::plain());
}

#[test]
fn how_often_it_loops_is_said_once_and_nothing_with_it() {
    let second = extension(0xff, &[b"ANIMEXTS1.0", b"\x01\x07\0", b"SECRET-block"]);
    assert_eq!(cleaned(GIF, &dressed(&gif::plain(), &[second]), 1), gif::plain());
}

#[test]
fn how_long_a_text_is_shown_is_not_said_of_the_image_after_it() {
    let image = b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
    let control = extension(0xf9, &[&[0, 99, 0, 0]]);
    let text = dressed(&gif::plain(), &[control.clone(), extension(0x01, &[b"SECRET"]), image.clone()]);
    assert_eq!(cleaned(GIF, &text, 1), dressed(&gif::plain(), std::slice::from_ref(&image)));
    assert_clean(GIF, &dressed(&gif::plain(), &[control, image]));
}

#[test]
fn an_extension_makes_an_old_picture_a_newer_one() {
    let mut old = gif::plain();
    old[3..6].copy_from_slice(b"87a");
    let clean = cleaned(GIF, &dressed(&old, &[gif::xmp(&metadata::xmp())]), 6);
    assert!(clean.starts_with(b"GIF89a"));
}

#[test]
fn a_picture_that_breaks_off_is_refused_wherever_it_breaks() {
    let plain = gif::plain();
    for length in 6..plain.len() {
        assert_eq!(clean(GIF, &plain[..length]).unwrap_err(), CutShort, "{length}");
    }
}

#[test]
fn what_is_no_gif_or_has_no_image_is_refused() {
    let plain = gif::plain();
    assert_eq!(clean(GIF, b"GIF90a").unwrap_err(), Unknown);
    assert_eq!(clean(GIF, b"GIF89a\x01\0\x01\0\0\0\0;").unwrap_err(), Malformed, "no image");
    assert_eq!(
        clean(GIF, &[&plain[..plain.len() - 1], b"?;"].concat()).unwrap_err(),
        Malformed,
        "no block"
    );
    let mut flat = plain.clone();
    flat[6..8].fill(0);
    assert_eq!(clean(GIF, &flat).unwrap_err(), Malformed, "no width");
}
