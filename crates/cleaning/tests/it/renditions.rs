//! Renditions: fresh from an encoder, and told whose they are.

use std::borrow::Cow;

use cleaning::{Rights, clean, rights_of, with_rights};

use crate::builders::{assert_clean, decoded, jpeg, metadata, png, rights, webp};

fn fresh() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("image/jpeg", jpeg::plain()),
        ("image/jpeg", jpeg::progressive()),
        ("image/webp", webp::lossy()),
        ("image/webp", webp::lossless()),
        ("image/webp", webp::lossless_with_alpha()),
        ("image/webp", webp::lossy_with_alpha()),
        ("image/png", png::plain()),
    ]
}

#[test]
fn a_rendition_says_whose_it_is_and_is_clean() {
    let whose = rights("Agence <X> & \"Y\"", "Le Fonds", "© 2026");
    for (media_type, rendition) in fresh() {
        let named = with_rights(media_type, &rendition, &whose).unwrap();
        assert_eq!(rights_of(media_type, &named), whose, "{media_type}");
        assert_eq!(decoded(&named), decoded(&rendition), "{media_type}");
        assert_clean(media_type, &named);
    }
}

#[test]
fn a_rendition_of_nobodys_stays_as_it_is() {
    for (media_type, rendition) in fresh() {
        assert!(matches!(with_rights(media_type, &rendition, &Rights::default()).unwrap(), Cow::Borrowed(bytes) if bytes == rendition));
    }
}

#[test]
fn a_webp_gets_the_header_that_it_needs() {
    let whose = rights("Agence", "", "");
    for (rendition, flags) in [
        (webp::lossy(), 0x04),
        (webp::lossless(), 0x04),
        (webp::lossless_with_alpha(), 0x14),
        (webp::lossy_with_alpha(), 0x14),
    ] {
        let named = with_rights("image/webp", &rendition, &whose).unwrap();
        assert_eq!(
            &named[12..30],
            [&b"VP8X\x0a\0\0\0"[..], &[flags, 0, 0, 0, 19, 0, 0, 10, 0, 0]].concat(),
            "flags and canvas"
        );
    }
}

#[test]
fn other_rights_take_the_place_of_those_that_were_there() {
    let received = jpeg::dressed(&jpeg::plain(), &[jpeg::xmp(&metadata::xmp())]);
    let cleaned = clean("image/jpeg", &received).unwrap();
    let named = with_rights("image/jpeg", &cleaned, &rights("Another", "", "")).unwrap();
    assert_eq!(rights_of("image/jpeg", &named), rights("Another", "", ""));
}

#[test]
fn rights_that_cannot_be_seen_are_none() {
    let plain = jpeg::plain();
    let named = with_rights("image/jpeg", &plain, &rights("\u{202e}\u{7}", "", "")).unwrap();
    assert_eq!(*named, plain);
}

#[test]
fn what_cannot_be_read_is_not_written() {
    assert!(with_rights("image/jpeg", b"\xff\xd8", &rights("Agence", "", "")).is_err());
    assert!(with_rights("text/plain", b"words", &rights("Agence", "", "")).is_err());
}
